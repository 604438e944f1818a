//! Tiers: what reaches one, what keeps it, and what the next review would do.

use contract::Instant;
use contract::points::ExpiryRounding;
use contract::tier::{
    DowngradePolicy, MeasureKind, Missing, QualifyMode, TierChangeReason, TierOutcome,
};

use super::calendar::{months_after, round_end};

/// A value to reach: of what, and how much.
pub type Goal = (MeasureKind, i64);

/// The rules of one tier.
#[derive(Clone, Copy, Debug)]
pub struct Rung {
    /// 1 is the lowest.
    pub rank: u32,
    /// What reaches it; empty for the one that everybody has.
    pub thresholds: &'static [Goal],
    /// What keeps it at the review.
    pub keep: &'static [Goal],
    /// How many months it lasts; nothing when for good.
    pub valid_months: Option<u32>,
}

/// The rules of a brand's tiers, lowest first.
#[derive(Clone, Copy, Debug)]
pub struct Ladder<'a> {
    /// The tiers.
    pub rungs: &'a [Rung],
    /// How several goals combine.
    pub mode: QualifyMode,
    /// How far a member can fall at one review.
    pub policy: DowngradePolicy,
}

/// The rank that a member holds, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// 0 is untiered.
    pub rank: u32,
    /// Until the review (exclusive); nothing when for good.
    pub until: Option<Instant>,
}

/// What a review found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// The standing after it.
    pub standing: Standing,
    /// Stays or falls.
    pub outcome: TierOutcome,
    /// Why, for the history.
    pub reason: TierChangeReason,
}

impl Ladder<'_> {
    fn rung(&self, rank: u32) -> Option<&Rung> {
        self.rungs.iter().find(|rung| rung.rank == rank)
    }

    /// Whether goals are met. No goals are always met.
    pub fn met(&self, goals: &[Goal], value: impl Fn(MeasureKind) -> i64) -> bool {
        let mut each = goals.iter().map(|(kind, goal)| value(*kind) >= *goal);
        match self.mode {
            QualifyMode::All => each.all(|met| met),
            QualifyMode::Any | QualifyMode::Unknown => goals.is_empty() || each.any(|met| met),
        }
    }

    /// The highest rank that the measures reach; 0 when none.
    pub fn reached(&self, value: impl Fn(MeasureKind) -> i64) -> u32 {
        self.rungs
            .iter()
            .filter(|rung| self.met(rung.thresholds, &value))
            .map(|rung| rung.rank)
            .max()
            .unwrap_or(0)
    }

    /// The standing of a rank that is taken at an instant: whole months, to the end of the month.
    #[must_use]
    pub fn standing(&self, rank: u32, at: Instant) -> Standing {
        let months = self.rung(rank).and_then(|rung| rung.valid_months);
        let until = months.map(|m| round_end(months_after(at, m), ExpiryRounding::EndOfMonth));
        Standing { rank, until }
    }

    /// A higher tier, at once when its threshold is reached; nothing when there is none.
    pub fn upgrade(
        &self,
        standing: Standing,
        now: Instant,
        value: impl Fn(MeasureKind) -> i64,
    ) -> Option<Standing> {
        let reached = self.reached(value);
        (reached > standing.rank).then(|| self.standing(reached, now))
    }

    /// What the review at the end of a standing does, with the measures of the year before it;
    /// nothing for a standing without an end. A year that is kept begins where the last one
    /// ended, so that a late review does not lengthen it.
    pub fn review(&self, standing: Standing, value: impl Fn(MeasureKind) -> i64) -> Option<Review> {
        let at = standing.until?;
        let rung = self.rung(standing.rank)?;
        if self.met(rung.keep, &value) || self.policy == DowngradePolicy::None {
            let until = rung.valid_months.map(|months| months_after(at, months));
            return Some(Review {
                standing: Standing { until, ..standing },
                outcome: TierOutcome::Keep,
                reason: TierChangeReason::Requalified,
            });
        }
        let lowest = self.rungs.first().map_or(0, |rung| rung.rank);
        let below = standing.rank.saturating_sub(1);
        let rank = match self.policy {
            DowngradePolicy::Requalify => self.reached(&value).clamp(lowest.min(below), below),
            _ => below.max(lowest.min(below)),
        };
        let until = self
            .rung(rank)
            .and_then(|rung| rung.valid_months)
            .map(|months| months_after(at, months));
        Some(Review {
            standing: Standing { rank, until },
            outcome: TierOutcome::Downgrade,
            reason: TierChangeReason::Expired,
        })
    }

    /// What is missing for goals, one entry for each goal that is not met; empty when they are
    /// met together.
    pub fn missing(&self, goals: &[Goal], value: impl Fn(MeasureKind) -> i64) -> Vec<Missing> {
        if self.met(goals, &value) {
            return Vec::new();
        }
        goals
            .iter()
            .map(|(kind, goal)| Missing { kind: *kind, missing: goal - value(*kind) })
            .filter(|missing| missing.missing > 0)
            .collect()
    }
}

#[cfg(test)]
#[path = "tier_tests.rs"]
mod tests;

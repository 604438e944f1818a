//! What to say about a member's tier: how far the next one is, or what would be lost.

use contract::Instant;
use contract::tier::{Measure, Missing, QualifyMode, TierOutcome, TierRef, TierStatus};

use super::fraction::{self, Fraction};
use super::time::days_until;

/// How many days before its review a tier is called at risk. Before that, a member who has just
/// begun the period would be warned about a year that is still to be lived.
pub const AT_RISK_DAYS: i64 = 60;

/// One measure on the way to the next tier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// What is missing, in the measure's unit: its threshold less its value, never negative.
    pub missing: i64,
    /// How much is reached.
    pub fraction: Fraction,
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TierView<'a> {
    /// Without a tier.
    Untiered {
        /// The first one, if there is any.
        next: Option<&'a TierRef>,
        /// How far.
        progress: Option<Progress<'a>>,
    },
    /// On the way up.
    Climbing {
        /// To here.
        next: &'a TierRef,
        /// The measure that decides; nothing when the backend sends none.
        progress: Option<Progress<'a>>,
    },
    /// There is nothing higher.
    Top,
    /// The next review would take the tier away, and it is near.
    AtRisk {
        /// When the review is.
        review_at: Instant,
        /// What would keep the tier: only what is really missing.
        keep: &'a [Missing],
        /// What the tier would become, by name; nothing when untiered.
        falls_to: Option<&'a str>,
    },
}

/// The view of a status at `now`.
#[must_use]
pub fn view(status: &TierStatus, now: Instant) -> TierView<'_> {
    let Some(current) = &status.current else {
        return TierView::Untiered { next: status.next.as_ref(), progress: deciding(status) };
    };
    if let Some((projection, review_at)) = status.projection.as_ref().zip(current.valid_until)
        && projection.outcome == TierOutcome::Downgrade
        && (0..=AT_RISK_DAYS).contains(&days_until(now, review_at))
    {
        return TierView::AtRisk {
            review_at,
            keep: &projection.keep_missing,
            falls_to: projection.tier_name.as_deref(),
        };
    }
    match &status.next {
        Some(next) => TierView::Climbing { next, progress: deciding(status) },
        None => TierView::Top,
    }
}

/// How far one measure is.
#[must_use]
pub fn progress(measure: &Measure) -> Progress<'_> {
    Progress {
        measure,
        missing: fraction::missing(measure.value, measure.threshold),
        fraction: Fraction::of(measure.value, measure.threshold),
    }
}

/// The measure that decides: where one is enough, the furthest; where all are needed, the one
/// that lags most. Of equals, the one that the backend names first.
fn deciding(status: &TierStatus) -> Option<Progress<'_>> {
    let one_is_enough = status.qualify_mode == QualifyMode::Any;
    status.measures.iter().map(progress).reduce(|best, next| {
        let better = if one_is_enough {
            next.fraction > best.fraction
        } else {
            next.fraction < best.fraction
        };
        if better { next } else { best }
    })
}

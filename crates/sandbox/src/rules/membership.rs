//! Where a paid membership stands, from its dates.

use chrono::Months;
use contract::Instant;
use contract::membership::{MembershipState, PlanTerm};

/// How many months a term lasts; nothing for a trial (its end is set) and for life.
#[must_use]
pub fn months(term: PlanTerm) -> Option<Months> {
    Some(Months::new(match term {
        PlanTerm::Month => 1,
        PlanTerm::Quarter => 3,
        PlanTerm::HalfYear => 6,
        PlanTerm::Year => 12,
        PlanTerm::Trial | PlanTerm::Lifetime | PlanTerm::Unknown => return None,
    }))
}

/// Automatic renewal that is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// When it charges next.
    pub next_charge_at: Instant,
    /// What it charges then, in minor units.
    pub amount: i64,
}

/// A paid membership as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The plan's length.
    pub term: PlanTerm,
    /// Until when (exclusive); nothing when for good.
    pub valid_until: Option<Instant>,
    /// Paid so far, in minor units.
    pub paid: i64,
    /// Automatic renewal, when it is on.
    pub renewal: Option<Renewal>,
    /// Whether the money was given back.
    pub refunded: bool,
}

/// The membership as it stands now: each automatic charge that has come due adds a term and its
/// price. In the sandbox no charge fails.
#[must_use]
pub fn at(stored: Term, now: Instant) -> Term {
    let mut term = stored;
    let Some(length) = months(term.term) else { return term };
    while let (Some(renewal), Some(until)) = (term.renewal, term.valid_until)
        && now >= renewal.next_charge_at
    {
        let (Some(next_charge_at), Some(valid_until)) =
            (renewal.next_charge_at.checked_add_months(length), until.checked_add_months(length))
        else {
            break;
        };
        term.renewal = Some(Renewal { next_charge_at, ..renewal });
        term.valid_until = Some(valid_until);
        term.paid += renewal.amount;
    }
    term
}

/// The state now. `lead_days` before its end a membership counts as ending soon, unless it
/// renews itself.
#[must_use]
pub fn state(term: &Term, lead_days: u32, now: Instant) -> MembershipState {
    if term.refunded {
        return MembershipState::Refunded;
    }
    let Some(until) = term.valid_until else { return MembershipState::Active };
    if now >= until {
        return MembershipState::Expired;
    }
    if term.term == PlanTerm::Trial {
        return MembershipState::Trial;
    }
    if term.renewal.is_none() && days_left(until, now) <= i64::from(lead_days) {
        MembershipState::Expiring
    } else {
        MembershipState::Active
    }
}

/// Whether benefits are given.
#[must_use]
pub fn is_valid(state: MembershipState) -> bool {
    matches!(
        state,
        MembershipState::Trial
            | MembershipState::Active
            | MembershipState::Expiring
            | MembershipState::Grace
    )
}

/// Whole programme days since the end; nothing while it is valid. `now` is in the programme's
/// zone.
#[must_use]
pub fn expired_days(valid_until: Option<Instant>, now: Instant) -> Option<u32> {
    let until = valid_until.filter(|until| now >= *until)?;
    u32::try_from(-days_left(until, now)).ok()
}

/// Programme days from today to the day on which something ends; negative once it is past.
#[must_use]
pub fn days_left(until: Instant, now: Instant) -> i64 {
    (until.with_timezone(now.offset()).date_naive() - now.date_naive()).num_days()
}

#[cfg(test)]
mod tests;

//! Where a paid membership stands, from its dates.

use chrono::Months;
use contract::Instant;
use contract::membership::{MembershipState, PlanTerm};

use crate::clock::{day_of, end_of};

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

/// A plan as it is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// The plan's length.
    pub term: PlanTerm,
    /// What was paid, in minor units.
    pub price: i64,
    /// Whether the member agreed that it renews itself.
    pub renews: bool,
}

/// What a paid order makes of a membership. It goes on from the end of what is still valid, or
/// begins now and lasts to the end of its last day. Automatic renewal is what was agreed to with
/// this order: an agreement to another plan's price does not carry over.
#[must_use]
pub fn bought(held: Option<Term>, purchase: Purchase, now: Instant) -> Term {
    let going_on = held.filter(|held| goes_on(held, now));
    let valid_until = match going_on {
        Some(held) => held.valid_until.and_then(|until| later(until, purchase.term)),
        None => later(now, purchase.term).map(|end| end_of(day_of(end))),
    };
    let renewal = valid_until
        .filter(|_| purchase.renews)
        .map(|next_charge_at| Renewal { next_charge_at, amount: purchase.price });
    Term {
        term: purchase.term,
        valid_until,
        paid: going_on.map_or(0, |held| held.paid) + purchase.price,
        renewal,
        refunded: false,
    }
}

/// Whether a membership is still valid, so that what is bought adds to it.
#[must_use]
pub fn goes_on(held: &Term, now: Instant) -> bool {
    !held.refunded && held.valid_until.is_none_or(|until| until > now)
}

/// One term later; nothing for life.
fn later(from: Instant, term: PlanTerm) -> Option<Instant> {
    from.checked_add_months(months(term)?)
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

//! What to say about a paid membership: where it stands now, and whether it has paid for itself.

use contract::Instant;
use contract::membership::{
    AutoRenewalState, Membership, MembershipKind, MembershipState, MembershipValue,
};
use contract::money::Money;

use super::renewal::has_ended;
use super::time::days_until;

/// Where a paid membership stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There never was one.
    Never,
    /// On trial, until an exclusive end if it is known.
    Trial(Option<Instant>),
    /// Valid, until an exclusive end; without one it stays.
    Valid(Option<Instant>),
    /// Valid, ends soon.
    EndsSoon(Instant),
    /// Ended, still honoured.
    Grace(Option<Instant>),
    /// Ended so many programme days ago; 0 is today.
    Ended(Option<u32>, Option<Instant>),
    /// Paid back.
    Refunded,
    /// A state that this card does not know.
    NotKnown,
}

/// Where a membership stands at `now`. A plan whose end has passed has ended, also while the
/// backend's last word still called it valid.
#[must_use]
pub fn standing(membership: &Membership, now: Instant) -> Standing {
    let end = membership.valid_until;
    if membership.kind == MembershipKind::Free {
        return Standing::Never;
    }
    match membership.state {
        MembershipState::None => Standing::Never,
        MembershipState::Refunded => Standing::Refunded,
        MembershipState::Grace => Standing::Grace(end),
        MembershipState::Unknown => Standing::NotKnown,
        _ if has_ended(membership, now) => {
            let since = end.and_then(|end| u32::try_from(-days_until(now, end)).ok());
            Standing::Ended(since.or(membership.expired_days), end)
        }
        MembershipState::Trial => Standing::Trial(end),
        MembershipState::Expiring => end.map_or(Standing::Valid(None), Standing::EndsSoon),
        MembershipState::Active => Standing::Valid(end),
        // It says that it ended, and its end is still to come: believe the end.
        MembershipState::Expired => Standing::Valid(end),
    }
}

/// Whether a plan can be bought now: not while one renews itself, or was a moment ago refused a
/// charge that will be tried again, and not beside one for good.
#[must_use]
pub fn can_buy(membership: &Membership, now: Instant) -> bool {
    let renews = membership
        .auto_renewal
        .as_ref()
        .is_some_and(|auto| matches!(auto.state, AutoRenewalState::On | AutoRenewalState::PastDue));
    match standing(membership, now) {
        Standing::Never | Standing::Ended(..) | Standing::Refunded => true,
        Standing::Valid(None) | Standing::NotKnown => false,
        Standing::Trial(_) | Standing::Valid(_) | Standing::EndsSoon(_) | Standing::Grace(_) => {
            !renews
        }
    }
}

/// What a membership has brought against what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It saved as much as it cost, and so much more.
    PaidBack(Money),
    /// So much is missing until it has saved what it cost.
    Missing(Money),
    /// The two are not in one currency.
    NotComparable,
}

/// Compares saved with paid.
#[must_use]
pub fn worth(value: &MembershipValue) -> Worth {
    if value.saved.currency != value.paid.currency {
        return Worth::NotComparable;
    }
    let ahead = value.saved.amount.saturating_sub(value.paid.amount);
    let money = |amount: i64| Money { amount, currency: value.paid.currency.clone() };
    if ahead < 0 {
        Worth::Missing(money(ahead.saturating_neg()))
    } else {
        Worth::PaidBack(money(ahead))
    }
}

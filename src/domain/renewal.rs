//! When a member is asked to renew a paid plan, how it is put, and what is given beside it.
//!
//! Low-ticket members feel no loss when a plan ends and renew when they want to buy again, so
//! they are asked only after the end, by a tasting. High-ticket members are asked before. A plan
//! that renews itself is never asked about; its member gets the notice that the law demands
//! (China: Measures for the Supervision of Online Trading, article 18; at least five days before
//! the charge), which is information and counts against no cap.

use contract::Instant;
use contract::membership::{AutoRenewalState, Membership, MembershipKind, MembershipState};
use contract::money::Money;
use contract::program::RenewalPolicy;
use contract::prompt::{Framing, PriceBand, Timing};

use super::time::days_until;

/// The least notice before an automatic charge, in calendar days; a policy may give more.
pub const LEAST_NOTICE_DAYS: u32 = 5;

/// What an extra coupon may be worth, in basis points of the average order. Outside of this it
/// either moves nobody or costs more than the renewal brings, and is not called an extra.
pub const EXTRA_COUPON_BPS: core::ops::RangeInclusive<u32> = 1500..=2500;

/// How many days after the end a plan outside the low band is still asked about at least; a
/// longer repurchase cycle lengthens it. Later than that, winning back is another prompt.
pub const LEAST_ASK_AFTER_DAYS: u32 = 30;

/// On which side of the end a renewal is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskTiming {
    /// The plan is still valid.
    BeforeExpiry,
    /// The plan has ended.
    AfterExpiry,
}

/// What the policy says about one member at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenewalDecision {
    /// Say nothing.
    Nothing,
    /// Tell about the coming charge; takes precedence over everything and counts against no cap.
    StatutoryNotice {
        /// When the charge happens.
        charge_at: Instant,
    },
    /// Ask, within the caps.
    Ask {
        /// On which side of the end.
        timing: AskTiming,
        /// How it is put; never [`Framing::Unknown`].
        framing: Framing,
        /// An extra coupon without a threshold, in basis points of the average order.
        extra_coupon: Option<u32>,
    },
}

/// Where a plan stands between its beginning and being long gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Valid for longer than the policy's lead, or no plan that could be renewed.
    Running,
    /// Valid, within the policy's lead.
    Ending,
    /// Ended a short while ago.
    Ended,
    /// Ended long ago.
    LongEnded,
}

/// Decides at `now`, the backend's time. Days are counted in the programme's calendar, which the
/// instants of the membership carry as their offset.
#[must_use]
pub fn decide(policy: &RenewalPolicy, membership: &Membership, now: Instant) -> RenewalDecision {
    if let Some(auto) = &membership.auto_renewal
        && auto.state != AutoRenewalState::Off
    {
        return notice(policy, auto.state, auto.next_charge_at, now);
    }
    let extra = Some(policy.extra_coupon_bps).filter(|bps| EXTRA_COUPON_BPS.contains(bps));
    let before = |framing| RenewalDecision::Ask {
        timing: AskTiming::BeforeExpiry,
        framing,
        extra_coupon: None,
    };
    let after = |framing, extra_coupon| RenewalDecision::Ask {
        timing: AskTiming::AfterExpiry,
        framing,
        extra_coupon,
    };
    match (policy.price_band, policy.timing, phase(policy, membership, now)) {
        // Low-ticket: before the end nothing, whatever else the policy says.
        (PriceBand::Low, _, Phase::Ended | Phase::LongEnded) => {
            after(Framing::NewProductTasting, extra)
        }
        // High-ticket: around the end, without an extra that would cheapen it.
        (PriceBand::High, _, Phase::Ending) => before(sober(policy.framing)),
        (PriceBand::High, _, Phase::Ended) => after(sober(policy.framing), None),
        // In between: as the policy's timing says.
        (PriceBand::Mid, Timing::BeforeExpiry | Timing::Both, Phase::Ending) => {
            before(known(policy.framing))
        }
        (PriceBand::Mid, Timing::AfterExpiry | Timing::Both, Phase::Ended) => {
            after(known(policy.framing), extra)
        }
        _ => RenewalDecision::Nothing,
    }
}

/// The extra coupon's amount: `bps` basis points of the average order, to the nearest minor unit.
#[must_use]
pub fn extra_coupon_amount(aov: &Money, bps: u32) -> Money {
    let exact = i128::from(aov.amount) * i128::from(bps);
    let rounded = (exact + 5_000 * exact.signum()) / 10_000;
    let limit = if rounded < 0 { i64::MIN } else { i64::MAX };
    Money { amount: i64::try_from(rounded).unwrap_or(limit), currency: aov.currency.clone() }
}

/// Whether a paid plan has ended by `now`.
#[must_use]
pub fn has_ended(membership: &Membership, now: Instant) -> bool {
    use MembershipState::{Active, Expired, Expiring, Grace, Trial};
    membership.kind == MembershipKind::Paid
        && match membership.state {
            Trial | Active | Expiring => membership.valid_until.is_some_and(|end| now >= end),
            // The state says so; an end that is still to come contradicts it.
            Expired | Grace => membership.valid_until.is_none_or(|end| now >= end),
            MembershipState::None | MembershipState::Refunded | MembershipState::Unknown => false,
        }
}

/// A plan that renews itself, or may do so, is not asked about: the member would pay twice.
fn notice(
    policy: &RenewalPolicy,
    state: AutoRenewalState,
    next_charge_at: Option<Instant>,
    now: Instant,
) -> RenewalDecision {
    let charges = matches!(state, AutoRenewalState::On | AutoRenewalState::PastDue);
    let notice_days = i64::from(policy.auto_renewal_notice_days.max(LEAST_NOTICE_DAYS));
    match next_charge_at {
        Some(charge_at)
            if charges && now < charge_at && days_until(now, charge_at) <= notice_days =>
        {
            RenewalDecision::StatutoryNotice { charge_at }
        }
        _ => RenewalDecision::Nothing,
    }
}

fn phase(policy: &RenewalPolicy, membership: &Membership, now: Instant) -> Phase {
    let days_left = membership.valid_until.map(|end| days_until(now, end));
    if has_ended(membership, now) {
        let days_ago = match days_left {
            Some(days_left) => -days_left,
            None => membership.expired_days.unwrap_or(0).into(),
        };
        let ask_after = policy.repurchase_cycle_days.max(LEAST_ASK_AFTER_DAYS);
        return if days_ago <= ask_after.into() { Phase::Ended } else { Phase::LongEnded };
    }
    let valid = matches!(
        membership.state,
        MembershipState::Trial | MembershipState::Active | MembershipState::Expiring
    );
    match days_left {
        Some(days_left)
            if valid
                && membership.kind == MembershipKind::Paid
                && days_left <= policy.lead_days.into() =>
        {
            Phase::Ending
        }
        _ => Phase::Running,
    }
}

/// High-ticket plans are renewed plainly or with care, not with a tasting.
fn sober(framing: Framing) -> Framing {
    if framing == Framing::Care { framing } else { Framing::PlainRenew }
}

fn known(framing: Framing) -> Framing {
    if framing == Framing::Unknown { Framing::PlainRenew } else { framing }
}

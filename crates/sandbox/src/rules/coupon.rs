//! The state machine of a coupon, and what one takes off an order.
//!
//! Only what somebody did is stored; what time does (PENDING before `valid_from`, EXPIRED from
//! `valid_until` on) is worked out at the moment of asking, so that moving the clock is enough.

use chrono::Timelike as _;
use chrono::{Datelike as _, Duration};
use contract::Instant;
use contract::coupon::{CouponFace, CouponKind, CouponState, UsableWindow};
use contract::problem::ErrorCode;

/// A coupon that ends within this time is said to end soon.
pub const ENDS_SOON: Duration = Duration::hours(72);

/// What decides about a coupon.
#[derive(Clone, Debug)]
pub struct Terms {
    /// What it gives.
    pub kind: CouponKind,
    /// Its value.
    pub face: CouponFace,
    /// The least an order must cost, in minor units; 0 is no threshold.
    pub threshold: i64,
    /// Usable from (inclusive).
    pub valid_from: Instant,
    /// Usable until (exclusive).
    pub valid_until: Instant,
    /// Days and hours in the programme's zone; empty is always.
    pub windows: Vec<UsableWindow>,
    /// Minor units left of one that is used bit by bit.
    pub remaining: Option<i64>,
}

/// The state that a member sees now, from the stored one and the clock.
#[must_use]
pub fn state_at(
    stored: CouponState,
    valid_from: Instant,
    valid_until: Instant,
    now: Instant,
) -> CouponState {
    use CouponState::{Effective, Expired, PartlyUsed, Pending};
    match stored {
        Effective | Pending | PartlyUsed if now >= valid_until => Expired,
        Effective | Pending if now < valid_from => Pending,
        Pending => Effective,
        other => other,
    }
}

/// Whether a coupon may go from one state to another; the table of the contract.
#[must_use]
pub fn may_become(from: CouponState, to: CouponState) -> bool {
    use CouponState::{
        Confirming, Deactivated, Deleted, Effective, Expired, Locked, PartlyUsed, Pending,
        Transferred, Transferring, Used,
    };
    matches!(
        (from, to),
        (Confirming, Pending | Effective)
            | (Pending, Effective)
            | (
                Effective,
                Locked | Used | PartlyUsed | Expired | Deactivated | Deleted | Transferring
            )
            | (Locked, Effective | Used)
            | (PartlyUsed, PartlyUsed | Used | Expired)
            | (Used, Effective | Expired)
            | (Transferring, Transferred | Effective)
    )
}

/// Whether a coupon in this state can be shown to the till; if not, why.
///
/// # Errors
/// The problem code that names the state.
pub fn usable(state: CouponState) -> Result<(), ErrorCode> {
    use CouponState as S;
    Err(match state {
        S::Effective | S::PartlyUsed => return Ok(()),
        S::Pending | S::Confirming => ErrorCode::CouponNotStarted,
        S::Locked | S::Transferring => ErrorCode::CouponLocked,
        S::Used => ErrorCode::CouponUsed,
        S::Expired => ErrorCode::CouponExpired,
        S::Deactivated | S::Unknown => ErrorCode::CouponDeactivated,
        S::Deleted | S::Transferred => ErrorCode::CouponDeleted,
    })
}

/// Why an order cannot have a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The coupon itself cannot be used.
    State(ErrorCode),
    /// The order is too small by so many minor units.
    ThresholdNotMet(i64),
    /// Not on this day or at this hour.
    OutsideHours,
}

/// What a coupon does to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// Minor units off.
    pub off: i64,
    /// The state after it: USED, or PARTLY_USED while something is left.
    pub becomes: CouponState,
    /// What is left of one that is used bit by bit.
    pub remaining: Option<i64>,
}

/// Uses a coupon for an order of `amount` minor units at `now`, given in the programme's zone.
///
/// # Errors
/// Why the order cannot have it.
pub fn redeem(
    terms: &Terms,
    stored: CouponState,
    amount: i64,
    now: Instant,
) -> Result<Redemption, Refusal> {
    usable(state_at(stored, terms.valid_from, terms.valid_until, now)).map_err(Refusal::State)?;
    if amount < terms.threshold {
        return Err(Refusal::ThresholdNotMet(terms.threshold - amount));
    }
    if !within(&terms.windows, now) {
        return Err(Refusal::OutsideHours);
    }
    let off = worth(terms, amount);
    let remaining = terms.remaining.map(|left| left - off);
    let becomes = if remaining.is_some_and(|left| left > 0) {
        CouponState::PartlyUsed
    } else {
        CouponState::Used
    };
    Ok(Redemption { off, becomes, remaining })
}

/// What becomes of a used coupon when its order is refunded: it comes back, unless its time has
/// passed meanwhile.
#[must_use]
pub fn after_refund(valid_until: Instant, now: Instant) -> CouponState {
    if now < valid_until { CouponState::Effective } else { CouponState::Expired }
}

/// Minor units that a coupon takes off an order of `amount`; never more than the order. A part
/// of the price is rounded down, in favour of the till's sum.
#[must_use]
pub fn worth(terms: &Terms, amount: i64) -> i64 {
    let amount = amount.max(0);
    let off = match terms.kind {
        CouponKind::Cash => terms.remaining.or(terms.face.amount_off).unwrap_or(0),
        CouponKind::Discount => {
            let off_bps =
                10_000 - i128::from(terms.face.discount_bps.unwrap_or(10_000).min(10_000));
            let off = i64::try_from(i128::from(amount) * off_bps / 10_000).unwrap_or(0);
            off.min(terms.face.max_discount.unwrap_or(i64::MAX))
        }
        _ => 0,
    };
    off.clamp(0, amount)
}

/// Whether `now` lies in one of the windows; a window past midnight belongs to the day on which
/// it began.
fn within(windows: &[UsableWindow], now: Instant) -> bool {
    let minute = now.hour() * 60 + now.minute();
    let today = now.weekday().number_from_monday();
    let yesterday = now.weekday().pred().number_from_monday();
    windows.is_empty()
        || windows.iter().any(|window| {
            let on = |day: u32| {
                window.weekdays.is_empty() || window.weekdays.iter().any(|d| u32::from(*d) == day)
            };
            match (minute_of(&window.from), minute_of(&window.to)) {
                (Some(from), Some(to)) if from < to => on(today) && (from..to).contains(&minute),
                (Some(from), Some(to)) => {
                    (on(today) && minute >= from) || (on(yesterday) && minute < to)
                }
                _ => false,
            }
        })
}

/// Minutes since midnight of an `HH:MM`.
fn minute_of(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    Some(hour.parse::<u32>().ok()? * 60 + minute.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests;

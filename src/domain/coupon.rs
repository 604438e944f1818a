//! What a member can do with a coupon, and where it stands in the wallet.

use core::cmp::Ordering;

use chrono::{Datelike, Duration, Timelike};
use contract::Instant;
use contract::coupon::{Coupon, CouponAction, CouponKind, CouponState, UsableWindow};

/// Why a coupon cannot be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is being issued.
    Confirming,
    /// It is not valid yet; `valid_from` says when.
    NotStarted,
    /// Its end has passed.
    Expired,
    /// It was used, or nothing of it is left.
    Used,
    /// An order holds it.
    Locked,
    /// The brand withdrew it.
    Deactivated,
    /// The member deleted it.
    Deleted,
    /// It is on its way to somebody else.
    Transferring,
    /// It belongs to somebody else.
    Transferred,
    /// Not on this day or at this hour; its windows say when.
    OutsideHours,
    /// Not at a till; its actions say where.
    NotAtTill,
    /// This card does not know its kind or state: its words are shown, without an action.
    NotKnown,
}

/// The part of the wallet in which a coupon stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalletGroup {
    /// Can be used, if only at its hours.
    Usable,
    /// Held, for now: not begun, reserved, on its way, or of a state that is not known.
    Upcoming,
    /// Used.
    Used,
    /// Gone without use.
    Ended,
}

impl WalletGroup {
    /// The states to ask the backend for.
    #[must_use]
    pub fn states(self) -> &'static [CouponState] {
        use CouponState as S;
        match self {
            Self::Usable => &[S::Effective, S::PartlyUsed],
            Self::Upcoming => &[S::Confirming, S::Pending, S::Locked, S::Transferring],
            Self::Used => &[S::Used],
            Self::Ended => &[S::Expired, S::Deactivated, S::Deleted, S::Transferred],
        }
    }
}

/// The state by which a coupon is shown at `now`: the backend's, moved on by time alone, so that
/// a list that was fetched earlier does not offer what has ended.
#[must_use]
pub fn display_state(coupon: &Coupon, now: Instant) -> CouponState {
    use CouponState::{Effective, Expired, PartlyUsed, Pending, Used};
    match coupon.state {
        Pending | Effective | PartlyUsed if now >= coupon.valid_until => Expired,
        Pending if now >= coupon.valid_from => Effective,
        Effective | PartlyUsed if now < coupon.valid_from => Pending,
        PartlyUsed if coupon.remaining_value.is_some_and(|left| left <= 0) => Used,
        state => state,
    }
}

/// Whether a till would take the coupon at `now`.
///
/// # Errors
/// Why not, for the words beside the button.
pub fn can_redeem(coupon: &Coupon, now: Instant) -> Result<(), Reason> {
    match display_state(coupon, now) {
        // 409 COUPON_NOT_STARTED.
        CouponState::Confirming => Err(Reason::Confirming),
        CouponState::Pending => Err(Reason::NotStarted),
        // 409 COUPON_LOCKED.
        CouponState::Locked => Err(Reason::Locked),
        CouponState::Transferring => Err(Reason::Transferring),
        // 409 COUPON_USED.
        CouponState::Used => Err(Reason::Used),
        // 409 COUPON_EXPIRED.
        CouponState::Expired => Err(Reason::Expired),
        // 409 COUPON_DEACTIVATED.
        CouponState::Deactivated => Err(Reason::Deactivated),
        // 410 COUPON_DELETED.
        CouponState::Deleted => Err(Reason::Deleted),
        // 404 NOT_FOUND: no longer this member's.
        CouponState::Transferred => Err(Reason::Transferred),
        CouponState::Unknown => Err(Reason::NotKnown),
        CouponState::Effective | CouponState::PartlyUsed => {
            if coupon.kind == CouponKind::Unknown {
                Err(Reason::NotKnown)
            } else if !coupon.actions.is_empty()
                && !coupon.actions.contains(&CouponAction::ShowCode)
            {
                Err(Reason::NotAtTill)
            } else if !in_hours(coupon, now) {
                // Inapplicable reason OUTSIDE_HOURS.
                Err(Reason::OutsideHours)
            } else {
                Ok(())
            }
        }
    }
}

/// Where the coupon stands at `now`.
#[must_use]
pub fn group(coupon: &Coupon, now: Instant) -> WalletGroup {
    use CouponState as S;
    match display_state(coupon, now) {
        S::Effective | S::PartlyUsed => WalletGroup::Usable,
        S::Confirming | S::Pending | S::Locked | S::Transferring | S::Unknown => {
            WalletGroup::Upcoming
        }
        S::Used => WalletGroup::Used,
        S::Expired | S::Deactivated | S::Deleted | S::Transferred => WalletGroup::Ended,
    }
}

/// Whether a usable coupon ends within so many hours.
#[must_use]
pub fn ends_within(coupon: &Coupon, now: Instant, hours: u32) -> bool {
    group(coupon, now) == WalletGroup::Usable
        && coupon.valid_until.signed_duration_since(now) <= Duration::hours(hours.into())
}

/// Orders by what is worth using first: what can be used now, then what ends soonest, then what
/// asks for the smallest order, then what takes most off. A total order: no two coupons tie.
#[must_use]
pub fn worth_order(a: &Coupon, b: &Coupon, now: Instant) -> Ordering {
    let unusable = |coupon| can_redeem(coupon, now).is_err();
    unusable(a)
        .cmp(&unusable(b))
        .then_with(|| a.valid_until.cmp(&b.valid_until))
        .then_with(|| a.threshold.amount.cmp(&b.threshold.amount))
        .then_with(|| b.face.amount_off.cmp(&a.face.amount_off))
        .then_with(|| a.id.cmp(&b.id))
}

/// Whether one of the coupon's windows is open; without windows always. A window that cannot be
/// read closes nothing: the till has the last word.
fn in_hours(coupon: &Coupon, now: Instant) -> bool {
    let local = now.with_timezone(coupon.valid_from.offset());
    let minute = local.hour() * 60 + local.minute();
    let today = local.weekday().number_from_monday();
    let yesterday = local.weekday().pred().number_from_monday();
    let windows = &coupon.usable_windows;
    windows.is_empty()
        || windows.iter().any(|window| {
            let (Some(from), Some(to)) = (minutes(&window.from), minutes(&window.to)) else {
                return true;
            };
            if from <= to {
                on_day(window, today) && (from..to).contains(&minute)
            } else {
                // Over midnight: the day is that on which the window opens.
                on_day(window, today) && minute >= from || on_day(window, yesterday) && minute < to
            }
        })
}

fn on_day(window: &UsableWindow, weekday: u32) -> bool {
    window.weekdays.is_empty() || window.weekdays.iter().any(|day| u32::from(*day) == weekday)
}

/// Minutes since midnight of `HH:MM`, `24:00` included.
fn minutes(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let total = hour.parse::<u32>().ok()?.checked_mul(60)?.checked_add(minute.parse().ok()?)?;
    (total <= 24 * 60).then_some(total)
}

/// ISO weekdays as runs, first and last, in the order of the week: Monday to Wednesday and
/// Saturday are `(1, 3)` and `(6, 6)`. None named are all of them.
#[must_use]
pub fn weekday_runs(weekdays: &[u8]) -> Vec<(u8, u8)> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for day in (1..=7).filter(|day| weekdays.is_empty() || weekdays.contains(day)) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}

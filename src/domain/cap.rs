//! How often a member may be asked anything, over all kinds together.
//!
//! Windows roll: a showing counts until exactly `window_days` × 24 h later. What the law demands
//! to tell is not asked here at all; the caller leaves it out.

use chrono::Duration;
use contract::Instant;
use contract::program::CapPolicy;
use contract::prompt::Cap;

/// One time that a prompt was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// When, in the backend's time.
    pub at: Instant,
    /// What, by its content.
    pub fingerprint: String,
    /// Whether the member closed it.
    pub dismissed: bool,
}

/// Why a prompt may not be shown now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapReason {
    /// The member closed the same content within the window.
    Dismissed,
    /// The same content was seen within the window.
    Repeated,
    /// As many as the policy allows were seen within the window.
    WindowFull,
    /// The last one was seen too short a while ago.
    TooSoon,
}

/// Whether content with this fingerprint may be shown at `now`.
///
/// Showings dated after `now` count: a clock that was put back must not open the cap.
///
/// # Errors
/// Why not, the reason that lasts longest first.
pub fn allows(
    policy: &CapPolicy,
    history: &[Shown],
    fingerprint: &str,
    now: Instant,
) -> Result<(), CapReason> {
    let mut same = None;
    let mut used = 0_u32;
    let mut too_soon = false;
    for shown in history {
        too_soon |= before(now, shown.at, interval(policy));
        if before(now, shown.at, window(policy)) {
            used = used.saturating_add(1);
            if shown.fingerprint == fingerprint {
                same = Some(same.unwrap_or(false) || shown.dismissed);
            }
        }
    }
    match same {
        Some(true) => Err(CapReason::Dismissed),
        Some(false) => Err(CapReason::Repeated),
        None if used >= policy.max => Err(CapReason::WindowFull),
        None if too_soon => Err(CapReason::TooSoon),
        None => Ok(()),
    }
}

/// Whether content that was seen today, on the programme's calendar, was left open: it stands for
/// the rest of that day, since a reload is not another contact. `now` carries the programme's
/// offset; the offsets in `history` do not matter.
#[must_use]
pub fn stands_today(history: &[Shown], fingerprint: &str, now: Instant) -> bool {
    let ours = |shown: &&Shown| shown.fingerprint == fingerprint && same_day(shown.at, now);
    let mut today = history.iter().filter(ours).peekable();
    today.peek().is_some() && today.all(|shown| !shown.dismissed)
}

/// Whether both lie on one day of the calendar that `now` is told in.
#[must_use]
pub fn same_day(at: Instant, now: Instant) -> bool {
    at.with_timezone(now.offset()).date_naive() == now.date_naive()
}

/// The cap as the member can see it: how much of it is used, and when the next new content may
/// come; no such time when it may come at once, or never since the policy allows none.
#[must_use]
pub fn cap(policy: &CapPolicy, history: &[Shown], now: Instant) -> Cap {
    let mut times: Vec<Instant> =
        history.iter().map(|s| s.at).filter(|at| before(now, *at, window(policy))).collect();
    times.sort_unstable();
    // The window has room again when the oldest of the last `max` leaves it.
    let frees = usize::try_from(policy.max)
        .ok()
        .filter(|max| *max > 0)
        .and_then(|max| times.len().checked_sub(max))
        .and_then(|index| times.get(index))
        .and_then(|at| at.checked_add_signed(window(policy)));
    let rested = history
        .iter()
        .map(|shown| shown.at)
        .max()
        .and_then(|at| at.checked_add_signed(interval(policy)));
    Cap {
        window_days: policy.window_days,
        max: policy.max,
        used: u32::try_from(times.len()).unwrap_or(u32::MAX),
        min_interval_hours: policy.min_interval_hours,
        next_allowed_at: frees.max(rested).filter(|at| policy.max > 0 && *at > now),
    }
}

fn window(policy: &CapPolicy) -> Duration {
    Duration::days(policy.window_days.into())
}

fn interval(policy: &CapPolicy) -> Duration {
    Duration::hours(policy.min_interval_hours.into())
}

/// Whether `now` comes before `at + length`; a sum beyond the calendar is never reached.
fn before(now: Instant, at: Instant, length: Duration) -> bool {
    at.checked_add_signed(length).is_none_or(|end| now < end)
}

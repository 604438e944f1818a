//! Where a task stands: its stretch of time, its progress and its state.

use chrono::{Datelike as _, Days, Months, NaiveTime};
use contract::task::{TaskPeriod, TaskState};
use contract::{Day, Instant};

/// The stretch of time in which a task counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Names this stretch: the day on which it began. A claim is once for each.
    pub key: Day,
    /// From (inclusive).
    pub from: Instant,
    /// Until (exclusive); nothing when for good.
    pub until: Option<Instant>,
}

/// The stretch that `now`, given in the programme's zone, lies in. A task that comes once runs
/// from `opened` to its own deadline; the others begin again with the programme's day, Monday or
/// month.
#[must_use]
pub fn stretch(
    period: TaskPeriod,
    now: Instant,
    opened: Instant,
    deadline: Option<Instant>,
) -> Stretch {
    let today = now.date_naive();
    let (first, next) = match period {
        TaskPeriod::Daily => (Some(today), today.succ_opt()),
        TaskPeriod::Weekly => {
            let back = Days::new(u64::from(today.weekday().num_days_from_monday()));
            let monday = today.checked_sub_days(back);
            (monday, monday.and_then(|d| d.checked_add_days(Days::new(7))))
        }
        TaskPeriod::Monthly => {
            let first = today.with_day(1);
            (first, first.and_then(|d| d.checked_add_months(Months::new(1))))
        }
        TaskPeriod::Once | TaskPeriod::Unknown => (None, None),
    };
    match first {
        Some(key) => Stretch {
            key,
            from: start_of(key, now).unwrap_or(now),
            until: next.and_then(|d| start_of(d, now)),
        },
        None => Stretch {
            key: opened.with_timezone(now.offset()).date_naive(),
            from: opened,
            until: deadline,
        },
    }
}

/// Midnight of a day in the zone of `now`.
fn start_of(day: Day, now: Instant) -> Option<Instant> {
    day.and_time(NaiveTime::MIN).and_local_timezone(*now.offset()).single()
}

/// What is shown of a progress: never below nothing, never beyond the target.
#[must_use]
pub fn clamp(value: i64, target: i64) -> i64 {
    value.clamp(0, target.max(0))
}

/// Facts that decide the state.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Progress in the current stretch, not clamped.
    pub value: i64,
    /// The goal.
    pub target: i64,
    /// Whether this stretch's reward was taken.
    pub claimed: bool,
    /// Whether what must come first is done.
    pub unlocked: bool,
    /// The current stretch.
    pub stretch: Stretch,
}

/// The state now. What was reached in time can still be claimed after the end: progress stops
/// there, the reward does not run away.
#[must_use]
pub fn state(facts: Facts, now: Instant) -> TaskState {
    let over = facts.stretch.until.is_some_and(|end| now >= end);
    if facts.claimed {
        TaskState::Claimed
    } else if !over && (!facts.unlocked || now < facts.stretch.from) {
        TaskState::Locked
    } else if facts.unlocked && facts.value >= facts.target {
        TaskState::Claimable
    } else if over {
        TaskState::Expired
    } else if facts.value > 0 {
        TaskState::InProgress
    } else {
        TaskState::Available
    }
}

/// The order of the list: what can be claimed, then what is nearest to its goal, then what is
/// not begun, then what is over. Lower comes first.
#[must_use]
pub fn rank(state: TaskState, value: i64, target: i64) -> (u8, i64) {
    let share = clamp(value, target).saturating_mul(10_000) / target.max(1);
    let group = match state {
        TaskState::Claimable => 0,
        TaskState::InProgress => 1,
        TaskState::Available => 2,
        TaskState::Locked => 3,
        TaskState::Claimed => 4,
        TaskState::Expired | TaskState::Unknown => 5,
    };
    (group, -share)
}

#[cfg(test)]
mod tests;

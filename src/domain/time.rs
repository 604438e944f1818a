//! Calendar reckoning in the programme's zone.
//!
//! The card carries no zone database. A deadline comes with the offset that the programme's zone
//! has at that moment, so the calendar of a deadline is read in the deadline's own offset; the
//! device's zone plays no part.

use chrono::Duration;
use contract::{Day, Instant};

/// The calendar day of `moment` as the calendar of `place` has it.
#[must_use]
pub fn day_at(moment: Instant, place: Instant) -> Day {
    moment.with_timezone(place.offset()).date_naive()
}

/// How many midnights lie between `now` and `end`, in the calendar of `end`: 0 is today, 1 is
/// tomorrow, negative is past.
#[must_use]
pub fn days_until(now: Instant, end: Instant) -> i64 {
    end.date_naive().signed_duration_since(day_at(now, end)).num_days()
}

/// The last moment of something that ends before `end`: ends are exclusive, and people read
/// '23:59 today', not 'midnight tomorrow'.
#[must_use]
pub fn last_moment(end: Instant) -> Instant {
    end.checked_sub_signed(Duration::seconds(1)).unwrap_or(end)
}

/// Which day something ends on, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is over.
    Over,
    /// Its last moment is today.
    Today,
    /// Its last moment is tomorrow.
    Tomorrow,
    /// Its last moment is so many days away, from 2.
    InDays(u64),
}

/// When an exclusive end comes, in the end's own calendar.
#[must_use]
pub fn ending(now: Instant, end: Instant) -> Ending {
    if now >= end {
        return Ending::Over;
    }
    match u64::try_from(days_until(now, last_moment(end))) {
        // The last second of the last day.
        Err(_) | Ok(0) => Ending::Today,
        Ok(1) => Ending::Tomorrow,
        Ok(days) => Ending::InDays(days),
    }
}

/// Whether something that has not ended yet does so today.
#[must_use]
pub fn ends_today(now: Instant, end: Instant) -> bool {
    ending(now, end) == Ending::Today
}

//! The backend's clock: real time plus an offset that a person or a test can set. Everything
//! dated follows it, and every instant on the wire carries the programmes' offset.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Days, FixedOffset, NaiveTime, TimeZone};
use contract::{Day, Instant};

/// The offset of `Asia/Shanghai`, which has had no daylight saving time since 1991.
pub const ZONE: FixedOffset = match FixedOffset::east_opt(8 * 3600) {
    Some(zone) => zone,
    None => unreachable!(),
};

/// Real time plus an offset in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// A clock that is `offset` milliseconds ahead of real time.
    #[must_use]
    pub fn with_offset(offset: i64) -> Self {
        Self(Arc::new(AtomicI64::new(offset)))
    }

    /// The present sandbox time.
    #[must_use]
    pub fn now(&self) -> Instant {
        from_millis(real_millis().saturating_add(self.offset()))
    }

    /// How far ahead of real time it is, in milliseconds.
    #[must_use]
    pub fn offset(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Puts it `offset` milliseconds ahead of real time.
    pub fn set_offset(&self, offset: i64) {
        self.0.store(offset, Ordering::SeqCst);
    }
}

/// Milliseconds since the Unix epoch, by the machine's clock.
#[must_use]
pub fn real_millis() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// The instant of a stored time, in the programmes' zone. A time that no calendar holds becomes
/// the epoch.
#[must_use]
pub fn from_millis(millis: i64) -> Instant {
    DateTime::from_timestamp_millis(millis).unwrap_or_default().with_timezone(&ZONE)
}

/// The day of an instant in the programmes' zone.
#[must_use]
pub fn day_of(at: Instant) -> Day {
    at.with_timezone(&ZONE).date_naive()
}

/// The first instant of a day in the programmes' zone.
#[must_use]
pub fn start_of(day: Day) -> Instant {
    ZONE.from_local_datetime(&day.and_time(NaiveTime::MIN)).single().unwrap_or_default()
}

/// The first instant after a day: where the day ends, exclusively.
#[must_use]
pub fn end_of(day: Day) -> Instant {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_and_ends_in_the_programmes_zone() {
        let day = Day::from_ymd_opt(2026, 11, 22).unwrap();
        let json = |at: Instant| serde_json::to_value(at).unwrap();
        assert_eq!(json(start_of(day)), "2026-11-22T00:00:00+08:00");
        assert_eq!(json(end_of(day)), "2026-11-23T00:00:00+08:00");
        assert_eq!(day_of(start_of(day)), day);
    }

    #[test]
    fn an_instant_before_eight_in_the_evening_utc_is_the_same_day() {
        let late = DateTime::parse_from_rfc3339("2026-11-22T16:30:00Z").unwrap();
        assert_eq!(day_of(late), Day::from_ymd_opt(2026, 11, 23).unwrap());
    }
}

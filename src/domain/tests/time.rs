use proptest::prelude::*;

use super::{at, hours};
use crate::domain::time::{Ending, days_until, ending, ends_today, last_moment};

#[test]
fn days_are_counted_by_midnights_of_the_programmes_calendar() {
    let end = at("2026-11-24T00:00:00+08:00");
    assert_eq!(days_until(at("2026-11-23T23:59:59+08:00"), end), 1);
    assert_eq!(days_until(at("2026-11-24T00:00:00+08:00"), end), 0);
    assert_eq!(days_until(at("2026-11-22T00:00:00+08:00"), end), 2);
    assert_eq!(days_until(at("2026-11-25T00:00:00+08:00"), end), -1);
}

#[test]
fn the_offset_in_which_now_is_written_changes_nothing() {
    let end = at("2026-11-24T00:00:00+08:00");
    for now in ["2026-11-22T20:00:00Z", "2026-11-23T10:00:00+14:00", "2026-11-22T08:00:00-12:00"] {
        assert_eq!(days_until(at(now), end), 1, "{now}");
    }
}

#[test]
fn an_end_at_midnight_belongs_to_the_day_before() {
    let end = at("2026-11-23T00:00:00+08:00");
    assert_eq!(ending(at("2026-11-21T23:59:59+08:00"), end), Ending::Tomorrow);
    assert_eq!(ending(at("2026-11-22T00:00:00+08:00"), end), Ending::Today);
    assert_eq!(ending(at("2026-11-22T23:59:59.999+08:00"), end), Ending::Today);
    assert_eq!(ending(end, end), Ending::Over);
    assert_eq!(ending(at("2026-11-20T12:00:00+08:00"), end), Ending::InDays(2));
    assert_eq!(last_moment(end), at("2026-11-22T23:59:59+08:00"));
}

proptest! {
    /// The device's zone could reach these only through the offset in which a moment is written.
    #[test]
    fn what_is_said_about_an_end_depends_on_the_moment_and_not_on_the_zone_it_is_written_in(
        before in -200..2_000_i64,
        minute in 0..1440_i64,
        zone in -12..=14_i32,
    ) {
        let end = at("2026-11-23T00:00:00+08:00") + chrono::Duration::minutes(minute);
        let now = end - hours(before);
        let elsewhere = now.with_timezone(&chrono::FixedOffset::east_opt(zone * 3600).unwrap());
        prop_assert_eq!(ending(elsewhere, end), ending(now, end));
        prop_assert_eq!(ends_today(elsewhere, end), ends_today(now, end));
        prop_assert_eq!(ending(now, end) == Ending::Over, now >= end);
    }
}

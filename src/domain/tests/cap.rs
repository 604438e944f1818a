use chrono::Duration;
use contract::Instant;
use contract::program::CapPolicy;
use proptest::prelude::*;

use super::{days, hours, noon};
use crate::domain::cap::{CapReason, Shown, allows, cap, stands_today};

const POLICY: CapPolicy = CapPolicy { window_days: 30, max: 3, min_interval_hours: 72 };

fn shown(at: Instant, fingerprint: &str) -> Shown {
    Shown { at, fingerprint: fingerprint.into(), dismissed: false }
}

#[test]
fn content_comes_back_when_its_window_has_passed_to_the_millisecond() {
    let history = [shown(noon(), "a")];
    let end = noon() + days(30);
    let last = end - Duration::milliseconds(1);
    assert_eq!(allows(&POLICY, &history, "a", last), Err(CapReason::Repeated));
    assert_eq!(allows(&POLICY, &history, "a", end), Ok(()));
}

#[test]
fn what_was_closed_stays_away_for_its_window() {
    let mut closed = shown(noon(), "a");
    closed.dismissed = true;
    let history = [closed, shown(noon() + days(4), "a")];
    assert_eq!(allows(&POLICY, &history, "a", noon() + days(10)), Err(CapReason::Dismissed));
    assert_eq!(allows(&POLICY, &history, "b", noon() + days(10)), Ok(()));
}

#[test]
fn what_was_left_open_stands_until_midnight_of_the_programme() {
    // Kept without an offset; noon is told in the programme's.
    let seen = noon().to_utc().fixed_offset();
    let history = [shown(seen, "a")];
    let midnight = noon() + hours(12);
    assert!(stands_today(&history, "a", noon() - hours(12)));
    assert!(stands_today(&history, "a", midnight - Duration::milliseconds(1)));
    assert!(!stands_today(&history, "a", midnight));
    assert!(!stands_today(&history, "b", noon()));
}

#[test]
fn what_was_closed_today_stands_no_longer_and_what_was_closed_long_ago_may() {
    let closed = |at| Shown { dismissed: true, ..shown(at, "a") };
    assert!(!stands_today(&[shown(noon(), "a"), closed(noon())], "a", noon()));
    assert!(stands_today(&[closed(noon() - days(40)), shown(noon(), "a")], "a", noon()));
}

#[test]
fn two_prompts_keep_their_distance() {
    let history = [shown(noon(), "a")];
    let soon = noon() + hours(72) - Duration::milliseconds(1);
    assert_eq!(allows(&POLICY, &history, "b", soon), Err(CapReason::TooSoon));
    assert_eq!(allows(&POLICY, &history, "b", noon() + hours(72)), Ok(()));
}

#[test]
fn a_clock_that_was_put_back_does_not_open_the_cap() {
    let history = [shown(noon(), "a")];
    let earlier = noon() - days(90);
    assert_eq!(allows(&POLICY, &history, "a", earlier), Err(CapReason::Repeated));
    assert_eq!(allows(&POLICY, &history, "b", earlier), Err(CapReason::TooSoon));
}

#[test]
fn a_policy_that_allows_none_allows_none() {
    let none = CapPolicy { max: 0, ..POLICY };
    assert_eq!(allows(&none, &[], "a", noon()), Err(CapReason::WindowFull));
    assert_eq!(cap(&none, &[shown(noon(), "a")], noon()).next_allowed_at, None);
}

#[test]
fn windows_longer_than_the_calendar_end_never() {
    let endless = CapPolicy { window_days: u32::MAX, max: 1, min_interval_hours: u32::MAX };
    let history = [shown(noon(), "a")];
    assert_eq!(allows(&endless, &history, "b", noon() + days(9999)), Err(CapReason::WindowFull));
    assert_eq!(cap(&endless, &history, noon()).used, 1);
}

fn policies() -> impl Strategy<Value = CapPolicy> {
    (1..40_u32, 0..5_u32, 0..100_u32).prop_map(|(window_days, max, min_interval_hours)| CapPolicy {
        window_days,
        max,
        min_interval_hours,
    })
}

/// Attempts to show something: hours since the last attempt, which content, closed after it.
fn attempts() -> impl Strategy<Value = Vec<(i64, u8, bool)>> {
    prop::collection::vec((0..200_i64, 0..6_u8, any::<bool>()), 0..80)
}

proptest! {
    #[test]
    fn no_sequence_of_events_exceeds_the_cap_or_repeats_content(
        policy in policies(),
        attempts in attempts(),
    ) {
        let mut now = noon();
        let mut history: Vec<Shown> = vec![];
        for (later, content, dismissed) in attempts {
            now += hours(later);
            let fingerprint = content.to_string();
            let before = cap(&policy, &history, now);
            match allows(&policy, &history, &fingerprint, now) {
                Ok(()) => {
                    prop_assert!(before.next_allowed_at.is_none() && before.used < policy.max);
                    history.push(Shown { at: now, fingerprint, dismissed });
                }
                Err(CapReason::WindowFull) => prop_assert_eq!(before.used, policy.max),
                Err(CapReason::TooSoon) => prop_assert!(before.next_allowed_at.is_some()),
                Err(CapReason::Repeated | CapReason::Dismissed) => prop_assert!(before.used > 0),
            }
            prop_assert!(before.used <= policy.max);
        }
        let window = days(policy.window_days.into());
        for (i, first) in history.iter().enumerate() {
            let inside: Vec<&Shown> =
                history.iter().skip(i).take_while(|s| s.at < first.at + window).collect();
            prop_assert!(inside.len() <= policy.max as usize);
            prop_assert!(inside.iter().skip(1).all(|s| s.fingerprint != first.fingerprint));
        }
        for pair in history.windows(2) {
            prop_assert!(pair[1].at - pair[0].at >= hours(policy.min_interval_hours.into()));
        }
    }

    #[test]
    fn the_time_that_the_member_is_told_is_exactly_when_new_content_may_come(
        policy in policies(),
        attempts in attempts(),
    ) {
        let mut now = noon();
        let mut history: Vec<Shown> = vec![];
        for (later, content, dismissed) in attempts {
            now += hours(later);
            if let Some(next) = cap(&policy, &history, now).next_allowed_at {
                let just_before = next - Duration::milliseconds(1);
                prop_assert_eq!(allows(&policy, &history, "new", next), Ok(()));
                prop_assert!(allows(&policy, &history, "new", just_before).is_err());
            }
            let fingerprint = content.to_string();
            if allows(&policy, &history, &fingerprint, now).is_ok() {
                history.push(Shown { at: now, fingerprint, dismissed });
            }
        }
    }
}

//! The stretches of time and the states of tasks.

use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn now() -> Instant {
    at("2026-11-18T12:00:00+08:00")
}

fn facts(value: i64, claimed: bool) -> Facts {
    Facts {
        value,
        target: 100_000,
        claimed,
        unlocked: true,
        stretch: Stretch {
            key: now().date_naive(),
            from: at("2026-11-01T00:00:00+08:00"),
            until: Some(at("2026-12-01T00:00:00+08:00")),
        },
    }
}

#[test]
fn a_month_begins_at_midnight_of_the_programme_not_of_greenwich() {
    let before = at("2026-11-30T15:59:59Z").with_timezone(now().offset());
    let after = at("2026-11-30T16:00:00Z").with_timezone(now().offset());
    let of = |t| stretch(TaskPeriod::Monthly, t, now(), None);
    assert_eq!(of(before).key.to_string(), "2026-11-01");
    assert_eq!(of(after).key.to_string(), "2026-12-01");
    assert_eq!(of(before).until, Some(of(after).from));
}

#[test]
fn a_week_begins_on_monday() {
    let of = |text: &str| stretch(TaskPeriod::Weekly, at(text), now(), None).key.to_string();
    assert_eq!(of("2026-11-22T23:59:59+08:00"), "2026-11-16");
    assert_eq!(of("2026-11-23T00:00:00+08:00"), "2026-11-23");
}

#[test]
fn a_task_that_comes_once_keeps_its_own_deadline() {
    let end = Some(at("2026-12-31T00:00:00+08:00"));
    let got = stretch(TaskPeriod::Once, now(), at("2026-10-01T00:00:00+08:00"), end);
    assert_eq!((got.key.to_string().as_str(), got.until), ("2026-10-01", end));
}

#[test]
fn a_task_goes_from_available_through_progress_to_claimable_and_claimed() {
    assert_eq!(state(facts(0, false), now()), TaskState::Available);
    assert_eq!(state(facts(1, false), now()), TaskState::InProgress);
    assert_eq!(state(facts(99_999, false), now()), TaskState::InProgress);
    assert_eq!(state(facts(100_000, false), now()), TaskState::Claimable);
    assert_eq!(state(facts(100_000, true), now()), TaskState::Claimed);
}

#[test]
fn the_end_stops_what_is_open_but_not_a_reward_that_waits() {
    let end = at("2026-12-01T00:00:00+08:00");
    assert_eq!(state(facts(50_000, false), end), TaskState::Expired);
    assert_eq!(state(facts(100_000, false), end), TaskState::Claimable);
}

#[test]
fn a_task_is_locked_before_its_time_and_before_what_must_come_first() {
    assert_eq!(state(facts(0, false), at("2026-10-31T12:00:00+08:00")), TaskState::Locked);
    let behind = |value| Facts { unlocked: false, ..facts(value, false) };
    assert_eq!(state(behind(0), now()), TaskState::Locked);
    assert_eq!(state(behind(100_000), now()), TaskState::Locked);
    assert_eq!(state(behind(100_000), at("2026-12-01T00:00:00+08:00")), TaskState::Expired);
}

#[test]
fn claimable_tasks_come_first_and_the_nearest_of_the_open_ones_next() {
    let mut order = [
        rank(TaskState::Claimed, 3, 3),
        rank(TaskState::InProgress, 1, 3),
        rank(TaskState::InProgress, 2, 3),
        rank(TaskState::Claimable, 3, 3),
        rank(TaskState::Available, 0, 3),
    ];
    order.sort_unstable();
    assert_eq!(order.map(|(group, _)| group), [0, 1, 1, 2, 4]);
    assert!(order[1].1 < order[2].1);
}

proptest! {
    #[test]
    fn progress_never_passes_its_target(value in any::<i64>(), target in 0_i64..i64::MAX) {
        prop_assert!((0..=target).contains(&clamp(value, target)));
    }

    #[test]
    fn every_moment_lies_in_exactly_one_stretch_of_each_period(minutes in 0_i64..3_000_000) {
        let now = at("2024-01-01T00:00:00+08:00") + chrono::Duration::minutes(minutes);
        for period in [TaskPeriod::Daily, TaskPeriod::Weekly, TaskPeriod::Monthly] {
            let found = stretch(period, now, now, None);
            let until = found.until.expect("an end");
            prop_assert!(found.from <= now && now < until);
            prop_assert_eq!(stretch(period, until, now, None).from, until);
        }
    }
}

//! Random histories of check-ins, make-ups and clock moves against a naive reference.

use proptest::prelude::*;

use super::*;

fn day(offset: i64) -> Day {
    let first = Day::from_ymd_opt(2026, 2, 20).expect("a day");
    first + chrono::Duration::days(offset)
}

fn of(offsets: &[i64]) -> History {
    let mut history = History::default();
    for offset in offsets {
        history.add(day(*offset));
    }
    history
}

/// Counts forward through every day from long before to today, as a person would on paper.
fn counted_by_hand(history: &History, today: Day) -> u32 {
    let mut streak = 0;
    let mut closed = false;
    let mut at = day(-60);
    while at <= today {
        if history.days.contains(&at) {
            let opens = history.cycles.contains(&(at + chrono::Duration::days(6)));
            streak = if closed || opens { 1 } else { streak + 1 };
            closed = history.cycles.contains(&at);
        } else if at < today {
            streak = 0;
            closed = false;
        } else if closed {
            streak = 0;
        }
        at = at.succ_opt().expect("a next day");
    }
    streak
}

#[test]
fn seven_days_in_a_row_complete_one_cycle_and_the_eighth_begins_the_next() {
    let mut history = History::default();
    for offset in 0..7 {
        let added = history.add(day(offset)).expect("a new day");
        assert_eq!(i64::from(added.streak_day), offset + 1);
        assert_eq!(added.completes.is_some(), offset == 6);
    }
    assert_eq!(history.streak(day(6)), 7);
    assert_eq!(history.streak(day(7)), 0);
    assert_eq!(history.add(day(7)).map(|added| added.streak_day), Some(1));
    assert_eq!(history.streak(day(7)), 1);
}

#[test]
fn a_missed_day_starts_the_streak_again() {
    let history = of(&[0, 1, 2]);
    assert_eq!(history.streak(day(3)), 3);
    assert_eq!(history.streak(day(4)), 0);
}

#[test]
fn a_made_up_day_joins_two_stretches() {
    let mut history = of(&[0, 1, 2, 4, 5]);
    assert_eq!(history.streak(day(5)), 2);
    let added = history.add(day(3)).expect("a new day");
    assert_eq!((added.streak_day, added.completes), (4, None));
    assert_eq!(history.streak(day(5)), 6);
    assert_eq!(history.add(day(6)).and_then(|added| added.completes), Some(day(6)));
}

#[test]
fn joining_to_more_than_seven_days_completes_one_cycle_and_keeps_the_rest() {
    let mut history = of(&[0, 1, 2, 3, 4, 5, 7, 8, 9]);
    let added = history.add(day(6)).expect("a new day");
    assert_eq!(added.completes, Some(day(6)));
    assert_eq!(history.streak(day(9)), 3);
}

#[test]
fn days_before_a_spent_cycle_never_bring_it_twice() {
    let mut history = of(&[0, 1, 2, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!(history.cycles.len(), 1);
    assert_eq!(history.add(day(3)).map(|added| added.completes), Some(None));
    assert_eq!(history.cycles.len(), 1);
}

#[test]
fn only_missed_days_of_the_last_week_after_joining_can_be_made_up() {
    let history = of(&[8, 9]);
    let today = day(10);
    assert_eq!(history.allowed(today, day(6), 0), vec![day(6), day(7)]);
    assert_eq!(history.allowed(today, day(-30), 0).first(), Some(&day(3)));
    assert!(history.allowed(today, day(6), MAKE_UPS_A_MONTH).is_empty());
    assert!(!history.allowed(today, day(6), 0).contains(&today));
}

#[test]
fn the_calendar_tells_each_kind_of_day_apart() {
    let mut history = of(&[2, 3]);
    history.made_up.insert(day(3));
    let seen = |offset| history.state(day(offset), day(5), day(1));
    assert_eq!(seen(0), CheckInState::NotInProgram);
    assert_eq!(seen(1), CheckInState::Missed);
    assert_eq!(seen(2), CheckInState::Done);
    assert_eq!(seen(3), CheckInState::MadeUp);
    assert_eq!(seen(5), CheckInState::Available);
    assert_eq!(seen(6), CheckInState::Future);
}

#[test]
fn the_strip_shows_the_cycle_under_way_with_today_in_it() {
    let history = of(&[0, 1, 2]);
    assert_eq!(history.strip(day(3)).first(), Some(&day(0)));
    assert_eq!(history.strip(day(9)).first(), Some(&day(9)));
    let full = of(&[0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(full.strip(day(6)), (0..7).map(day).collect::<Vec<_>>());
    assert_eq!(full.strip(day(7)).first(), Some(&day(7)));
}

#[test]
fn a_month_is_read_strictly_and_has_all_its_days() {
    assert_eq!(parse_month("2028-02"), Some((2028, 2)));
    for bad in ["2028-2", "2028-13", "2028", "28-02", "2028-02-01", "+028-02x"] {
        assert_eq!(parse_month(bad), None, "{bad}");
    }
    assert_eq!(days_of_month(2028, 2).count(), 29);
    assert_eq!(days_of_month(2026, 12).count(), 31);
}

#[derive(Clone, Debug)]
enum Step {
    CheckIn,
    MakeUp(i64),
    Clock(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => Just(Step::CheckIn),
        2 => (1_i64..9).prop_map(Step::MakeUp),
        4 => Just(Step::Clock(1)),
        1 => (-3_i64..4).prop_map(Step::Clock),
    ];
    proptest::collection::vec(step, 0..120)
}

proptest! {
    #[test]
    fn the_streak_is_what_counting_by_hand_gives_and_no_cycle_is_rewarded_twice(steps in steps()) {
        let mut history = History::default();
        let mut now = 0;
        let mut rewards = Vec::new();
        for step in steps {
            let added = match step {
                Step::Clock(days) => {
                    now += days;
                    None
                }
                Step::CheckIn => history.add(day(now)),
                Step::MakeUp(back) => {
                    let allowed = history.allowed(day(now), day(-10), 0);
                    let wanted = day(now - back);
                    if allowed.contains(&wanted) { history.add(wanted) } else { None }
                }
            };
            if let Some(added) = added {
                prop_assert!((1..=CYCLE).contains(&added.streak_day));
                rewards.extend(added.completes);
            }
            let streak = history.streak(day(now));
            prop_assert!(streak <= CYCLE);
            prop_assert_eq!(streak, counted_by_hand(&history, day(now)));
            let strip = history.strip(day(now));
            prop_assert!(strip.contains(&day(now)) && strip.len() == 7);
        }
        rewards.sort_unstable();
        for pair in rewards.windows(2) {
            prop_assert!((pair[1] - pair[0]).num_days() >= 7, "two rewards share a day");
        }
        for last in &rewards {
            let whole = last.checked_sub_days(Days::new(6)).expect("a day").iter_days().take(7);
            for d in whole {
                prop_assert!(history.days.contains(&d));
            }
        }
        // No seven free days in a row are left unrewarded: nothing earned is lost.
        let mut run = 0;
        for offset in -60..200 {
            run = if history.free(day(offset)) { run + 1 } else { 0 };
            prop_assert!(run < 7, "seven days without their reward");
        }
    }
}

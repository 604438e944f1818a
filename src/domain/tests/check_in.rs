use chrono::{Datelike, Duration};
use contract::Day;
use contract::check_in::{CheckInDay, CheckInState, CheckIns, MakeUp, MakeUpCost, StreakReward};
use contract::money::Reward;
use proptest::prelude::*;

use super::{days, noon};
use crate::domain::check_in::{
    MakeUpReason, Mark, Reason, can_check_in, can_make_up, month_grid, strip,
};
use crate::domain::points::Month;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn check_ins(today: Day, state: CheckInState, streak: u32) -> CheckIns {
    CheckIns {
        today,
        day_ends_at: noon(),
        streak,
        cycle_length: 7,
        cumulative: streak,
        days: vec![
            CheckInDay { date: today - days(2), state: CheckInState::Missed },
            CheckInDay { date: today, state },
        ],
        rewards: vec![StreakReward {
            streak_day: 7,
            reward: Reward { points: Some(50), ..Reward::default() },
        }],
        make_up: Some(MakeUp {
            allowed_dates: vec![today - days(2), today, today + days(1)],
            cost: MakeUpCost { points: 20 },
            remaining: 1,
        }),
    }
}

fn today() -> Day {
    day("2026-11-22")
}

#[test]
fn only_an_open_today_can_be_checked_in() {
    let can = |state| can_check_in(&check_ins(today(), state, 3));
    assert_eq!(can(CheckInState::Available), Ok(today()));
    assert_eq!(can(CheckInState::Done), Err(Reason::AlreadyDone));
    assert_eq!(can(CheckInState::MadeUp), Err(Reason::AlreadyDone));
    assert_eq!(can(CheckInState::NotInProgram), Err(Reason::NotInProgram));
    assert_eq!(can(CheckInState::Unknown), Err(Reason::NotKnown));
    let mut other_month = check_ins(today(), CheckInState::Available, 3);
    other_month.days.clear();
    assert_eq!(can_check_in(&other_month), Err(Reason::NotKnown));
}

#[test]
fn only_an_allowed_missed_past_day_can_be_made_up() {
    let mut calendar = check_ins(today(), CheckInState::Available, 3);
    let missed = today() - days(2);
    assert_eq!(can_make_up(&calendar, missed, Some(20)), Ok(()));
    assert_eq!(can_make_up(&calendar, missed, None), Ok(()));
    assert_eq!(can_make_up(&calendar, missed, Some(-5)), Err(MakeUpReason::PointsMissing(25)));
    for never in [today(), today() + days(1), today() - days(1)] {
        assert_eq!(can_make_up(&calendar, never, Some(20)), Err(MakeUpReason::NotAllowed));
    }
    calendar.days[0].state = CheckInState::Done;
    assert_eq!(can_make_up(&calendar, missed, Some(20)), Err(MakeUpReason::NotAllowed));
    calendar.days[0].state = CheckInState::Missed;
    calendar.make_up.as_mut().unwrap().remaining = 0;
    assert_eq!(can_make_up(&calendar, missed, Some(20)), Err(MakeUpReason::NoneLeft));
}

#[test]
fn today_and_the_days_to_come_are_never_made_up_even_where_another_month_is_at_hand() {
    let mut calendar = check_ins(today(), CheckInState::Available, 3);
    calendar.days.clear();
    assert_eq!(can_make_up(&calendar, today() - days(2), None), Ok(()));
    for never in [today(), today() + days(1)] {
        assert_eq!(can_make_up(&calendar, never, None), Err(MakeUpReason::NotAllowed));
    }
}

#[test]
fn the_strip_has_today_at_its_place_in_the_cycle_and_the_reward_at_the_seventh() {
    let calendar = check_ins(today(), CheckInState::Available, 5);
    let places = strip(&calendar);
    let marks: Vec<Mark> = places.iter().map(|p| p.mark).collect();
    assert_eq!(marks[..5], [Mark::Done; 5]);
    assert_eq!(marks[5..], [Mark::Today, Mark::Upcoming]);
    assert_eq!(places[5].date, today());
    assert_eq!(places[6].reward.and_then(|r| r.points), Some(50));
    assert!(places[..6].iter().all(|p| p.reward.is_none()));
}

#[test]
fn the_seventh_day_fills_the_strip_and_the_eighth_begins_a_new_one() {
    let seventh = check_ins(today(), CheckInState::Done, 7);
    assert_eq!(strip(&seventh)[6].mark, Mark::TodayDone);
    let eighth = check_ins(today(), CheckInState::Available, 7);
    assert_eq!(strip(&eighth)[0].mark, Mark::Today);
    let broken = check_ins(today(), CheckInState::Available, 0);
    assert_eq!(strip(&broken)[0].mark, Mark::Today);
}

#[test]
fn a_month_begins_under_its_weekday_with_monday_first() {
    let calendar = check_ins(today(), CheckInState::Available, 0);
    let weeks = month_grid(&calendar, Month { year: 2026, month: 11 });
    assert_eq!(weeks.len(), 6);
    assert_eq!(weeks[0][5], None);
    assert_eq!(weeks[0][6].unwrap().date, day("2026-11-01"));
    assert_eq!(weeks[5][0].unwrap().date, day("2026-11-30"));
    let cell = weeks[3][6].unwrap();
    assert!(cell.today && cell.state == CheckInState::Available);
    assert_eq!(weeks[4][0].unwrap().state, CheckInState::Future);
    assert_eq!(weeks[3][4].unwrap().state, CheckInState::Missed);
    assert_eq!(weeks[3][3].unwrap().state, CheckInState::Unknown);
}

#[test]
fn a_month_that_does_not_exist_is_empty() {
    let calendar = check_ins(today(), CheckInState::Available, 0);
    assert!(month_grid(&calendar, Month { year: 2026, month: 0 }).is_empty());
    assert_eq!(month_grid(&calendar, Month { year: 2027, month: 2 }).len(), 4);
}

proptest! {
    #[test]
    fn a_grid_has_each_day_of_its_month_once_under_its_weekday(
        year in 1970..2200_i32,
        month in 1..=12_u32,
    ) {
        let month = Month { year, month };
        let weeks = month_grid(&check_ins(today(), CheckInState::Done, 1), month);
        let mut next = month.first_day().unwrap();
        for week in &weeks {
            for (weekday, cell) in week.iter().enumerate() {
                if let Some(cell) = cell {
                    prop_assert_eq!(cell.date, next);
                    prop_assert_eq!(cell.date.weekday().num_days_from_monday() as usize, weekday);
                    next += Duration::days(1);
                }
            }
        }
        prop_assert_eq!(Some(next), month.next().first_day());
        prop_assert!((4..=6).contains(&weeks.len()));
    }

    #[test]
    fn the_strip_has_one_today_on_todays_date_whatever_the_backend_counts(
        streak: u32,
        length: u32,
        offset in -40_000..40_000_i64,
        done: bool,
    ) {
        let today = today() + days(offset);
        let state = if done { CheckInState::Done } else { CheckInState::Available };
        let mut calendar = check_ins(today, state, streak);
        calendar.cycle_length = length;
        let places = strip(&calendar);
        let expected = if length == 0 { 7 } else { length.min(31) as usize };
        prop_assert_eq!(places.len(), expected);
        let here: Vec<_> = places
            .iter()
            .filter(|p| matches!(p.mark, Mark::Today | Mark::TodayDone))
            .collect();
        prop_assert_eq!(here.len(), 1);
        prop_assert_eq!(here[0].date, today);
        prop_assert_eq!(here[0].mark == Mark::TodayDone, done);
    }
}

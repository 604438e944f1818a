//! The daily check-in: what can be pressed, the strip of one cycle, and the month's calendar.
//! Every day is the programme's; the device's date plays no part.

use chrono::{Datelike, Duration};
use contract::Day;
use contract::check_in::{CheckInState, CheckIns};
use contract::money::Reward;

use super::points::Month;

/// The length of a cycle when the backend sends none.
const USUAL_CYCLE: u32 = 7;

/// Why today cannot be checked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Done already.
    AlreadyDone,
    /// The programme does not run for this member today.
    NotInProgram,
    /// The days at hand do not say.
    NotKnown,
}

/// Why a day cannot be made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MakeUpReason {
    /// Not a missed past day, or not one that the rules allow.
    NotAllowed,
    /// No make-up left this month.
    NoneLeft,
    /// Not enough points.
    PointsMissing(i64),
}

/// Whether today can be checked in; gives the day to send.
///
/// # Errors
/// Why not, for the words on the button.
pub fn can_check_in(check_ins: &CheckIns) -> Result<Day, Reason> {
    match state_of(check_ins, check_ins.today) {
        // 409 CHECK_IN_DATE_MISMATCH for any day but the programme's today.
        Some(CheckInState::Available) => Ok(check_ins.today),
        Some(CheckInState::Done | CheckInState::MadeUp) => Err(Reason::AlreadyDone),
        Some(CheckInState::NotInProgram) => Err(Reason::NotInProgram),
        _ => Err(Reason::NotKnown),
    }
}

/// Whether a day can be made up with so many points at hand; points that are not known refuse
/// nothing.
///
/// # Errors
/// Why not, for the words on the day.
pub fn can_make_up(
    check_ins: &CheckIns,
    date: Day,
    available_points: Option<i64>,
) -> Result<(), MakeUpReason> {
    let missed = matches!(state_of(check_ins, date), None | Some(CheckInState::Missed));
    let Some(make_up) = check_ins
        .make_up
        .as_ref()
        // 409 MAKE_UP_NOT_ALLOWED: a listed day before today that was missed.
        .filter(|m| missed && date < check_ins.today && m.allowed_dates.contains(&date))
    else {
        return Err(MakeUpReason::NotAllowed);
    };
    // 409 MAKE_UP_NOT_ALLOWED: as often as a month allows.
    if make_up.remaining == 0 {
        return Err(MakeUpReason::NoneLeft);
    }
    // 409 POINTS_INSUFFICIENT.
    match available_points.map(|points| make_up.cost.points.saturating_sub(points)) {
        Some(missing) if missing > 0 && make_up.cost.points > 0 => {
            Err(MakeUpReason::PointsMissing(missing))
        }
        _ => Ok(()),
    }
}

/// How one place of the strip looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Checked in on the day or later.
    Done,
    /// Today, open: the button.
    Today,
    /// Today, done.
    TodayDone,
    /// To come.
    Upcoming,
}

/// One place of the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// 1 to the cycle's length.
    pub streak_day: u32,
    /// The day it stands for.
    pub date: Day,
    /// How it looks.
    pub mark: Mark,
    /// What it brings, where it brings something of its own.
    pub reward: Option<&'a Reward>,
}

/// The places of the current cycle, today among them. A broken streak begins at the first place
/// again, so the strip is made from the streak and not from the days of a week.
#[must_use]
pub fn strip(check_ins: &CheckIns) -> Vec<Place<'_>> {
    let length = if check_ins.cycle_length == 0 { USUAL_CYCLE } else { check_ins.cycle_length };
    let length = length.min(31);
    let done = is_done(state_of(check_ins, check_ins.today));
    let before = if done { check_ins.streak.saturating_sub(1) } else { check_ins.streak };
    let today = before % length + 1;
    (1..=length)
        .filter_map(|streak_day| {
            let away = Duration::days(i64::from(streak_day) - i64::from(today));
            Some(Place {
                streak_day,
                date: check_ins.today.checked_add_signed(away)?,
                mark: match streak_day.cmp(&today) {
                    core::cmp::Ordering::Less => Mark::Done,
                    core::cmp::Ordering::Equal if done => Mark::TodayDone,
                    core::cmp::Ordering::Equal => Mark::Today,
                    core::cmp::Ordering::Greater => Mark::Upcoming,
                },
                reward: check_ins
                    .rewards
                    .iter()
                    .find(|reward| reward.streak_day == streak_day)
                    .map(|reward| &reward.reward),
            })
        })
        .collect()
}

/// One day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The day.
    pub date: Day,
    /// Its state; a day that the backend did not send is to come, or not known.
    pub state: CheckInState,
    /// Whether it is the programme's today.
    pub today: bool,
}

/// The weeks of a month, Monday first, with nothing in the places of other months.
#[must_use]
pub fn month_grid(check_ins: &CheckIns, month: Month) -> Vec<[Option<Cell>; 7]> {
    let mut weeks = Vec::new();
    let mut week = [None; 7];
    let first = month.first_day();
    for date in first.iter().flat_map(|day| day.iter_days()).take_while(|d| Month::of(*d) == month)
    {
        let weekday = date.weekday().num_days_from_monday();
        if weekday == 0 && date.day() > 1 {
            weeks.push(week);
            week = [None; 7];
        }
        let otherwise =
            if date > check_ins.today { CheckInState::Future } else { CheckInState::Unknown };
        let cell = Cell {
            date,
            state: state_of(check_ins, date).unwrap_or(otherwise),
            today: date == check_ins.today,
        };
        if let Some(place) = usize::try_from(weekday).ok().and_then(|i| week.get_mut(i)) {
            *place = Some(cell);
        }
    }
    if week.iter().any(Option::is_some) {
        weeks.push(week);
    }
    weeks
}

fn state_of(check_ins: &CheckIns, date: Day) -> Option<CheckInState> {
    check_ins.days.iter().find(|day| day.date == date).map(|day| day.state)
}

fn is_done(state: Option<CheckInState>) -> bool {
    matches!(state, Some(CheckInState::Done | CheckInState::MadeUp))
}

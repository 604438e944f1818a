//! The streak of daily check-ins, its cycle of seven and making up a missed day.
//!
//! A history is a set of days and the cycles that were rewarded. A rewarded cycle is spent: its
//! seven days count in no other. So the streak is the number of days in a row, back from today,
//! that stops at a gap or at a spent cycle, and it starts again after each seventh day. A made-up
//! day may join two stretches to more than seven days; then the first seven of them are the
//! cycle, and the rest goes on counting.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days};
use contract::Day;
use contract::check_in::CheckInState;

/// Days of one cycle.
pub const CYCLE: u32 = 7;
/// How many past days can be made up, counted back from yesterday.
pub const MAKE_UP_REACH: u64 = 7;
/// How many days can be made up in one calendar month.
pub const MAKE_UPS_A_MONTH: u32 = 3;
/// Points that making up one day costs.
pub const MAKE_UP_COST: i64 = 20;
/// Points of the first to the seventh day of a cycle; the seventh brings a coupon too.
pub const POINTS: [i64; 7] = [2, 2, 3, 3, 5, 5, 50];

/// Points of a day of the cycle, counted from 1.
#[must_use]
pub fn points_of(streak_day: u32) -> i64 {
    let index = usize::try_from(streak_day.saturating_sub(1)).unwrap_or(usize::MAX);
    POINTS.get(index).copied().unwrap_or(0)
}

/// All that decides about a member's check-ins.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Days that count, done or made up.
    pub days: BTreeSet<Day>,
    /// Those of them that were made up.
    pub made_up: BTreeSet<Day>,
    /// The last day of each rewarded cycle; the cycle is that day and the six before it.
    pub cycles: BTreeSet<Day>,
}

/// What adding a day brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// The place of the day in its stretch, counted from 1.
    pub streak_day: u32,
    /// The last day of the cycle that this day completed.
    pub completes: Option<Day>,
}

impl History {
    /// Days in a row up to `today`, or up to yesterday while today is still open; 0 to 7.
    #[must_use]
    pub fn streak(&self, today: Day) -> u32 {
        if self.days.contains(&today) {
            return self.place(today);
        }
        match today.pred_opt() {
            Some(yesterday) if !self.cycles.contains(&yesterday) => self.place(yesterday),
            _ => 0,
        }
    }

    /// Adds a day and says what it brought; nothing when it is there already.
    pub fn add(&mut self, day: Day) -> Option<Added> {
        if !self.days.insert(day) {
            return None;
        }
        let streak_day = self.place(day);
        let first = day.checked_sub_days(Days::new(u64::from(streak_day) - 1))?;
        let seventh = first.checked_add_days(Days::new(u64::from(CYCLE) - 1))?;
        let whole = first.iter_days().take(CYCLE as usize).all(|d| self.free(d));
        let completes = whole.then_some(seventh);
        self.cycles.extend(completes);
        Some(Added { streak_day, completes })
    }

    /// Days that can be made up today, oldest first; empty when the month's are used.
    #[must_use]
    pub fn allowed(&self, today: Day, joined: Day, used_this_month: u32) -> Vec<Day> {
        if used_this_month >= MAKE_UPS_A_MONTH {
            return Vec::new();
        }
        (1..=MAKE_UP_REACH)
            .rev()
            .filter_map(|back| today.checked_sub_days(Days::new(back)))
            .filter(|day| *day >= joined && !self.days.contains(day))
            .collect()
    }

    /// What the calendar shows for a day.
    #[must_use]
    pub fn state(&self, day: Day, today: Day, joined: Day) -> CheckInState {
        if self.made_up.contains(&day) {
            CheckInState::MadeUp
        } else if self.days.contains(&day) {
            CheckInState::Done
        } else if day < joined {
            CheckInState::NotInProgram
        } else if day < today {
            CheckInState::Missed
        } else if day == today {
            CheckInState::Available
        } else {
            CheckInState::Future
        }
    }

    /// The seven days that the home screen shows: the stretch that is under way, or a new one
    /// that would begin today. A cycle that was completed today stays for the rest of the day.
    #[must_use]
    pub fn strip(&self, today: Day) -> Vec<Day> {
        let done = self.streak(today);
        let back = if self.days.contains(&today) { done.saturating_sub(1) } else { done };
        let first = today.checked_sub_days(Days::new(u64::from(back))).unwrap_or(today);
        first.iter_days().take(CYCLE as usize).collect()
    }

    /// The place of `day` in its stretch, counted from 1: in its spent cycle if it is in one,
    /// else in the days in a row that are in none. 0 when the day does not count.
    fn place(&self, day: Day) -> u32 {
        if let Some(last) = self.cycle_of(day) {
            return CYCLE.saturating_sub(u32::try_from((last - day).num_days()).unwrap_or(CYCLE));
        }
        let mut length = 0;
        let mut at = Some(day);
        while let Some(d) = at.filter(|d| self.free(*d)) {
            length += 1;
            at = d.pred_opt();
        }
        length
    }

    /// Whether a day counts and is in no spent cycle.
    fn free(&self, day: Day) -> bool {
        self.days.contains(&day) && self.cycle_of(day).is_none()
    }

    /// The last day of the spent cycle that a day is in.
    fn cycle_of(&self, day: Day) -> Option<Day> {
        day.iter_days().take(CYCLE as usize).find(|last| self.cycles.contains(last))
    }
}

/// Every day of a month.
pub fn days_of_month(year: i32, month: u32) -> impl Iterator<Item = Day> {
    Day::from_ymd_opt(year, month, 1)
        .into_iter()
        .flat_map(|first| first.iter_days())
        .take_while(move |day| day.month() == month)
}

/// The year and month of a `YYYY-MM`; nothing when it is not one.
#[must_use]
pub fn parse_month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    Day::from_ymd_opt(year, month, 1).map(|_| (year, month))
}

#[cfg(test)]
mod tests;

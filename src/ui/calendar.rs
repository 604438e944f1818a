//! A month of check-ins. A day's state is a shape first, and a tint after that.

use leptos::prelude::*;

use super::el::{El, el};
use super::icon::{Icon, icon};
use super::text::spoken;

/// What became of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayState {
    /// Checked in: a filled disc.
    Done,
    /// Made up later: a ring with a tick.
    MadeUp,
    /// Today, still to do: a ring.
    Open,
    /// Missed: a short line under the number.
    Missed,
    /// Missed, but can be made up: a dashed ring; pressing it asks.
    CanMakeUp,
    /// To come, or before the programme: the number alone.
    Plain,
}

impl DayState {
    const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::MadeUp => "made-up",
            Self::Open => "open",
            Self::Missed => "missed",
            Self::CanMakeUp => "can-make-up",
            Self::Plain => "plain",
        }
    }
}

/// One day.
pub struct Day {
    /// Its number.
    pub number: String,
    /// The state.
    pub state: DayState,
    /// Date and state for a screen reader.
    pub spoken: String,
    /// What a press does, where it does something.
    pub press: Option<Callback<()>>,
}

/// The month: seven names of weekdays, and the days, the first of them `blank` cells in.
pub fn calendar(weekdays: Vec<String>, blank: usize, days: Vec<Day>) -> El {
    let names = weekdays.into_iter().map(|name| el("span", "calendar-name").child(name));
    let names = el("div", "calendar-grid").attr("aria-hidden", true).children(names);
    let days = days.into_iter().enumerate().map(move |(index, day)| {
        let made_up = day.state == DayState::MadeUp;
        let tick = made_up.then(|| el("span", "day-tick").child(icon(Icon::Check)));
        let number = el("span", "day-number").attr("aria-hidden", true).child(day.number);
        let cell = match day.press {
            Some(press) => el("button", "day")
                .attr("type", "button")
                .attr("aria-label", day.spoken)
                .press(press),
            None => el("span", "day").child(spoken(day.spoken)),
        };
        let cell = cell.attr("data-state", day.state.name()).child(number).child(tick);
        let item = el("li", "").child(cell);
        match index {
            0 => item.variable("grid-column-start", (blank + 1).to_string()),
            _ => item,
        }
    });
    let grid = el("ol", "calendar-grid").children(days);
    el("div", "calendar").child(names).child(grid)
}

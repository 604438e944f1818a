//! Seven check-ins in a row: today is the button, the seventh shows what it brings.

use leptos::prelude::*;

use super::el::{El, el};
use super::icon::{Icon, icon};
use super::text::spoken;
use crate::reactive::Signal;

/// What a place of the strip holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceState {
    /// Done.
    Done,
    /// Today, not done yet: the button.
    Today,
    /// To come.
    Ahead,
}

/// One place.
pub struct Place {
    /// Its word: a day of the streak, or 'today'.
    pub label: String,
    /// What it brings, such as '+5'; empty where nothing is shown.
    pub reward: String,
    /// The state.
    pub state: PlaceState,
    /// The whole of it for a screen reader: 'day 3, done'.
    pub spoken: String,
}

/// The strip. The press of today's place is refused while `busy`.
pub fn check_strip(places: Vec<Place>, busy: Signal<bool>, press: Callback<()>) -> El {
    let last = places.len().saturating_sub(1);
    let places = places.into_iter().enumerate().map(move |(index, place)| {
        let is_last = index == last;
        let mark = match (place.state, is_last) {
            (PlaceState::Done, _) => icon(Icon::Check),
            (_, true) => icon(Icon::Gift),
            (_, false) => el("span", "strip-reward").child(place.reward.clone()),
        };
        let mark = el("span", "strip-mark").attr("aria-hidden", true).child(mark);
        let label = el("span", "strip-label").attr("aria-hidden", true).child(place.label);
        let extra = (is_last && !place.reward.is_empty())
            .then(|| el("span", "strip-bonus").attr("aria-hidden", true).child(place.reward));
        let item = el("li", "strip-place");
        match place.state {
            PlaceState::Today => {
                let button = el("button", "strip-button")
                    .attr("type", "button")
                    .attr("aria-busy", busy)
                    .test_id("check-in")
                    .on("click", move |_| {
                        if !busy.get_untracked() {
                            press.try_run(());
                        }
                    });
                let button = button.child(mark).child(label).child(spoken(place.spoken));
                item.attr("data-state", "today").child(button).child(extra)
            }
            state => item
                .attr("data-state", if state == PlaceState::Done { "done" } else { "ahead" })
                .child(el("span", "strip-still").child(mark).child(label))
                .child(extra)
                .child(spoken(place.spoken)),
        }
    });
    el("ol", "strip").children(places)
}

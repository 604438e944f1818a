//! The strip of the current cycle, for this screen and the home screen: today is the button.

use contract::check_in::CheckIns;
use contract::money::Reward;
use leptos::prelude::*;

use crate::domain::check_in::{self, Mark};
use crate::i18n::fill;
use crate::reactive::{Signal, memo};
use crate::screens::Card;
use crate::state::{Deed, PressState};
use crate::ui::{El, Place, PlaceState, check_strip, dynamic, el, nothing};

/// The places of the current cycle; pressing today's checks in.
pub fn strip(card: Card, check_ins: &CheckIns) -> El {
    let words = &card.texts.check_in;
    let formats = card.formats();
    let can = check_in::can_check_in(check_ins);
    let places = check_in::strip(check_ins).into_iter().map(|place| {
        let today = matches!(place.mark, Mark::Today | Mark::TodayDone);
        let number = formats.number(place.streak_day.into());
        let whole = fill(words.place, &[&number]);
        let state = match place.mark {
            Mark::Done | Mark::TodayDone => PlaceState::Done,
            Mark::Today if can.is_ok() => PlaceState::Today,
            Mark::Today | Mark::Upcoming => PlaceState::Ahead,
        };
        let name = if state == PlaceState::Today { words.place_today } else { whole.as_str() };
        let spoken = match (state, place.reward) {
            (PlaceState::Done, _) => fill(words.done, &[name]),
            (_, Some(reward)) => fill(words.brings, &[name, &formats.reward(reward)]),
            (_, None) => name.to_owned(),
        };
        Place {
            label: if today { words.today.into() } else { fill(words.place_short, &[&number]) },
            reward: place.reward.map_or_else(String::new, |reward| short(card, reward)),
            state,
            spoken,
        }
    });
    let deed = Deed::CheckIn(check_ins.today);
    let state = {
        let deed = deed.clone();
        memo(move || card.store.press_state(&deed))
    };
    let busy = Signal::derive(move || state.get() != PressState::Idle);
    let press = Callback::new(move |()| card.store.press(deed.clone()));
    let checking = dynamic(move || match state.get() {
        PressState::Checking => {
            el("p", "hint centred").child(card.texts.common.checking_short).view()
        }
        _ => nothing(),
    });
    el("div", "stack").child(check_strip(places.collect(), busy, press)).child(checking)
}

/// What fits beneath a place: `+5`; a thing in words stands elsewhere.
fn short(card: Card, reward: &Reward) -> String {
    match reward.points {
        Some(points) if points > 0 => ["+", &card.formats().number(points)].concat(),
        _ => String::new(),
    }
}

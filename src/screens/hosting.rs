//! The host as the screens use it: who signs for it, what stands for the screen in view when it is
//! handed on, and the button that does so. It comes with the further screens.

use std::rc::Rc;

use contract::bootstrap::Bootstrap;
use contract::program::Feature;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::Card;
use crate::host::ability::Ability;
use crate::host::outcome::Outcome;
use crate::host::share::{Place, PublicScreen, Share, is_private};
use crate::host::{Host, Screen, Sign};
use crate::reactive::effect;
use crate::route::Route;
use crate::state::Notice;
use crate::ui::{Child, Stroke, dynamic, nothing, stroke_button};

impl Card {
    /// Where the card runs. Only the further screens may ask, or the host comes with home.
    #[must_use]
    pub fn host(self) -> Rc<dyn Host> {
        self.seat.host(|| sign(self))
    }

    /// Whether something can be done here; follows changes.
    #[must_use]
    pub fn can(self, ability: Ability) -> bool {
        self.host().can(ability)
    }
}

/// Asks the backend for WeChat's signature of an address.
fn sign(card: Card) -> Sign {
    Rc::new(move |url| {
        let api = card.store.api();
        Box::pin(async move { api.wechat_js_config(url).await.ok().map(|answer| answer.data) })
    })
}

/// Tells the host which screen is in view, for as long as the present owner lives.
pub fn begin(card: Card) {
    effect(move || {
        let route = card.route.get();
        let Some(home) = card.home() else { return };
        if home.program.features.contains(&Feature::Wechat) {
            let screen = Screen { share: share(card, &home, &route), private: is_private(&route) };
            card.host().show(screen);
        }
    });
}

/// What is handed on in the place of a screen.
fn share(card: Card, home: &Bootstrap, route: &Route) -> Share {
    let words = &card.further().host;
    let screen = PublicScreen::of(route);
    let text = match screen {
        PublicScreen::Home => words.shared_home,
        PublicScreen::Offers => words.shared_offers,
        PublicScreen::Tiers => words.shared_tiers,
    };
    let href = window().location().href().unwrap_or_default();
    let program = &home.program;
    Share::new(&Place::of(&href), &program.brand_id, screen, program.name.clone(), text.into())
}

/// The button at the head of a screen that hands it on, where the host can.
pub fn share_button(card: Card, route: Route) -> Child {
    let words = &card.further().host;
    let press = Callback::new(move |()| {
        let Some(home) = card.store.home.peek() else { return };
        let asked = card.host().share(&share(card, &home, &route));
        spawn_local(async move {
            let told = match asked.await {
                Outcome::ByMenu => words.share_by_menu,
                Outcome::Done | Outcome::Cancelled => return,
                _ => words.share_failed,
            };
            card.store.say(Notice::Told(told));
        });
    });
    let button = dynamic(move || {
        if card.home().is_some() && card.can(Ability::Share) {
            stroke_button(Stroke::SHARE, words.share.into(), press).test_id("share").view()
        } else {
            nothing()
        }
    });
    Child::View(button)
}

//! Where the brand's stores are, each a way to a map.

use contract::program::Feature;
use contract::store::Store;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::Card;
use crate::host::ability::Ability;
use crate::host::outcome::Outcome;
use crate::i18n::fill;
use crate::reactive::memo;
use crate::state::Notice;
use crate::ui::{El, Icon, dynamic, nothing, press_row, rows, section};

/// The stores; nothing where the brand names none, or where no map can be opened. What cannot be
/// asked for now is left out: the screen is about the member.
pub fn stores(card: Card) -> AnyView {
    let named = memo(move || {
        card.home().is_some_and(|home| home.program.features.contains(&Feature::Stores))
    });
    dynamic(move || {
        if !named.get() || !card.can(Ability::OpenLocation) {
            return nothing();
        }
        let stores = card.store.stores();
        stores.ensure();
        match stores.value() {
            Some(list) if !list.stores.is_empty() => {
                let list = list.stores.iter().map(|store| store_row(card, store)).collect();
                section(card.further().host.stores.into(), None, vec![rows(list)]).view()
            }
            _ => nothing(),
        }
    })
}

fn store_row(card: Card, store: &Store) -> El {
    let words = &card.further().host;
    let name = fill(words.to_map, &[&store.name]);
    let (title, address) = (store.name.clone(), store.address.clone());
    let store = store.clone();
    let press = Callback::new(move |()| {
        let asked = card.host().open_location(&store);
        spawn_local(async move {
            if !matches!(asked.await, Outcome::Done | Outcome::Cancelled) {
                card.store.say(Notice::Told(words.map_failed));
            }
        });
    });
    press_row(Icon::Store, title, address, press).attr("aria-label", name).test_id("store")
}

//! The member's tokens: kept fresh while the page is in view, whatever its screen, so that whoever
//! loses the network at the next door still has those of ten minutes.

use std::sync::Arc;

use contract::changes::Resource;
use contract::code::CardCode;

use super::live::visible;
use super::remote::Phase;
use super::store::Store;
use crate::domain::code::{Pace, asks_for_tokens, newer};
use crate::reactive::{RwSignal, effect};
use crate::route::Route;

/// The newest code that is known: what was asked for, or what came with the first answer. Follows
/// changes.
#[must_use]
pub fn latest(store: Store) -> Option<Arc<CardCode>> {
    let asked = store.code.value();
    let home = store.home.value();
    let came = home.as_ref().and_then(|home| home.card.as_ref());
    newer(asked.as_deref(), came).cloned().map(Arc::new)
}

/// Begins to ask for tokens in time. Call it once; `tick` changes every second while the page is in
/// view.
pub fn keep_fresh(store: Store, route: RwSignal<Route>, tick: RwSignal<u32>) {
    let mut pace = Pace::default();
    effect(move || {
        tick.track();
        let open = route.with(|route| *route == Route::Code);
        let home = store.home.value();
        let guest = home.as_ref().is_some_and(|home| home.member.is_none());
        // The first answer brings a batch; asking beside it would only be in its way.
        let coming = matches!(store.home.phase(), Phase::Loading);
        let Some(now) = store.now().or((!coming).then(Default::default)) else { return };
        let asked = store.code.value();
        let came = home.as_ref().and_then(|home| home.card.as_ref());
        let known = newer(asked.as_deref(), came);
        let wanted = !guest && !coming && asks_for_tokens(known, open, now);
        if pace.ask(wanted, visible() && !store.code.busy(), now) {
            store.code.load();
        }
    });
    effect(move || {
        let changed = store.last_change().contains(&Resource::Card);
        // What was never asked for does not hear of changes.
        let came = store.home.peek().is_some_and(|home| home.card.is_some());
        if changed && came && store.code.peek().is_none() {
            store.code.load();
        }
    });
}

//! What stands around every screen: the bar, the toast, the line that says there is no signal;
//! and which screen the route names.

use leptos::prelude::*;

use super::context::Card;
use super::{home, parts};
use crate::reactive::{Signal, effect, memo};
use crate::route::Route;
use crate::state::Phase;
use crate::ui::{self, El, Icon, Way, bottom_bar, dynamic, el, nothing, toast_host};

/// The card with everything around it.
pub fn frame(card: Card) -> AnyView {
    let screen = memo(move || match card.store.home.phase() {
        Phase::Failed(error) | Phase::Ready(_, Some(error)) if error.needs_sign_in() => None,
        _ => Some(card.route.get()),
    });
    // Nothing else stands where the till looks, and nothing else takes a thumb.
    let scan = Signal::derive(move || screen.with(|screen| *screen == Some(Route::Code)));
    let screen = dynamic(move || match screen.get() {
        Some(Route::Home) => home::view(card),
        screen => parts::view(card, screen),
    });
    el("div", "frame")
        .attr("data-code", scan)
        .child(offline_line(card))
        .child(screen)
        .child(bar(card))
        .child(toasts(card))
        .child(dynamic(move || card.parts.signed_in(card)))
        .view()
}

fn offline_line(card: Card) -> AnyView {
    dynamic(move || {
        let stale = match card.store.home.phase() {
            Phase::Ready(_, Some(error)) => error.is_offline(),
            Phase::Ready(_, None) => card.store.offline(),
            _ => false,
        };
        if !stale {
            return nothing();
        }
        el("p", "offline-line")
            .attr("role", "status")
            .child(ui::icon(Icon::Offline))
            .child(card.texts.common.offline_line)
            .view()
    })
}

fn bar(card: Card) -> El {
    let words = &card.texts.common;
    let way = |icon: Icon, label: &str, route: Route, also: fn(&Route) -> bool| {
        let href = route.to_hash();
        let current = Signal::derive(move || card.route.with(|now| *now == route || also(now)));
        Way { icon, label: label.into(), href, current }
    };
    let ways = vec![
        way(Icon::Home, words.home, Route::Home, |now| {
            matches!(now, Route::Points | Route::Tiers | Route::NotFound)
        }),
        way(Icon::Ticket, words.coupons, Route::Coupons, |now| {
            matches!(now, Route::Coupon(_) | Route::Offers)
        }),
        way(Icon::Code, words.code, Route::Code, |_| false),
        way(Icon::Tasks, words.tasks, Route::Tasks, |now| *now == Route::CheckIn),
        way(Icon::Me, words.me, Route::Me, |now| *now == Route::Membership),
    ];
    bottom_bar(words.navigation.into(), ways, 2)
}

/// Said by the further screens' module, which brings the words.
fn toasts(card: Card) -> El {
    effect(move || {
        if card.store.noticed() {
            card.parts.fetch_further();
        }
    });
    toast_host(dynamic(move || card.parts.toasts(card)))
}

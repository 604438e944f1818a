//! What stands around every screen: the bar, the toast, the line that says there is no signal;
//! and which screen the route names.

use leptos::prelude::*;

use super::context::Card;
use super::{home, parts};
use crate::reactive::{Signal, effect, memo};
use crate::route::Route;
use crate::state::{Phase, become_guest};
use crate::ui::{
    self, El, Icon, Look, Way, bottom_bar, button, dynamic, el, link_button, nothing, toast_host,
};

/// The card with everything around it.
pub fn frame(card: Card) -> AnyView {
    let screen = memo(move || match card.store.home.phase() {
        Phase::Failed(error) | Phase::Ready(_, Some(error)) if error.needs_sign_in() => None,
        _ => Some(card.route.get()),
    });
    // Nothing else stands where the till looks, and nothing else takes a thumb.
    let scan = Signal::derive(move || screen.with(|screen| *screen == Some(Route::Code)));
    let screen = dynamic(move || match screen.get() {
        Some(route) => show(card, route),
        None => sign_in(card).view(),
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

fn show(card: Card, route: Route) -> AnyView {
    match route {
        Route::Home => home::view(card),
        Route::NotFound => not_found(card).view(),
        route => parts::view(card, route),
    }
}

fn not_found(card: Card) -> El {
    let words = &card.texts.common;
    let home = link_button(Look::Secondary, words.go_home.to_owned(), Route::Home.to_hash());
    ui::page("", vec![ui::notice(ui::Notice::Empty, words.not_found.to_owned(), Some(home))])
}

/// The session has ended, or the ticket was no good.
fn sign_in(card: Card) -> El {
    let words = &card.texts.common;
    let look_around = Callback::new(move |()| {
        become_guest(card.store);
    });
    let way_in = card.home().and_then(|home| card.sign_in(&home));
    let notice = ui::notice(ui::Notice::Refused, words.sign_in_body.to_owned(), way_in)
        .child(button(Look::Secondary, words.browse_as_guest, look_around));
    ui::page(el("h1", "sign-in-title").child(words.sign_in_title), vec![notice])
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

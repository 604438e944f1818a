//! Where the wallet was left: coming back from a coupon, that coupon stands where it stood, however
//! far down the list.

use contract::ids::CouponId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::reactive::StoredValue;
use crate::route::Route;
use crate::screens::Card;
use crate::state::Place;

/// Takes the member back to where the wallet was left, and notes where it is left next. Gives
/// where to note how far below the window's top the pressed coupon stands.
pub fn keep_place(card: Card) -> StoredValue<f64> {
    let wallet = card.store.wallet();
    let last_change = move || untrack(|| card.store.last_change());
    if let Some(place) = wallet.enter(&last_change()) {
        // After the new screen has gone to its top.
        request_animation_frame(move || restore(card, &place));
    }
    let pressed_at = StoredValue::new(0.0);
    let scrolled = StoredValue::new(0.0);
    let scrolling = window_event_listener_untyped("scroll", move |_| {
        scrolled.set_value(window().scroll_y().unwrap_or_default());
    });
    on_cleanup(move || {
        scrolling.remove();
        let coupon = match card.route.get_untracked() {
            Route::Coupon(id) => Some((id, pressed_at.try_get_value().unwrap_or_default())),
            Route::Offers => None,
            _ => return,
        };
        let scrolled = scrolled.try_get_value().unwrap_or_default();
        wallet.leave(Place { scrolled, coupon }, last_change());
    });
    pressed_at
}

/// Notes where the ticket stands that this press is on.
pub fn note_press(press: &Event, pressed_at: StoredValue<f64>) {
    let target = press.target().and_then(|target| target.dyn_into::<Element>().ok());
    let ticket = target.and_then(|target| target.closest("[data-coupon]").ok().flatten());
    if let Some(ticket) = ticket {
        pressed_at.set_value(ticket.get_bounding_client_rect().top());
    }
}

/// How many frames to wait until the chunk that was scrolled to is drawn.
const FRAMES: u32 = 20;

fn restore(card: Card, place: &Place) {
    window().scroll_to_with_x_and_y(0.0, place.scrolled);
    let Some((id, top)) = place.coupon.clone() else { return };
    // What was never drawn on this visit has the height it is thought to have: the chunk is found
    // by its place in the list, and then the coupon in the chunk.
    let chunk = card.store.wallet().chunk_of(&id).and_then(|index| {
        let list = document().query_selector(".coupon-list").ok().flatten()?;
        list.children().item(u32::try_from(index).ok()?)
    });
    if let Some(chunk) = chunk {
        window().scroll_by_with_x_and_y(0.0, chunk.get_bounding_client_rect().top() - top);
        settle(id, top, FRAMES);
    }
}

fn settle(id: CouponId, top: f64, frames: u32) {
    let selector = ["[data-coupon=\"", id.as_str(), "\"]"].concat();
    if let Ok(Some(ticket)) = document().query_selector(&selector) {
        window().scroll_by_with_x_and_y(0.0, ticket.get_bounding_client_rect().top() - top);
    } else if frames > 0 {
        request_animation_frame(move || settle(id, top, frames - 1));
    }
}

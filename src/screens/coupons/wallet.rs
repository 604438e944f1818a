//! The wallet: the member's coupons by state, and the ways to more of them.

use contract::coupon::Coupon;
use leptos::prelude::*;

use super::exchange::exchange_sheet;
use super::place::{keep_place, note_press};
use crate::domain::coupon::{display_state, ends_within};
use crate::reactive::{Memo, RwSignal, memo};
use crate::route::Route;
use crate::screens::Card;
use crate::screens::coupon_face::{URGENT_HOURS, ticket_for};
use crate::screens::endless::{Frame, endless};
use crate::screens::members::members;
use crate::ui::{
    self, Child, El, Icon, Look, Shape, Tab, Tone, badge, dynamic, el, icon, link_button, nothing,
    tabs, top_bar,
};

/// Draws the wallet, as it was left where the member comes back from a coupon.
pub fn wallet(card: Card) -> AnyView {
    super::stay_in_the_area(card);
    let entering = RwSignal::new(false);
    let pressed_at = keep_place(card);
    // Once a minute is often enough to see that a coupon begins or ends.
    let minute = memo(move || {
        card.tick.track();
        card.now().timestamp() / 60
    });
    let wallet = card.store.wallet();
    let body = members(card, move || {
        let list = dynamic(move || {
            let place = wallet.chosen.get();
            let ticket = move |coupon: &Coupon| living_ticket(card, coupon, minute);
            let list = endless(card, wallet.list(place), frame(place), ticket);
            el("div", "").key(place as u64).child(list).view()
        });
        let list =
            el("div", "").on("click", move |event| note_press(&event, pressed_at)).child(list);
        el("div", "stack").child(ways(card, entering)).child(filters(card)).child(list)
    });
    let bar = top_bar(card.further().coupons.title, None, Child::Nothing);
    let page = ui::page(bar, vec![el("div", "").child(body)]);
    el("div", "").child(page).child(exchange_sheet(card, entering)).view()
}

fn frame(place: usize) -> Frame {
    let empty: fn(Card) -> El = match place {
        0 => |card| {
            let words = &card.further().coupons;
            let href = Route::Offers.to_hash();
            let way_on = link_button(Look::Secondary, words.to_offers.into(), href);
            card.empty(words.empty_usable, Some(way_on))
        },
        1 => |card| card.empty(card.further().coupons.empty_used, None),
        _ => |card| card.empty(card.further().coupons.empty_ended, None),
    };
    Frame { list: "coupon-list", chunk: "coupon-chunk", shape: Shape::Tickets, empty }
}

/// The claim centre and the field for a code.
fn ways(card: Card, entering: RwSignal<bool>) -> El {
    let words = &card.further().coupons;
    let open = Callback::new(move |()| entering.set(true));
    let claimable = memo(move || card.home().map_or(0, |home| home.counts.offers_claimable));
    let count = dynamic(move || match claimable.get() {
        0 => nothing(),
        count => badge(Tone::Accent, card.formats().number(count.into())).view(),
    });
    let offers = el("a", "coupon-way")
        .attr("href", Route::Offers.to_hash())
        .child(icon(Icon::Gift))
        .child(el("span", "").child(words.offers_title))
        .child(count);
    let exchange = el("button", "coupon-way")
        .attr("type", "button")
        .attr("aria-haspopup", "dialog")
        .child(icon(Icon::Pen))
        .child(el("span", "").child(words.exchange))
        .press(open);
    el("div", "coupon-ways").child(offers).child(exchange)
}

fn filters(card: Card) -> AnyView {
    let chosen = card.store.wallet().chosen;
    let words = &card.further().coupons;
    let usable = memo(move || card.home().map_or(0, |home| home.counts.coupons_usable));
    dynamic(move || {
        let count = usable.get();
        let count = if count == 0 { String::new() } else { card.formats().number(count.into()) };
        let tab = |label: &str, count: String| Tab { label: label.into(), count };
        let all = vec![
            tab(words.tab_usable, count),
            tab(words.tab_used, String::new()),
            tab(words.tab_ended, String::new()),
        ];
        let choose = Callback::new(move |index: usize| chosen.set(index));
        tabs(words.tabs_name.into(), all, chosen.into(), choose).view()
    })
}

/// A ticket that begins and ends by itself while it is looked at.
fn living_ticket(card: Card, coupon: &Coupon, minute: Memo<i64>) -> El {
    let coupon = std::sync::Arc::new(coupon.clone());
    let moved = memo({
        let coupon = coupon.clone();
        move || {
            minute.track();
            let now = card.now();
            (display_state(&coupon, now), ends_within(&coupon, now, URGENT_HOURS), now.date_naive())
        }
    });
    el("li", "").child(dynamic(move || {
        moved.track();
        ticket_for(card, &coupon, None).view()
    }))
}

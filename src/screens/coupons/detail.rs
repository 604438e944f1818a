//! One coupon: what it gives, its code for the till, and its rules. When the till takes it while
//! it is looked at, it turns to used by itself.

use contract::coupon::{Coupon, CouponState};
use contract::ids::CouponId;
use leptos::prelude::*;

use super::remind::remind;
use super::rules::rules;
use super::till::Till;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::memo;
use crate::route::Route;
use crate::screens::Card;
use crate::screens::code::watch::Watch;
use crate::screens::coupon_face::{amount, condition, scope, state, validity, worth};
use crate::screens::members::members;
use crate::state::{ApiError, Phase};
use crate::ui::{self, El, Shape, Size, Tone, badge, dynamic, el, nothing, skeleton};

/// Draws the coupon.
pub fn detail(card: Card, id: CouponId) -> AnyView {
    super::stay_in_the_area(card);
    let watch = Watch::new(card);
    let body = members(card, move || body(card, watch, &id));
    let bar = card.bar(card.further().coupons.detail_title, &Route::Coupons);
    ui::page(bar, vec![el("div", "").child(body)]).view()
}

/// How the asking for the coupon goes.
#[derive(Clone, PartialEq)]
enum Asking {
    Loading,
    Failed(ApiError),
    There,
}

fn body(card: Card, watch: Watch, id: &CouponId) -> El {
    let one = card.store.coupon();
    one.open(id);
    let coupon = memo(move || match one.phase() {
        Phase::Ready(coupon, _) => Some(coupon),
        _ => None,
    });
    let asking = memo(move || match one.phase() {
        Phase::Loading => Asking::Loading,
        Phase::Failed(error) => Asking::Failed(error),
        Phase::Ready(..) => Asking::There,
    });
    let till = Till::new(card, watch, coupon);
    let retry = Callback::new(move |()| one.remote.load());
    el("div", "").child(dynamic(move || match asking.get() {
        Asking::Loading => skeleton(card.texts.common.loading.into(), Shape::Tickets, 2).view(),
        Asking::Failed(error) => card.failure(&error, retry).view(),
        Asking::There => el("div", "stack stack-l")
            .child(dynamic(move || {
                let Some(coupon) = coupon.get() else { return nothing() };
                // The words change when it begins or ends.
                till.stage.track();
                hero(card, &coupon).view()
            }))
            .child(till.view())
            .child(remind(card, coupon))
            .child(dynamic(move || match coupon.get() {
                Some(coupon) => rules(card, &coupon).view(),
                None => nothing(),
            }))
            .view(),
    }))
}

/// What it gives, from when on, until when, and where it stands.
fn hero(card: Card, coupon: &Coupon) -> El {
    let (shape, word) = state(card, coupon);
    let (until, urgent) = validity(card, coupon.valid_from, coupon.valid_until);
    // Of one that cannot be used, the reason below says when.
    let until = (shape == ui::TicketState::Usable).then(|| {
        if urgent { badge(Tone::Warn, until) } else { el("span", "small weak").child(until) }
    });
    let word = (!word.is_empty()).then(|| badge(Tone::Plain, word));
    let left = coupon.remaining_value.filter(|_| coupon.state == CouponState::PartlyUsed);
    let left = left.zip(coupon.face.amount_off).map(|(left, whole)| {
        let money = |amount| plain(&card.formats().amount(amount));
        let words = fill(card.texts.coupons.face.left, &[&money(left), &money(whole)]);
        el("p", "small").child(words)
    });
    el("article", "coupon-hero")
        .test_id("coupon")
        .attr("data-coupon", coupon.id.as_str().to_owned())
        .attr("data-state", shape.name())
        .child(amount(card, coupon.kind, &worth(coupon), Size::Huge))
        .child(el("h2", "lead").child(coupon.name.clone()))
        .child(left)
        .child(el("p", "small").child(condition(card, &coupon.threshold)))
        .child(el("p", "small weak").child(scope(card, &coupon.face, &coupon.scope)))
        .child(el("p", "line").child(word).child(until))
}

//! The claim centre: what can be claimed now, and of the rest why not and when.

use std::sync::Arc;

use contract::changes::Resource;
use contract::coupon::CouponOffer;
use leptos::prelude::*;

use crate::domain::offer::{Reason, can_claim, few_left};
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::{RwSignal, Signal, memo};
use crate::route::Route;
use crate::screens::Card;
use crate::screens::confirm::{Answer, Asked, Question, confirm};
use crate::screens::coupon_face::{amount, condition, scope};
use crate::screens::endless::{Frame, endless};
use crate::screens::hosting::share_button;
use crate::state::{Api, Deed, Pages, PressState};
use crate::ui::{
    self, El, Look, Shape, Size, Ticket, TicketState, Tone, badge, busy_button, dynamic, el,
    link_button, ticket,
};

/// Draws the claim centre.
pub fn offers(card: Card) -> AnyView {
    super::stay_in_the_area(card);
    let asked: Asked = RwSignal::new(None);
    let resources = &[Resource::CouponOffers];
    let pages = Pages::new(&card.store.api(), resources).asked(Api::coupon_offers);
    let shape = Shape::Tickets;
    let empty: fn(Card) -> El = |card| {
        let words = &card.further().coupons;
        let href = Route::Coupons.to_hash();
        let way_on = link_button(Look::Secondary, words.to_wallet.into(), href);
        card.empty(words.empty_offers, Some(way_on))
    };
    let frame = Frame { list: "coupon-list", chunk: "coupon-chunk", shape, empty };
    let list = endless(card, pages, frame, move |offer: &CouponOffer| {
        el("li", "").child(offer_ticket(card, asked, offer))
    });
    let page = ui::page(
        card.bar_with(
            card.further().coupons.offers_title,
            &Route::Coupons,
            share_button(card, Route::Offers),
        ),
        vec![list],
    );
    el("div", "").child(page).child(confirm(card, asked)).view()
}

fn offer_ticket(card: Card, asked: Asked, offer: &CouponOffer) -> El {
    let words = &card.further().coupons.offer;
    let (formats, now) = (card.formats(), card.now());
    let (state, word, when) = match can_claim(offer) {
        Ok(()) => (TicketState::Usable, "", terms(card, offer)),
        Err(reason) => match reason {
            Reason::AlreadyClaimed => (TicketState::Used, words.claimed, String::new()),
            Reason::LimitReached => (TicketState::Used, words.limit_reached, String::new()),
            Reason::SoldOut { next_round_at } => {
                let next =
                    next_round_at.map(|next| fill(words.next_round, &[&formats.moment(next, now)]));
                (TicketState::Ended, words.sold_out, next.unwrap_or_default())
            }
            Reason::NotStarted { from } => {
                let begins = fill(card.texts.common.begins, &[&formats.moment(from, now)]);
                (TicketState::Upcoming, words.not_started, begins)
            }
            Reason::Ended => (TicketState::Ended, words.ended, String::new()),
            Reason::TierTooLow => {
                let from = offer.required_tier.as_ref();
                let from = from.map(|tier| fill(words.from_tier, &[&tier.name]));
                (TicketState::Locked, words.tier_too_low, from.unwrap_or_default())
            }
            Reason::PaidOnly => (TicketState::Locked, "", words.paid_only.into()),
            Reason::SignInRequired => (TicketState::Locked, "", words.members_only.into()),
            Reason::NotKnown => (TicketState::Upcoming, "", words.not_known.into()),
        },
    };
    let href = matches!(state, TicketState::Used).then(|| Route::Coupons.to_hash());
    ticket(Ticket {
        state,
        word: word.into(),
        amount: amount(card, offer.kind, &offer.face, Size::Large),
        condition: condition(card, &offer.threshold),
        title: offer.name.clone(),
        href,
        scope: scope(card, &offer.face, &offer.scope),
        validity: when,
        urgent: false,
        action: can_claim(offer).is_ok().then(|| action(card, asked, offer)),
    })
    .test_id("offer")
    .attr("data-offer", offer.id.as_str().to_owned())
    .attr("data-claim", offer.claim_state.as_str())
}

/// How long its coupons live, and how many are left where that is few.
fn terms(card: Card, offer: &CouponOffer) -> String {
    let words = &card.further().coupons.offer;
    let (formats, now) = (card.formats(), card.now());
    let lives = match (offer.valid_days, offer.valid_until) {
        (Some(days), _) => Some(fill(words.valid_days, &[&formats.number(days.into())])),
        (None, Some(until)) => {
            Some(fill(card.texts.common.valid_until, &[&formats.last_moment(until, now)]))
        }
        (None, None) => None,
    };
    let left = few_left(offer).map(|left| fill(words.remaining, &[&formats.number(left)]));
    lives.into_iter().chain(left).collect::<Vec<_>>().join(" · ")
}

/// The button; what costs points asks first.
fn action(card: Card, asked: Asked, offer: &CouponOffer) -> El {
    let words = &card.further().coupons.offer;
    let deed = Deed::Claim(offer.id.clone());
    let cost = (offer.cost_points > 0).then(|| plain(&card.formats().points(offer.cost_points)));
    let label =
        cost.as_ref().map_or_else(|| words.claim.to_owned(), |cost| fill(words.claim_for, &[cost]));
    let press = match cost {
        None => Callback::new({
            let deed = deed.clone();
            move |()| card.store.press(deed.clone())
        }),
        Some(cost) => {
            let question = Arc::new(Question {
                title: offer.name.clone(),
                lines: vec![fill(words.cost, &[&cost])],
                label: label.clone(),
                look: Look::Primary,
                answer: answer(card, offer, &deed),
            });
            Callback::new(move |()| asked.set(Some(Arc::clone(&question))))
        }
    };
    let state = memo(move || card.store.press_state(&deed));
    let button = dynamic(move || match state.get() {
        PressState::Checking => badge(Tone::Plain, card.texts.common.checking_short).view(),
        now => {
            let busy = Signal::stored(now == PressState::Sending);
            busy_button(Look::Primary, label.clone(), busy, press)
                .attr("class", "button button-small")
                .test_id("claim")
                .view()
        }
    });
    el("div", "offer-action").child(button)
}

/// Claims, unless the member's points are known not to do.
fn answer(card: Card, offer: &CouponOffer, deed: &Deed) -> Answer {
    let points = card.home().and_then(|home| home.points.as_ref().map(|points| points.available));
    match points.map(|points| offer.cost_points.saturating_sub(points)) {
        Some(missing) if missing > 0 => {
            let missing = plain(&card.formats().points(missing));
            Answer::Off(fill(card.further().shared.refusal.points_missing, &[&missing]))
        }
        _ => Answer::Press(deed.clone()),
    }
}

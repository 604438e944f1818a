//! What stands on a coupon or an offer: its value as a figure, its condition, until when, and its
//! state in a word. Home, the wallet and the claim centre draw their tickets from here.

use chrono::TimeDelta;
use contract::Instant;
use contract::coupon::{Coupon, CouponFace, CouponKind, CouponScope, CouponState, CouponThreshold};

use super::context::Card;
use crate::domain::coupon::{WalletGroup, display_state, group};
use crate::domain::money::{percent_off, zhe};
use crate::i18n::format::plain;
use crate::i18n::{Locale, fill};
use crate::route::Route;
use crate::ui::{El, Figure, Icon, Size, Ticket, TicketState, el, icon, number, ticket};

/// What ends within so many hours is set apart in words.
pub const URGENT_HOURS: u32 = 72;

/// The value as people say it: ¥12, 8.5 折 or 15 % off; nothing where it is no number.
fn figure(card: Card, kind: CouponKind, face: &CouponFace) -> Option<Figure> {
    let formats = card.formats();
    match kind {
        CouponKind::Cash => face.amount_off.map(|amount| formats.amount(amount)),
        CouponKind::Discount => {
            let part = match formats.locale() {
                Locale::ZhCn => zhe(face.discount_bps?),
                Locale::En => percent_off(face.discount_bps?),
            };
            let after = card.texts.coupons.face.discount_unit.into();
            Some(Figure { before: String::new(), value: part?.text(), after })
        }
        _ => None,
    }
}

fn word(card: Card, kind: CouponKind) -> &'static str {
    let words = &card.texts.coupons.face;
    match kind {
        CouponKind::Exchange => words.exchange,
        CouponKind::Gift => words.gift,
        CouponKind::FreeShipping => words.free_shipping,
        CouponKind::BuyGift => words.buy_gift,
        CouponKind::Cash | CouponKind::Discount | CouponKind::Unknown => words.unknown,
    }
}

/// The value on a ticket's stub: the figure, or an icon with its word.
pub fn amount(card: Card, kind: CouponKind, face: &CouponFace, size: Size) -> El {
    if let Some(figure) = figure(card, kind, face) {
        return number(size, figure);
    }
    let shows = match kind {
        CouponKind::FreeShipping => Icon::Bag,
        CouponKind::Exchange | CouponKind::Gift | CouponKind::BuyGift => Icon::Gift,
        CouponKind::Cash | CouponKind::Discount | CouponKind::Unknown => Icon::Info,
    };
    el("span", "coupon-thing").child(icon(shows)).child(word(card, kind))
}

/// From what order on: 满 ¥30 可用, or 无门槛.
pub fn condition(card: Card, threshold: &CouponThreshold) -> String {
    let words = &card.texts.coupons.face;
    if threshold.amount <= 0 {
        return words.no_threshold.into();
    }
    fill(words.threshold, &[&plain(&card.formats().amount(threshold.amount))])
}

/// Until when, with the time, and whether that is so soon that it is set apart. What has not
/// begun says when it does.
pub fn validity(card: Card, from: Instant, until: Instant) -> (String, bool) {
    let (formats, now) = (card.formats(), card.now());
    let common = &card.texts.common;
    if now >= until {
        let ended = formats.last_moment(until, now);
        return (fill(card.texts.coupons.face.ended, &[&ended]), false);
    }
    if now < from {
        return (fill(common.begins, &[&formats.moment(from, now)]), false);
    }
    let end = formats.last_moment(until, now);
    if until.signed_duration_since(now) <= TimeDelta::hours(URGENT_HOURS.into()) {
        (fill(common.ends, &[&end]), true)
    } else {
        (fill(common.valid_until, &[&end]), false)
    }
}

/// What it is for: the thing, the brand's words, and the most that a discount takes off.
pub fn scope(card: Card, face: &CouponFace, scope: &CouponScope) -> String {
    let most = face.max_discount.map(|most| {
        let most = plain(&card.formats().amount(most));
        fill(card.texts.coupons.face.max_discount, &[&most])
    });
    let mut words = String::new();
    for part in [face.item.as_deref(), Some(scope.summary.as_str()), most.as_deref()] {
        let part = part.unwrap_or_default();
        if !part.is_empty() {
            if !words.is_empty() {
                words.push_str(" · ");
            }
            words.push_str(part);
        }
    }
    words
}

/// The state of a coupon on its ticket, and its word; a plainly usable one needs none.
pub fn state(card: Card, coupon: &Coupon) -> (TicketState, &'static str) {
    let words = &card.texts.coupons.state;
    let now = card.now();
    let state = display_state(coupon, now);
    let word = match state {
        CouponState::Effective if coupon.kind == CouponKind::Unknown => words.unknown,
        CouponState::Effective => "",
        CouponState::PartlyUsed => words.partly_used,
        CouponState::Confirming => words.confirming,
        CouponState::Pending => words.pending,
        CouponState::Locked => words.locked,
        CouponState::Used => words.used,
        CouponState::Expired => words.expired,
        CouponState::Deactivated => words.deactivated,
        CouponState::Deleted => words.deleted,
        CouponState::Transferring => words.transferring,
        CouponState::Transferred => words.transferred,
        CouponState::Unknown => words.unknown,
    };
    let shape = match group(coupon, now) {
        WalletGroup::Usable => TicketState::Usable,
        WalletGroup::Upcoming
            if matches!(state, CouponState::Locked | CouponState::Transferring) =>
        {
            TicketState::Locked
        }
        WalletGroup::Upcoming => TicketState::Upcoming,
        WalletGroup::Used => TicketState::Used,
        WalletGroup::Ended => TicketState::Ended,
    };
    (shape, word)
}

/// What a coupon is still worth: of a partly used one, what is left.
pub fn worth(coupon: &Coupon) -> CouponFace {
    let left = coupon.remaining_value.filter(|_| coupon.state == CouponState::PartlyUsed);
    CouponFace { amount_off: left.or(coupon.face.amount_off), ..coupon.face.clone() }
}

/// A coupon as a ticket that leads to its detail.
pub fn ticket_for(card: Card, coupon: &Coupon, action: Option<El>) -> El {
    let (state, word) = state(card, coupon);
    let (validity, urgent) = match (state, coupon.used_at) {
        (TicketState::Used, Some(at)) => {
            let when = card.formats().moment(at, card.now());
            (fill(card.texts.coupons.reason.used_at, &[&when]), false)
        }
        (TicketState::Used, None) => (String::new(), false),
        _ => validity(card, coupon.valid_from, coupon.valid_until),
    };
    ticket(Ticket {
        state,
        word: word.into(),
        amount: amount(card, coupon.kind, &worth(coupon), Size::Large),
        condition: condition(card, &coupon.threshold),
        title: coupon.name.clone(),
        href: Some(Route::Coupon(coupon.id.clone()).to_hash()),
        scope: scope(card, &coupon.face, &coupon.scope),
        validity,
        urgent: urgent && state == TicketState::Usable,
        action,
    })
    .test_id("coupon")
    .attr("data-coupon", coupon.id.as_str().to_owned())
}

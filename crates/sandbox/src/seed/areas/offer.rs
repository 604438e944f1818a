//! An offer in a few words, for the seed data of both brands.

use chrono::{Days, Duration};
use contract::Instant;
use contract::coupon::{Channel, CouponKind};
use contract::ids::OfferId;

use crate::clock::{day_of, start_of};
use crate::db::Tx;
use crate::store::offers::Offer;
use crate::text::Text;

/// The first instant of the day that lies so many days from today.
pub fn day(tx: &Tx<'_>, offset: i64) -> Instant {
    let today = day_of(tx.now());
    let there = if offset < 0 {
        today.checked_sub_days(Days::new(offset.unsigned_abs()))
    } else {
        today.checked_add_days(Days::new(offset.unsigned_abs()))
    };
    start_of(there.unwrap_or(today))
}

/// A listed offer that anybody can claim once, with coupons that live two weeks.
pub fn offer(tx: &Tx<'_>, seq: i64, id: &str, name: Text, kind: CouponKind, scope: Text) -> Offer {
    Offer {
        seq,
        id: OfferId::new(id),
        name,
        kind,
        amount_off: None,
        discount_bps: None,
        max_discount: None,
        item: None,
        threshold: 0,
        scope,
        channels: vec![Channel::Store, Channel::MiniProgram],
        windows: Vec::new(),
        exclusive: false,
        max_per_order: Some(1),
        divisible: false,
        notes: vec![Text::new("一单用一张，不找零", "One an order; no change is given")],
        valid_days: Some(14),
        valid_until: None,
        cost_points: 0,
        stock: None,
        next_round: None,
        per_member_limit: 1,
        min_tier: None,
        paid_only: false,
        claim_from: day(tx, -30),
        claim_until: day(tx, 45),
        listed: true,
        always_gone: false,
    }
}

/// The same, issued by the programme itself and not listed.
pub fn unlisted(
    tx: &Tx<'_>,
    seq: i64,
    id: &str,
    name: Text,
    kind: CouponKind,
    scope: Text,
) -> Offer {
    Offer {
        listed: false,
        valid_days: Some(30),
        per_member_limit: 12,
        claim_from: day(tx, -1_000),
        claim_until: day(tx, 1_000),
        ..offer(tx, seq, id, name, kind, scope)
    }
}

/// When the next round of a sold-out offer begins: ten in the morning, so many days from today.
pub fn round(tx: &Tx<'_>, offset: i64, stock: i64) -> Option<(Instant, i64)> {
    Some((day(tx, offset) + Duration::hours(10), stock))
}

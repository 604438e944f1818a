//! The till: scans codes, takes purchases and gives refunds. Points, growth, tier, tasks and the
//! coupon follow in the same transaction.

mod booking;

use contract::Instant;
use contract::coupon::Coupon;
use contract::problem::ErrorCode;
use serde::{Deserialize, Serialize};

pub use booking::Grown;
pub(crate) use booking::{book, grows, order_number, points_for, title, unbook};

use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::store::codes::{self, Scanned};
use crate::store::members::{self, Holder};
use crate::store::purchases::{self, Purchase};
use crate::store::scans::{self, Bought};
use crate::store::{coupons, jobs, points};

/// The dearest order that a till takes, in minor units.
const DEAREST: i64 = 100_000_000;

/// The longest stay.
const LONGEST_STAY: i64 = 365;

/// How many coupons a till is told of.
const COUPONS_TOLD: u32 = 50;

/// What a till gets for a scanned code.
#[derive(Debug, Serialize)]
pub struct Scan {
    /// Whose code it is.
    pub member_id: String,
    /// The member number in groups.
    pub number: String,
    /// The name.
    pub name: String,
    /// The tier's name; nothing when untiered.
    pub tier: Option<String>,
    /// Points that can be spent.
    pub points: i64,
    /// The coupon, when its code was scanned.
    pub coupon: Option<Coupon>,
    /// What the member can use.
    pub coupons: Vec<Coupon>,
}

/// What a till asks for.
#[derive(Clone, Debug, Deserialize)]
pub struct Order {
    /// The member's code, taken by this order; or the member number where it stands in.
    pub code: Option<String>,
    /// Or the member.
    pub member_id: Option<String>,
    /// What the order costs before the coupon, in minor units.
    pub amount: i64,
    /// The code of a coupon, or its id.
    pub coupon_code: Option<String>,
    /// Nights, in a hotel.
    #[serde(default)]
    pub nights: i64,
}

/// What an order did.
#[derive(Debug, Serialize)]
pub struct Receipt {
    /// The order number.
    pub order: String,
    /// Who bought.
    pub member_id: String,
    /// What it cost before the coupon, in minor units.
    pub amount: i64,
    /// What the coupon took off.
    pub discount: i64,
    /// What was paid.
    pub paid: i64,
    /// The points that it earned.
    pub points: i64,
    /// When they are released; nothing is at once.
    pub points_available_at: Option<Instant>,
    /// What it added to the measures of the tiers.
    pub growth: Vec<Grown>,
    /// The tier before.
    pub tier_before: Option<&'static str>,
    /// The tier after.
    pub tier_after: Option<&'static str>,
    /// The coupon that was used.
    pub coupon: Option<coupons::Used>,
}

/// Scans a code, or the member number where it stands in. A member's code is taken by this; a
/// coupon's only by the order that uses it.
///
/// # Errors
/// 404 for a foreign code, 410 past its end, 409 when it was taken before.
pub fn scan(tx: &Tx<'_>, code: &str) -> Outcome<Scan> {
    let mut scanned = codes::look_up(tx, code)?;
    jobs::settle(tx, &mut scanned.holder)?;
    let Scanned { holder, coupon, .. } = scanned;
    let coupon = match coupon {
        None => {
            codes::take(tx, code)?;
            scans::note_scan(tx, &holder)?;
            None
        }
        Some(id) => Some(coupons::get(tx, &holder, &id)?),
    };
    Ok(Scan {
        member_id: holder.id.to_string(),
        number: holder.grouped_number(),
        name: holder.name.to(tx.lang()),
        tier: holder.seat.map(|seat| seat.tier.name.to(tx.lang())),
        points: points::load(tx, &holder)?.available(),
        coupon,
        coupons: coupons::usable(tx, &holder, COUPONS_TOLD)?,
    })
}

/// Takes an order.
///
/// # Errors
/// 422 for an amount that no till takes, what a code or coupon is refused with, or 404.
pub fn purchase(tx: &Tx<'_>, order: &Order) -> Outcome<Receipt> {
    if !(1..=DEAREST).contains(&order.amount) {
        return Err(Failure::field("amount", "OUT_OF_RANGE"));
    }
    if !(0..=LONGEST_STAY).contains(&order.nights) {
        return Err(Failure::field("nights", "OUT_OF_RANGE"));
    }
    let mut holder = buyer(tx, order)?;
    jobs::settle(tx, &mut holder)?;
    let number = order_number(tx, &holder)?;
    let coupon = match given(order.coupon_code.as_ref()) {
        None => None,
        Some(code) => Some(use_coupon(tx, &holder, code.trim(), order.amount, &number)?),
    };
    let discount = coupon.as_ref().map_or(0, |used| used.discount);
    let purchase = Purchase {
        order: number,
        member: holder.id.clone(),
        paid: order.amount - discount,
        discount,
        nights: order.nights,
        coupon: coupon.as_ref().map(|used| used.coupon_id.clone()),
        at: tx.now(),
        refunded_at: None,
    };
    let tier_before = holder.seat.map(|seat| seat.tier.id);
    let booked = book(tx, &mut holder, &purchase)?;
    // A till that scanned first may name the member in its order: it is about the same code.
    if given(order.code.as_ref()).is_some() || scans::last(tx, &holder)?.is_some() {
        let title = title(&holder, &purchase.order);
        let paid = purchase.paid;
        let bought = Bought { order: &purchase.order, points: booked.points, paid };
        scans::note_order(tx, &holder, &title, &bought)?;
    }
    let receipt = Receipt {
        order: purchase.order,
        member_id: holder.id.to_string(),
        amount: order.amount,
        discount,
        paid: purchase.paid,
        points: booked.points,
        points_available_at: booked.available_at,
        growth: booked.growth,
        tier_before,
        tier_after: holder.seat.map(|seat| seat.tier.id),
        coupon,
    };
    tx.record_effect(&holder.id, "PURCHASE", &receipt)?;
    Ok(receipt)
}

/// What a refund did.
#[derive(Debug, Serialize)]
pub struct Refund {
    /// The order number.
    pub order: String,
    /// Whose it was.
    pub member_id: String,
    /// The points that were taken back.
    pub points: i64,
    /// The points that can be spent now; negative is a debt.
    pub available: i64,
    /// The tier after.
    pub tier_after: Option<&'static str>,
}

/// Takes an order back: its points (a debt when they were spent), its growth, the tier that it
/// reached; the coupon returns.
///
/// # Errors
/// 404 for an unknown order, 409 `ORDER_STATE_CONFLICT` when it was refunded before.
pub fn refund(tx: &Tx<'_>, order: &str) -> Outcome<Refund> {
    let purchase = purchases::get(tx, order.trim())?;
    if purchase.refunded_at.is_some() {
        return Err(
            Failure::new(ErrorCode::OrderStateConflict).because("this order was refunded already")
        );
    }
    let mut holder = members::get(tx, purchase.member.as_str())?;
    jobs::settle(tx, &mut holder)?;
    let points = unbook(tx, &mut holder, &purchase)?;
    scans::forget_order(tx, &holder.id, &purchase.order)?;
    let refund = Refund {
        order: purchase.order,
        member_id: holder.id.to_string(),
        points,
        available: points::load(tx, &holder)?.available(),
        tier_after: holder.seat.map(|seat| seat.tier.id),
    };
    tx.record_effect(&holder.id, "REFUND", &refund)?;
    Ok(refund)
}

fn buyer(tx: &Tx<'_>, order: &Order) -> Outcome<Holder> {
    match (given(order.code.as_ref()), given(order.member_id.as_ref())) {
        (Some(code), _) => {
            let scanned = codes::look_up(tx, code)?;
            if scanned.coupon.is_none() {
                codes::take(tx, code)?;
            }
            Ok(scanned.holder)
        }
        (None, Some(member)) => members::get(tx, member.trim()),
        (None, None) => Err(Failure::field("code", "REQUIRED")),
    }
}

fn use_coupon(
    tx: &Tx<'_>,
    holder: &Holder,
    code: &str,
    amount: i64,
    order: &str,
) -> Outcome<coupons::Used> {
    let by_code = code.len() == 20 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !by_code {
        return coupons::redeem(tx, holder, code, amount, order);
    }
    let scanned = codes::take(tx, code)?;
    match scanned.coupon {
        Some(coupon) if scanned.holder.id == holder.id => {
            coupons::redeem(tx, holder, &coupon, amount, order)
        }
        _ => Err(Failure::not_found("coupon of this member")),
    }
}

fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.trim().is_empty())
}

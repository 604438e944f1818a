//! What the till does with coupons: uses one for an order, gives it back after a refund.

use contract::changes::Resource;
use contract::coupon::CouponState;
use contract::problem::ErrorCode;
use rusqlite::{OptionalExtension as _, params};
use serde::Serialize;
use serde_json::json;

use super::Wallet;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::coupon::{self, Refusal};
use crate::store::members::Holder;
use crate::store::memberships;
use crate::store::purchases::Purchase;

/// What using a coupon did.
#[derive(Clone, Debug, Serialize)]
pub struct Used {
    /// The coupon.
    pub coupon_id: String,
    /// Its name in the tills' language.
    pub name: String,
    /// What it took off, in minor units.
    pub discount: i64,
}

/// Uses a coupon for a purchase at the till, before the purchase is written. `coupon` is the id;
/// `amount` is what the order costs without it, in minor units.
///
/// # Errors
/// The contract's `COUPON_*` codes when it cannot be used; 422 naming the order's `amount` when
/// that is below the threshold, or its `time` outside the coupon's hours.
pub fn redeem(
    tx: &Tx<'_>,
    holder: &Holder,
    coupon: &str,
    amount: i64,
    order: &str,
) -> Outcome<Used> {
    let found = super::find(tx, holder, coupon)?;
    let done = coupon::redeem(&found.terms(), found.state, amount, tx.now()).map_err(refuse)?;
    let place = &holder.brand.store;
    let written = tx
        .prepare_cached(
            "UPDATE coupon SET state = ?2, remaining = ?3, used_at = ?4, used_where_zh = ?5,
                    used_where_en = ?6, used_order = ?7, used_off = ?8
             WHERE id = ?1 AND state = ?9",
        )?
        .execute(params![
            found.id.as_str(),
            done.becomes.as_str(),
            done.remaining,
            tx.now_ms(),
            place.zh,
            place.en,
            order,
            done.off,
            found.state.as_str()
        ])?;
    if written != 1 {
        return Err(Failure::new(ErrorCode::CouponUsed));
    }
    memberships::add_saved(tx, holder, done.off)?;
    note(tx, holder, "COUPON_USED", &found, order, done.off)?;
    Ok(Used {
        coupon_id: found.id.to_string(),
        name: found.offer.name.to(tx.lang()),
        discount: done.off,
    })
}

/// Gives the coupon of a refunded purchase back, unless its time has passed meanwhile.
///
/// # Errors
/// When the database fails.
pub fn give_back(tx: &Tx<'_>, holder: &Holder, purchase: &Purchase) -> Outcome<()> {
    let used: Option<(String, i64, i64)> = tx
        .prepare_cached(
            "SELECT id, valid_until, used_off FROM coupon WHERE member = ?1 AND used_order = ?2",
        )?
        .query_row(params![holder.id.as_str(), purchase.order], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((id, valid_until, off)) = used else { return Ok(()) };
    let found = super::find(tx, holder, &id)?;
    // What is used bit by bit goes on being partly used while another order holds some of it.
    let remaining = found.terms().remaining.map(|left| left + off);
    let whole = remaining.is_none_or(|left| found.offer.amount_off.is_none_or(|all| left >= all));
    let state = match coupon::after_refund(from_millis(valid_until), tx.now()) {
        CouponState::Effective if !whole => CouponState::PartlyUsed,
        other => other,
    };
    tx.prepare_cached(
        "UPDATE coupon SET state = ?2, remaining = ?3, used_at = NULL, used_where_zh = NULL,
                used_where_en = NULL, used_order = NULL, used_off = NULL
         WHERE id = ?1",
    )?
    .execute(params![id, state.as_str(), remaining])?;
    memberships::add_saved(tx, holder, -off)?;
    note(tx, holder, "COUPON_GIVEN_BACK", &found, &purchase.order, off)
}

fn note(
    tx: &Tx<'_>,
    holder: &Holder,
    kind: &str,
    coupon: &Wallet,
    order: &str,
    off: i64,
) -> Outcome<()> {
    tx.record_change(&holder.id, Resource::Coupons)?;
    let detail = json!({ "coupon_id": coupon.id, "order": order, "off": off });
    tx.record_effect(&holder.id, kind, detail)
}

fn refuse(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::State(code) => Failure::new(code),
        Refusal::ThresholdNotMet(missing) => Failure::field("amount", "THRESHOLD_NOT_MET")
            .because(format!("the order is {missing} minor units too small")),
        Refusal::OutsideHours => Failure::field("time", "OUTSIDE_HOURS"),
    }
}

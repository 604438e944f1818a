//! The wallet: coupons of a member.

pub mod code;
mod row;
mod till;

use contract::changes::Resource;
use contract::coupon::{Coupon, CouponSource, CouponState};
use contract::envelope::Page;
use contract::ids::CouponId;
use contract::problem::ErrorCode;
use rusqlite::{OptionalExtension as _, named_params, params};
use serde_json::json;

pub use row::{NewCoupon, Wallet};
pub use till::{Used, give_back, redeem};

use super::members::Holder;
use super::offers::Offer;
use super::prompts;
use crate::clock::{day_of, end_of};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::http::{Cursor, limit, page};

/// The state that a coupon has at `:now`, as [`crate::rules::coupon::state_at`] says.
const STATE_NOW: &str = "CASE
    WHEN c.state IN ('EFFECTIVE', 'PENDING', 'PARTLY_USED') AND :now >= c.valid_until THEN 'EXPIRED'
    WHEN c.state IN ('EFFECTIVE', 'PENDING') AND :now < c.valid_from THEN 'PENDING'
    WHEN c.state = 'PENDING' THEN 'EFFECTIVE'
    ELSE c.state END";

const USABLE: &str = "c.state IN ('EFFECTIVE', 'PENDING', 'PARTLY_USED')
    AND c.valid_from <= :now AND :now < c.valid_until";

/// Places what the programme owes the member: the coupon that calls a silent one back.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    prompts::place_recall(tx, holder)
}

/// Issues a coupon of an offer, valid from now on.
///
/// # Errors
/// When the database fails.
pub fn issue(
    tx: &Tx<'_>,
    holder: &Holder,
    offer: &Offer,
    source: CouponSource,
) -> Outcome<CouponId> {
    let lives =
        offer.valid_days.map(|days| end_of(day_of(tx.now()) + chrono::Days::new(days.into())));
    let valid_until = match (lives, offer.valid_until) {
        (Some(lives), Some(end)) => lives.min(end),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => end_of(day_of(tx.now()) + chrono::Days::new(365)),
    };
    let id = NewCoupon::of(offer, source, tx.now(), valid_until).insert(tx, &holder.id)?;
    tx.record_change(&holder.id, Resource::Coupons)?;
    let detail = json!({ "coupon_id": id, "offer_id": offer.id, "source": source });
    tx.record_effect(&holder.id, "COUPON_ISSUED", detail)?;
    Ok(id)
}

/// A page of the wallet, newest first; `states` empty is all but the deleted ones.
///
/// # Errors
/// 400 `CURSOR_INVALID` for a foreign cursor.
pub fn list(
    tx: &Tx<'_>,
    holder: &Holder,
    states: &[CouponState],
    asked: Option<u32>,
    cursor: Option<&str>,
) -> Outcome<(Vec<Coupon>, Page)> {
    let size = limit(asked);
    let before = Cursor::decode::<i64>(cursor)?.unwrap_or(i64::MAX);
    let mut statement = tx.prepare_cached(&format!(
        "SELECT o.*, {} FROM coupon c JOIN offer o ON o.id = c.offer
         WHERE c.member = :member AND c.seq < :before
           AND (CASE WHEN :states = '[]' THEN c.state <> 'DELETED'
                ELSE {STATE_NOW} IN (SELECT value FROM json_each(:states)) END)
         ORDER BY c.seq DESC LIMIT :most",
        row::COLUMNS
    ))?;
    let found = statement
        .query_map(
            named_params! {
                ":member": holder.id.as_str(),
                ":before": before,
                ":now": tx.now_ms(),
                ":states": serde_json::to_string(states)?,
                ":most": size + 1,
            },
            Wallet::read,
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let (coupons, next) = page(found, size, |coupon| Cursor::encode(&coupon.seq));
    Ok((coupons.iter().map(|coupon| coupon.view(tx.now(), tx.lang())).collect(), next))
}

/// One coupon.
///
/// # Errors
/// 404 when it is not this member's, 410 when it was deleted.
pub fn get(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<Coupon> {
    Ok(find(tx, holder, id)?.view(tx.now(), tx.lang()))
}

fn find(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<Wallet> {
    let found = tx
        .prepare_cached(&format!(
            "SELECT o.*, {} FROM coupon c JOIN offer o ON o.id = c.offer
             WHERE c.member = ?1 AND c.id = ?2",
            row::COLUMNS
        ))?
        .query_row(params![holder.id.as_str(), id], Wallet::read)
        .optional()?
        .ok_or_else(|| Failure::not_found("coupon"))?;
    if found.state == CouponState::Deleted {
        return Err(Failure::new(ErrorCode::CouponDeleted));
    }
    Ok(found)
}

/// The coupons worth using now, best first: what ends within three days, then what asks for the
/// smallest order, then what is worth most.
///
/// # Errors
/// When the database fails.
pub fn usable(tx: &Tx<'_>, holder: &Holder, most: u32) -> Outcome<Vec<Coupon>> {
    let soon = tx.now() + crate::rules::coupon::ENDS_SOON;
    let mut statement = tx.prepare_cached(&format!(
        "SELECT o.*, {} FROM coupon c JOIN offer o ON o.id = c.offer
         WHERE c.member = :member AND {USABLE}
         ORDER BY min(c.valid_until, :soon), o.threshold, o.amount_off DESC, c.seq DESC
         LIMIT :most",
        row::COLUMNS
    ))?;
    let found = statement.query_map(
        named_params! {
            ":member": holder.id.as_str(),
            ":now": tx.now_ms(),
            ":soon": soon.timestamp_millis(),
            ":most": most,
        },
        |row| Ok(Wallet::read(row)?.view(tx.now(), tx.lang())),
    )?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The usable coupon that ends next, of one source or of any.
///
/// # Errors
/// When the database fails.
pub fn ends_next(
    tx: &Tx<'_>,
    holder: &Holder,
    source: Option<CouponSource>,
) -> Outcome<Option<Coupon>> {
    let found = tx
        .prepare_cached(&format!(
            "SELECT o.*, {} FROM coupon c JOIN offer o ON o.id = c.offer
             WHERE c.member = :member AND {USABLE} AND (:source IS NULL OR c.source = :source)
             ORDER BY c.valid_until, c.seq LIMIT 1",
            row::COLUMNS
        ))?
        .query_row(
            named_params! {
                ":member": holder.id.as_str(),
                ":now": tx.now_ms(),
                ":source": source.map(CouponSource::as_str),
            },
            Wallet::read,
        )
        .optional()?;
    Ok(found.map(|coupon| coupon.view(tx.now(), tx.lang())))
}

/// How many can be used now.
///
/// # Errors
/// When the database fails.
pub fn count_usable(tx: &Tx<'_>, holder: &Holder) -> Outcome<u32> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT count(*) FROM coupon c WHERE c.member = :member AND {USABLE}"
        ))?
        .query_row(named_params! { ":member": holder.id.as_str(), ":now": tx.now_ms() }, |row| {
            row.get(0)
        })?)
}

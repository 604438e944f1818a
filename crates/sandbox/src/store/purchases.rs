//! Purchases at the till.

use contract::Instant;
use contract::ids::MemberId;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};

/// A purchase.
#[derive(Clone, Debug)]
pub struct Purchase {
    /// The order number.
    pub order: String,
    /// Who bought.
    pub member: MemberId,
    /// What was paid, in minor units.
    pub paid: i64,
    /// What a coupon took off, in minor units.
    pub discount: i64,
    /// Nights, in a hotel.
    pub nights: i64,
    /// The coupon that was used.
    pub coupon: Option<String>,
    /// When.
    pub at: Instant,
    /// When it was refunded.
    pub refunded_at: Option<Instant>,
}

/// Writes a purchase.
///
/// # Errors
/// When the database fails.
pub fn insert(tx: &Tx<'_>, purchase: &Purchase) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO purchase (order_no, member, paid, discount, nights, coupon, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        purchase.order,
        purchase.member.as_str(),
        purchase.paid,
        purchase.discount,
        purchase.nights,
        purchase.coupon,
        purchase.at.timestamp_millis()
    ])?;
    Ok(())
}

/// The purchase of an order number.
///
/// # Errors
/// 404 when there is none.
pub fn get(tx: &Tx<'_>, order: &str) -> Outcome<Purchase> {
    tx.prepare_cached("SELECT * FROM purchase WHERE order_no = ?1")?
        .query_row([order], purchase)
        .optional()?
        .ok_or_else(|| Failure::not_found("order"))
}

/// Notes that a purchase was refunded.
///
/// # Errors
/// When the database fails.
pub fn set_refunded(tx: &Tx<'_>, order: &str) -> Outcome<()> {
    tx.prepare_cached("UPDATE purchase SET refunded_at = ?2 WHERE order_no = ?1")?
        .execute(params![order, tx.now_ms()])?;
    Ok(())
}

/// How many purchases of a member stand, and when the last of them was.
///
/// # Errors
/// When the database fails.
pub fn summary(tx: &Tx<'_>, member: &MemberId) -> Outcome<(u32, Option<Instant>)> {
    let (count, last): (u32, Option<i64>) = tx
        .prepare_cached(
            "SELECT count(*), max(at) FROM purchase WHERE member = ?1 AND refunded_at IS NULL",
        )?
        .query_row([member.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((count, last.map(from_millis)))
}

fn purchase(row: &Row<'_>) -> rusqlite::Result<Purchase> {
    Ok(Purchase {
        order: row.get("order_no")?,
        member: MemberId::new(row.get::<_, String>("member")?),
        paid: row.get("paid")?,
        discount: row.get("discount")?,
        nights: row.get("nights")?,
        coupon: row.get("coupon")?,
        at: from_millis(row.get("at")?),
        refunded_at: row.get::<_, Option<i64>>("refunded_at")?.map(from_millis),
    })
}

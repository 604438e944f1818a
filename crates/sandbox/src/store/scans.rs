//! What the till did last with a code of a member's card, so that the card can say so.

use chrono::TimeDelta;
use contract::changes::Resource;
use contract::code::{CodeScan, ScanKind};
use contract::ids::MemberId;
use rusqlite::{OptionalExtension as _, Row, params};

use super::members::Holder;
use crate::brand::money;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::Outcome;
use crate::text::Text;

/// For how long it is told, and for how long an order without a code belongs to the scan before
/// it.
const TOLD: TimeDelta = TimeDelta::minutes(10);

/// An order that followed from a code.
#[derive(Clone, Debug)]
pub struct Bought<'a> {
    /// The order number.
    pub order: &'a str,
    /// The points that it earned.
    pub points: i64,
    /// What was paid, in minor units.
    pub paid: i64,
}

/// What the till did last within ten minutes, in the caller's language.
///
/// # Errors
/// When the database fails.
pub fn last(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<CodeScan>> {
    let earliest = (tx.now() - TOLD).timestamp_millis();
    let scan = |row: &Row<'_>| {
        let title =
            Text::made(row.get::<_, String>("title_zh")?, row.get::<_, String>("title_en")?);
        Ok(CodeScan {
            at: from_millis(row.get("at")?),
            kind: ScanKind::from_wire(&row.get::<_, String>("kind")?),
            title: title.to(tx.lang()),
            points: row.get("points")?,
            amount: row.get::<_, Option<i64>>("amount")?.map(money),
        })
    };
    let found = tx
        .prepare_cached("SELECT * FROM scan WHERE member = ?1 AND at > ?2 AND at <= ?3")?
        .query_row(params![holder.id.as_str(), earliest, tx.now_ms()], scan)
        .optional()?;
    Ok(found)
}

/// Notes that a till read a code of the member.
///
/// # Errors
/// When the database fails.
pub fn note_scan(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    write(tx, holder, ScanKind::Scan, &holder.brand.store, None)
}

/// Notes that a till took an order with a code of the member.
///
/// # Errors
/// When the database fails.
pub fn note_order(tx: &Tx<'_>, holder: &Holder, title: &Text, bought: &Bought<'_>) -> Outcome<()> {
    write(tx, holder, ScanKind::Purchase, title, Some(bought))
}

/// Takes back what was noted of an order that was refunded.
///
/// # Errors
/// When the database fails.
pub fn forget_order(tx: &Tx<'_>, member: &MemberId, order: &str) -> Outcome<()> {
    let gone = tx
        .prepare_cached("DELETE FROM scan WHERE member = ?1 AND order_no = ?2")?
        .execute(params![member.as_str(), order])?;
    if gone > 0 {
        tx.record_change(member, Resource::Card)?;
    }
    Ok(())
}

fn write(
    tx: &Tx<'_>,
    holder: &Holder,
    kind: ScanKind,
    title: &Text,
    bought: Option<&Bought<'_>>,
) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO scan
             (member, kind, title_zh, title_en, order_no, points, amount, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        holder.id.as_str(),
        kind.as_str(),
        title.zh,
        title.en,
        bought.map(|bought| bought.order),
        bought.map(|bought| bought.points),
        bought.map(|bought| bought.paid),
        tx.now_ms()
    ])?;
    tx.record_change(&holder.id, Resource::Card)
}

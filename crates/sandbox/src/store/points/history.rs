//! What the member sees of the points account.

use contract::envelope::Page;
use contract::points::{
    Direction, Expiration, PendingRelease, PointBatch, PointExpirations, PointKind, PointReason,
    PointState, PointTransaction, Points,
};
use contract::{Day, Instant};
use rusqlite::{OptionalExtension as _, Row, named_params};

use super::super::members::Holder;
use super::{id, load, pending};
use crate::clock::{from_millis, start_of};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::http::{Cursor, page};
use crate::rules::calendar::months_after;
use crate::text::Lang;

/// How many ends the overview names; the rest is in [`expirations`].
const NEXT_ENDS: usize = 3;

/// `GET /points`.
///
/// # Errors
/// When the database fails.
pub fn overview(tx: &Tx<'_>, holder: &Holder) -> Outcome<Points> {
    let account = load(tx, holder)?;
    let totals: Option<(i64, i64, i64)> = tx
        .prepare_cached(
            "SELECT lifetime_earned, spent, expired FROM point_account WHERE member = ?1",
        )?
        .query_row([holder.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (lifetime_earned, spent, expired) = totals.unwrap_or_default();
    let waiting = pending(tx, holder)?;
    let mut next: Vec<Expiration> = Vec::new();
    for batch in account.batches() {
        let Some(expires_at) = batch.expires_at else { continue };
        let full = next.len() == NEXT_ENDS;
        match next.last_mut() {
            Some(last) if last.expires_at == expires_at => last.points += batch.points,
            _ if full => break,
            _ => next.push(Expiration { points: batch.points, expires_at }),
        }
    }
    Ok(Points {
        available: account.available(),
        pending: waiting.iter().map(|one| one.points).sum(),
        locked: 0,
        lifetime_earned,
        spent,
        expired,
        next_expirations: next,
        pending_releases: waiting
            .iter()
            .map(|one| PendingRelease {
                points: one.points,
                available_at: one.available_at,
                source: PointReason::Order,
            })
            .collect(),
        expiry_rule: Some(holder.brand.points.to_expiry_rule()),
    })
}

/// `GET /points/expirations`.
///
/// # Errors
/// When the database fails.
pub fn expirations(tx: &Tx<'_>, holder: &Holder) -> Outcome<PointExpirations> {
    let title = title_column(tx.lang());
    let mut statement = tx.prepare_cached(&format!(
        "SELECT b.points, e.occurred_at, b.expires_at, {title}
         FROM point_batch b JOIN point_entry e ON e.seq = b.entry
         WHERE b.member = ?1 ORDER BY b.expires_at IS NULL, b.expires_at, b.entry"
    ))?;
    let rows = statement.query_map([holder.id.as_str()], |row| {
        Ok(PointBatch {
            points: row.get(0)?,
            earned_at: from_millis(row.get(1)?),
            expires_at: row.get::<_, Option<i64>>(2)?.map(from_millis),
            title: row.get(3)?,
        })
    })?;
    Ok(PointExpirations { batches: rows.collect::<Result<_, _>>()? })
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that add, or those that take.
    pub direction: Option<Direction>,
    /// `YYYY-MM` in the programme's zone.
    pub month: Option<String>,
    /// 1 to 50.
    pub limit: u32,
    /// From the page before.
    pub cursor: Option<String>,
}

/// `GET /points/transactions`: newest first, by the order in which they were written, so that
/// entries that arrive neither move nor repeat the older ones.
///
/// # Errors
/// 400 for a foreign cursor, 422 for a month that is none.
pub fn entries(
    tx: &Tx<'_>,
    holder: &Holder,
    filter: &Filter,
) -> Outcome<(Vec<PointTransaction>, Page)> {
    let before = Cursor::decode::<i64>(filter.cursor.as_deref())?.unwrap_or(i64::MAX);
    let (from, until) = match &filter.month {
        None => (i64::MIN, i64::MAX),
        Some(month) => {
            let (from, until) = month_bounds(month)?;
            (from.timestamp_millis(), until.timestamp_millis())
        }
    };
    let sign = match filter.direction {
        Some(Direction::In) => 1,
        Some(Direction::Out) => -1,
        Some(Direction::Unknown) => return Err(Failure::field("direction", "UNKNOWN_VALUE")),
        None => 0,
    };
    let title = title_column(tx.lang());
    let mut statement = tx.prepare_cached(&format!(
        "SELECT e.*, {title} AS title FROM point_entry e
         WHERE member = :member AND seq < :before AND occurred_at >= :from AND occurred_at < :until
           AND (:sign = 0 OR points * :sign > 0)
         ORDER BY seq DESC LIMIT :limit"
    ))?;
    let rows = statement.query_map(
        named_params! {
            ":member": holder.id.as_str(), ":before": before, ":from": from, ":until": until,
            ":sign": sign, ":limit": filter.limit + 1,
        },
        |row| Ok((row.get::<_, i64>("seq")?, transaction(row)?)),
    )?;
    let rows: Vec<(i64, PointTransaction)> = rows.collect::<Result<_, _>>()?;
    let (rows, page) = page(rows, filter.limit, |(seq, _)| Cursor::encode(seq));
    Ok((rows.into_iter().map(|(_, entry)| entry).collect(), page))
}

fn transaction(row: &Row<'_>) -> rusqlite::Result<PointTransaction> {
    let instant = |name: &str| row.get::<_, Option<i64>>(name).map(|at| at.map(from_millis));
    Ok(PointTransaction {
        id: id(row.get("seq")?),
        kind: PointKind::from_wire(&row.get::<_, String>("kind")?),
        reason: PointReason::from_wire(&row.get::<_, String>("reason")?),
        points: row.get("points")?,
        balance_after: row.get("balance_after")?,
        state: PointState::from_wire(&row.get::<_, String>("state")?),
        occurred_at: from_millis(row.get("occurred_at")?),
        available_at: instant("available_at")?,
        expires_at: instant("expires_at")?,
        title: row.get("title")?,
        order_ref: row.get("order_ref")?,
        reverses_id: row.get::<_, Option<i64>>("reverses")?.map(id),
        rules_version: row.get("rules_version")?,
    })
}

fn title_column(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "e.title_zh",
        Lang::En => "e.title_en",
    }
}

fn month_bounds(month: &str) -> Outcome<(Instant, Instant)> {
    let first =
        format!("{month}-01").parse::<Day>().map_err(|_| Failure::field("month", "NOT_A_MONTH"))?;
    let from = start_of(first);
    Ok((from, months_after(from, 1)))
}

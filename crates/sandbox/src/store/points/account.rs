//! How the points account is stored: entries, batches, totals.

use std::collections::HashMap;

use contract::Instant;
use contract::changes::Resource;
use contract::points::{PointKind, PointReason, PointState};
use rusqlite::{OptionalExtension as _, params};

use super::super::members::Holder;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::ledger::{Account, Batch, Pending};
use crate::text::Text;

/// A ledger entry before it has its number.
pub(crate) struct Entry<'a> {
    pub kind: PointKind,
    pub reason: PointReason,
    pub points: i64,
    pub balance_after: Option<i64>,
    pub state: PointState,
    pub occurred_at: Instant,
    pub available_at: Option<Instant>,
    pub expires_at: Option<Instant>,
    pub title: &'a Text,
    pub order: Option<&'a str>,
    pub reverses: Option<i64>,
}

/// The account as it is stored.
///
/// # Errors
/// When the database fails.
pub fn load(tx: &Tx<'_>, holder: &Holder) -> Outcome<Account> {
    let mut statement =
        tx.prepare_cached("SELECT entry, points, expires_at FROM point_batch WHERE member = ?1")?;
    let batches = statement
        .query_map([holder.id.as_str()], |row| {
            Ok(Batch {
                entry: row.get(0)?,
                points: row.get(1)?,
                expires_at: row.get::<_, Option<i64>>(2)?.map(from_millis),
            })
        })?
        .collect::<Result<_, _>>()?;
    let debt = tx
        .prepare_cached("SELECT debt FROM point_account WHERE member = ?1")?
        .query_row([holder.id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(Account::new(batches, debt.unwrap_or(0)))
}

pub(crate) fn save(tx: &Tx<'_>, holder: &Holder, before: &Account, after: &Account) -> Outcome<()> {
    let mut old: HashMap<i64, &Batch> =
        before.batches().iter().map(|batch| (batch.entry, batch)).collect();
    for batch in after.batches() {
        if old.remove(&batch.entry) != Some(batch) {
            tx.prepare_cached(
                "INSERT INTO point_batch (entry, member, points, expires_at)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (entry) DO UPDATE SET points = excluded.points",
            )?
            .execute(params![
                batch.entry,
                holder.id.as_str(),
                batch.points,
                batch.expires_at.map(|at| at.timestamp_millis())
            ])?;
        }
    }
    for entry in old.into_keys() {
        tx.prepare_cached("DELETE FROM point_batch WHERE entry = ?1")?.execute([entry])?;
    }
    tx.prepare_cached(
        "INSERT INTO point_account (member, debt) VALUES (?1, ?2)
         ON CONFLICT (member) DO UPDATE SET debt = excluded.debt",
    )?
    .execute(params![holder.id.as_str(), after.debt()])?;
    tx.record_change(&holder.id, Resource::Points)
}

pub(crate) fn pending(tx: &Tx<'_>, holder: &Holder) -> Outcome<Vec<Pending>> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, points, available_at, expires_at FROM point_entry
         WHERE member = ?1 AND state = 'PENDING' ORDER BY available_at",
    )?;
    let rows = statement.query_map([holder.id.as_str()], |row| {
        Ok(Pending {
            entry: row.get(0)?,
            points: row.get(1)?,
            available_at: from_millis(row.get(2)?),
            expires_at: row.get::<_, Option<i64>>(3)?.map(from_millis),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn write_entry(tx: &Tx<'_>, holder: &Holder, entry: &Entry<'_>) -> Outcome<i64> {
    let millis = |at: Option<Instant>| at.map(|at| at.timestamp_millis());
    tx.prepare_cached(
        "INSERT INTO point_entry (member, kind, reason, points, balance_after, state, occurred_at,
                                  available_at, expires_at, title_zh, title_en, order_ref,
                                  reverses, rules_version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        holder.id.as_str(),
        entry.kind.as_str(),
        entry.reason.as_str(),
        entry.points,
        entry.balance_after,
        entry.state.as_str(),
        entry.occurred_at.timestamp_millis(),
        millis(entry.available_at),
        millis(entry.expires_at),
        entry.title.zh,
        entry.title.en,
        entry.order,
        entry.reverses,
        holder.brand.rules_version
    ])?;
    Ok(tx.last_insert_rowid())
}

pub(crate) fn add_totals(
    tx: &Tx<'_>,
    holder: &Holder,
    earned: i64,
    spent: i64,
    expired: i64,
) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO point_account (member, lifetime_earned, spent, expired)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (member) DO UPDATE SET lifetime_earned = lifetime_earned + ?2,
             spent = spent + ?3, expired = expired + ?4",
    )?
    .execute(params![holder.id.as_str(), earned, spent, expired])?;
    Ok(())
}

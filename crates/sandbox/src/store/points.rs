//! The points account: entries, batches and totals, kept together by the rules of the ledger.

mod account;
mod history;

use contract::Instant;
use contract::changes::Resource;
use contract::ids::TransactionId;
use contract::points::{PointKind, PointReason, PointState};
use contract::problem::{ErrorCode, ProblemParams};
use rusqlite::params;
use serde_json::json;

pub use account::load;
pub(crate) use account::{Entry, add_totals, pending, save, write_entry};
pub use history::{Filter, entries, expirations, overview};

use super::members::Holder;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::calendar::{months_after, round_end};
use crate::rules::ledger::{Batch, Due};
use crate::text::Text;

/// Points to be given.
#[derive(Clone, Debug)]
pub struct Earning {
    /// How many, 0 or more.
    pub points: i64,
    /// Why.
    pub reason: PointReason,
    /// What for, in words.
    pub title: Text,
    /// The order behind it.
    pub order: Option<String>,
    /// When they are released; nothing is at once.
    pub available_at: Option<Instant>,
}

/// Points to be spent.
#[derive(Clone, Debug)]
pub struct Spending {
    /// How many, above 0.
    pub points: i64,
    /// Why.
    pub reason: PointReason,
    /// What for, in words.
    pub title: Text,
}

/// The id of an entry on the wire.
#[must_use]
pub fn id(seq: i64) -> TransactionId {
    TransactionId::new(format!("pt_{seq}"))
}

/// When points end that are earned now.
#[must_use]
pub fn end_of_life(holder: &Holder, earned_at: Instant) -> Instant {
    let rules = &holder.brand.points;
    round_end(months_after(earned_at, rules.months), rules.rounding)
}

/// Gives points.
///
/// # Errors
/// When the database fails.
pub fn earn(tx: &Tx<'_>, holder: &Holder, earning: &Earning) -> Outcome<TransactionId> {
    let mut account = load(tx, holder)?;
    let expires_at = Some(end_of_life(holder, tx.now()));
    let held = earning.available_at.filter(|at| *at > tx.now());
    let after = account.available() + earning.points;
    let entry = write_entry(
        tx,
        holder,
        &Entry {
            kind: PointKind::Earn,
            reason: earning.reason,
            points: earning.points,
            balance_after: held.is_none().then_some(after),
            state: if held.is_some() { PointState::Pending } else { PointState::Posted },
            occurred_at: tx.now(),
            available_at: held,
            expires_at,
            title: &earning.title,
            order: earning.order.as_deref(),
            reverses: None,
        },
    )?;
    if held.is_none() {
        let before = account.clone();
        account.earn(Batch { entry, points: earning.points, expires_at });
        save(tx, holder, &before, &account)?;
        add_totals(tx, holder, earning.points, 0, 0)?;
    }
    effect(tx, holder, "POINTS_EARNED", entry, earning.points, earning.reason)?;
    Ok(id(entry))
}

/// Spends points, those that end soonest first.
///
/// # Errors
/// 409 `POINTS_INSUFFICIENT` with what is missing.
pub fn spend(tx: &Tx<'_>, holder: &Holder, spending: &Spending) -> Outcome<TransactionId> {
    let before = load(tx, holder)?;
    let mut account = before.clone();
    account.spend(spending.points).map_err(|short| {
        Failure::new(ErrorCode::PointsInsufficient)
            .with(ProblemParams { missing: Some(short.missing), ..ProblemParams::default() })
    })?;
    save(tx, holder, &before, &account)?;
    add_totals(tx, holder, 0, spending.points, 0)?;
    let entry = write_entry(
        tx,
        holder,
        &Entry {
            kind: PointKind::Redeem,
            reason: spending.reason,
            points: -spending.points,
            balance_after: Some(account.available()),
            state: PointState::Posted,
            occurred_at: tx.now(),
            available_at: None,
            expires_at: None,
            title: &spending.title,
            order: None,
            reverses: None,
        },
    )?;
    effect(tx, holder, "POINTS_SPENT", entry, -spending.points, spending.reason)?;
    Ok(id(entry))
}

/// Takes back every point that an order earned; spent ones become a debt. Gives how many.
///
/// # Errors
/// When the database fails.
pub fn reverse_order(tx: &Tx<'_>, holder: &Holder, order: &str, title: &Text) -> Outcome<i64> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, points, state FROM point_entry
         WHERE order_ref = ?1 AND member = ?2 AND kind = 'EARN' AND state <> 'REVERSED'
         ORDER BY seq",
    )?;
    let earned: Vec<(i64, i64, String)> = statement
        .query_map([order, holder.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut total = 0;
    for (entry, points, state) in earned {
        let before = load(tx, holder)?;
        let mut account = before.clone();
        // Points that were never released are undone beside the balance: the two entries cancel
        // each other.
        if PointState::from_wire(&state) != PointState::Pending {
            account.take_back(entry, points);
            save(tx, holder, &before, &account)?;
            add_totals(tx, holder, -points, 0, 0)?;
        }
        tx.prepare_cached("UPDATE point_entry SET state = 'REVERSED' WHERE seq = ?1")?
            .execute([entry])?;
        let back = write_entry(
            tx,
            holder,
            &Entry {
                kind: PointKind::Reverse,
                reason: PointReason::OrderCancel,
                points: -points,
                balance_after: Some(account.available()),
                state: PointState::Posted,
                occurred_at: tx.now(),
                available_at: None,
                expires_at: None,
                title,
                order: Some(order),
                reverses: Some(entry),
            },
        )?;
        effect(tx, holder, "POINTS_REVERSED", back, -points, PointReason::OrderCancel)?;
        total += points;
    }
    Ok(total)
}

/// Writes the releases and expiries that fell due.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    let due: bool = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM point_batch WHERE member = ?1 AND expires_at <= ?2)
                 OR EXISTS (SELECT 1 FROM point_entry
                            WHERE member = ?1 AND state = 'PENDING' AND available_at <= ?2)",
        )?
        .query_row(params![holder.id.as_str(), tx.now_ms()], |row| row.get(0))?;
    if !due {
        return Ok(());
    }
    let before = load(tx, holder)?;
    let mut account = before.clone();
    let mut waiting = pending(tx, holder)?;
    let points_of = waiting.clone();
    for due in account.settle(&mut waiting, tx.now()) {
        match due {
            Due::Released { entry, balance } => {
                let points = points_of.iter().find(|one| one.entry == entry);
                let points = points.map_or(0, |one| one.points);
                tx.prepare_cached(
                    "UPDATE point_entry SET state = 'POSTED', balance_after = ?2 WHERE seq = ?1",
                )?
                .execute([entry, balance])?;
                add_totals(tx, holder, points, 0, 0)?;
                effect(tx, holder, "POINTS_RELEASED", entry, points, PointReason::Order)?;
            }
            Due::Expired { points, at, balance } => {
                let entry = write_entry(
                    tx,
                    holder,
                    &Entry {
                        kind: PointKind::Expire,
                        reason: PointReason::Expiry,
                        points: -points,
                        balance_after: Some(balance),
                        state: PointState::Posted,
                        occurred_at: at,
                        available_at: None,
                        expires_at: None,
                        title: &EXPIRED,
                        order: None,
                        reverses: None,
                    },
                )?;
                add_totals(tx, holder, 0, 0, points)?;
                effect(tx, holder, "POINTS_EXPIRED", entry, -points, PointReason::Expiry)?;
            }
        }
    }
    save(tx, holder, &before, &account)
}

static EXPIRED: Text = Text::new("到期", "Expired");

fn effect(
    tx: &Tx<'_>,
    holder: &Holder,
    kind: &str,
    entry: i64,
    points: i64,
    reason: PointReason,
) -> Outcome<()> {
    tx.record_change(&holder.id, Resource::Points)?;
    tx.record_effect(
        &holder.id,
        kind,
        json!({ "entry": id(entry), "points": points, "reason": reason }),
    )
}

//! Tasks and challenges.

mod row;

use contract::changes::Resource;
use contract::coupon::CouponSource;
use contract::ids::TaskId;
use contract::money::{Action, ActionKind, Reward};
use contract::points::PointReason;
use contract::problem::ErrorCode;
use contract::task::{Task, TaskClaim, TaskKind, TaskProgress, TaskState};
use rusqlite::{OptionalExtension as _, params};
use serde_json::json;

pub use row::TaskRow;

use super::members::Holder;
use super::points::Earning;
use super::purchases::Purchase;
use super::{check_ins, coupons, offers, points};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::check_in::CYCLE;
use crate::rules::task::{Facts, Stretch, clamp, rank, state, stretch};
use crate::text::Text;

/// Moves what a purchase counts for. The progress itself is read from the purchases.
///
/// # Errors
/// When the database fails.
pub fn on_purchase(tx: &Tx<'_>, holder: &Holder, _purchase: &Purchase) -> Outcome<()> {
    tx.record_change(&holder.id, Resource::Tasks)
}

/// Takes back what a refunded purchase counted for. A reward that was taken stays.
///
/// # Errors
/// When the database fails.
pub fn on_refund(tx: &Tx<'_>, holder: &Holder, _purchase: &Purchase) -> Outcome<()> {
    tx.record_change(&holder.id, Resource::Tasks)
}

/// Every task: claimable first, then by what is nearest.
///
/// # Errors
/// When the database fails.
pub fn list(tx: &Tx<'_>, holder: &Holder) -> Outcome<Vec<Task>> {
    let mut tasks = TaskRow::all(tx, holder.brand)?
        .iter()
        .map(|row| Ok(view(tx, holder, row)?.0))
        .collect::<Outcome<Vec<_>>>()?;
    tasks.sort_by_key(|task| rank(task.state, task.progress.value, task.progress.target));
    Ok(tasks)
}

/// The tasks to do next, claimable first.
///
/// # Errors
/// When the database fails.
pub fn next(tx: &Tx<'_>, holder: &Holder, most: u32) -> Outcome<Vec<Task>> {
    use TaskState::{Available, Claimable, InProgress};
    let open = list(tx, holder)?
        .into_iter()
        .filter(|task| matches!(task.state, Claimable | InProgress | Available));
    Ok(open.take(usize::try_from(most).unwrap_or(usize::MAX)).collect())
}

/// How many rewards wait.
///
/// # Errors
/// When the database fails.
pub fn count_claimable(tx: &Tx<'_>, holder: &Holder) -> Outcome<u32> {
    let waiting = list(tx, holder)?.iter().filter(|t| t.state == TaskState::Claimable).count();
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

/// Takes a task's reward, once for each of its stretches.
///
/// # Errors
/// 404 for a task that the brand does not have, 409 `TASK_NOT_COMPLETE`, or `ALREADY_CLAIMED` by
/// another intent.
pub fn claim(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<TaskClaim> {
    let row = TaskRow::get(tx, holder.brand, id)?;
    let (task, stretch) = view(tx, holder, &row)?;
    match task.state {
        TaskState::Claimable => {}
        TaskState::Claimed => return Err(Failure::new(ErrorCode::AlreadyClaimed)),
        _ => return Err(Failure::new(ErrorCode::TaskNotComplete)),
    }
    tx.prepare_cached(
        "INSERT INTO task_claim (member, task, stretch, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![holder.id.as_str(), row.id, stretch.key.to_string(), tx.now_ms()])?;
    if let Some(given) = row.reward_points {
        points::earn(
            tx,
            holder,
            &Earning {
                points: given,
                reason: PointReason::Task,
                title: Text::made(
                    format!("任务奖励：{}", row.title.zh),
                    format!("Task: {}", row.title.en),
                ),
                order: None,
                available_at: None,
            },
        )?;
    }
    if let Some(offer) = &row.reward_offer {
        let offer = offers::get(tx, holder.brand, offer)?;
        coupons::issue(tx, holder, &offer, CouponSource::Task)?;
    }
    tx.record_change(&holder.id, Resource::Tasks)?;
    let detail = json!({ "task_id": row.id, "stretch": stretch.key, "reward": task.reward });
    tx.record_effect(&holder.id, "TASK_CLAIMED", detail)?;
    Ok(TaskClaim { task: view(tx, holder, &row)?.0, reward: task.reward })
}

/// Notes that something was done for a task which stands in no other table.
///
/// # Errors
/// When the database fails.
pub fn mark(tx: &Tx<'_>, holder: &Holder, kind: TaskKind) -> Outcome<()> {
    for row in TaskRow::all(tx, holder.brand)?.iter().filter(|row| row.kind == kind) {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO task_mark (member, task, at) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![holder.id.as_str(), row.id, tx.now_ms()])?;
        tx.record_change(&holder.id, Resource::Tasks)?;
    }
    Ok(())
}

/// A task as the member sees it now, with the stretch that it is in.
fn view(tx: &Tx<'_>, holder: &Holder, row: &TaskRow) -> Outcome<(Task, Stretch)> {
    let opens = row.opens_at.max(holder.joined_at);
    let stretch = stretch(row.period, tx.now(), opens, row.deadline);
    let value = progress(tx, holder, row, &stretch)?;
    let facts = Facts {
        value,
        target: row.target,
        claimed: is_claimed(tx, holder, &row.id, Some(&stretch))?,
        unlocked: match &row.after_task {
            Some(first) => is_claimed(tx, holder, first, None)?,
            None => true,
        },
        stretch,
    };
    let lang = tx.lang();
    let offer =
        row.reward_offer.as_ref().map(|id| offers::get(tx, holder.brand, id)).transpose()?;
    let task = Task {
        id: TaskId::new(row.id.clone()),
        kind: row.kind,
        state: state(facts, tx.now()),
        title: row.title.to(lang),
        detail: row.detail.to(lang),
        progress: TaskProgress {
            value: clamp(value, row.target),
            target: row.target,
            unit: row.unit,
        },
        reward: Reward {
            points: row.reward_points,
            gift: row.reward_gift.as_ref().map(|gift| gift.to(lang)),
            coupon: offer.as_ref().map(|offer| offer.name.to(lang)),
            offer_id: offer.map(|offer| offer.id),
        },
        period: row.period,
        deadline: stretch.until,
        action: Some(match &row.action_target {
            Some(target) => {
                Action { kind: ActionKind::Route, target: Some(target.clone()), id: None }
            }
            None => Action { kind: ActionKind::None, target: None, id: None },
        }),
    };
    Ok((task, stretch))
}

/// What counts towards a task in its stretch, read from what happened.
fn progress(tx: &Tx<'_>, holder: &Holder, row: &TaskRow, stretch: &Stretch) -> Outcome<i64> {
    let from = stretch.from.timestamp_millis();
    let until = stretch.until.map_or(i64::MAX, |at| at.timestamp_millis());
    let bought = |what: &str| -> Outcome<i64> {
        Ok(tx
            .prepare_cached(&format!(
                "SELECT {what} FROM purchase
                 WHERE member = ?1 AND at >= ?2 AND at < ?3 AND refunded_at IS NULL"
            ))?
            .query_row(params![holder.id.as_str(), from, until], |row| row.get(0))?)
    };
    let marked = || -> Outcome<i64> {
        Ok(tx
            .prepare_cached(
                "SELECT count(*) FROM task_mark
                 WHERE member = ?1 AND task = ?2 AND at >= ?3 AND at < ?4",
            )?
            .query_row(params![holder.id.as_str(), row.id, from, until], |row| row.get(0))?)
    };
    match row.kind {
        TaskKind::SpendTarget => bought("coalesce(sum(paid), 0)"),
        TaskKind::FirstOrder | TaskKind::OrderCount => bought("count(*)"),
        TaskKind::VisitStore => Ok(bought("count(*)")?.max(marked()?)),
        TaskKind::CheckInStreak => {
            let (streak, cycle) = check_ins::standing(tx, holder)?;
            let whole = cycle.is_some_and(|last| last >= stretch.key);
            Ok(if whole { CYCLE.max(streak).into() } else { streak.into() })
        }
        _ => marked(),
    }
}

/// Whether a task's reward was taken, in one stretch or in any.
fn is_claimed(
    tx: &Tx<'_>,
    holder: &Holder,
    task: &str,
    stretch: Option<&Stretch>,
) -> Outcome<bool> {
    let found: Option<i64> = tx
        .prepare_cached(
            "SELECT at FROM task_claim
             WHERE member = ?1 AND task = ?2 AND (?3 IS NULL OR stretch = ?3) LIMIT 1",
        )?
        .query_row(
            params![holder.id.as_str(), task, stretch.map(|stretch| stretch.key.to_string())],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.is_some())
}

//! A member's tier: lifted at once, reviewed at its end.

use contract::changes::Resource;
use contract::ids::TierId;
use contract::tier::{
    Measure, MeasureKind, MeasureWindow, Projection, TierChange, TierChangeReason, TierRef,
    TierStatus,
};
use contract::{Instant, tier};
use rusqlite::{OptionalExtension as _, params};
use serde_json::json;

use super::growth::{self, Measures};
use super::members::{self, Holder, Seat};
use crate::brand::{MEASURE_MONTHS, TierDef};
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::calendar::months_before;
use crate::rules::tier::Standing;

/// Lifts a member to the tier that the measures reach, at once. Gives the new tier.
///
/// # Errors
/// When the database fails.
pub fn lift(tx: &Tx<'_>, holder: &mut Holder) -> Outcome<Option<&'static TierDef>> {
    let measures = growth::current(tx, holder)?;
    tx.record_change(&holder.id, Resource::Tier)?;
    let ladder = holder.brand.ladder();
    match ladder.upgrade(standing(holder), tx.now(), |kind| measures.value(kind)) {
        None => Ok(None),
        Some(next) => {
            set(tx, holder, next, tx.now(), TierChangeReason::Qualified)?;
            Ok(holder.seat.map(|seat| seat.tier))
        }
    }
}

/// Takes a tier back that a refunded purchase had reached: when the tier was reached at or after
/// that purchase and the measures no longer reach it.
///
/// # Errors
/// When the database fails.
pub fn lower_after_refund(tx: &Tx<'_>, holder: &mut Holder, purchased_at: Instant) -> Outcome<()> {
    let Some(seat) = holder.seat else { return Ok(()) };
    tx.record_change(&holder.id, Resource::Tier)?;
    let measures = growth::current(tx, holder)?;
    let ladder = holder.brand.ladder();
    let reached = ladder.reached(|kind| measures.value(kind));
    if seat.since < purchased_at || reached >= seat.tier.rank {
        return Ok(());
    }
    set(tx, holder, ladder.standing(reached, tx.now()), tx.now(), TierChangeReason::Refund)
}

/// Holds the reviews that fell due, each with the measures of its own year.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &Tx<'_>, holder: &mut Holder) -> Outcome<()> {
    while let Some(at) = standing(holder).until.filter(|at| *at <= tx.now()) {
        let measures = growth::between(tx, holder, months_before(at, MEASURE_MONTHS), at)?;
        let ladder = holder.brand.ladder();
        let Some(review) = ladder.review(standing(holder), |kind| measures.value(kind)) else {
            break;
        };
        set(tx, holder, review.standing, at, review.reason)?;
        tx.record_change(&holder.id, Resource::Tier)?;
    }
    Ok(())
}

fn standing(holder: &Holder) -> Standing {
    Standing { rank: holder.rank(), until: holder.seat.and_then(|seat| seat.until) }
}

fn set(
    tx: &Tx<'_>,
    holder: &mut Holder,
    next: Standing,
    at: Instant,
    reason: TierChangeReason,
) -> Outcome<()> {
    let before = holder.seat;
    let tier = holder.brand.tier_of_rank(next.rank);
    let seat = tier.map(|tier| Seat {
        tier,
        since: before.filter(|seat| seat.tier.rank == tier.rank).map_or(at, |seat| seat.since),
        until: next.until,
    });
    members::set_seat(tx, holder, seat)?;
    let from = before.map(|seat| seat.tier.id);
    let to = tier.map(|tier| tier.id);
    log_change(tx, holder, from, to, at, reason)?;
    tx.record_effect(
        &holder.id,
        "TIER_CHANGED",
        json!({ "from": from, "to": to, "reason": reason, "at": at }),
    )
}

/// Writes a change into the history of tiers.
///
/// # Errors
/// When the database fails.
pub fn log_change(
    tx: &Tx<'_>,
    holder: &Holder,
    from: Option<&str>,
    to: Option<&str>,
    at: Instant,
    reason: TierChangeReason,
) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO tier_change (member, from_tier, to_tier, at, reason)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![holder.id.as_str(), from, to, at.timestamp_millis(), reason.as_str()])?;
    Ok(())
}

/// `GET /tiers/status`.
///
/// # Errors
/// When the database fails.
pub fn status(tx: &Tx<'_>, holder: &Holder) -> Outcome<TierStatus> {
    let (brand, lang) = (holder.brand, tx.lang());
    let measures = growth::current(tx, holder)?;
    let next = brand.tier_of_rank(holder.rank() + 1);
    let window = growth::window(tx);
    Ok(TierStatus {
        current: holder.seat.map(|seat| TierRef {
            effective_at: Some(seat.since),
            valid_until: seat.until,
            ..tier_ref(seat.tier, tx)
        }),
        next: next.map(|tier| tier_ref(tier, tx)),
        measures: brand
            .goals_above(holder.rank())
            .iter()
            .map(|(kind, goal)| measure(*kind, *goal, &measures, &window))
            .collect(),
        qualify_mode: brand.qualify_mode,
        projection: projection(tx, holder)?,
        last_change: last_change(tx, holder)?,
        benefits: holder.seat.map_or_else(Vec::new, |seat| seat.tier.to_benefits(lang)),
        next_benefits: next.map_or_else(Vec::new, |tier| tier.to_benefits(lang)),
    })
}

/// A tier as the contract refers to it, without its dates.
#[must_use]
pub fn tier_ref(tier: &TierDef, tx: &Tx<'_>) -> TierRef {
    TierRef {
        id: TierId::new(tier.id),
        name: tier.name.to(tx.lang()),
        rank: tier.rank,
        effective_at: None,
        valid_until: None,
    }
}

fn measure(
    kind: MeasureKind,
    threshold: i64,
    measures: &Measures,
    window: &MeasureWindow,
) -> Measure {
    let value = measures.value(kind);
    let missing = (threshold - value).max(0);
    Measure { kind, value, threshold, missing, window: Some(window.clone()) }
}

fn projection(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<Projection>> {
    let Some(until) = holder.seat.and_then(|seat| seat.until) else { return Ok(None) };
    let measures = growth::between(tx, holder, months_before(until, MEASURE_MONTHS), until)?;
    let ladder = holder.brand.ladder();
    let value = |kind| measures.value(kind);
    let Some(review) = ladder.review(standing(holder), value) else { return Ok(None) };
    let tier = holder.brand.tier_of_rank(review.standing.rank);
    let keep = holder.brand.rung(holder.rank()).map_or(&[][..], |rung| rung.keep);
    Ok(Some(Projection {
        tier_id: tier.map(|tier| TierId::new(tier.id)),
        tier_name: tier.map(|tier| tier.name.to(tx.lang())),
        outcome: review.outcome,
        keep_missing: match review.outcome {
            tier::TierOutcome::Keep => Vec::new(),
            _ => ladder.missing(keep, value),
        },
        policy: holder.brand.downgrade_policy,
    }))
}

fn last_change(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<TierChange>> {
    Ok(tx
        .prepare_cached(
            "SELECT from_tier, to_tier, at, reason FROM tier_change
             WHERE member = ?1 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([holder.id.as_str()], |row| {
            Ok(TierChange {
                from: row.get::<_, Option<String>>(0)?.map(TierId::new),
                to: row.get::<_, Option<String>>(1)?.map(TierId::new),
                at: from_millis(row.get(2)?),
                reason: TierChangeReason::from_wire(&row.get::<_, String>(3)?),
            })
        })
        .optional()?)
}

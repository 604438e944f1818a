//! Paid membership.

use contract::Instant;
use contract::changes::Resource;
use contract::ids::PlanId;
use contract::membership::{
    AutoRenewal, AutoRenewalState, Membership, MembershipKind, MembershipState, MembershipValue,
    PlanTerm,
};
use contract::program::Feature;
use contract::tier::{Benefit, BenefitKind};
use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::json;

use super::members::Holder;
use crate::brand::money;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::membership::{
    Purchase, Renewal, Term, at, bought, expired_days, goes_on, is_valid, state,
};
use crate::text::Text;

/// A paid membership as it is stored.
#[derive(Clone, Debug)]
pub struct Held {
    /// The plan.
    pub plan: String,
    /// Since when.
    pub started_at: Instant,
    /// Its dates and money.
    pub term: Term,
    /// Saved so far, in minor units.
    pub saved: i64,
    name: Text,
    auto: AutoRenewalState,
}

/// Writes what fell due: automatic renewals.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    let Some(held) = find(tx, holder)? else { return Ok(()) };
    let now = at(held.term, tx.now());
    if now == held.term {
        return Ok(());
    }
    tx.prepare_cached(
        "UPDATE membership SET valid_until = ?2, paid = ?3, next_charge_at = ?4 WHERE member = ?1",
    )?
    .execute(params![
        holder.id.as_str(),
        now.valid_until.map(|at| at.timestamp_millis()),
        now.paid,
        now.renewal.map(|renewal| renewal.next_charge_at.timestamp_millis())
    ])?;
    tx.record_change(&holder.id, Resource::Membership)?;
    tx.record_change(&holder.id, Resource::Prompts)?;
    let detail = json!({ "charged": now.paid - held.term.paid, "valid_until": now.valid_until });
    tx.record_effect(&holder.id, "MEMBERSHIP_RENEWED", detail)
}

/// The member's membership; nothing where the brand has none.
///
/// # Errors
/// When the database fails.
pub fn current(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<Membership>> {
    if !holder.brand.features.contains(&Feature::PaidMembership) {
        return Ok(None);
    }
    get(tx, holder).map(Some)
}

/// The member's membership; a free one when there is no plan.
///
/// # Errors
/// When the database fails.
pub fn get(tx: &Tx<'_>, holder: &Holder) -> Outcome<Membership> {
    let Some(held) = find(tx, holder)? else {
        return Ok(Membership {
            kind: MembershipKind::Free,
            state: MembershipState::None,
            plan_id: None,
            plan_name: None,
            term: None,
            started_at: None,
            valid_until: None,
            expired_days: None,
            auto_renewal: None,
            value: None,
            benefits: Vec::new(),
        });
    };
    let (term, now) = (held.term, tx.now());
    Ok(Membership {
        kind: MembershipKind::Paid,
        state: state(&term, holder.brand.renewal.lead_days, now),
        plan_name: Some(held.name.to(tx.lang())),
        term: Some(term.term),
        started_at: Some(held.started_at),
        valid_until: term.valid_until,
        expired_days: expired_days(term.valid_until, now),
        auto_renewal: Some(AutoRenewal {
            state: held.auto,
            next_charge_at: term.renewal.map(|renewal| renewal.next_charge_at),
            next_amount: term.renewal.map(|renewal| money(renewal.amount)),
        }),
        value: Some(MembershipValue {
            saved: money(held.saved),
            paid: money(term.paid),
            since: held.started_at,
        }),
        benefits: benefits(tx, &held.plan)?,
        plan_id: Some(PlanId::new(held.plan)),
    })
}

/// Whether a paid plan is valid now.
///
/// # Errors
/// When the database fails.
pub fn is_paid(tx: &Tx<'_>, holder: &Holder) -> Outcome<bool> {
    let held = find(tx, holder)?;
    Ok(held
        .is_some_and(|held| is_valid(state(&held.term, holder.brand.renewal.lead_days, tx.now()))))
}

/// Switches automatic renewal off. What was paid for stays. Repeating changes nothing.
///
/// # Errors
/// When the database fails.
pub fn cancel_auto_renewal(tx: &Tx<'_>, holder: &Holder) -> Outcome<Membership> {
    let cancelled = tx
        .prepare_cached(
            "UPDATE membership SET auto = 'OFF', next_charge_at = NULL
             WHERE member = ?1 AND auto <> 'OFF'",
        )?
        .execute([holder.id.as_str()])?;
    if cancelled > 0 {
        tx.record_change(&holder.id, Resource::Membership)?;
        tx.record_change(&holder.id, Resource::Prompts)?;
        tx.record_effect(&holder.id, "AUTO_RENEWAL_CANCELLED", json!({}))?;
    }
    get(tx, holder)
}

/// The dates of the member's plan; nothing where there never was one.
///
/// # Errors
/// When the database fails.
pub fn term(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<Term>> {
    Ok(find(tx, holder)?.map(|held| held.term))
}

/// Gives what a paid order bought; what is still valid goes on. Gives until when.
///
/// # Errors
/// When the database fails.
pub fn give(
    tx: &Tx<'_>,
    holder: &Holder,
    plan: &str,
    purchase: Purchase,
) -> Outcome<Option<Instant>> {
    let held = find(tx, holder)?;
    let before = held.as_ref().map(|held| held.term);
    let term = bought(before, purchase, tx.now());
    let going_on = held.filter(|held| goes_on(&held.term, tx.now()));
    let (started_at, saved) = going_on.map_or((tx.now(), 0), |held| (held.started_at, held.saved));
    let auto = if term.renewal.is_some() { AutoRenewalState::On } else { AutoRenewalState::Off };
    tx.prepare_cached(
        "INSERT OR REPLACE INTO membership
            (member, plan, started_at, valid_until, paid, saved, auto, next_charge_at, refunded)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
    )?
    .execute(params![
        holder.id.as_str(),
        plan,
        started_at.timestamp_millis(),
        term.valid_until.map(|at| at.timestamp_millis()),
        term.paid,
        saved,
        auto.as_str(),
        term.renewal.map(|renewal| renewal.next_charge_at.timestamp_millis())
    ])?;
    for resource in [Resource::Membership, Resource::Prompts, Resource::CouponOffers] {
        tx.record_change(&holder.id, resource)?;
    }
    Ok(term.valid_until)
}

/// Adds to what a valid plan has saved, in minor units; negative after a refund.
///
/// # Errors
/// When the database fails.
pub fn add_saved(tx: &Tx<'_>, holder: &Holder, amount: i64) -> Outcome<()> {
    if amount == 0 || !is_paid(tx, holder)? {
        return Ok(());
    }
    tx.prepare_cached("UPDATE membership SET saved = max(0, saved + ?2) WHERE member = ?1")?
        .execute(params![holder.id.as_str(), amount])?;
    tx.record_change(&holder.id, Resource::Membership)
}

fn find(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<Held>> {
    Ok(tx
        .prepare_cached(
            "SELECT m.plan, m.started_at, m.valid_until, m.paid, m.saved, m.auto,
                    m.next_charge_at, m.refunded, p.name_zh, p.name_en, p.term, p.price
             FROM membership m JOIN plan p ON p.id = m.plan WHERE m.member = ?1",
        )?
        .query_row([holder.id.as_str()], held)
        .optional()?)
}

fn held(row: &Row<'_>) -> rusqlite::Result<Held> {
    let auto = AutoRenewalState::from_wire(&row.get::<_, String>("auto")?);
    let next_charge_at: Option<i64> = row.get("next_charge_at")?;
    let amount = row.get("price")?;
    let renewal = next_charge_at
        .filter(|_| auto == AutoRenewalState::On)
        .map(|at| Renewal { next_charge_at: from_millis(at), amount });
    Ok(Held {
        plan: row.get("plan")?,
        started_at: from_millis(row.get("started_at")?),
        term: Term {
            term: PlanTerm::from_wire(&row.get::<_, String>("term")?),
            valid_until: row.get::<_, Option<i64>>("valid_until")?.map(from_millis),
            paid: row.get("paid")?,
            renewal,
            refunded: row.get("refunded")?,
        },
        saved: row.get("saved")?,
        name: Text::made(row.get::<_, String>("name_zh")?, row.get::<_, String>("name_en")?),
        auto,
    })
}

/// What a plan gives.
///
/// # Errors
/// When the database fails.
pub fn benefits(tx: &Tx<'_>, plan: &str) -> Outcome<Vec<Benefit>> {
    let mut statement =
        tx.prepare_cached("SELECT * FROM plan_benefit WHERE plan = ?1 ORDER BY place")?;
    let rows = statement.query_map([plan], |row| {
        let text = |zh: &str, en: &str| -> rusqlite::Result<String> {
            Ok(Text::made(row.get::<_, String>(zh)?, row.get::<_, String>(en)?).to(tx.lang()))
        };
        Ok(Benefit {
            kind: BenefitKind::from_wire(&row.get::<_, String>("kind")?),
            title: text("title_zh", "title_en")?,
            detail: text("detail_zh", "detail_en")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

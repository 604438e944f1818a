//! What follows from a purchase and from its refund: points, growth, tier, tasks, coupon.

use chrono::{Datelike as _, TimeDelta};
use contract::Instant;
use contract::changes::Resource;
use contract::points::PointReason;
use contract::tier::MeasureKind;
use serde::Serialize;

use crate::clock::day_of;
use crate::db::Tx;
use crate::error::Outcome;
use crate::store::members::{self, Holder};
use crate::store::points::{self, Earning};
use crate::store::purchases::{self, Purchase};
use crate::store::{coupons, growth, tasks, tiers};
use crate::text::Text;

/// What was added to a measure.
#[derive(Debug, Serialize)]
pub struct Grown {
    /// Of what.
    pub kind: MeasureKind,
    /// How much.
    pub value: i64,
}

/// What a purchase brought.
pub(crate) struct Booked {
    /// The points that it earned.
    pub points: i64,
    /// When they are released; nothing is at once.
    pub available_at: Option<Instant>,
    /// What it added to the measures of the tiers.
    pub growth: Vec<Grown>,
}

/// Writes a purchase and lets everything follow from it: points by the tier before it, then
/// growth, then the tier, then the tasks.
pub(crate) fn book(tx: &Tx<'_>, holder: &mut Holder, purchase: &Purchase) -> Outcome<Booked> {
    purchases::insert(tx, purchase)?;
    members::set_last_purchase(tx, holder, Some(tx.now()))?;
    let rules = &holder.brand.points;
    let available_at =
        (rules.release_days > 0).then(|| tx.now() + TimeDelta::days(rules.release_days));
    let points = points_for(holder, purchase.paid);
    let earning = Earning {
        points,
        reason: PointReason::Order,
        title: title(holder, &purchase.order),
        order: Some(purchase.order.clone()),
        available_at,
    };
    points::earn(tx, holder, &earning)?;
    let grown = grows(holder, purchase);
    for step in &grown {
        growth::add(tx, holder, step.kind, step.value, Some(&purchase.order))?;
    }
    tiers::lift(tx, holder)?;
    tasks::on_purchase(tx, holder, purchase)?;
    tx.record_change(&holder.id, Resource::Member)?;
    tx.record_change(&holder.id, Resource::Prompts)?;
    Ok(Booked { points, available_at, growth: grown })
}

/// Undoes a purchase; gives the points that were taken back.
pub(crate) fn unbook(tx: &Tx<'_>, holder: &mut Holder, purchase: &Purchase) -> Outcome<i64> {
    purchases::set_refunded(tx, &purchase.order)?;
    let (_, last) = purchases::summary(tx, &holder.id)?;
    members::set_last_purchase(tx, holder, last)?;
    let name = title(holder, &purchase.order);
    let title = Text::made(format!("退款 · {}", name.zh), format!("Refund · {}", name.en));
    let points = points::reverse_order(tx, holder, &purchase.order, &title)?;
    for step in grows(holder, purchase) {
        growth::insert(tx, holder, step.kind, -step.value, purchase.at, Some(&purchase.order))?;
    }
    tiers::lower_after_refund(tx, holder, purchase.at)?;
    coupons::give_back(tx, holder, purchase)?;
    tasks::on_refund(tx, holder, purchase)?;
    tx.record_change(&holder.id, Resource::Member)?;
    Ok(points)
}

/// The next order number: brand, day, count of the day.
pub(crate) fn order_number(tx: &Tx<'_>, holder: &Holder) -> Outcome<String> {
    let initial = holder.brand.id.get(..1).unwrap_or_default().to_ascii_uppercase();
    let today = day_of(tx.now());
    let day = format!("{initial}{}{:02}{:02}-", today.year(), today.month(), today.day());
    let count: u32 = tx
        .prepare_cached(
            "SELECT count(*) FROM purchase WHERE order_no >= ?1 AND order_no < ?1 || '~'",
        )?
        .query_row([&day], |row| row.get(0))?;
    Ok(format!("{day}{:04}", count + 1))
}

/// What stands in the ledger for an order.
pub(crate) fn title(holder: &Holder, order: &str) -> Text {
    let store = &holder.brand.store;
    Text::made(format!("{} · 订单 {order}", store.zh), format!("{} · order {order}", store.en))
}

/// Points for what was paid, in whole points, by the tier at the time.
pub(crate) fn points_for(holder: &Holder, paid: i64) -> i64 {
    let multiplier = holder.seat.map_or(10_000, |seat| seat.tier.multiplier_bps);
    let units = paid.max(0) / 100;
    units * holder.brand.points.per_unit_bps * multiplier / 100_000_000
}

/// What a purchase adds to the measures that the brand's tiers ask for.
pub(crate) fn grows(holder: &Holder, purchase: &Purchase) -> Vec<Grown> {
    let mut kinds: Vec<MeasureKind> = holder
        .brand
        .rungs
        .iter()
        .flat_map(|rung| rung.thresholds.iter().map(|(kind, _)| *kind))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let value = |kind| match kind {
        MeasureKind::Spend => purchase.paid,
        MeasureKind::GrowthValue => purchase.paid / 100,
        MeasureKind::Nights => purchase.nights,
        MeasureKind::OrderCount | MeasureKind::VisitCount => 1,
        _ => 0,
    };
    kinds
        .into_iter()
        .map(|kind| Grown { kind, value: value(kind) })
        .filter(|grown| grown.value != 0)
        .collect()
}

//! `GET /sandbox/ledger/{member}`: what was done for a member, and what it left. A test compares
//! it with what the card showed.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use contract::Instant;
use contract::coupon::Coupon;
use contract::ids::MemberId;
use contract::order::{OrderState, PayChannel};
use contract::points::{PointBatch, PointTransaction, Points};
use contract::tier::TierStatus;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::occasion;
use crate::app::App;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::http::Params;
use crate::store::members::Holder;
use crate::store::points::{self, Filter};
use crate::store::{coupons, jobs, members, orders, tiers};

/// How many entries, effects and purchases are told.
const TOLD: u32 = 200;

#[derive(Deserialize)]
pub struct Query {
    after: Option<i64>,
}

#[derive(Serialize)]
pub struct Ledger {
    now: Instant,
    member_id: MemberId,
    persona: String,
    brand: &'static str,
    name: String,
    tier: TierStatus,
    points: Points,
    entry_sum: i64,
    entries: Vec<PointTransaction>,
    batches: Vec<PointBatch>,
    coupons: Vec<Coupon>,
    purchases: Vec<Bought>,
    orders: Vec<Ordered>,
    effects: Vec<Effect>,
}

#[derive(Serialize)]
struct Bought {
    order: String,
    paid: i64,
    discount: i64,
    nights: i64,
    coupon: Option<String>,
    at: Instant,
    refunded: bool,
}

/// An order of a plan; `pay` is the page on which a person pays it.
#[derive(Serialize)]
struct Ordered {
    order: String,
    plan: String,
    channel: PayChannel,
    amount: i64,
    state: OrderState,
    prepay: String,
    pay: String,
    at: Instant,
}

#[derive(Serialize)]
struct Effect {
    seq: i64,
    kind: String,
    detail: Value,
    idempotency_key: Option<String>,
    at: Instant,
}

/// The newest entries, coupons and purchases, and every effect after `?after=`, newest first.
/// `entry_sum` is the sum of all entries that count, which must be the balance.
pub async fn show(
    State(app): State<App>,
    Path(member): Path<String>,
    Params(query): Params<Query>,
    headers: HeaderMap,
) -> Result<Json<Ledger>, Failure> {
    let work = move |tx: &Tx<'_>| ledger(tx, &member, query.after.unwrap_or(0));
    Ok(Json(app.run(occasion(&app, &headers), work).await?))
}

fn ledger(tx: &Tx<'_>, member: &str, after: i64) -> Outcome<Ledger> {
    let mut holder = members::get(tx, member)?;
    jobs::settle(tx, &mut holder)?;
    let filter = Filter { limit: TOLD, ..Filter::default() };
    let (entries, _) = points::entries(tx, &holder, &filter)?;
    Ok(Ledger {
        now: tx.now(),
        member_id: holder.id.clone(),
        persona: holder.persona.clone(),
        brand: holder.brand.id,
        name: holder.name.to(tx.lang()),
        tier: tiers::status(tx, &holder)?,
        points: points::overview(tx, &holder)?,
        entry_sum: tx
            .prepare_cached(
                "SELECT coalesce(sum(points), 0) FROM point_entry
                 WHERE member = ?1 AND state <> 'PENDING'",
            )?
            .query_row([member], |row| row.get(0))?,
        entries,
        batches: points::expirations(tx, &holder)?.batches,
        coupons: wallet(tx, &holder)?,
        purchases: purchases(tx, member)?,
        orders: orders::of(tx, &holder)?.into_iter().map(ordered).collect(),
        effects: effects(tx, member, after)?,
    })
}

/// The whole wallet, page by page.
fn wallet(tx: &Tx<'_>, holder: &Holder) -> Outcome<Vec<Coupon>> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let (coupons, page) = coupons::list(tx, holder, &[], Some(50), cursor.as_deref())?;
        all.extend(coupons);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

fn purchases(tx: &Tx<'_>, member: &str) -> Outcome<Vec<Bought>> {
    let mut statement =
        tx.prepare_cached("SELECT * FROM purchase WHERE member = ?1 ORDER BY at DESC LIMIT ?2")?;
    let rows = statement.query_map(params![member, TOLD], |row| {
        Ok(Bought {
            order: row.get("order_no")?,
            paid: row.get("paid")?,
            discount: row.get("discount")?,
            nights: row.get("nights")?,
            coupon: row.get("coupon")?,
            at: from_millis(row.get("at")?),
            refunded: row.get::<_, Option<i64>>("refunded_at")?.is_some(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn ordered(order: orders::Order) -> Ordered {
    Ordered {
        order: order.id,
        plan: order.plan,
        channel: order.channel,
        amount: order.amount,
        state: order.state,
        pay: ["/sandbox/pay/", &order.prepay].concat(),
        prepay: order.prepay,
        at: order.created_at,
    }
}

fn effects(tx: &Tx<'_>, member: &str, after: i64) -> Outcome<Vec<Effect>> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, kind, detail, idempotency_key, at FROM effect
         WHERE member = ?1 AND seq > ?2 ORDER BY seq DESC",
    )?;
    let rows = statement.query_map(params![member, after], |row| Ok(effect(row)))?;
    rows.map(|row| row?).collect()
}

fn effect(row: &Row<'_>) -> Outcome<Effect> {
    Ok(Effect {
        seq: row.get(0)?,
        kind: row.get(1)?,
        detail: serde_json::from_str(&row.get::<_, String>(2)?)?,
        idempotency_key: row.get(3)?,
        at: from_millis(row.get(4)?),
    })
}

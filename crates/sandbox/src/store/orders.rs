//! Orders of plans: made by members, paid elsewhere, and settled by what the stand-in for WeChat
//! Pay says, once.

use chrono::Duration;
use contract::Instant;
use contract::changes::Resource;
use contract::ids::{MemberId, OrderId, PlanId};
use contract::order::{
    MembershipOrder, MembershipOrderRequest, OrderState, PayChannel, Payment, PaymentKind,
};
use contract::problem::ErrorCode;
use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::json;

use super::members::{self, Holder};
use super::{memberships, plans};
use crate::brand::money;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::pay::{self, Notice, Word};
use crate::rules::membership::Purchase;
use crate::rules::order::{Event, after, at, is_open};
use crate::secret;

/// How long an order can be paid.
const LIFE: Duration = Duration::minutes(15);

/// An order as it is stored.
#[derive(Clone, Debug)]
pub struct Order {
    /// Names it.
    pub id: String,
    /// Whose it is.
    pub member: String,
    /// What is bought.
    pub plan: String,
    /// Where it is paid.
    pub channel: PayChannel,
    /// What it costs, in minor units.
    pub amount: i64,
    /// Whether the member agreed that the plan renews itself.
    pub renews: bool,
    /// What whoever takes the money knows it by.
    pub prepay: String,
    /// Where it stands.
    pub state: OrderState,
    /// When it was made.
    pub created_at: Instant,
    /// When it closes if it is not paid.
    pub expires_at: Instant,
}

/// Makes an order. An earlier one that nobody paid is closed: only the last press counts.
///
/// # Errors
/// 403 without the agreement that a plan which renews itself needs, 422 for a plan or a channel
/// that is not known.
pub fn create(
    tx: &Tx<'_>,
    holder: &Holder,
    request: &MembershipOrderRequest,
) -> Outcome<MembershipOrder> {
    let plan = plans::get(tx, holder.brand, &request.plan_id)?;
    if request.channel == PayChannel::Unknown {
        return Err(Failure::field("channel", "UNKNOWN"));
    }
    if plan.auto_renews && !request.auto_renewal_accepted {
        return Err(Failure::new(ErrorCode::ConsentRequired));
    }
    for earlier in of(tx, holder)? {
        step(tx, &earlier, Event::Closed)?;
    }
    let order = Order {
        id: ["mo_", &secret::name()?].concat(),
        member: holder.id.to_string(),
        plan: plan.id,
        channel: request.channel,
        amount: plan.price,
        renews: plan.auto_renews,
        prepay: pay::prepay()?,
        state: OrderState::Created,
        created_at: tx.now(),
        expires_at: tx.now() + LIFE,
    };
    tx.prepare_cached(
        "INSERT INTO membership_order (id, member, plan, channel, amount, renews, prepay, state,
                                       created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        order.id,
        order.member,
        order.plan,
        order.channel.as_str(),
        order.amount,
        order.renews,
        order.prepay,
        order.state.as_str(),
        order.created_at.timestamp_millis(),
        order.expires_at.timestamp_millis()
    ])?;
    let detail = json!({ "order": order.id, "plan": order.plan, "amount": order.amount });
    tx.record_effect(&holder.id, "MEMBERSHIP_ORDERED", detail)?;
    told(tx, &order, plan.name.to(tx.lang()))
}

/// One order of a member.
///
/// # Errors
/// 404 when it is not theirs.
pub fn get(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<MembershipOrder> {
    let found = of(tx, holder)?.into_iter().find(|order| order.id == id);
    let order = found.ok_or_else(|| Failure::not_found("order"))?;
    let plan = plans::get(tx, holder.brand, &PlanId::new(order.plan.clone()))?;
    told(tx, &order, plan.name.to(tx.lang()))
}

/// Every order of a member, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &Tx<'_>, holder: &Holder) -> Outcome<Vec<Order>> {
    let mut statement = tx.prepare_cached(
        "SELECT * FROM membership_order WHERE member = ?1 ORDER BY created_at DESC",
    )?;
    let rows = statement.query_map([holder.id.as_str()], order)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The order that whoever takes the money knows by `prepay`, as it stands now.
///
/// # Errors
/// 404 when there is none.
pub fn of_prepay(tx: &Tx<'_>, prepay: &str) -> Outcome<Order> {
    let found = tx
        .prepare_cached("SELECT * FROM membership_order WHERE prepay = ?1")?
        .query_row([prepay], order)
        .optional()?;
    let order = found.ok_or_else(|| Failure::not_found("payment"))?;
    Ok(Order { state: at(order.state, order.expires_at, tx.now()), ..order })
}

/// Closes what nobody paid in time.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    for order in of(tx, holder)? {
        if at(order.state, order.expires_at, tx.now()) != order.state {
            step(tx, &order, Event::Closed)?;
        }
    }
    Ok(())
}

/// Takes what the stand-in for WeChat Pay says. The same word again changes nothing, so that a
/// membership is given once.
///
/// # Errors
/// 422 for a word that is not its own, and for an amount that is not the order's.
pub fn notified(tx: &Tx<'_>, notice: &Notice) -> Outcome<()> {
    pay::check(tx, notice)?;
    let order = of_prepay(tx, &notice.prepay)?;
    if notice.amount != order.amount {
        return Err(Failure::field("amount", "NOT_THE_ORDERS"));
    }
    let event = match notice.word {
        Word::Begun => Event::Begun,
        Word::Paid => Event::Paid,
        Word::Refused => Event::Refused,
        Word::Doubted => Event::Doubted,
        Word::Closed => Event::Closed,
    };
    if step(tx, &order, event)? == Some(OrderState::Paid) {
        fulfil(tx, &order)?;
    }
    Ok(())
}

fn fulfil(tx: &Tx<'_>, order: &Order) -> Outcome<()> {
    let holder = members::get(tx, &order.member)?;
    let plan = plans::get(tx, holder.brand, &PlanId::new(order.plan.clone()))?;
    let purchase = Purchase { price: order.amount, ..plan.purchase(order.renews) };
    let valid_until = memberships::give(tx, &holder, &order.plan, purchase)?;
    step(tx, &Order { state: OrderState::Paid, ..order.clone() }, Event::Fulfilled)?;
    let detail = json!({
        "order": order.id,
        "plan": order.plan,
        "amount": order.amount,
        "valid_until": valid_until,
    });
    tx.record_effect(&holder.id, "MEMBERSHIP_BOUGHT", detail)
}

/// Writes an event; gives the state that it led to.
fn step(tx: &Tx<'_>, order: &Order, event: Event) -> Outcome<Option<OrderState>> {
    let Some(next) = after(order.state, event) else { return Ok(None) };
    tx.prepare_cached("UPDATE membership_order SET state = ?2 WHERE id = ?1")?
        .execute(params![order.id, next.as_str()])?;
    tx.record_change(&MemberId::new(order.member.clone()), Resource::Membership)?;
    Ok(Some(next))
}

fn told(tx: &Tx<'_>, order: &Order, plan_name: String) -> Outcome<MembershipOrder> {
    let payment = if is_open(order.state) { payment(tx, order)? } else { None };
    Ok(MembershipOrder {
        id: OrderId::new(order.id.clone()),
        plan_id: PlanId::new(order.plan.clone()),
        plan_name,
        amount: money(order.amount),
        state: order.state,
        payment,
        created_at: order.created_at,
        expires_at: order.expires_at,
    })
}

fn payment(tx: &Tx<'_>, order: &Order) -> Outcome<Option<Payment>> {
    let none = |kind| Payment { kind, wechat: None, url: None, path: None };
    Ok(match order.channel {
        PayChannel::WechatJsapi => Some(Payment {
            wechat: Some(pay::parameters(tx, &order.prepay, order.created_at)?),
            ..none(PaymentKind::WechatJsapi)
        }),
        // The page at `path` asks for the order itself, and hands the parameters to the client.
        PayChannel::MiniProgram => Some(Payment {
            wechat: Some(pay::parameters(tx, &order.prepay, order.created_at)?),
            path: Some(["/pages/pay/pay?order=", &order.id].concat()),
            ..none(PaymentKind::MiniProgram)
        }),
        PayChannel::Redirect => Some(Payment {
            url: Some(["/sandbox/pay/", &order.prepay].concat()),
            ..none(PaymentKind::Redirect)
        }),
        PayChannel::Unknown => None,
    })
}

fn order(row: &Row<'_>) -> rusqlite::Result<Order> {
    Ok(Order {
        id: row.get("id")?,
        member: row.get("member")?,
        plan: row.get("plan")?,
        channel: PayChannel::from_wire(&row.get::<_, String>("channel")?),
        amount: row.get("amount")?,
        renews: row.get("renews")?,
        prepay: row.get("prepay")?,
        state: OrderState::from_wire(&row.get::<_, String>("state")?),
        created_at: from_millis(row.get("created_at")?),
        expires_at: from_millis(row.get("expires_at")?),
    })
}

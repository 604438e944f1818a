//! Buying a plan: the amount and the word on it are the backend's, and one payment is one plan.

use axum::http::StatusCode;
use contract::ids::PlanId;
use contract::membership::{AutoRenewalState, Membership, MembershipState};
use contract::order::{MembershipOrder, OrderState, PaymentKind, PlanList};
use contract::problem::ErrorCode;
use serde_json::{Value, json};

use crate::client::{Answer, Card, World};

fn wanted(plan: &str, channel: &str, accepted: bool) -> Value {
    json!({ "plan_id": plan, "channel": channel, "auto_renewal_accepted": accepted })
}

async fn order(card: &Card, key: &str, plan: &str, channel: &str) -> MembershipOrder {
    card.post_json("/membership/orders", key, wanted(plan, channel, true)).await.data()
}

async fn state(card: &Card, order: &MembershipOrder) -> OrderState {
    let order: MembershipOrder = card.get(&format!("/membership/orders/{}", order.id)).await;
    order.state
}

/// What whoever takes the money knows an order by.
fn prepay(order: &MembershipOrder) -> String {
    let url = order.payment.as_ref().and_then(|payment| payment.url.clone()).expect("a page");
    url.rsplit('/').next().expect("its name").to_owned()
}

async fn pay(card: &Card, prepay: &str, outcome: &str) -> Answer {
    let body = json!({ "outcome": outcome });
    card.send("POST", &format!("/sandbox/wechat/pay/{prepay}"), None, Some(body)).await
}

#[tokio::test]
async fn a_plan_is_told_with_its_price_and_the_end_that_buying_it_brings() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let told: PlanList = card.get("/membership/plans").await;
    let ids: Vec<&str> = told.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids, ["tea-half-year", "tea-year"]);
    for plan in &told.plans {
        assert!(!plan.benefits.is_empty());
        let made = order(&card, plan.id.as_str(), plan.id.as_str(), "REDIRECT").await;
        assert_eq!((&made.amount, &made.plan_name), (&plan.price, &plan.name));
    }
    let year = told.plans.last().expect("a plan");
    let made = order(&card, "again", "tea-year", "REDIRECT").await;
    pay(&card, &prepay(&made), "paid").await;
    let membership: Membership = card.get("/membership").await;
    assert_eq!(membership.valid_until, year.valid_until);
}

#[tokio::test]
async fn one_payment_gives_one_plan_however_often_it_is_notified() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let made = order(&card, "a", "tea-year", "REDIRECT").await;
    assert_eq!(made.state, OrderState::Created);
    let paying = prepay(&made);
    card.send("GET", &format!("/sandbox/wechat/pay/{paying}"), None, None).await;
    assert_eq!(state(&card, &made).await, OrderState::Paying);
    let mut until = None;
    for _ in 0..3 {
        assert_eq!(pay(&card, &paying, "paid").await.status, StatusCode::OK);
        let membership: Membership = card.get("/membership").await;
        assert_eq!(membership.state, MembershipState::Active);
        assert!(until.is_none() || until == membership.valid_until);
        until = membership.valid_until;
    }
    assert_eq!(state(&card, &made).await, OrderState::Fulfilled);
    assert_eq!(world.effects("tea-new", "MEMBERSHIP_BOUGHT").await.len(), 1);
    let told: MembershipOrder = card.get(&format!("/membership/orders/{}", made.id)).await;
    assert_eq!(told.payment, None);
}

#[tokio::test]
async fn the_same_press_is_one_order_and_a_later_press_closes_the_one_before() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let first = order(&card, "a", "tea-year", "REDIRECT").await;
    let again =
        card.post_json("/membership/orders", "a", wanted("tea-year", "REDIRECT", true)).await;
    assert!(again.replayed);
    assert_eq!(again.data::<MembershipOrder>().id, first.id);
    let second = order(&card, "b", "tea-half-year", "REDIRECT").await;
    assert_eq!(state(&card, &first).await, OrderState::Closed);
    assert_eq!(pay(&card, &prepay(&first), "paid").await.code(), ErrorCode::OrderStateConflict);
    assert_eq!(pay(&card, &prepay(&second), "paid").await.status, StatusCode::OK);
    let membership: Membership = card.get("/membership").await;
    assert_eq!(membership.plan_id, Some(PlanId::new("tea-half-year")));
    assert_eq!(world.effects("tea-new", "MEMBERSHIP_ORDERED").await.len(), 2);
}

#[tokio::test]
async fn what_is_not_paid_stays_unpaid_and_closes_in_time() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    for (outcome, expected) in [
        ("unpaid", OrderState::Paying),
        ("closed", OrderState::Closed),
        ("refused", OrderState::Failed),
        ("checking", OrderState::UnknownChecking),
    ] {
        let made = order(&card, outcome, "tea-year", "REDIRECT").await;
        assert_eq!(pay(&card, &prepay(&made), outcome).await.status, StatusCode::OK);
        assert_eq!(state(&card, &made).await, expected);
    }
    let made = order(&card, "late", "tea-year", "REDIRECT").await;
    world.set(made.expires_at - chrono::Duration::seconds(2));
    assert_eq!(state(&card, &made).await, OrderState::Created);
    world.set(made.expires_at);
    assert_eq!(state(&card, &made).await, OrderState::Closed);
    assert_eq!(pay(&card, &prepay(&made), "paid").await.code(), ErrorCode::OrderStateConflict);
    let membership: Membership = card.get("/membership").await;
    assert_eq!(membership.state, MembershipState::None);
}

#[tokio::test]
async fn what_was_being_checked_may_turn_out_paid() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let made = order(&card, "a", "tea-year", "REDIRECT").await;
    pay(&card, &prepay(&made), "checking").await;
    pay(&card, &prepay(&made), "paid").await;
    assert_eq!(state(&card, &made).await, OrderState::Fulfilled);
}

#[tokio::test]
async fn renewing_goes_on_from_the_end_and_an_ended_plan_from_now() {
    let world = World::new();
    for (persona, goes_on) in [("loyal", true), ("expired", false)] {
        let card = world.card("tea", persona).await;
        let before: Membership = card.get("/membership").await;
        let made = order(&card, "a", "tea-half-year", "REDIRECT").await;
        pay(&card, &prepay(&made), "paid").await;
        let after: Membership = card.get("/membership").await;
        let from = before.valid_until.expect("an end");
        let months = chrono::Months::new(6);
        let expected = if goes_on { from + months } else { after.valid_until.expect("an end") };
        assert_eq!(after.valid_until, Some(expected));
        assert!(after.valid_until > Some(from + months - chrono::Days::new(1)));
        assert_eq!(after.state, MembershipState::Active);
        assert_eq!(after.started_at == before.started_at, goes_on);
    }
}

#[tokio::test]
async fn a_plan_that_renews_itself_needs_an_agreement_and_says_when_it_charges_next() {
    let world = World::new();
    let card = world.card("hotel", "new").await;
    let without = wanted("hotel-year", "REDIRECT", false);
    let refused = card.post_json("/membership/orders", "a", without).await;
    assert_eq!(refused.code(), ErrorCode::ConsentRequired);
    let told: PlanList = card.get("/membership/plans").await;
    let plan = told.plans.first().expect("a plan");
    assert!(plan.auto_renews);
    let made = order(&card, "b", "hotel-year", "REDIRECT").await;
    pay(&card, &prepay(&made), "paid").await;
    let membership: Membership = card.get("/membership").await;
    let auto = membership.auto_renewal.expect("automatic renewal");
    assert_eq!(auto.state, AutoRenewalState::On);
    assert_eq!(
        (auto.next_charge_at, auto.next_amount.as_ref()),
        (plan.valid_until, Some(&plan.price))
    );
}

#[tokio::test]
async fn an_order_is_for_a_plan_of_the_brand_and_a_way_that_is_known() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    for (key, body, field) in [
        ("a", wanted("hotel-year", "REDIRECT", true), "plan_id"),
        ("b", wanted("tea-year", "CARRIER_PIGEON", true), "channel"),
    ] {
        let problem = card.post_json("/membership/orders", key, body).await.problem();
        assert_eq!(problem.code, ErrorCode::ValidationFailed);
        assert_eq!(problem.fields[0].field, field);
    }
    let body = wanted("tea-year", "REDIRECT", true);
    let keyless = card.send("POST", "/v1/membership/orders", None, Some(body.clone())).await;
    assert_eq!(keyless.code(), ErrorCode::IdempotencyKeyRequired);
    let guest = world.guest("tea").await;
    let refused = guest.post_json("/membership/orders", "a", body).await;
    assert_eq!(refused.code(), ErrorCode::EnrollmentRequired);
    let made = order(&card, "c", "tea-year", "REDIRECT").await;
    let other = world.card("tea", "loyal").await;
    let foreign =
        other.send("GET", &format!("/v1/membership/orders/{}", made.id), None, None).await;
    assert_eq!(foreign.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn the_bridge_takes_only_what_the_backend_signed() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let made = order(&card, "a", "tea-year", "WECHAT_JSAPI").await;
    let payment = made.payment.clone().expect("a payment");
    assert_eq!(payment.kind, PaymentKind::WechatJsapi);
    let wechat = payment.wechat.expect("parameters");
    let prepay = wechat.package.strip_prefix("prepay_id=").expect("a prepay id");
    let handed = |package: &str, sign: &str| {
        json!({ "outcome": "paid", "payment": {
            "appId": wechat.app_id,
            "timeStamp": wechat.timestamp,
            "nonceStr": wechat.nonce_str,
            "package": package,
            "signType": wechat.sign_type,
            "paySign": sign,
        } })
    };
    let path = format!("/sandbox/wechat/pay/{prepay}");
    for (package, sign) in [
        (wechat.package.as_str(), "0".repeat(64)),
        ("prepay_id=wxanother", wechat.pay_sign.clone()),
    ] {
        let refused = card.send("POST", &path, None, Some(handed(package, &sign))).await;
        assert_eq!(refused.code(), ErrorCode::ValidationFailed);
        assert_eq!(state(&card, &made).await, OrderState::Created);
    }
    let body = handed(&wechat.package, &wechat.pay_sign);
    assert_eq!(card.send("POST", &path, None, Some(body)).await.status, StatusCode::OK);
    assert_eq!(state(&card, &made).await, OrderState::Fulfilled);
}

#[tokio::test]
async fn an_open_card_is_told_when_a_payment_comes() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let made = order(&card, "a", "tea-year", "MINI_PROGRAM").await;
    // The mini-program's page asks for the order itself, and hands its parameters to the client.
    let payment = made.payment.clone().expect("a payment");
    assert_eq!(payment.path, Some(format!("/pages/pay/pay?order={}", made.id)));
    let package = payment.wechat.expect("parameters").package;
    let prepay = package.strip_prefix("prepay_id=").expect("a prepay id");
    let bootstrap: Value = card.get("/bootstrap").await;
    let cursor = bootstrap["changes_cursor"].as_str().expect("a cursor");
    pay(&card, prepay, "paid").await;
    let changes: Value = card.get(&format!("/changes?cursor={cursor}&wait=0")).await;
    for resource in ["membership", "prompts", "coupon_offers"] {
        assert!(
            changes["changed"].as_array().expect("a list").contains(&json!(resource)),
            "{changes}"
        );
    }
}

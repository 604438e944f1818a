//! The till: scanning, buying, refunding.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::client::Client;

async fn code(client: &Client) -> String {
    let card = client.get("/v1/card/code").await;
    assert_eq!(card.headers["cache-control"], "no-store");
    card.data()["tokens"][0]["value"].as_str().unwrap().to_owned()
}

async fn scan(client: &Client, code: &str) -> super::client::Reply {
    client.post("/sandbox/till/scan", json!({ "code": code })).await
}

#[tokio::test]
async fn a_code_is_scanned_once() {
    let client = Client::tea("growing").await;
    let value = code(&client).await;
    let first = scan(&client, &value).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert_eq!(first.body["member_id"], "tea-growing");
    assert_eq!(scan(&client, &value).await.status, StatusCode::CONFLICT);
    let next = code(&client).await;
    assert_ne!(next, value);
    assert_eq!(scan(&client, &next).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_code_past_its_end_is_gone_and_a_foreign_one_unknown() {
    let client = Client::tea("growing").await;
    let value = code(&client).await;
    client.advance(90).await;
    let late = scan(&client, &value).await;
    assert_eq!((late.status, late.code()), (StatusCode::GONE, "TOKEN_EXPIRED"));
    assert_eq!(scan(&client, "138402771940266518").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn tokens_follow_each_other_without_a_gap_and_outlast_the_next_batch_by_ten_minutes() {
    let client = Client::tea("growing").await;
    let card = client.get("/v1/card/code").await.data().clone();
    let tokens = card["tokens"].as_array().unwrap();
    assert_eq!(tokens.len(), 40);
    let time = |token: &Value, name: &str| {
        chrono::DateTime::parse_from_rfc3339(token[name].as_str().unwrap()).unwrap()
    };
    let left = time(tokens.last().unwrap(), "not_after") - time(&card, "refresh_after");
    assert!(left.num_minutes() > 10, "{left}");
    for pair in tokens.windows(2) {
        let (one, next) = (&pair[0], &pair[1]);
        assert_eq!((time(next, "not_before") - time(one, "not_before")).num_seconds(), 30);
        assert!(time(one, "not_after") > time(next, "not_before"));
        let value = one["value"].as_str().unwrap();
        assert!(value.len() == 20 && value.starts_with("91"));
    }
    let again = client.get("/v1/card/code").await.data().clone();
    assert_eq!(again["tokens"][5], card["tokens"][5]);
}

#[tokio::test]
async fn the_member_number_stands_in_at_the_till_and_is_never_used_up() {
    let client = Client::tea("growing").await;
    let card = client.get("/v1/card/code").await.data().clone();
    assert_eq!(card["static_fallback_allowed"], true);
    let grouped = card["membership_number"].as_str().unwrap().to_owned();
    for number in [grouped.clone(), grouped.replace(' ', ""), format!(" {grouped} ")] {
        let seen = scan(&client, &number).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
        assert_eq!(seen.body["member_id"], "tea-growing");
        let body = json!({ "code": number, "amount": 1000 });
        let bought = client.post("/sandbox/till/purchase", body).await;
        assert_eq!(bought.body["member_id"], "tea-growing", "{}", bought.body);
    }
    assert!(client.effects("tea-growing", "CODE_TAKEN").await.is_empty());
    assert_eq!(scan(&client, "6212 0000 0000").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_card_hears_what_the_till_did_with_its_code_for_ten_minutes() {
    let client = Client::tea("growing").await;
    let english = async |client: &Client| {
        let answer = client.send("GET", "/v1/card/code", &[("accept-language", "en")], None).await;
        answer.data()["last_scan"].clone()
    };
    assert_eq!(english(&client).await, json!(null));
    let before = client.get("/v1/changes").await.data()["cursor"].as_str().unwrap().to_owned();
    let changed = async |client: &Client| {
        let path = format!("/v1/changes?cursor={before}");
        client.get(&path).await.data()["changed"].as_array().unwrap().clone()
    };
    scan(&client, &code(&client).await).await;
    assert!(changed(&client).await.contains(&json!("card")));
    let scanned = english(&client).await;
    assert_eq!(scanned["kind"], "SCAN");
    assert_eq!(scanned["title"], "Cloud Lane");
    assert_eq!((&scanned["points"], &scanned["amount"]), (&json!(null), &json!(null)));

    // The till knows the member from the scan, and names the member in its order.
    let body = json!({ "member_id": "tea-growing", "amount": 1250 });
    let bought = client.post("/sandbox/till/purchase", body).await.body;
    let taken = english(&client).await;
    let order = bought["order"].as_str().unwrap();
    assert_eq!(taken["kind"], "PURCHASE");
    assert_eq!(taken["title"], format!("Cloud Lane · order {order}"));
    assert_eq!(taken["points"], bought["points"]);
    assert_eq!(taken["amount"], json!({ "amount": 1250, "currency": "CNY" }));
    let bootstrap = client.get("/v1/bootstrap").await.data().clone();
    assert_eq!(bootstrap["card"]["last_scan"]["title"], format!("云栖路店 · 订单 {order}"));

    client.advance(599).await;
    assert_eq!(english(&client).await["kind"], "PURCHASE");
    client.advance(2).await;
    assert_eq!(english(&client).await, json!(null));
}

#[tokio::test]
async fn a_purchase_with_a_code_is_told_and_one_without_or_refunded_is_not() {
    let client = Client::tea("growing").await;
    let last =
        async |client: &Client| client.get("/v1/card/code").await.data()["last_scan"].clone();
    let body = json!({ "member_id": "tea-growing", "amount": 1000 });
    client.post("/sandbox/till/purchase", body).await;
    assert_eq!(last(&client).await, json!(null));
    let before = client.get("/v1/changes").await.data()["cursor"].as_str().unwrap().to_owned();
    let body = json!({ "code": code(&client).await, "amount": 1000 });
    let bought = client.post("/sandbox/till/purchase", body).await.body;
    assert_eq!(last(&client).await["kind"], "PURCHASE");
    let changes = client.get(&format!("/v1/changes?cursor={before}")).await.data().clone();
    assert!(changes["changed"].as_array().unwrap().contains(&json!("card")), "{changes}");
    client.post("/sandbox/till/refund", json!({ "order": bought["order"] })).await;
    assert_eq!(last(&client).await, json!(null));
}

#[tokio::test]
async fn the_missing_amount_lifts_growing_and_the_entry_names_the_purchase() {
    let client = Client::tea("growing").await;
    let before = client.get("/v1/points").await.data()["available"].as_i64().unwrap();
    let value = code(&client).await;
    let bought =
        client.post("/sandbox/till/purchase", json!({ "code": value, "amount": 1000 })).await;
    assert_eq!(bought.status, StatusCode::OK, "{}", bought.body);
    assert_eq!(bought.body["tier_before"], "green-leaf");
    assert_eq!(bought.body["tier_after"], "gold");
    assert_eq!(bought.body["points"], 12);
    let tier = client.get("/v1/tiers/status").await.data().clone();
    assert_eq!(tier["current"]["id"], "gold");
    assert_eq!(tier["last_change"]["reason"], "QUALIFIED");
    assert_eq!(tier["measures"][0]["missing"], 2000);
    let order = bought.body["order"].as_str().unwrap();
    let entry = client.get("/v1/points/transactions?limit=1").await.data()[0].clone();
    assert!(entry["title"].as_str().unwrap().contains(order));
    assert_eq!(entry["balance_after"], before + 12);
}

#[tokio::test]
async fn one_yuan_less_lifts_nobody() {
    let client = Client::tea("growing").await;
    let body = json!({ "member_id": "tea-growing", "amount": 999 });
    let bought = client.post("/sandbox/till/purchase", body).await;
    assert_eq!(bought.body["tier_after"], "green-leaf");
}

#[tokio::test]
async fn a_refund_takes_points_growth_and_the_tier_back_once() {
    let client = Client::tea("growing").await;
    let points = client.get("/v1/points").await.data()["available"].clone();
    let body = json!({ "member_id": "tea-growing", "amount": 1000 });
    let bought = client.post("/sandbox/till/purchase", body).await.body;
    let order = json!({ "order": bought["order"] });
    let refund = client.post("/sandbox/till/refund", order.clone()).await;
    assert_eq!(refund.body["tier_after"], "green-leaf");
    assert_eq!(refund.body["available"], points);
    let tier = client.get("/v1/tiers/status").await.data().clone();
    assert_eq!(tier["measures"][0]["missing"], 10);
    assert_eq!(tier["last_change"]["reason"], "REFUND");
    let again = client.post("/sandbox/till/refund", order).await;
    assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "ORDER_STATE_CONFLICT"));
}

#[tokio::test]
async fn a_debt_is_paid_by_the_next_purchase() {
    let client = Client::tea("debt").await;
    assert_eq!(client.get("/v1/points").await.data()["available"], -120);
    let body = json!({ "member_id": "tea-debt", "amount": 20_000 });
    client.post("/sandbox/till/purchase", body).await;
    let points = client.get("/v1/points").await.data().clone();
    assert_eq!(points["available"], 80);
    let batches = client.get("/v1/points/expirations").await.data()["batches"].clone();
    assert_eq!(batches.as_array().unwrap().len(), 1);
    assert_eq!(batches[0]["points"], 80);
}

#[tokio::test]
async fn a_stay_earns_pending_points_that_are_released_three_days_later() {
    let client = Client::new().sign_in("hotel", "new").await;
    let body = json!({ "member_id": "hotel-new", "amount": 100_000, "nights": 1 });
    client.post("/sandbox/till/purchase", body).await;
    let held = client.get("/v1/points").await.data().clone();
    assert_eq!((&held["available"], &held["pending"]), (&json!(20), &json!(2000)));
    client.advance(3 * super::client::DAY).await;
    let client = client.sign_in("hotel", "new").await;
    let released = client.get("/v1/points").await.data().clone();
    assert_eq!((&released["available"], &released["pending"]), (&json!(2020), &json!(0)));
    let entry = client.get("/v1/points/transactions?limit=1").await.data()[0].clone();
    assert_eq!((&entry["state"], &entry["balance_after"]), (&json!("POSTED"), &json!(2020)));
}

#[tokio::test]
async fn a_pending_stay_that_is_refunded_leaves_no_trace_in_the_balance() {
    let client = Client::new();
    let body = json!({ "member_id": "hotel-new", "amount": 100_000, "nights": 1 });
    let bought = client.post("/sandbox/till/purchase", body).await.body;
    client.post("/sandbox/till/refund", json!({ "order": bought["order"] })).await;
    client.advance(4 * super::client::DAY).await;
    let ledger = client.ledger("hotel-new").await;
    assert_eq!(ledger["points"]["available"], 20);
    assert_eq!(ledger["points"]["pending"], 0);
    assert_eq!(ledger["entry_sum"], 20);
}

#[tokio::test]
async fn an_amount_that_no_till_takes_is_refused() {
    let client = Client::new();
    for amount in [0, -5, 100_000_001] {
        let body = json!({ "member_id": "tea-growing", "amount": amount });
        let refused = client.post("/sandbox/till/purchase", body).await;
        assert_eq!(refused.code(), "VALIDATION_FAILED");
        assert_eq!(refused.body["fields"][0]["field"], "amount");
    }
    let nobody = client.post("/sandbox/till/purchase", json!({ "amount": 100 })).await;
    assert_eq!(nobody.body["fields"][0]["field"], "code");
}

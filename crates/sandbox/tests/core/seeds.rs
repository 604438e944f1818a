//! The seed data keeps what the personas promise, in both brands.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::client::Client;

const EVERYBODY: [&str; 8] =
    ["new", "growing", "loyal", "silent", "renewing", "at-risk", "debt", "heavy"];

async fn ledger(client: &Client, brand: &str, persona: &str) -> Value {
    client.ledger(&format!("{brand}-{persona}")).await
}

#[tokio::test]
async fn everybodys_entries_add_up_to_the_balance() {
    let client = Client::new();
    for brand in ["tea", "hotel"] {
        for persona in EVERYBODY {
            let ledger = ledger(&client, brand, persona).await;
            let available = ledger["points"]["available"].as_i64().unwrap();
            let batches = ledger["batches"].as_array().unwrap();
            let left: i64 = batches.iter().map(|batch| batch["points"].as_i64().unwrap()).sum();
            assert_eq!(ledger["entry_sum"], available, "{brand}-{persona}");
            assert_eq!(left, available.max(0), "{brand}-{persona}");
            let total = |name: &str| ledger["points"][name].as_i64().unwrap();
            let flow = total("lifetime_earned") - total("spent") - total("expired");
            assert_eq!(flow, available, "{brand}-{persona}");
        }
    }
}

#[tokio::test]
async fn growing_is_ten_short_of_gold_and_one_night_short_of_brass() {
    let client = Client::new();
    let tea = ledger(&client, "tea", "growing").await["tier"].clone();
    assert_eq!(tea["current"]["id"], "green-leaf");
    assert_eq!(tea["next"]["id"], "gold");
    assert_eq!(tea["measures"][0]["value"], 990);
    assert_eq!(tea["measures"][0]["missing"], 10);
    let hotel = ledger(&client, "hotel", "growing").await["tier"].clone();
    assert_eq!(hotel["next"]["id"], "brass");
    let missing: Vec<_> =
        hotel["measures"].as_array().unwrap().iter().map(|m| m["missing"].clone()).collect();
    assert_eq!(missing, [json!(1), json!(100_000)]);
}

#[tokio::test]
async fn each_persona_is_where_it_says() {
    let client = Client::new();
    for brand in ["tea", "hotel"] {
        let loyal = ledger(&client, brand, "loyal").await["tier"].clone();
        assert_eq!((&loyal["current"]["rank"], &loyal["next"]), (&json!(4), &json!(null)));
        let at_risk = ledger(&client, brand, "at-risk").await["tier"].clone();
        assert_eq!(at_risk["current"]["rank"], 3, "{brand}");
        assert_eq!(at_risk["projection"]["outcome"], "DOWNGRADE", "{brand}");
        assert!(at_risk["projection"]["keep_missing"][0]["missing"].as_i64().unwrap() > 0);
        let debt = ledger(&client, brand, "debt").await;
        assert_eq!(debt["points"]["available"], -120, "{brand}");
        let heavy = client.sign_in(brand, "heavy").await;
        assert!(count_entries(&heavy).await >= 10_000);
        let silent = client.sign_in(brand, "silent").await;
        assert_eq!(silent.get("/v1/member").await.data()["lifecycle"], "SILENCE", "{brand}");
        let new = client.sign_in(brand, "new").await;
        assert_eq!(new.get("/v1/member").await.data()["lifecycle"], "INTRODUCTION", "{brand}");
    }
    let at_risk = ledger(&client, "tea", "at-risk").await["tier"].clone();
    assert_eq!(at_risk["projection"]["keep_missing"][0]["missing"], 240);
}

async fn count_entries(client: &Client) -> usize {
    let (mut count, mut cursor) = (0, String::new());
    loop {
        let path = format!("/v1/points/transactions?limit=50&cursor={cursor}");
        let reply = client.get(&path).await;
        count += reply.data().as_array().unwrap().len();
        match reply.body["page"]["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return count,
        }
    }
}

#[tokio::test]
async fn the_low_tickets_expired_member_is_not_in_the_hotel() {
    let client = Client::new();
    client.ledger("tea-expired").await;
    assert_eq!(client.get("/sandbox/ledger/hotel-expired").await.status, StatusCode::NOT_FOUND);
    let refused = client.get("/sandbox/as/expired?brand=hotel").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert!(refused.headers["content-type"].to_str().unwrap().starts_with("text/html"));
}

#[tokio::test]
async fn opening_as_a_persona_hands_over_a_ticket_in_the_fragment() {
    let client = Client::new();
    let opened = client.get("/sandbox/as/growing").await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let location = opened.headers["location"].to_str().unwrap();
    let ticket = location.strip_prefix("/#t=").unwrap();
    let body = json!({ "grant": "TICKET", "ticket": ticket });
    assert_eq!(client.post("/v1/sessions", body).await.data()["brand_id"], "tea");
    let guest = client.get("/sandbox/as/guest?brand=hotel").await;
    assert_eq!(guest.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn bootstrap_holds_all_that_the_first_paint_needs() {
    let client = Client::new();
    for (brand, persona) in [("tea", "growing"), ("hotel", "loyal"), ("tea", "heavy")] {
        let member = client.sign_in(brand, persona).await;
        let reply = member.get("/v1/bootstrap").await;
        let data = reply.data();
        for part in ["program", "member", "card", "points", "tier"] {
            assert!(data[part].is_object(), "{brand}-{persona} {part}");
        }
        serde_json::from_value::<contract::bootstrap::Bootstrap>(data.clone()).unwrap();
        assert!(data["coupons"].as_array().unwrap().len() <= 3);
        assert_eq!(reply.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn a_reset_brings_everything_back_and_keeps_the_session() {
    let client = Client::tea("growing").await;
    client
        .post("/sandbox/till/purchase", json!({ "member_id": "tea-growing", "amount": 9900 }))
        .await;
    client.advance(600).await;
    let reset = client.post("/sandbox/reset", json!({})).await;
    assert_eq!(reset.status, StatusCode::OK, "{}", reset.body);
    assert_eq!(client.get("/sandbox/clock").await.body["offset_seconds"], 0);
    let tier = client.get("/v1/tiers/status").await;
    assert_eq!(tier.data()["measures"][0]["missing"], 10);
}

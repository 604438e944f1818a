//! The clock, and what follows it.

use chrono::DateTime;
use serde_json::{Value, json};

use super::client::{Client, DAY};

fn time(value: &Value) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn the_clock_is_set_moved_and_put_back() {
    let client = Client::new();
    let set = client.post("/sandbox/clock", json!({ "now": "2030-01-01T00:00:00+08:00" })).await;
    assert!(set.body["now"].as_str().unwrap().starts_with("2030-01-01T00:00:00"));
    client.advance(3600).await;
    let moved = client.get("/sandbox/clock").await.body;
    assert!(moved["now"].as_str().unwrap().starts_with("2030-01-01T01:00:00"));
    let back = client.post("/sandbox/clock", json!({ "reset": true })).await.body;
    assert!((time(&back["now"]) - time(&back["real"])).num_seconds().abs() < 2);
    for nonsense in
        [json!({}), json!({ "now": "yesterday" }), json!({ "advance_seconds": i64::MAX })]
    {
        let refused = client.post("/sandbox/clock", nonsense.clone()).await;
        assert_eq!(refused.code(), "VALIDATION_FAILED", "{nonsense}");
    }
}

#[tokio::test]
async fn points_expire_when_the_clock_passes_their_end_with_that_time() {
    let client = Client::new();
    let before = client.ledger("tea-growing").await;
    let next = before["points"]["next_expirations"][0].clone();
    let end = time(&next["expires_at"]);
    let gap = (end - time(&before["now"])).num_seconds();
    client.advance(gap - 60).await;
    let just_before = client.ledger("tea-growing").await;
    assert_eq!(just_before["points"]["available"], before["points"]["available"]);
    client.advance(120).await;
    let after = client.ledger("tea-growing").await;
    let lost = next["points"].as_i64().unwrap();
    assert_eq!(
        after["points"]["available"].as_i64().unwrap(),
        before["points"]["available"].as_i64().unwrap() - lost
    );
    let entry = &after["entries"][0];
    assert_eq!((&entry["kind"], &entry["points"]), (&json!("EXPIRE"), &json!(-lost)));
    assert_eq!(time(&entry["occurred_at"]), end);
    assert_eq!(after["entry_sum"], after["points"]["available"]);
    assert_eq!(client.effects("tea-growing", "POINTS_EXPIRED").await.len(), 1);
}

#[tokio::test]
async fn what_expired_stays_expired_when_the_clock_goes_back() {
    let client = Client::new();
    client.advance(60 * DAY).await;
    let later = client.ledger("tea-growing").await["points"]["available"].clone();
    client.advance(-60 * DAY).await;
    let ledger = client.ledger("tea-growing").await;
    assert_eq!(ledger["points"]["available"], later);
    assert_eq!(ledger["entry_sum"], later);
}

#[tokio::test]
async fn the_clock_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let open = || sandbox::Sandbox::open(folder.path(), sandbox::app::Options::default()).unwrap();
    let client = Client { sandbox: open(), token: None };
    client.advance(5 * DAY).await;
    drop(client);
    let again = Client { sandbox: open(), token: None };
    assert_eq!(again.get("/sandbox/clock").await.body["offset_seconds"], 5 * DAY);
    again.ledger("tea-growing").await;
}

//! The long poll.

use std::time::{Duration, Instant};

use serde_json::json;

use super::client::Client;

async fn cursor(client: &Client) -> String {
    client.get("/v1/changes").await.data()["cursor"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_purchase_wakes_the_poll_at_once() {
    let client = Client::tea("growing").await;
    let path = format!("/v1/changes?wait=20&cursor={}", cursor(&client).await);
    let waiting = tokio::spawn({
        let client = client.clone();
        async move { client.get(&path).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!waiting.is_finished());
    let start = Instant::now();
    let body = json!({ "member_id": "tea-growing", "amount": 1000 });
    client.post("/sandbox/till/purchase", body).await;
    let woken = waiting.await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(5));
    let changed = woken.data()["changed"].as_array().unwrap().clone();
    for resource in ["points", "tier", "member"] {
        assert!(changed.contains(&json!(resource)), "{changed:?}");
    }
    let next = woken.data()["cursor"].as_str().unwrap();
    let quiet = client.get(&format!("/v1/changes?cursor={next}")).await;
    assert_eq!(quiet.data()["changed"], json!([]));
}

#[tokio::test]
async fn somebody_elses_purchase_does_not() {
    let client = Client::tea("growing").await;
    let path = format!("/v1/changes?wait=1&cursor={}", cursor(&client).await);
    let waiting = tokio::spawn({
        let client = client.clone();
        async move { client.get(&path).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let body = json!({ "member_id": "tea-loyal", "amount": 1000 });
    client.post("/sandbox/till/purchase", body).await;
    assert_eq!(waiting.await.unwrap().data()["changed"], json!([]));
}

#[tokio::test]
async fn moving_the_clock_tells_everybody_that_everything_changed() {
    let client = Client::tea("growing").await;
    let before = cursor(&client).await;
    client.advance(60).await;
    let changes = client.get(&format!("/v1/changes?cursor={before}")).await;
    let all = contract::changes::Resource::ALL.len();
    assert_eq!(changes.data()["changed"].as_array().unwrap().len(), all);
}

#[tokio::test]
async fn the_bootstraps_cursor_goes_on_from_there() {
    let client = Client::tea("growing").await;
    let bootstrap = client.get("/v1/bootstrap").await.data().clone();
    let from = bootstrap["changes_cursor"].as_str().unwrap();
    let quiet = client.get(&format!("/v1/changes?cursor={from}")).await;
    assert_eq!(quiet.data()["changed"], json!([]));
    let bad = client.get("/v1/changes?cursor=nonsense").await;
    assert_eq!(bad.code(), "CURSOR_INVALID");
}

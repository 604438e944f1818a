//! Pages of the ledger: no gap, no double while entries arrive.

use std::collections::BTreeSet;

use serde_json::json;

use super::client::Client;

async fn page(client: &Client, query: &str) -> (Vec<String>, Option<String>) {
    let reply = client.get(&format!("/v1/points/transactions?{query}")).await;
    let ids = reply.data().as_array().unwrap().iter();
    let ids = ids.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect();
    (ids, reply.body["page"]["next_cursor"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn pages_stay_stable_while_entries_arrive() {
    let client = Client::tea("loyal").await;
    let before = client.ledger("tea-loyal").await["entries"].as_array().unwrap().len();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let (ids, next) = page(&client, &format!("limit=10&cursor={cursor}")).await;
        seen.extend(ids);
        let body = json!({ "member_id": "tea-loyal", "amount": 500 });
        client.post("/sandbox/till/purchase", body).await;
        match next {
            Some(next) => cursor = next,
            None => break,
        }
    }
    let different: BTreeSet<_> = seen.iter().collect();
    assert_eq!(different.len(), seen.len(), "an entry came twice");
    assert!(before > 70);
    assert_eq!(seen.len(), before, "an entry was left out");
}

#[tokio::test]
async fn filters_keep_their_promise() {
    let client = Client::tea("loyal").await;
    let reply = client.get("/v1/points/transactions?direction=OUT&limit=50").await;
    let out = reply.data().as_array().unwrap();
    assert!(!out.is_empty() && out.iter().all(|entry| entry["points"].as_i64().unwrap() < 0));
    let newest = client.get("/v1/points/transactions?limit=1").await.data()[0].clone();
    let month = newest["occurred_at"].as_str().unwrap()[..7].to_owned();
    let reply = client.get(&format!("/v1/points/transactions?month={month}&limit=50")).await;
    let inside = reply.data().as_array().unwrap();
    assert!(!inside.is_empty());
    assert!(inside.iter().all(|entry| entry["occurred_at"].as_str().unwrap().starts_with(&month)));
}

#[tokio::test]
async fn a_bad_cursor_a_bad_month_and_a_bad_limit_are_refused() {
    let client = Client::tea("loyal").await;
    for (query, code) in [
        ("cursor=nonsense", "CURSOR_INVALID"),
        ("month=2026-13", "VALIDATION_FAILED"),
        ("direction=SIDEWAYS", "VALIDATION_FAILED"),
        ("limit=many", "INVALID_REQUEST"),
    ] {
        let reply = client.get(&format!("/v1/points/transactions?{query}")).await;
        assert_eq!(reply.code(), code, "{query}");
    }
    let (ids, _) = page(&client, "limit=1000").await;
    assert_eq!(ids.len(), 50);
}

#[tokio::test]
async fn an_etag_spares_the_second_answer_until_something_changes() {
    let client = Client::tea("growing").await;
    for path in ["/v1/points", "/v1/tiers/status", "/v1/program", "/v1/points/transactions"] {
        let first = client.get(path).await;
        assert_eq!(first.headers["cache-control"], "private, no-cache", "{path}");
        let etag = first.headers["etag"].to_str().unwrap().to_owned();
        let same = client.send("GET", path, &[("if-none-match", &etag)], None).await;
        assert_eq!(same.status, 304, "{path}");
        assert_eq!(same.headers["etag"].to_str().unwrap(), etag);
        let english = [("if-none-match", etag.as_str()), ("accept-language", "en")];
        if path == "/v1/program" {
            assert_eq!(client.send("GET", path, &english, None).await.status, 200);
        }
    }
    let etag = client.get("/v1/points").await.headers["etag"].to_str().unwrap().to_owned();
    let body = json!({ "member_id": "tea-growing", "amount": 1000 });
    client.post("/sandbox/till/purchase", body).await;
    let changed = client.send("GET", "/v1/points", &[("if-none-match", &etag)], None).await;
    assert_eq!(changed.status, 200);
}

//! The broken network, in process and over a real socket.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpStream};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use sandbox::faults::Dropped;
use serde_json::{Value, json};

use super::client::Client;

async fn fault(client: &Client, rule: Value) {
    let added = client.post("/sandbox/faults", rule).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.body);
}

fn get_points(client: &Client) -> Request<Body> {
    let token = client.token.as_deref().unwrap();
    let request = Request::builder().uri("/v1/points");
    request.header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_status_strikes_as_often_as_its_limit_and_looks_like_the_real_thing() {
    let client = Client::tea("growing").await;
    fault(&client, json!({ "match": "/v1/points", "kind": "status", "status": 429, "limit": 1 }))
        .await;
    let struck = client.get("/v1/points").await;
    assert_eq!((struck.status.as_u16(), struck.code()), (429, "RATE_LIMITED"));
    assert_eq!(struck.headers["retry-after"], "1");
    assert_eq!(struck.body["retryable"], true);
    client.get("/v1/points").await.data();
    let listed = client.get("/sandbox/faults").await.body;
    assert_eq!(listed[0]["fired"], 1);
}

#[tokio::test]
async fn garbage_is_a_page_and_truncation_breaks_off() {
    let client = Client::tea("growing").await;
    fault(&client, json!({ "match": "/v1/points", "kind": "garbage", "limit": 1 })).await;
    let garbage = client.get("/v1/points").await;
    assert_eq!((garbage.status, garbage.body), (StatusCode::OK, Value::Null));
    fault(&client, json!({ "match": "/v1/points", "kind": "truncate", "limit": 1 })).await;
    let response = client.raw(get_points(&client)).await;
    assert!(to_bytes(response.into_body(), usize::MAX).await.is_err());
    client.get("/v1/points").await.data();
}

#[tokio::test]
async fn a_dropped_answer_has_its_effect_and_a_dropped_request_has_none() {
    let client = Client::tea("growing").await;
    let offers = client.get("/v1/coupon-offers?limit=50").await.data().clone();
    let free = offers
        .as_array()
        .unwrap()
        .iter()
        .find(|offer| offer["claim_state"] == "CLAIMABLE" && offer["cost_points"] == 0);
    let path = format!("/v1/coupon-offers/{}/claims", free.unwrap()["id"].as_str().unwrap());
    let request = || {
        let token = client.token.as_deref().unwrap();
        let request = Request::builder().method("POST").uri(&path).header("idempotency-key", "k");
        request.header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap()
    };
    let issued = async || client.effects("tea-growing", "COUPON_ISSUED").await.len();
    let before = issued().await;
    for (kind, effects) in [("drop_before", 0), ("drop_after", 1)] {
        fault(&client, json!({ "match": "/v1/coupon-offers/*", "kind": kind, "limit": 1 })).await;
        let response = client.raw(request()).await;
        assert!(response.extensions().get::<Dropped>().is_some());
        assert_eq!(issued().await - before, effects, "{kind}");
    }
    let again = client.write(&path, "k", None).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(issued().await - before, 1);
}

#[tokio::test]
async fn a_duplicate_delivery_has_one_effect() {
    let client = Client::tea("growing").await;
    let offers = client.get("/v1/coupon-offers?limit=50").await.data().clone();
    let free = offers
        .as_array()
        .unwrap()
        .iter()
        .find(|offer| offer["claim_state"] == "CLAIMABLE" && offer["cost_points"] == 0);
    let path = format!("/v1/coupon-offers/{}/claims", free.unwrap()["id"].as_str().unwrap());
    let before = client.effects("tea-growing", "COUPON_ISSUED").await.len();
    fault(&client, json!({ "match": "/v1/coupon-offers/*", "kind": "duplicate" })).await;
    let reply = client.write(&path, "k", None).await;
    assert_eq!(reply.headers["idempotency-replayed"], "true");
    assert_eq!(client.effects("tea-growing", "COUPON_ISSUED").await.len() - before, 1);
}

#[tokio::test]
async fn over_a_socket_a_dropped_answer_is_a_closed_connection() {
    let client = Client::tea("growing").await;
    let listener = sandbox::server::bind(IpAddr::V4(Ipv4Addr::LOCALHOST), 0).await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(sandbox::server::serve(listener, client.sandbox.router()));
    let ask = async || {
        let token = client.token.as_deref().unwrap();
        let request = format!(
            "GET /v1/points HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
             connection: close\r\n\r\n"
        );
        let answer = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            String::from_utf8(answer).unwrap()
        });
        answer.await.unwrap()
    };
    assert!(ask().await.starts_with("HTTP/1.1 200"));
    fault(&client, json!({ "kind": "drop_after", "limit": 1 })).await;
    assert_eq!(ask().await, "");
    fault(&client, json!({ "kind": "truncate", "limit": 1 })).await;
    let cut = ask().await;
    assert!(cut.starts_with("HTTP/1.1 200") && !cut.ends_with('}'), "{cut}");
    server.abort();
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_option_that_chooses_another() {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let first = sandbox::server::bind(host, 0).await.unwrap();
    let port = first.local_addr().unwrap().port();
    let error = sandbox::server::bind(host, port).await.unwrap_err();
    assert!(error.to_string().contains("--port"), "{error}");
}

#[tokio::test]
async fn the_sandboxs_own_pages_are_spared_and_rules_can_be_cleared() {
    let client = Client::tea("growing").await;
    fault(&client, json!({ "match": "*", "kind": "status" })).await;
    assert_eq!(client.get("/v1/points").await.status.as_u16(), 503);
    assert_eq!(client.get("/sandbox/clock").await.status, StatusCode::OK);
    client.send("DELETE", "/sandbox/faults", &[], None).await;
    client.get("/v1/points").await.data();
    let nonsense =
        client.post("/sandbox/faults", json!({ "kind": "status", "probability": 2 })).await;
    assert_eq!(nonsense.code(), "VALIDATION_FAILED");
}

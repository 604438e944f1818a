//! The broken network, in process and over a real socket.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpStream};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use futures::StreamExt as _;
use sandbox::Sandbox;
use sandbox::app::Options;
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

/// A sandbox with a built card of one page and one module.
fn with_dist() -> (Client, tempfile::TempDir) {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dist.path().join(name), bytes).unwrap();
    write("index.html", PAGE.as_bytes());
    write("index.html.br", b"brotli");
    write("card-0a1b2c3d4e5f6071_bg.wasm", &[b'w'; 1000]);
    write("card-0a1b2c3d4e5f6071_bg.wasm.br", b"brotli");
    let options = Options { dist: Some(dist.path().to_owned()), ..Options::default() };
    (Client { sandbox: Sandbox::in_memory_with(options).unwrap(), token: None }, dist)
}

const PAGE: &str = "<!doctype html><html><head lang=en><title>Card</title>\
                    <script>own()</script></head>";
const MODULE: &str = "/card-0a1b2c3d4e5f6071_bg.wasm";

/// An answer as a browser would get it that has an older one and takes brotli.
async fn fetch(client: &Client, path: &str, etag: &str) -> Response {
    let request = Request::builder().uri(path).header("accept-encoding", "br");
    let request = request.header("if-none-match", etag).body(Body::empty()).unwrap();
    client.raw(request).await
}

#[tokio::test]
async fn a_header_can_be_changed_or_taken_away_on_a_file_and_on_a_refusal() {
    let (client, _dist) = with_dist();
    let etag = fetch(&client, MODULE, "").await.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(fetch(&client, MODULE, &etag).await.status(), StatusCode::NOT_MODIFIED);
    fault(
        &client,
        json!({ "match": "/*.wasm", "kind": "header", "name": "Content-Type", "value": "text/plain" }),
    )
    .await;
    fault(&client, json!({ "match": "*", "kind": "header", "name": "x-content-type-options" }))
        .await;
    fault(&client, json!({ "match": "/v1/*", "kind": "header", "name": "x-proxy", "value": "1" }))
        .await;
    let module = fetch(&client, MODULE, &etag).await;
    assert_eq!(module.status(), StatusCode::OK);
    assert_eq!(module.headers()["content-type"], "text/plain");
    assert!(!module.headers().contains_key("x-content-type-options"));
    let page = client.get("/").await;
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(!page.headers.contains_key("x-content-type-options"));
    let refused = client.get("/v1/points").await;
    assert_eq!(
        (refused.code(), &refused.headers["x-proxy"]),
        ("UNAUTHENTICATED", &"1".parse().unwrap())
    );
}

#[tokio::test]
async fn headers_gather_beside_another_rule() {
    let (client, _dist) = with_dist();
    for (name, value) in [("x-a", "1"), ("content-security-policy", "script-src 'none'")] {
        let rule = json!({ "match": "/", "kind": "header", "name": name, "value": value });
        fault(&client, rule).await;
    }
    fault(&client, json!({ "match": "/", "kind": "script", "source": "first()" })).await;
    let response = fetch(&client, "/", "").await;
    assert_eq!(response.headers()["x-a"], "1");
    assert_eq!(response.headers()["content-security-policy"], "script-src 'none'");
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert!(body.starts_with(b"<!doctype html><html><head lang=en><script>first()</script>"));
}

#[tokio::test]
async fn a_script_runs_first_in_the_page_and_the_policy_allows_it_and_no_other() {
    let (client, _dist) = with_dist();
    let clean = fetch(&client, "/", "").await;
    assert_eq!(clean.headers()["content-encoding"], "br");
    let etag = clean.headers()["etag"].to_str().unwrap().to_owned();
    let rule = json!({ "match": "/", "kind": "script", "source": "first()", "limit": 1 });
    fault(&client, rule).await;
    let response = fetch(&client, "/", &etag).await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    assert!(!headers.contains_key("content-encoding") && !headers.contains_key("etag"));
    assert_eq!(headers["cache-control"], "no-store");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
    assert!(!policy.contains("unsafe-inline"));
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let with = PAGE.replace("<title>", "<script>first()</script><title>");
    assert_eq!(body, with.as_bytes());
    assert_eq!(fetch(&client, "/", &etag).await.status(), StatusCode::NOT_MODIFIED);

    fault(&client, json!({ "match": "*", "kind": "script", "source": "first()" })).await;
    let module = fetch(&client, MODULE, "").await;
    assert_eq!(to_bytes(module.into_body(), usize::MAX).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn a_file_can_be_refused_cut_or_somebody_elses() {
    let (client, _dist) = with_dist();
    let strike = async |rule: Value| {
        fault(&client, rule).await;
        fetch(&client, MODULE, "").await
    };
    let refused = strike(json!({ "match": "/*.wasm", "kind": "status", "limit": 1 })).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    let garbage = strike(json!({ "match": "/*.wasm", "kind": "garbage", "limit": 1 })).await;
    assert_eq!(garbage.headers()["content-type"], "text/html; charset=utf-8");
    let slow = json!({ "match": "/*.wasm", "kind": "delay", "delay_ms": 50, "limit": 1 });
    let start = std::time::Instant::now();
    assert_eq!(strike(slow).await.status(), StatusCode::OK);
    assert!(start.elapsed().as_millis() >= 50);
    let cut = strike(json!({ "match": "/*.wasm", "kind": "truncate", "limit": 1 })).await;
    // Half of the module itself, so that not the encoding but the module is broken.
    assert!(!cut.headers().contains_key("content-encoding"));
    assert_eq!(cut.headers()["content-length"], "1000");
    let mut body = cut.into_body().into_data_stream();
    assert_eq!(body.next().await.unwrap().unwrap(), vec![b'w'; 500]);
    assert!(body.next().await.unwrap().is_err());
}

#[tokio::test]
async fn a_rule_that_lacks_what_its_kind_needs_is_refused() {
    let client = Client::new();
    for (rule, field) in [
        (json!({ "kind": "header" }), "name"),
        (json!({ "kind": "header", "name": "no such header" }), "name"),
        (json!({ "kind": "header", "name": "x-a", "value": "a\nb" }), "value"),
        (json!({ "kind": "script" }), "source"),
        (json!({ "kind": "script", "source": "'</SCRIPT>'" }), "source"),
    ] {
        let refused = client.post("/sandbox/faults", rule).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "VALIDATION_FAILED"));
        assert_eq!(refused.body["fields"][0]["field"], field);
    }
}

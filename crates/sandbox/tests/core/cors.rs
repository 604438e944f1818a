//! Brands' pages that ask the backend themselves, where the card stands in them without a frame.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::json;

use super::client::Client;

async fn ask(client: &Client, method: Method, origin: &str, path: &str) -> (StatusCode, HeaderMap) {
    let mut request = Request::builder().method(&method).uri(path).header("host", "card.example");
    if method == Method::OPTIONS {
        request = request
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "authorization,idempotency-key");
    }
    if !origin.is_empty() {
        request = request.header("origin", origin);
    }
    let (parts, _) = client.raw(request.body(Body::empty()).unwrap()).await.into_parts();
    (parts.status, parts.headers)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_page_that_a_brand_named_may_ask_and_no_page_that_only_looks_like_it() {
    const SHOP: &str = "https://shop.example";
    let client = Client::new();
    let origins = json!({ "brand": "tea", "origins": [SHOP] });
    client.post("/sandbox/embed-origins", origins).await;
    client.post("/sandbox/embed-origins", json!({ "brand": "hotel", "origins": [] })).await;
    let (status, headers) = ask(&client, Method::OPTIONS, SHOP, "/v1/check-ins/2026-01-01").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(text(&headers, "access-control-allow-origin"), SHOP);
    assert!(text(&headers, "access-control-allow-methods").contains("PUT"));
    for name in ["authorization", "content-type", "accept-language", "idempotency-key", "client"] {
        assert!(text(&headers, "access-control-allow-headers").contains(name), "{name}");
    }
    // A refusal has to be read too, or the card would take it for a lost network.
    let (status, headers) = ask(&client, Method::GET, SHOP, "/v1/bootstrap").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(text(&headers, "access-control-allow-origin"), SHOP);
    assert!(text(&headers, "access-control-expose-headers").contains("retry-after"));
    assert!(!headers.contains_key("access-control-allow-credentials"));

    for stranger in [
        "",
        "null",
        "http://shop.example",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "https://shop.example:8443",
        "http://card.example",
    ] {
        for method in [Method::OPTIONS, Method::GET] {
            let (_, headers) = ask(&client, method, stranger, "/v1/bootstrap").await;
            let given = headers.keys().any(|name| name.as_str().starts_with("access-control-"));
            assert!(!given, "{stranger}: {headers:?}");
            assert!(text(&headers, "vary").contains("origin"), "{stranger}");
        }
    }
    // The sandbox's own handles are for this machine's pages alone.
    let (_, headers) = ask(&client, Method::GET, SHOP, "/sandbox/embed-origins").await;
    assert!(!headers.contains_key("access-control-allow-origin"));
}

//! Signing for WeChat's JS-SDK.

use axum::http::StatusCode;
use sandbox::Sandbox;
use sandbox::app::Options;
use serde_json::{Value, json};

use super::client::Client;

fn client() -> Client {
    let options = Options { js_domains: vec!["card.brand.example".into()], ..Options::default() };
    Client { sandbox: Sandbox::in_memory_with(options).unwrap(), token: None }
}

async fn sign(client: &Client, url: &str) -> super::client::Reply {
    client.post("/v1/wechat/js-config", json!({ "url": url })).await
}

/// What WeChat says of a signature for a page at `url`.
async fn is_good(client: &Client, signed: &Value, url: &str) -> bool {
    let body = json!({
        "url": url,
        "nonce_str": signed["nonce_str"],
        "timestamp": signed["timestamp"],
        "signature": signed["signature"],
    });
    let verdict = client.post("/sandbox/wechat/js-signature", body).await;
    verdict.body["valid"].as_bool().unwrap()
}

#[tokio::test]
async fn a_signature_is_good_for_its_own_address_and_no_other() {
    let client = client().sign_in("tea", "growing").await;
    let reply = sign(&client, "https://card.brand.example/?lang=zh-CN#/me").await;
    let signed = reply.data();
    assert_eq!(reply.headers["cache-control"], "no-store");
    assert!(is_good(&client, signed, "https://card.brand.example/?lang=zh-CN").await);
    assert!(!is_good(&client, signed, "https://card.brand.example/").await);
    assert!(!is_good(&client, signed, "https://card.brand.example/?lang=zh-CN#/me").await);
}

#[tokio::test]
async fn the_ticket_serves_all_for_two_hours_and_never_leaves() {
    let client = client().sign_in("tea", "growing").await;
    let url = "http://127.0.0.1:8787/";
    let first = sign(&client, url).await.data().clone();
    let second = sign(&client, url).await.data().clone();
    assert_ne!(first["nonce_str"], second["nonce_str"]);
    assert!(is_good(&client, &first, url).await && is_good(&client, &second, url).await);
    client.advance(7_199).await;
    assert!(is_good(&client, &first, url).await);
    client.advance(2).await;
    assert!(!is_good(&client, &first, url).await);
}

#[tokio::test]
async fn other_hosts_and_whatever_looks_like_ours_are_refused() {
    let client = client().sign_in("tea", "growing").await;
    for url in [
        "https://evil.example/",
        "https://card.brand.example@evil.example/",
        "https://card.brand.example.evil.example/",
        "javascript:alert(1)",
        "",
    ] {
        let refused = sign(&client, url).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "ORIGIN_NOT_ALLOWED"));
    }
    let nobody = Client { token: None, ..client };
    assert_eq!(sign(&nobody, "https://card.brand.example/").await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_visitor_may_ask_as_well() {
    let client = client();
    let session = client.post("/v1/sessions", json!({ "grant": "GUEST" })).await;
    let token = session.data()["access_token"].as_str().unwrap().to_owned();
    let guest = Client { token: Some(token), ..client };
    let signed = sign(&guest, "https://card.brand.example/").await;
    assert_eq!(signed.data()["sdk_hosted"], false);
}

#[tokio::test]
async fn the_file_is_served_only_where_there_is_one() {
    assert_eq!(client().get("/wechat/jweixin-1.6.0.js").await.status, StatusCode::NOT_FOUND);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index.js");
    std::fs::write(&path, "!(function(e,n){module.exports=n(e)})(window,function(){return 1})")
        .unwrap();
    let options = Options { wechat_sdk: Some(path), ..Options::default() };
    let client = Client { sandbox: Sandbox::in_memory_with(options).unwrap(), token: None };
    let file = client.get("/wechat/jweixin-1.6.0.js").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers["content-type"], "text/javascript; charset=utf-8");
    let member = client.sign_in("tea", "growing").await;
    assert_eq!(sign(&member, "http://localhost/").await.data()["sdk_hosted"], true);
}

#[tokio::test]
async fn a_store_has_a_place_on_the_map_of_each_brand() {
    for brand in ["tea", "hotel"] {
        let client = Client::new().sign_in(brand, "growing").await;
        let list = client.get("/v1/stores").await;
        let store = &list.data()["stores"][0];
        assert!(store["name"].as_str().is_some_and(|name| !name.is_empty()));
        let within =
            |name: &str, most: i64| store[name].as_i64().is_some_and(|e6| (1..most).contains(&e6));
        assert!(within("latitude_e6", 90_000_000) && within("longitude_e6", 180_000_000));
    }
}

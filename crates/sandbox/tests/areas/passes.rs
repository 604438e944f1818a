//! Passes for a phone's wallet: fetched once, soon, and without the session.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use contract::problem::ErrorCode;
use contract::wallet::WalletPass;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use tower::ServiceExt as _;

use crate::client::World;

async fn fetch(world: &World, url: &str) -> (StatusCode, String, Vec<u8>) {
    let request = Request::get(url).body(Body::empty()).expect("a request");
    let response = world.sandbox.router().oneshot(request).await.expect("an answer");
    let kind = response.headers()[header::CONTENT_TYPE].to_str().expect("a type").to_owned();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
    (status, kind, bytes.to_vec())
}

/// The files of a ZIP, read by its local headers (PKWARE APPNOTE, 4.3.7).
fn unzip(mut rest: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let word = |bytes: &[u8], at: usize| {
        u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize
    };
    while rest.starts_with(b"PK\x03\x04") {
        let (size, name) = (word(rest, 18), word(rest, 26));
        let (text, after) = rest[30..].split_at(name);
        let (bytes, after) = after.split_at(size);
        files.insert(String::from_utf8(text.to_vec()).expect("a name"), bytes.to_vec());
        rest = after;
    }
    assert!(rest.starts_with(b"PK\x01\x02"), "the directory follows the files");
    assert!(rest[rest.len() - 22..].starts_with(b"PK\x05\x06"), "and its end is the end");
    files
}

#[tokio::test]
async fn an_apple_pass_is_whole_says_that_it_is_not_signed_and_is_fetched_once() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    let asked = json!({ "platform": "APPLE" });
    let pass: WalletPass = card.post_json("/wallet-passes", "a", asked).await.data();
    let (status, kind, bytes) = fetch(&world, &pass.url).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/vnd.apple.pkpass"));
    let files = unzip(&bytes);
    let manifest: BTreeMap<String, String> =
        serde_json::from_slice(&files["manifest.json"]).expect("hashes");
    let hashed: Vec<&String> = manifest.keys().collect();
    assert_eq!(hashed, ["icon.png", "pass.json"]);
    for (name, hash) in &manifest {
        assert_eq!(sandbox::secret::hex(&Sha1::digest(&files[name])), *hash, "{name}");
    }
    let told: Value = serde_json::from_slice(&files["pass.json"]).expect("a pass");
    assert_eq!(told["teamIdentifier"], "UNSIGNED");
    assert_eq!(told["barcodes"][0]["message"], told["serialNumber"]);
    assert_eq!(fetch(&world, &pass.url).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn a_pass_is_over_after_five_minutes_and_its_address_holds_no_session() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    let asked = json!({ "platform": "GOOGLE" });
    let pass: WalletPass = card.post_json("/wallet-passes", "a", asked.clone()).await.data();
    assert!(pass.url.starts_with("/sandbox/passes/"));
    let (status, kind, page) = fetch(&world, &pass.url).await;
    assert_eq!(status, StatusCode::OK);
    assert!(kind.starts_with("text/html") && !page.is_empty());
    let late: WalletPass = card.post_json("/wallet-passes", "b", asked).await.data();
    world.set(world.sandbox.app().now() + chrono::Duration::minutes(5));
    assert_eq!(fetch(&world, &late.url).await.0, StatusCode::GONE);
}

#[tokio::test]
async fn a_brand_without_a_wallet_gives_no_pass_for_it() {
    let world = World::new();
    let card = world.card("hotel", "loyal").await;
    let asked = json!({ "platform": "GOOGLE" });
    let refused = card.post_json("/wallet-passes", "a", asked).await;
    assert_eq!(refused.code(), ErrorCode::FeatureDisabled);
    let program: Value = card.get("/program").await;
    assert_eq!(program["wallets"], json!(["APPLE"]));
}

//! Tokens that a brand's own server signs: taken once, for five minutes at most, and only as they
//! were signed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sandbox::brand::Brand;
use sandbox::db::Occasion;
use sandbox::store::brand_tokens::{self, Claims};
use sandbox::store::settings;
use serde_json::json;

use crate::client::{Client, Reply};

async fn key(client: &Client, brand: &'static str) -> String {
    let app = client.sandbox.app();
    let occasion = Occasion::at(app.now());
    let brand = Brand::find(brand).unwrap();
    app.run(occasion, |tx| settings::brand_key(tx, brand)).await.unwrap()
}

fn claims(client: &Client, member: &str, name: &str) -> Claims {
    let iat = client.sandbox.app().now().timestamp();
    let (brand, _) = member.split_once('-').unwrap();
    let (brand, member, jti) = (brand.to_owned(), member.to_owned(), name.to_owned());
    Claims { brand, member, iat, exp: iat + 300, jti }
}

async fn enter(client: &Client, token: &str) -> Reply {
    client.post("/v1/sessions", json!({ "grant": "BRAND_TOKEN", "brand_token": token })).await
}

#[tokio::test]
async fn the_brands_server_lets_its_member_in_once() {
    let client = Client::new();
    let body = json!({ "brand": "hotel", "persona": "loyal" });
    let token = client.post("/sandbox/brand-token", body).await.body["token"].clone();
    let token = token.as_str().unwrap();
    let session = enter(&client, token).await;
    assert_eq!(session.data()["brand_id"], "hotel");
    assert_eq!(session.data()["member_state"], "MEMBER");
    let access = session.data()["access_token"].as_str().unwrap().to_owned();
    let member = Client { token: Some(access), ..client.clone() };
    assert_eq!(member.get("/v1/member").await.data()["id"], "hotel-loyal");
    assert_eq!(enter(&client, token).await.code(), "BRAND_TOKEN_REPLAYED");
    let nobody = client.post("/sandbox/brand-token", json!({ "brand": "tea", "persona": "x" }));
    assert_eq!(nobody.await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn what_the_brand_did_not_sign_or_not_like_this_lets_nobody_in() {
    let client = Client::new();
    let (tea, hotel) = (key(&client, "tea").await, key(&client, "hotel").await);
    let good = claims(&client, "tea-growing", "1");
    let of = |name: &str| Claims { jti: name.to_owned(), ..good.clone() };
    let refused = [
        ("another brand's key", &hotel, of("2")),
        ("another brand's member", &tea, Claims { member: "hotel-loyal".into(), ..of("3") }),
        ("nobody", &tea, Claims { member: "tea-nobody".into(), ..of("4") }),
        ("too long", &tea, Claims { exp: good.iat + 301, ..of("5") }),
        ("without a life", &tea, Claims { exp: good.iat, ..of("6") }),
        ("from the future", &tea, Claims { iat: good.iat + 90, exp: good.iat + 120, ..of("7") }),
        ("without a name", &tea, of("")),
        ("an unknown brand", &tea, Claims { brand: "nobody".into(), ..of("8") }),
    ];
    for (what, key, claims) in refused {
        let token = brand_tokens::sign(key, &claims).unwrap();
        assert_eq!(enter(&client, token.reveal()).await.code(), "UNAUTHENTICATED", "{what}");
    }
    let token = brand_tokens::sign(&tea, &good).unwrap();
    let (_, rest) = token.reveal().split_once('.').unwrap();
    let (body, _) = rest.split_once('.').unwrap();
    for header in [r#"{"alg":"none"}"#, r#"{"alg":"HS512"}"#, "{}"] {
        for code in ["", rest.split_once('.').unwrap().1] {
            let forged = format!("{}.{body}.{code}", URL_SAFE_NO_PAD.encode(header));
            assert_eq!(enter(&client, &forged).await.code(), "UNAUTHENTICATED", "{header}");
        }
    }
    client.advance(300).await;
    assert_eq!(enter(&client, token.reveal()).await.code(), "TOKEN_EXPIRED");
    let fresh = brand_tokens::sign(&tea, &claims(&client, "tea-growing", "9")).unwrap();
    enter(&client, fresh.reveal()).await.data();
}

#[test]
fn a_token_with_one_character_changed_lets_nobody_in() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let client = Client::new();
    let token = runtime.block_on(async {
        let key = key(&client, "tea").await;
        brand_tokens::sign(&key, &claims(&client, "tea-growing", "once")).unwrap()
    });
    let token = token.reveal().to_owned();
    let mut runner = TestRunner::new(Config { cases: 300, ..Config::default() });
    let change = (0..token.len(), "[A-Za-z0-9_.-]");
    runner
        .run(&change, |(at, with)| {
            let mut changed = token.clone();
            changed.replace_range(at..=at, &with);
            // The last character has two bits that carry nothing: the decoder refuses them.
            prop_assume!(changed != token);
            let reply = runtime.block_on(enter(&client, &changed));
            prop_assert_eq!(reply.code(), "UNAUTHENTICATED", "{}", changed);
            Ok(())
        })
        .unwrap();
    runtime.block_on(enter(&client, &token)).data();
}

#[tokio::test]
async fn whose_pages_may_hold_the_card_is_set_for_each_brand() {
    let client = Client::new();
    let all = client.get("/sandbox/embed-origins").await.body;
    assert_eq!(all["tea"], json!(["http://127.0.0.1:*", "http://localhost:*"]));
    let set = |origins| json!({ "brand": "tea", "origins": origins });
    client.post("/sandbox/embed-origins", set(json!(["https://shop.example"]))).await;
    let all = client.get("/sandbox/embed-origins").await.body;
    assert_eq!(all["tea"], json!(["https://shop.example"]));
    assert_eq!(all["hotel"], json!(["http://127.0.0.1:*", "http://localhost:*"]));
    let injected = set(json!(["https://shop.example; script-src *"]));
    let refused = client.post("/sandbox/embed-origins", injected).await;
    assert_eq!(refused.code(), "VALIDATION_FAILED");
}

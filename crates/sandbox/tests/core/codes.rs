//! Codes beside the till: chosen values on a card, and one value as a drawing.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};

use super::client::{Client, Reply};

/// The drawings that the encoder's own tests keep.
const TEA: &str = include_str!("../../../../src/symbol/tests/golden/tea-qr-token.svg");
const TEA_LONG: &str = include_str!("../../../../src/symbol/tests/golden/tea-qr-long.svg");
const HOTEL: &str = include_str!("../../../../src/symbol/tests/golden/hotel-qr-token.svg");

async fn drawing(client: &Client, token: &str) -> (StatusCode, HeaderMap, String) {
    let escaped: String = token.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let uri = format!("/v1/card/code.svg?token={escaped}");
    let request = Request::builder().uri(uri).body(Body::empty()).unwrap();
    let (parts, body) = client.raw(request).await.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

async fn place(client: &Client, member: &str, values: &[&str], seconds: i64) -> Reply {
    let body = json!({ "member_id": member, "values": values, "seconds": seconds });
    client.post("/sandbox/codes", body).await
}

async fn card(client: &Client) -> Value {
    client.get("/v1/card/code").await.data().clone()
}

fn values(card: &Value) -> Vec<String> {
    let tokens = card["tokens"].as_array().unwrap();
    tokens.iter().map(|token| token["value"].as_str().unwrap().to_owned()).collect()
}

async fn scan(client: &Client, code: &str) -> Reply {
    client.post("/sandbox/till/scan", json!({ "code": code })).await
}

#[tokio::test]
async fn each_brands_qr_settings_are_frozen() {
    for (brand, level, mask) in [("tea", "M", 3), ("hotel", "Q", 5)] {
        let client = Client::new().sign_in(brand, "new").await;
        let card = card(&client).await;
        let qr = json!({ "format": "QR_CODE", "ec_level": level, "version": 2, "mask": mask,
                         "charset": "ISO_8859_1", "show_text": true });
        assert_eq!(card["symbologies"][0], qr);
        let bars = &card["symbologies"][1];
        assert_eq!(bars["format"], "CODE_128");
        assert_eq!([&bars["ec_level"], &bars["version"], &bars["mask"]], [&Value::Null; 3]);
        let program = client.get("/v1/program").await.data().clone();
        assert_eq!(program["code_policy"]["symbologies"], card["symbologies"]);
    }
}

#[tokio::test]
async fn a_value_is_drawn_as_the_brands_symbol_without_a_session() {
    let anyone = Client::new();
    let long = "https://mistleaf.example/card?code=91384027719402665108";
    for (member, value, golden) in [
        ("tea-growing", "91384027719402665108", TEA),
        ("tea-growing", long, TEA_LONG),
        ("hotel-growing", "92384027719402665108", HOTEL),
    ] {
        assert_eq!(place(&anyone, member, &[value], 60).await.status, StatusCode::OK);
        let (status, headers, svg) = drawing(&anyone, value).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(headers["content-type"], "image/svg+xml");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(svg, golden.trim_end());
    }
}

#[tokio::test]
async fn a_drawing_is_refused_for_an_unknown_value_and_for_one_that_no_till_takes() {
    let client = Client::tea("growing").await;
    let problem = async |token: &str| {
        let (status, headers, body) = drawing(&client, token).await;
        assert_eq!(headers["content-type"], "application/problem+json");
        (status.as_u16(), serde_json::from_str::<Value>(&body).unwrap()["code"].clone())
    };
    assert_eq!(problem("91000000000000000000").await, (404, json!("NOT_FOUND")));
    assert_eq!(problem("").await, (404, json!("NOT_FOUND")));
    let number = card(&client).await["membership_number"].as_str().unwrap().replace(' ', "");
    assert_eq!(problem(&number).await, (404, json!("NOT_FOUND")));
    let tokens = values(&card(&client).await);
    assert_eq!(drawing(&client, &tokens[0]).await.0, StatusCode::OK);
    scan(&client, &tokens[0]).await;
    assert_eq!(problem(&tokens[0]).await, (410, json!("TOKEN_EXPIRED")));
    client.advance(90).await;
    assert_eq!(problem(&tokens[1]).await, (410, json!("TOKEN_EXPIRED")));
    assert_eq!(client.get("/v1/card/code.svg").await.code(), "INVALID_REQUEST");
}

#[tokio::test]
async fn chosen_values_become_the_cards_tokens_and_open_cards_are_told() {
    let client = Client::tea("growing").await;
    let before = client.get("/v1/changes").await.data()["cursor"].as_str().unwrap().to_owned();
    let chosen = [" a~Z 09", "0", "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}"];
    let placed = place(&client, "tea-growing", &chosen, 30).await;
    assert_eq!(placed.status, StatusCode::OK, "{}", placed.body);
    let changes = client.get(&format!("/v1/changes?cursor={before}")).await;
    assert_eq!(changes.data()["changed"], json!(["card"]));
    let card = card(&client).await;
    assert_eq!(values(&card), chosen);
    assert_eq!(placed.body["tokens"], card["tokens"]);
    assert_eq!(card["tokens"][0]["not_after"], card["tokens"][1]["not_before"]);
    assert_eq!(card["refresh_after"], card["tokens"][2]["not_after"]);
    let bootstrap = client.get("/v1/bootstrap").await.data().clone();
    assert_eq!(bootstrap["card"]["tokens"], card["tokens"]);
}

#[tokio::test]
async fn the_till_takes_a_chosen_value_once_and_until_its_end() {
    let client = Client::tea("growing").await;
    place(&client, "tea-growing", &[" A b ", "second"], 60).await;
    let seen = scan(&client, " A b ").await;
    assert_eq!(seen.body["member_id"], "tea-growing", "{}", seen.body);
    assert_eq!(scan(&client, " A b ").await.status, StatusCode::CONFLICT);
    // The card shows its own codes until the next chosen one begins.
    let between = card(&client).await;
    assert!(values(&between).iter().all(|value| value.starts_with("91")));
    client.advance(61).await;
    assert_eq!(values(&card(&client).await), ["second"]);
    let body = json!({ "code": "second", "amount": 1000 });
    let bought = client.post("/sandbox/till/purchase", body).await;
    assert_eq!(bought.body["member_id"], "tea-growing", "{}", bought.body);

    place(&client, "tea-growing", &["third"], 60).await;
    client.advance(61).await;
    assert_eq!(scan(&client, "third").await.status, StatusCode::GONE);
    assert_eq!(values(&card(&client).await).len(), 40);
}

#[tokio::test]
async fn what_was_placed_before_ends_and_nothing_gives_the_card_its_own_codes_again() {
    let client = Client::tea("growing").await;
    place(&client, "tea-growing", &["one"], 600).await;
    place(&client, "tea-growing", &["two"], 600).await;
    assert_eq!(values(&card(&client).await), ["two"]);
    assert_eq!(scan(&client, "one").await.status, StatusCode::GONE);
    place(&client, "tea-growing", &[], 600).await;
    assert_eq!(values(&card(&client).await).len(), 40);
    place(&client, "tea-growing", &["one"], 600).await;
    assert_eq!(scan(&client, "one").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_value_that_no_symbol_holds_is_refused_and_changes_nothing() {
    let client = Client::tea("growing").await;
    let long = "x".repeat(81);
    for (values, field, reason) in [
        (vec!["fine", "t\u{e9}"], "values/1", "NOT_PRINTABLE_ASCII"),
        (vec!["tab\there"], "values/0", "NOT_PRINTABLE_ASCII"),
        (vec!["\u{7f}"], "values/0", "NOT_PRINTABLE_ASCII"),
        (vec![""], "values/0", "LENGTH"),
        (vec!["   "], "values/0", "LENGTH"),
        (vec![long.as_str()], "values/0", "LENGTH"),
        (vec!["a", "b", "a"], "values/2", "DUPLICATE"),
        (vec!["a"; 41], "values", "TOO_MANY"),
    ] {
        let refused = place(&client, "tea-growing", &values, 60).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, "VALIDATION_FAILED"));
        let fields = json!([{ "field": field, "reason": reason }]);
        assert_eq!(refused.body["fields"], fields);
    }
    for seconds in [0, -1, 86_401] {
        let refused = place(&client, "tea-growing", &["a"], seconds).await;
        assert_eq!(refused.body["fields"][0]["field"], "seconds");
    }
    assert_eq!(place(&client, "tea-nobody", &["a"], 60).await.status, StatusCode::NOT_FOUND);
    assert_eq!(values(&card(&client).await).len(), 40);
    assert_eq!(place(&client, "tea-growing", &["x".repeat(80).as_str()], 60).await.status, 200);
}

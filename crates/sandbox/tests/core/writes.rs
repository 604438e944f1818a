//! Writes that are repeated, at an endpoint that needs a key.

use serde_json::json;

use super::client::Client;

/// An offer that the member can claim.
async fn offer(client: &Client) -> String {
    let offers = client.get("/v1/coupon-offers?limit=50").await;
    let offers = offers.data().as_array().unwrap().clone();
    let claimable = offers
        .iter()
        .find(|offer| offer["claim_state"] == "CLAIMABLE" && offer["cost_points"] == 0)
        .expect("a claimable offer");
    claimable["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn twenty_parallel_presses_with_one_key_have_one_effect() {
    let client = Client::tea("growing").await;
    let path = format!("/v1/coupon-offers/{}/claims", offer(&client).await);
    let before = client.effects("tea-growing", "COUPON_ISSUED").await.len();
    let presses: Vec<_> = (0..20)
        .map(|_| {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move { client.write(&path, "one-intent", None).await })
        })
        .collect();
    let mut coupons = Vec::new();
    for press in presses {
        let reply = press.await.unwrap();
        if reply.status.is_success() {
            coupons.push(reply.data()["coupon"]["id"].clone());
        } else {
            assert_eq!(reply.code(), "IDEMPOTENCY_IN_PROGRESS");
            assert_eq!(reply.headers["retry-after"], "1");
        }
    }
    coupons.dedup();
    assert_eq!(coupons.len(), 1);
    let effects = client.effects("tea-growing", "COUPON_ISSUED").await;
    assert_eq!(effects.len() - before, 1);
    assert_eq!(effects[0]["idempotency_key"], "one-intent");
}

#[tokio::test]
async fn the_same_key_replays_and_another_body_is_refused() {
    let client = Client::tea("growing").await;
    let path = format!("/v1/coupon-offers/{}/claims", offer(&client).await);
    let first = client.write(&path, "k", None).await;
    let again = client.write(&path, "k", None).await;
    assert_eq!(first.data(), again.data());
    assert_eq!(first.body["changed"], again.body["changed"]);
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    let other = client.write(&path, "k", Some(json!({ "other": 1 }))).await;
    assert_eq!((other.status.as_u16(), other.code()), (422, "IDEMPOTENCY_KEY_REUSED"));
}

#[tokio::test]
async fn a_refusal_is_the_keys_answer_too() {
    let client = Client::tea("growing").await;
    let path = "/v1/coupon-offers/no-such-offer/claims";
    let first = client.write(path, "k", None).await;
    let again = client.write(path, "k", None).await;
    assert_eq!((first.code(), again.code()), ("NOT_FOUND", "NOT_FOUND"));
    assert_eq!(again.headers["idempotency-replayed"], "true");
}

#[tokio::test]
async fn the_same_key_of_another_member_is_another_key() {
    let growing = Client::tea("growing").await;
    let path = format!("/v1/coupon-offers/{}/claims", offer(&growing).await);
    growing.write(&path, "k", None).await.data();
    let loyal = growing.sign_in("tea", "loyal").await;
    let reply = loyal.write(&path, "k", None).await;
    assert!(!reply.headers.contains_key("idempotency-replayed"));
}

#[tokio::test]
async fn a_write_without_a_key_is_refused() {
    let client = Client::tea("growing").await;
    let path = format!("/v1/coupon-offers/{}/claims", offer(&client).await);
    assert_eq!(client.post(&path, json!(null)).await.code(), "IDEMPOTENCY_KEY_REQUIRED");
}

//! A session handed over by a one-time ticket.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::client::Client;

async fn ticket(client: &Client) -> Value {
    let answer = client.post("/v1/tickets", json!({})).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    answer.data().clone()
}

fn grant(ticket: &Value) -> Value {
    json!({ "grant": "TICKET", "ticket": ticket["ticket"] })
}

#[tokio::test]
async fn a_member_hands_over_a_ticket_that_opens_the_same_card_once() {
    let client = Client::tea("growing").await;
    let first = ticket(&client).await;
    let opened = client.post("/v1/sessions", grant(&first)).await;
    assert_eq!(opened.data()["member_state"], "MEMBER");
    let token = opened.data()["access_token"].as_str().unwrap().to_owned();
    let page = Client { token: Some(token), ..client.clone() };
    assert_eq!(page.get("/v1/member").await.data()["id"], "tea-growing");
    assert_eq!(client.post("/v1/sessions", grant(&first)).await.code(), "TOKEN_EXPIRED");
}

#[tokio::test]
async fn a_ticket_lives_a_minute_and_says_so() {
    let client = Client::tea("growing").await;
    let late = ticket(&client).await;
    let answer = client.get("/sandbox/clock").await;
    let now = chrono::DateTime::parse_from_rfc3339(answer.body["now"].as_str().unwrap()).unwrap();
    let ends = chrono::DateTime::parse_from_rfc3339(late["expires_at"].as_str().unwrap()).unwrap();
    let left = (ends - now).num_seconds();
    assert!((55..=60).contains(&left), "{left} seconds");
    client.advance(60).await;
    assert_eq!(client.post("/v1/sessions", grant(&late)).await.code(), "TOKEN_EXPIRED");
}

#[tokio::test]
async fn each_press_gets_a_ticket_of_its_own() {
    let client = Client::tea("growing").await;
    let (one, two) = (ticket(&client).await, ticket(&client).await);
    assert_ne!(one["ticket"], two["ticket"]);
    client.post("/v1/sessions", grant(&one)).await.data();
    client.post("/v1/sessions", grant(&two)).await.data();
}

#[tokio::test]
async fn neither_a_guest_nor_nobody_gets_a_ticket() {
    let client = Client::new();
    assert_eq!(client.post("/v1/tickets", json!({})).await.code(), "UNAUTHENTICATED");
    let guest = client.sign_in("tea", "guest").await;
    let refused = guest.post("/v1/tickets", json!({})).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "ENROLLMENT_REQUIRED"));
}

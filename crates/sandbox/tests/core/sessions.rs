//! Signing in, renewing, and being refused.

use axum::http::StatusCode;
use serde_json::json;

use super::client::{Client, DAY};

#[tokio::test]
async fn a_ticket_signs_in_once_and_only_for_a_minute() {
    let client = Client::new();
    let ticket = client.sandbox.ticket("tea", "growing").await.unwrap();
    let body = json!({ "grant": "TICKET", "ticket": ticket.reveal() });
    let session = client.post("/v1/sessions", body.clone()).await;
    assert_eq!(session.data()["member_state"], "MEMBER");
    assert_eq!(session.data()["brand_id"], "tea");
    assert_eq!(session.headers["cache-control"], "no-store");
    assert_eq!(client.post("/v1/sessions", body).await.code(), "TOKEN_EXPIRED");

    let late = client.sandbox.ticket("tea", "growing").await.unwrap();
    client.advance(61).await;
    let body = json!({ "grant": "TICKET", "ticket": late.reveal() });
    assert_eq!(client.post("/v1/sessions", body).await.code(), "TOKEN_EXPIRED");
}

#[tokio::test]
async fn a_refresh_token_rotates_and_the_one_before_works_for_a_moment() {
    let client = Client::new();
    let ticket = client.sandbox.ticket("tea", "growing").await.unwrap();
    let body = json!({ "grant": "TICKET", "ticket": ticket.reveal() });
    let first = client.post("/v1/sessions", body).await.data().clone();
    let renew = |token: &serde_json::Value| json!({ "grant": "REFRESH", "refresh_token": token });

    let second = client.post("/v1/sessions", renew(&first["refresh_token"])).await.data().clone();
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    // The answer was lost on its way: the client tries the old one again.
    let third = client.post("/v1/sessions", renew(&first["refresh_token"])).await.data().clone();
    client.advance(61).await;
    let stale = client.post("/v1/sessions", renew(&first["refresh_token"])).await;
    assert_eq!(stale.code(), "UNAUTHENTICATED");
    // Whichever answer arrived, and whichever tab had the last word: both go on.
    client.post("/v1/sessions", renew(&second["refresh_token"])).await.data();
    client.post("/v1/sessions", renew(&third["refresh_token"])).await.data();
}

#[tokio::test]
async fn a_renewal_in_one_tab_ends_the_access_token_of_no_other() {
    let client = Client::new();
    let ticket = client.sandbox.ticket("tea", "growing").await.unwrap();
    let body = json!({ "grant": "TICKET", "ticket": ticket.reveal() });
    let first = client.post("/v1/sessions", body).await.data().clone();
    let body = json!({ "grant": "REFRESH", "refresh_token": first["refresh_token"] });
    let second = client.post("/v1/sessions", body).await.data().clone();
    for session in [&first, &second] {
        let token = session["access_token"].as_str().unwrap().to_owned();
        Client { token: Some(token), ..client.clone() }.get("/v1/points").await.data();
    }
}

#[tokio::test]
async fn who_signs_out_is_out_in_every_tab() {
    let client = Client::new();
    let ticket = client.sandbox.ticket("tea", "growing").await.unwrap();
    let body = json!({ "grant": "TICKET", "ticket": ticket.reveal() });
    let first = client.post("/v1/sessions", body).await.data().clone();
    let renew = |token: &serde_json::Value| json!({ "grant": "REFRESH", "refresh_token": token });
    let second = client.post("/v1/sessions", renew(&first["refresh_token"])).await.data().clone();
    let tab = |session: &serde_json::Value| {
        let token = session["access_token"].as_str().unwrap().to_owned();
        Client { token: Some(token), ..client.clone() }
    };
    let out = tab(&first).send("DELETE", "/v1/sessions", &[], None).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    for session in [&first, &second] {
        assert_eq!(tab(session).get("/v1/points").await.code(), "UNAUTHENTICATED");
        let again = client.post("/v1/sessions", renew(&session["refresh_token"])).await;
        assert_eq!(again.code(), "UNAUTHENTICATED");
    }
    let twice = tab(&first).send("DELETE", "/v1/sessions", &[], None).await;
    assert_eq!(twice.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_access_token_ends_after_a_quarter_of_an_hour() {
    let client = Client::tea("growing").await;
    client.advance(899).await;
    client.get("/v1/points").await.data();
    client.advance(1).await;
    let ended = client.get("/v1/points").await;
    assert_eq!((ended.status, ended.code()), (StatusCode::UNAUTHORIZED, "TOKEN_EXPIRED"));
}

#[tokio::test]
async fn a_guest_sees_the_programme_and_nothing_of_a_member() {
    let client = Client::new();
    let session =
        client.post("/v1/sessions", json!({ "grant": "GUEST", "brand_id": "hotel" })).await;
    assert_eq!(session.data()["member_state"], "GUEST");
    let token = session.data()["access_token"].as_str().unwrap().to_owned();
    let guest = Client { token: Some(token), ..client };
    let bootstrap = guest.get("/v1/bootstrap").await;
    assert_eq!(bootstrap.data()["program"]["brand_id"], "hotel");
    assert_eq!(bootstrap.data()["member"], json!(null));
    guest.get("/v1/tiers").await.data();
    let refused = guest.get("/v1/points").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::FORBIDDEN, "ENROLLMENT_REQUIRED"));
}

#[tokio::test]
async fn every_grant_that_cannot_be_good_is_refused_with_its_code() {
    let client = Client::new();
    for (body, code) in [
        (json!({ "grant": "TICKET", "ticket": "nonsense" }), "UNAUTHENTICATED"),
        (json!({ "grant": "TICKET" }), "VALIDATION_FAILED"),
        (json!({ "grant": "REFRESH", "refresh_token": "nonsense" }), "UNAUTHENTICATED"),
        (json!({ "grant": "WECHAT_CODE", "code": "x" }), "WECHAT_CODE_INVALID"),
        (json!({ "grant": "BRAND_TOKEN", "brand_token": "x" }), "UNAUTHENTICATED"),
        (json!({ "grant": "GUEST", "brand_id": "nobody" }), "VALIDATION_FAILED"),
        (json!({ "grant": "TELEPATHY" }), "VALIDATION_FAILED"),
        (json!({}), "VALIDATION_FAILED"),
    ] {
        assert_eq!(client.post("/v1/sessions", body.clone()).await.code(), code, "{body}");
    }
    let broken = client.send("POST", "/v1/sessions", &[], Some(json!("{"))).await;
    assert_eq!(broken.code(), "VALIDATION_FAILED");
}

#[tokio::test]
async fn without_a_session_nothing_is_told() {
    let client = Client::new();
    let refused = client.get("/v1/bootstrap").await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"));
    assert_eq!(refused.headers["www-authenticate"], "Bearer");
    let forged = Client { token: Some("0".repeat(64)), ..client };
    assert_eq!(forged.get("/v1/member").await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_unknown_route_is_a_problem_too() {
    let client = Client::new();
    for path in ["/v1/nothing", "/nothing", "/sandbox/nothing"] {
        let missing = client.get(path).await;
        assert_eq!(
            (missing.status, missing.code()),
            (StatusCode::NOT_FOUND, "NOT_FOUND"),
            "{path}"
        );
        assert!(missing.body["request_id"].as_str().unwrap().len() == 16);
        assert!(missing.body["server_time"].as_str().unwrap().ends_with("+08:00"));
    }
    assert_eq!(client.send("PATCH", "/v1/points", &[], None).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn texts_come_in_the_language_asked_for() {
    let client = Client::tea("growing").await;
    let next = |lang: &'static str| {
        let client = client.clone();
        async move {
            let reply =
                client.send("GET", "/v1/tiers/status", &[("accept-language", lang)], None).await;
            assert_eq!(reply.headers["content-language"], lang);
            reply.data()["next"]["name"].as_str().unwrap().to_owned()
        }
    };
    assert_eq!(next("zh-CN").await, "金卡");
    assert_eq!(next("en").await, "Gold");
}

#[tokio::test]
async fn a_week_later_the_session_is_renewed_and_goes_on() {
    let client = Client::new();
    let ticket = client.sandbox.ticket("tea", "growing").await.unwrap();
    let body = json!({ "grant": "TICKET", "ticket": ticket.reveal() });
    let first = client.post("/v1/sessions", body).await.data().clone();
    client.advance(7 * DAY).await;
    let body = json!({ "grant": "REFRESH", "refresh_token": first["refresh_token"] });
    client.post("/v1/sessions", body).await.data();
}

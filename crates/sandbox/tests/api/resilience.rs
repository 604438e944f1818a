//! What the client does when the network, the session or the member's patience fails.

use contract::coupon::ClaimState;
use contract::ids::OfferId;
use futures::future::join_all;
use member_card::api::{Api, ApiError, CouponFilter, IntentKey};
use serde_json::json;

use crate::in_process::{Fate, World};

async fn claimable(api: &Api) -> OfferId {
    let offers = api.coupon_offers(None).await.unwrap().data;
    offers.iter().find(|o| o.claim_state == ClaimState::Claimable).unwrap().id.clone()
}

async fn coupons_of(api: &Api, offer: &OfferId) -> usize {
    let (mut count, mut cursor) = (0, None);
    loop {
        let page = api.coupons(CouponFilter::Usable, cursor.as_deref()).await.unwrap();
        count += page.data.iter().filter(|c| c.offer_id.as_ref() == Some(offer)).count();
        cursor = page.next_cursor;
        if cursor.is_none() {
            return count;
        }
    }
}

#[tokio::test]
async fn a_claim_whose_answer_is_lost_twice_gives_one_coupon() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    let offer = claimable(&api).await;
    let before = coupons_of(&api, &offer).await;
    world.network.meets(&[Fate::LostAfter, Fate::LostAfter]);
    let claim = api.claim_offer(&offer, &IntentKey::new("press-1")).await.unwrap();
    assert_eq!(claim.data.coupon.offer_id.as_ref(), Some(&offer));
    assert_eq!(coupons_of(&api, &offer).await, before + 1);
}

#[tokio::test]
async fn twenty_presses_with_one_key_have_one_effect() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    let offer = claimable(&api).await;
    let before = coupons_of(&api, &offer).await;
    let key = IntentKey::new("press-1");
    let results = join_all((0..20).map(|_| api.claim_offer(&offer, &key))).await;
    let ids: std::collections::HashSet<_> =
        results.into_iter().map(|claim| claim.unwrap().data.coupon.id).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(coupons_of(&api, &offer).await, before + 1);
}

#[tokio::test]
async fn a_session_that_ended_is_renewed_once_for_all_who_wait() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    api.bootstrap().await.unwrap();
    world.sandbox_call("POST", "/sandbox/clock", json!({"advance_seconds": 3600})).await;
    let signed_in = world.network.count("POST /v1/sessions");
    let results = join_all((0..12).map(|_| api.points())).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(world.network.count("POST /v1/sessions"), signed_in + 1);
}

#[tokio::test]
async fn a_ticket_is_used_once_however_many_calls_wait_for_the_session() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    let results = join_all((0..8).map(|_| api.points())).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(world.network.count("POST /v1/sessions"), 1);
}

#[tokio::test]
async fn a_ticket_that_was_used_asks_to_sign_in_again() {
    let world = World::new();
    let ticket = world.sandbox.ticket("tea", "growing").await.unwrap();
    let first = world.client("tea", "new").await;
    first.enter(member_card::api::Entry::Ticket(ticket.clone()));
    first.bootstrap().await.unwrap();
    let second = world.client("tea", "new").await;
    second.enter(member_card::api::Entry::Ticket(ticket));
    let error = second.bootstrap().await.unwrap_err();
    assert!(error.needs_sign_in(), "{error:?}");
    assert!(!second.has_session());
}

#[tokio::test]
async fn reads_come_through_an_outage_and_give_up_when_it_lasts() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    api.bootstrap().await.unwrap();
    world.network.meets(&[Fate::Status(503), Fate::LostBefore, Fate::Status(502)]);
    api.points().await.unwrap();
    assert_eq!(*world.network.pauses.lock().unwrap(), [450, 900, 1800]);
    world.network.meets(&[Fate::LostBefore; 4]);
    assert_eq!(api.points().await.unwrap_err(), ApiError::Network);
}

#[tokio::test]
async fn the_clients_clock_follows_the_backends() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    assert_eq!(api.now(), None);
    api.bootstrap().await.unwrap();
    world.sandbox_call("POST", "/sandbox/clock", json!({"advance_seconds": 600})).await;
    api.points().await.unwrap();
    let difference = api.now().unwrap() - world.sandbox.app().now();
    assert!(difference.num_milliseconds().abs() < 1_000, "{difference}");
}

//! Claiming: truthful states, one coupon for one intent, and every refusal.

use axum::http::StatusCode;
use contract::coupon::{ClaimResult, ClaimState, Coupon, CouponOffer, CouponSource};
use contract::points::Points;
use contract::problem::ErrorCode;
use serde_json::json;

use crate::client::World;

async fn claimed(card: &crate::client::Card, offer: &str) -> usize {
    let wallet: Vec<Coupon> = card.all("/coupons").await;
    let mine = |c: &&Coupon| c.offer_id.as_ref().is_some_and(|id| id.as_str() == offer);
    wallet.iter().filter(mine).filter(|c| c.source == CouponSource::Claim).count()
}

fn state(offers: &[CouponOffer], id: &str) -> ClaimState {
    offers.iter().find(|offer| offer.id.as_str() == id).expect("the offer").claim_state
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_presses_with_one_key_leave_one_coupon() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let presses: Vec<_> = (0..20)
        .map(|_| {
            let card = card.clone();
            tokio::spawn(async move { card.post("/coupon-offers/tea-cash/claims", "one").await })
        })
        .collect();
    let mut done = Vec::new();
    for press in presses {
        let answer = press.await.expect("an answer");
        match answer.status {
            StatusCode::OK => done.push(answer.data::<ClaimResult>().coupon.id),
            _ => assert_eq!(answer.code(), ErrorCode::IdempotencyInProgress),
        }
    }
    done.dedup();
    assert_eq!(done.len(), 1);
    assert_eq!(claimed(&card, "tea-cash").await, 1);
    let again = card.post("/coupon-offers/tea-cash/claims", "one").await;
    assert!(again.replayed);
    assert_eq!(again.data::<ClaimResult>().coupon.id, done[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_intents_on_an_offer_for_one_leave_one_coupon() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let presses: Vec<_> = (0..20)
        .map(|n| {
            let card = card.clone();
            let key = format!("key-{n}");
            tokio::spawn(async move { card.post("/coupon-offers/tea-cash/claims", &key).await })
        })
        .collect();
    let mut done = 0;
    for press in presses {
        let answer = press.await.expect("an answer");
        if answer.status == StatusCode::OK {
            done += 1;
        } else {
            assert_eq!(answer.code(), ErrorCode::ClaimLimitReached);
        }
    }
    assert_eq!(done, 1);
    assert_eq!(claimed(&card, "tea-cash").await, 1);
    let offers: Vec<CouponOffer> = card.all("/coupon-offers").await;
    assert_eq!(state(&offers, "tea-cash"), ClaimState::Claimed);
}

#[tokio::test]
async fn a_claim_takes_one_from_the_stock_and_says_what_changed() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let before: Vec<CouponOffer> = card.all("/coupon-offers").await;
    let left = before.iter().find(|o| o.id.as_str() == "tea-cash").and_then(|o| o.remaining);
    let answer = card.post("/coupon-offers/tea-cash/claims", "k").await;
    let after = answer.data::<ClaimResult>().offer.expect("the offer");
    assert_eq!(after.remaining, left.map(|n| n - 1));
    assert_eq!(after.claimed_by_me, 1);
    for resource in ["coupons", "coupon_offers"] {
        assert!(answer.changed().contains(&resource.to_owned()), "{:?}", answer.changed());
    }
}

#[tokio::test]
async fn every_claim_state_is_in_the_centre_for_somebody() {
    let world = World::new();
    for brand in ["tea", "hotel"] {
        let new: Vec<CouponOffer> = world.card(brand, "new").await.all("/coupon-offers").await;
        let guest: Vec<CouponOffer> = world.guest(brand).await.all("/coupon-offers").await;
        let id = |name: &str| format!("{brand}-{name}");
        let (paid, tier, later, gone) = if brand == "tea" {
            ("pair", "tumbler", "spring", "half")
        } else {
            ("third-night", "wine", "autumn", "sea-view")
        };
        assert_eq!(state(&new, &id("cash")), ClaimState::Claimable);
        assert_eq!(state(&new, &id(paid)), ClaimState::PaidOnly);
        assert_eq!(state(&new, &id(tier)), ClaimState::TierTooLow);
        assert_eq!(state(&new, &id(later)), ClaimState::NotStarted);
        assert_eq!(state(&new, &id(gone)), ClaimState::SoldOut);
        assert_eq!(state(&guest, &id("cash")), ClaimState::SignInRequired);
        assert!(!new.iter().any(|offer| offer.id.as_str() == "tea-tasting"));
        let loyal: Vec<CouponOffer> = world.card(brand, "loyal").await.all("/coupon-offers").await;
        assert_eq!(state(&loyal, &id(paid)), ClaimState::Claimable);
        assert_eq!(state(&loyal, &id(tier)), ClaimState::Claimable);
    }
}

#[tokio::test]
async fn every_refusal_names_its_code_and_what_belongs_to_it() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let claim = async |offer: &str| {
        card.post(&format!("/coupon-offers/{offer}/claims"), offer).await.problem()
    };
    let gone = claim("tea-half").await;
    assert_eq!((gone.status, gone.code), (409, ErrorCode::CouponSoldOut));
    assert!(gone.params.next_round_at.is_some());
    assert_eq!(claim("tea-spring").await.code, ErrorCode::OfferNotStarted);
    assert_eq!(claim("tea-pair").await.code, ErrorCode::PaidMembershipRequired);
    let tier = claim("tea-tumbler").await;
    assert_eq!((tier.status, tier.code), (403, ErrorCode::TierTooLow));
    assert_eq!(tier.params.required_tier.as_deref(), Some("金卡"));
    let points: Points = card.get("/points").await;
    let poor = claim("tea-cup").await;
    assert_eq!(poor.code, ErrorCode::PointsInsufficient);
    assert_eq!(poor.params.missing, Some(500 - points.available));
    assert_eq!(claim("tea-tasting").await.code, ErrorCode::NotFound);
    assert_eq!(claim("no-such").await.code, ErrorCode::NotFound);
    world.at(60);
    let late = card.post("/coupon-offers/tea-cash/claims", "late").await;
    assert_eq!((late.status, late.code()), (StatusCode::GONE, ErrorCode::OfferEnded));
    let keyless = card.send("POST", "/v1/coupon-offers/tea-cash/claims", None, None).await;
    assert_eq!(keyless.code(), ErrorCode::IdempotencyKeyRequired);
}

#[tokio::test]
async fn an_offer_that_goes_between_list_and_press_is_on_the_list_and_sold_out() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    for key in ["first", "second"] {
        let offers: Vec<CouponOffer> = card.all("/coupon-offers").await;
        assert_eq!(state(&offers, "tea-cold-brew"), ClaimState::Claimable);
        let answer = card.post("/coupon-offers/tea-cold-brew/claims", key).await;
        assert_eq!(answer.code(), ErrorCode::CouponSoldOut);
        assert!(answer.problem().params.next_round_at.is_some());
    }
    assert_eq!(claimed(&card, "tea-cold-brew").await, 0);
}

#[tokio::test]
async fn a_sold_out_offer_can_be_claimed_when_its_next_round_has_begun() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    assert_eq!(
        card.post("/coupon-offers/tea-half/claims", "a").await.code(),
        ErrorCode::CouponSoldOut
    );
    world.at(3);
    let result: ClaimResult = card.post("/coupon-offers/tea-half/claims", "b").await.data();
    assert_eq!(result.offer.and_then(|offer| offer.remaining), Some(199));
}

#[tokio::test]
async fn an_offer_for_points_spends_them_in_the_same_step() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    let before: Points = card.get("/points").await;
    let answer = card.post("/coupon-offers/tea-cup/claims", "k").await;
    assert!(answer.status.is_success(), "{}", answer.body);
    assert!(answer.changed().contains(&"points".to_owned()));
    let after: Points = card.get("/points").await;
    assert_eq!(after.available, before.available - 500);
    let poor = world.card("tea", "debt").await;
    assert_eq!(
        poor.post("/coupon-offers/tea-cup/claims", "k").await.code(),
        ErrorCode::PointsInsufficient
    );
    assert_eq!(claimed(&poor, "tea-cup").await, 0);
    let offers: Vec<CouponOffer> = poor.all("/coupon-offers").await;
    let cup = offers.iter().find(|offer| offer.id.as_str() == "tea-cup").expect("the offer");
    assert_eq!(cup.claimed_by_me, 0);
}

#[tokio::test]
async fn an_exchange_code_works_once_for_each_member_however_it_is_typed() {
    let world = World::new();
    for persona in ["growing", "new"] {
        let card = world.card("tea", persona).await;
        let typed = json!({ "code": " mist 2026" });
        let result: ClaimResult = card.post_json("/coupons/exchange", "a", typed).await.data();
        assert_eq!(result.coupon.source, CouponSource::Exchange);
        let again = card.post_json("/coupons/exchange", "b", json!({ "code": "MIST-2026" })).await;
        assert_eq!(again.code(), ErrorCode::AlreadyClaimed);
    }
}

#[tokio::test]
async fn there_is_an_exchange_code_for_every_error() {
    let world = World::new();
    let card = world.card("hotel", "loyal").await;
    for (code, error) in [
        ("USED-0000", ErrorCode::ExchangeCodeInvalid),
        ("NONSENSE", ErrorCode::ExchangeCodeInvalid),
        ("MIST-2026", ErrorCode::ExchangeCodeInvalid),
        ("LATE-0000", ErrorCode::OfferEnded),
        ("SOON-0000", ErrorCode::OfferNotStarted),
        ("GONE-0000", ErrorCode::CouponSoldOut),
        ("MANY-0000", ErrorCode::ClaimLimitReached),
        ("TIER-0000", ErrorCode::TierTooLow),
        ("PAID-0000", ErrorCode::PaidMembershipRequired),
        ("COST-0000", ErrorCode::PointsInsufficient),
        (" - ", ErrorCode::ValidationFailed),
    ] {
        let answer = card.post_json("/coupons/exchange", code, json!({ "code": code })).await;
        assert_eq!(answer.code(), error, "{code}");
    }
    let wrong = card.post_json("/coupons/exchange", "shape", json!({ "kode": 1 })).await;
    assert_eq!(wrong.code(), ErrorCode::ValidationFailed);
}

//! The wallet and the life of a coupon between member, till and clock.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use contract::coupon::{Coupon, CouponAction, CouponCode, CouponKind, CouponState};
use contract::problem::ErrorCode;
use serde_json::json;

use crate::client::{Card, World};

async fn first(card: &Card, state: &str) -> Coupon {
    let found: Vec<Coupon> = card.all(&format!("/coupons?state={state}")).await;
    found.into_iter().next().unwrap_or_else(|| panic!("a coupon that is {state}"))
}

#[tokio::test]
async fn the_loyal_member_has_every_state_and_every_kind_in_both_brands() {
    let world = World::new();
    for brand in ["tea", "hotel"] {
        let card = world.card(brand, "loyal").await;
        let names: Vec<_> = CouponState::ALL.iter().map(|state| state.as_str()).collect();
        let all: Vec<Coupon> = card.all(&format!("/coupons?state={}", names.join(","))).await;
        let states: BTreeSet<_> = all.iter().map(|coupon| coupon.state).collect();
        assert_eq!(states.len(), CouponState::ALL.len(), "{states:?}");
        let usable = |c: &&Coupon| c.state == CouponState::Effective;
        let kinds: BTreeSet<_> = all.iter().filter(usable).map(|coupon| coupon.kind).collect();
        assert_eq!(kinds.len(), CouponKind::ALL.len(), "{kinds:?}");
        let shown: Vec<Coupon> = card.all("/coupons").await;
        assert!(shown.iter().all(|coupon| coupon.state != CouponState::Deleted));
        for coupon in &shown {
            let open = matches!(coupon.state, CouponState::Effective | CouponState::PartlyUsed);
            assert_eq!(coupon.actions.contains(&CouponAction::ShowCode), open, "{coupon:?}");
        }
    }
}

#[tokio::test]
async fn a_list_of_states_gives_exactly_those_as_the_rule_sees_them_now() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    for offset in [0, 1, 9, 40, 200] {
        world.at(offset);
        let all: Vec<Coupon> = card.all("/coupons").await;
        for state in [CouponState::Pending, CouponState::Effective, CouponState::Expired] {
            let asked: Vec<Coupon> = card.all(&format!("/coupons?state={}", state.as_str())).await;
            let want: Vec<_> =
                all.iter().filter(|c| c.state == state).map(|c| c.id.clone()).collect();
            let got: Vec<_> = asked.iter().map(|c| c.id.clone()).collect();
            assert_eq!(got, want, "{state:?} on day {offset}");
        }
    }
    let unknown = card.send("GET", "/v1/coupons?state=SHINY", None, None).await;
    assert_eq!(unknown.code(), ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn the_heavy_wallet_comes_in_pages_without_gap_or_double_while_coupons_arrive() {
    let world = World::new();
    let card = world.card("tea", "heavy").await;
    let first = card.send("GET", "/v1/coupons?limit=50", None, None).await;
    let page: Vec<Coupon> = first.data();
    let cursor = first.body["page"]["next_cursor"].as_str().expect("more").to_owned();
    let claim = card.post("/coupon-offers/tea-cash/claims", "k").await;
    assert!(claim.status.is_success(), "{}", claim.body);
    let second: Vec<Coupon> = card.get(&format!("/coupons?limit=50&cursor={cursor}")).await;
    let seen: BTreeSet<_> = page.iter().chain(&second).map(|c| c.id.clone()).collect();
    assert_eq!(seen.len(), 100);
    let all: Vec<Coupon> = card.all("/coupons").await;
    let ids: BTreeSet<_> = all.iter().map(|c| c.id.clone()).collect();
    assert_eq!((all.len(), ids.len()), (1_001, 1_001));
    assert_eq!(
        card.send("GET", "/v1/coupons?cursor=zzz!", None, None).await.code(),
        ErrorCode::CursorInvalid
    );
}

#[tokio::test]
async fn a_coupon_lives_through_pending_effective_used_and_back_after_a_refund() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    let pending = first(&card, "PENDING").await;
    let path = format!("/coupons/{}/code", pending.id);
    assert_eq!(card.post(&path, "early").await.code(), ErrorCode::CouponNotStarted);
    world.at(1);
    let code: CouponCode = card.post(&path, "now").await.data();
    assert_eq!(code.coupon_id, pending.id);

    let order = json!({
        "member_id": "tea-loyal", "amount": 6_000, "coupon_code": code.tokens[0].value
    });
    let receipt = world.purchase(order).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    assert_eq!(receipt.body["discount"], 900);
    let used: Coupon = card.get(&format!("/coupons/{}", pending.id)).await;
    assert_eq!(used.state, CouponState::Used);
    assert!(used.used_at.is_some() && used.used_where.is_some());
    assert_eq!(card.post(&path, "again").await.code(), ErrorCode::CouponUsed);
    assert_eq!(world.effects("tea-loyal", "COUPON_USED").await.len(), 1);

    let back = world.refund(receipt.body["order"].as_str().expect("an order")).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.body);
    let again: Coupon = card.get(&format!("/coupons/{}", pending.id)).await;
    assert_eq!((again.state, again.used_at), (CouponState::Effective, None));
    world.at(60);
    let late: Coupon = card.get(&format!("/coupons/{}", pending.id)).await;
    assert_eq!(late.state, CouponState::Expired);
}

#[tokio::test]
async fn a_coupon_whose_time_has_passed_comes_back_expired_from_a_refund() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    let ending: Vec<Coupon> = card.get("/coupons?state=EFFECTIVE").await;
    let soonest = ending.iter().min_by_key(|c| c.valid_until).expect("one");
    let order = json!({ "member_id": "tea-growing", "amount": 4_000, "coupon_code": soonest.id });
    let receipt = world.purchase(order).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    world.at(5);
    world.refund(receipt.body["order"].as_str().expect("an order")).await;
    let back: Coupon = card.get(&format!("/coupons/{}", soonest.id)).await;
    assert_eq!(back.state, CouponState::Expired);
}

#[tokio::test]
async fn a_divisible_coupon_is_used_bit_by_bit() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    let gift = first(&card, "PARTLY_USED").await;
    let left = gift.remaining_value.expect("something left");
    let pay = async |amount: i64| {
        let order = json!({ "member_id": "tea-loyal", "amount": amount, "coupon_code": gift.id });
        world.purchase(order).await
    };
    assert_eq!(pay(1_000).await.body["discount"], 1_000);
    let after: Coupon = card.get(&format!("/coupons/{}", gift.id)).await;
    assert_eq!((after.state, after.remaining_value), (CouponState::PartlyUsed, Some(left - 1_000)));
    assert_eq!(pay(99_000).await.body["discount"], left - 1_000);
    let after: Coupon = card.get(&format!("/coupons/{}", gift.id)).await;
    assert_eq!((after.state, after.remaining_value), (CouponState::Used, Some(0)));
}

#[tokio::test]
async fn the_till_refuses_an_order_that_is_too_small_and_changes_nothing() {
    let world = World::new();
    let card = world.card("tea", "at-risk").await;
    let coupon = first(&card, "EFFECTIVE").await;
    let small = coupon.threshold.amount - 1;
    let order = json!({ "member_id": "tea-at-risk", "amount": small, "coupon_code": coupon.id });
    let refused = world.purchase(order).await;
    assert_eq!(refused.code(), ErrorCode::ValidationFailed);
    assert_eq!(refused.problem().fields[0].reason, "THRESHOLD_NOT_MET");
    assert!(world.effects("tea-at-risk", "PURCHASE").await.is_empty());
    assert_eq!(first(&card, "EFFECTIVE").await.id, coupon.id);
}

#[tokio::test]
async fn a_coupon_of_somebody_else_or_a_deleted_one_is_not_shown() {
    let world = World::new();
    let loyal = world.card("tea", "loyal").await;
    let growing = world.card("tea", "growing").await;
    let theirs = first(&loyal, "EFFECTIVE").await;
    let stolen = growing.send("GET", &format!("/v1/coupons/{}", theirs.id), None, None).await;
    assert_eq!(stolen.code(), ErrorCode::NotFound);
    let deleted = first(&loyal, "DELETED").await;
    let gone = loyal.send("GET", &format!("/v1/coupons/{}", deleted.id), None, None).await;
    assert_eq!((gone.status, gone.code()), (StatusCode::GONE, ErrorCode::CouponDeleted));
}

#[tokio::test]
async fn coupon_tokens_never_look_like_a_payment_code_and_last_ten_minutes() {
    let world = World::new();
    for brand in ["tea", "hotel"] {
        let card = world.card(brand, "loyal").await;
        let coupon = first(&card, "EFFECTIVE").await;
        let code: CouponCode = card.post(&format!("/coupons/{}/code", coupon.id), "k").await.data();
        let (start, end) =
            (code.tokens[0].not_before, code.tokens[code.tokens.len() - 1].not_after);
        assert!(end - start >= chrono::Duration::minutes(10));
        for token in &code.tokens {
            assert!(token.value.chars().all(|c| c.is_ascii_digit()));
            let head: u32 = token.value[..2].parse().expect("two digits");
            assert!(!(token.value.len() == 18 && (10..=15).contains(&head)), "WeChat Pay");
            assert!(
                !((16..=24).contains(&token.value.len()) && (25..=30).contains(&head)),
                "Alipay"
            );
        }
    }
}

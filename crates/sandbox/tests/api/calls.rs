//! Every method of the client against every seeded member.

use std::collections::HashSet;

use contract::coupon::ClaimState;
use contract::order::{MembershipOrderRequest, OrderState, PayChannel};
use contract::points::Direction;
use contract::problem::ErrorCode;
use contract::prompt::Placement;
use contract::wallet::WalletPlatform;
use member_card::api::{ApiError, CouponFilter, IntentKey, LedgerFilter};
use serde_json::json;

use crate::in_process::{Fate, World};

const TEA: [&str; 9] =
    ["new", "growing", "loyal", "silent", "expired", "renewing", "at-risk", "debt", "heavy"];
const HOTEL: [&str; 8] =
    ["new", "growing", "loyal", "silent", "renewing", "at-risk", "debt", "heavy"];

#[tokio::test]
async fn every_read_decodes_for_every_member_of_both_brands() {
    let world = World::new();
    let members = TEA.map(|p| ("tea", p)).into_iter().chain(HOTEL.map(|p| ("hotel", p)));
    for (brand, persona) in members {
        let api = world.client(brand, persona).await;
        let who = format!("{brand}-{persona}");
        let home = api.bootstrap().await.unwrap_or_else(|error| panic!("{who}: {error:?}")).data;
        assert_eq!(home.member.as_ref().unwrap().id.as_str(), who);
        for part in [
            home.card.is_some(),
            home.points.is_some(),
            home.tier.is_some(),
            home.membership.is_some(),
            home.check_in.is_some(),
        ] {
            assert!(part, "{who}: a part of the first answer did not decode");
        }
        assert!(home.prompts.iter().filter(|prompt| !prompt.statutory).count() <= 1, "{who}");
        assert!(home.coupons.len() <= 3, "{who}");
        assert_eq!(api.points().await.unwrap().data.available, home.points.unwrap().available);
        api.card_code().await.unwrap();
        api.tiers().await.unwrap();
        api.tier_status().await.unwrap();
        api.check_ins(None).await.unwrap();
        api.check_ins(Some("2026-01")).await.unwrap();
        api.tasks().await.unwrap();
        api.membership().await.unwrap();
        api.prompts(Placement::CodeScreen).await.unwrap();
        api.coupon_offers(None).await.unwrap();
        api.changes("", 0).await.unwrap();
        let batches: i64 =
            api.point_expirations().await.unwrap().data.batches.iter().map(|b| b.points).sum();
        assert!(batches <= api.points().await.unwrap().data.available.max(0), "{who}");
        for filter in [CouponFilter::Usable, CouponFilter::Used, CouponFilter::Ended] {
            for coupon in api.coupons(filter, None).await.unwrap().data {
                assert!(filter.states().contains(&coupon.state), "{who}: {:?}", coupon.state);
                assert_eq!(api.coupon(&coupon.id).await.unwrap().data.id, coupon.id);
            }
        }
    }
}

#[tokio::test]
async fn a_guest_sees_the_programme_and_is_told_apart_where_members_are_meant() {
    let world = World::new();
    let api = world.client("tea", "new").await;
    api.enter(member_card::api::Entry::Guest(None));
    let home = api.bootstrap().await.unwrap().data;
    assert!(home.member.is_none() && home.card.is_none());
    assert!(!api.coupon_offers(None).await.unwrap().data.is_empty());
    let refused = api.points().await.unwrap_err();
    assert_eq!(refused.code(), Some(ErrorCode::EnrollmentRequired));
}

#[tokio::test]
async fn the_whole_ledger_is_read_without_gap_or_double_while_entries_arrive() {
    let world = World::new();
    let api = world.client("tea", "heavy").await;
    let filter = LedgerFilter::default();
    let (mut seen, mut cursor, mut pages) = (HashSet::new(), None, 0);
    let first = api.point_transactions(&filter, None).await.unwrap();
    let newest_at_start = first.data[0].id.clone();
    loop {
        let page = api.point_transactions(&filter, cursor.as_deref()).await.unwrap();
        for entry in page.data {
            assert!(seen.insert(entry.id.clone()), "{} came twice", entry.id);
        }
        pages += 1;
        if pages % 100 == 1 {
            let purchase = json!({"member_id": "tea-heavy", "amount": 100});
            world.sandbox_call("POST", "/sandbox/till/purchase", purchase).await;
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert!(seen.contains(&newest_at_start));
    assert!(seen.len() >= 10_000, "only {} entries", seen.len());
}

#[tokio::test]
async fn the_ledger_is_filtered_by_direction_and_month() {
    let world = World::new();
    let api = world.client("tea", "loyal").await;
    for direction in [Direction::In, Direction::Out] {
        let filter = LedgerFilter { direction: Some(direction), month: None };
        let page = api.point_transactions(&filter, None).await.unwrap().data;
        assert!(!page.is_empty());
        assert!(page.iter().all(|e| (e.points < 0) == (direction == Direction::Out)));
    }
    let month = LedgerFilter { direction: None, month: Some("1999-01".into()) };
    assert!(api.point_transactions(&month, None).await.unwrap().data.is_empty());
}

#[tokio::test]
async fn a_wrong_cursor_is_a_typed_refusal() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    let error = api.coupons(CouponFilter::Usable, Some("nonsense")).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::CursorInvalid));
}

#[tokio::test]
async fn an_offer_is_claimed_and_what_became_stale_is_named() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    let offers = api.coupon_offers(None).await.unwrap().data;
    let offer = offers.iter().find(|o| o.claim_state == ClaimState::Claimable).unwrap();
    let claim = api.claim_offer(&offer.id, &IntentKey::new("press-1")).await.unwrap();
    assert_eq!(claim.data.coupon.offer_id.as_ref(), Some(&offer.id));
    assert!(claim.changed.contains(&contract::changes::Resource::Coupons));
}

#[tokio::test]
async fn a_check_in_on_another_day_is_refused_with_the_right_one() {
    let world = World::new();
    let api = world.client("tea", "growing").await;
    let today = api.check_ins(None).await.unwrap().data.today;
    let error = api.check_in(today.pred_opt().unwrap()).await.unwrap_err();
    let ApiError::Problem(problem) = &error else { panic!("{error:?}") };
    assert_eq!(problem.code, ErrorCode::CheckInDateMismatch);
    assert_eq!(problem.params.today, Some(today));
    let first = api.check_in(today).await.unwrap();
    let again = api.check_in(today).await.unwrap();
    assert_eq!(first.data, again.data);
}

#[tokio::test]
async fn a_plan_is_ordered_once_through_a_lost_answer_and_the_order_says_whether_it_was_paid() {
    let world = World::new();
    let client = world.client("tea", "new").await;
    let plans = client.membership_plans().await.unwrap().data.plans;
    let plan = plans.iter().find(|plan| !plan.auto_renews).unwrap();
    let request = MembershipOrderRequest {
        plan_id: plan.id.clone(),
        channel: PayChannel::Redirect,
        auto_renewal_accepted: false,
    };
    world.network.meets(&[Fate::LostAfter]);
    let order = client.order_membership(&request, &IntentKey::new("k1")).await.unwrap().data;
    assert_eq!(world.network.count("POST /v1/membership/orders"), 2);
    assert_eq!(order.amount, plan.price);
    let url = order.payment.and_then(|payment| payment.url).unwrap();
    let pay = url.replace("/sandbox/pay/", "/sandbox/wechat/pay/");
    world.sandbox_call("POST", &pay, json!({ "outcome": "paid" })).await;
    let order = client.membership_order(&order.id).await.unwrap().data;
    assert_eq!(order.state, OrderState::Fulfilled);
    let pass = client.wallet_pass(WalletPlatform::Apple, &IntentKey::new("k2")).await.unwrap();
    assert!(pass.data.url.ends_with(".pkpass"));
}

//! Paid membership along its dates.

use contract::coupon::{Coupon, CouponKind};
use contract::membership::{AutoRenewalState, Membership, MembershipKind, MembershipState};
use serde_json::json;

use crate::client::World;

#[tokio::test]
async fn a_plan_that_ended_three_days_ago_says_so_and_what_it_saved() {
    let world = World::new();
    let card = world.card("tea", "expired").await;
    let ended: Membership = card.get("/membership").await;
    assert_eq!((ended.state, ended.expired_days), (MembershipState::Expired, Some(3)));
    let value = ended.value.expect("its value");
    assert!(value.saved.amount > value.paid.amount);
    assert!(!ended.benefits.is_empty());
    world.at(-4);
    let before: Membership = card.get("/membership").await;
    assert_eq!((before.state, before.expired_days), (MembershipState::Active, None));
}

#[tokio::test]
async fn a_member_without_a_plan_is_free() {
    let world = World::new();
    let free: Membership = world.card("tea", "growing").await.get("/membership").await;
    assert_eq!((free.kind, free.state), (MembershipKind::Free, MembershipState::None));
}

#[tokio::test]
async fn switching_automatic_renewal_off_keeps_what_was_paid_for_and_can_be_repeated() {
    let world = World::new();
    for brand in ["tea", "hotel"] {
        let card = world.card(brand, "renewing").await;
        let before: Membership = card.get("/membership").await;
        assert_eq!(before.auto_renewal.map(|auto| auto.state), Some(AutoRenewalState::On));
        for key in ["a", "b"] {
            let off: Membership =
                card.send("DELETE", "/v1/membership/auto-renewal", Some(key), None).await.data();
            let auto = off.auto_renewal.expect("automatic renewal");
            assert_eq!((auto.state, auto.next_charge_at), (AutoRenewalState::Off, None));
            assert_eq!(off.valid_until, before.valid_until);
        }
        let effects = world.effects(&format!("{brand}-renewing"), "AUTO_RENEWAL_CANCELLED").await;
        assert_eq!(effects.len(), 1);
    }
}

#[tokio::test]
async fn a_plan_that_renews_itself_is_charged_once_when_it_is_due() {
    let world = World::new();
    let card = world.card("hotel", "renewing").await;
    let before: Membership = card.get("/membership").await;
    world.at(5);
    let after: Membership = card.get("/membership").await;
    let _: Membership = card.get("/membership").await;
    assert_eq!(after.state, MembershipState::Active);
    assert!(after.valid_until > before.valid_until);
    let paid = |m: &Membership| m.value.as_ref().map(|value| value.paid.amount);
    assert_eq!(paid(&after), paid(&before).map(|sum| sum + 199_900));
    assert_eq!(world.effects("hotel-renewing", "MEMBERSHIP_RENEWED").await.len(), 1);
}

#[tokio::test]
async fn a_coupon_used_while_the_plan_is_valid_adds_to_what_it_saved_until_the_refund() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    let saved = async || {
        let plan: Membership = card.get("/membership").await;
        plan.value.expect("its value").saved.amount
    };
    let before = saved().await;
    let coupons: Vec<Coupon> = card.all("/coupons?state=EFFECTIVE").await;
    let cash = coupons.iter().find(|c| c.kind == CouponKind::Cash).expect("a cash coupon");
    let order = json!({ "member_id": "tea-loyal", "amount": 5_000, "coupon_code": cash.id });
    let receipt = world.purchase(order).await;
    assert_eq!(saved().await, before + 800);
    world.refund(receipt.body["order"].as_str().expect("an order")).await;
    assert_eq!(saved().await, before);
}

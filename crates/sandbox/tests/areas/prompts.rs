//! What each member is asked, on which day, and how often at most.

use contract::coupon::{Coupon, CouponSource};
use contract::ids::PromptId;
use contract::money::ActionKind;
use contract::problem::ErrorCode;
use contract::prompt::{Framing, Prompt, PromptEventResult, PromptKind, PromptList, PromptReason};
use serde_json::json;

use crate::client::{Answer, Card, World};

async fn prompts(card: &Card, placement: &str) -> Vec<Prompt> {
    card.get::<PromptList>(&format!("/prompts?placement={placement}")).await.prompts
}

async fn kinds(card: &Card) -> Vec<PromptKind> {
    prompts(card, "HOME").await.iter().map(|prompt| prompt.kind).collect()
}

async fn report(card: &Card, id: &PromptId, event: &str, key: &str) -> Answer {
    card.post_json(&format!("/prompts/{id}/events"), key, json!({ "event": event })).await
}

#[tokio::test]
async fn each_member_is_asked_what_fits_and_at_most_one_thing() {
    let world = World::new();
    for (brand, persona, kind) in [
        ("tea", "new", Some(PromptKind::NewMemberPack)),
        ("tea", "growing", Some(PromptKind::TierNear)),
        ("tea", "silent", Some(PromptKind::InactiveRecall)),
        ("tea", "expired", Some(PromptKind::Renewal)),
        ("tea", "renewing", Some(PromptKind::AutoRenewalNotice)),
        ("tea", "at-risk", Some(PromptKind::TierAtRisk)),
        ("hotel", "new", Some(PromptKind::NewMemberPack)),
        ("hotel", "renewing", Some(PromptKind::AutoRenewalNotice)),
    ] {
        let card = world.card(brand, persona).await;
        let found = prompts(&card, "HOME").await;
        assert_eq!(found.first().map(|p| p.kind), kind, "{brand} {persona}: {found:?}");
        assert!(found.iter().filter(|p| !p.statutory).count() <= 1, "{brand} {persona}");
        for prompt in &found {
            assert!(!prompt.headline.is_empty() && !prompt.body.is_empty());
            assert_ne!(prompt.reason, PromptReason::Unknown);
        }
    }
}

#[tokio::test]
async fn a_lapsed_low_ticket_member_is_asked_to_taste_and_not_a_day_before_the_end() {
    let world = World::new();
    let card = world.card("tea", "expired").await;
    for offset in [-30, -5, -4] {
        world.at(offset);
        assert!(!kinds(&card).await.contains(&PromptKind::Renewal), "day {offset}");
    }
    world.at(-3);
    assert_eq!(kinds(&card).await, [PromptKind::Renewal]);
    world.at(0);
    for placement in ["HOME", "CODE_SCREEN"] {
        let found = prompts(&card, placement).await;
        let [tasting] = found.as_slice() else { panic!("one prompt: {found:?}") };
        assert_eq!(tasting.framing, Framing::NewProductTasting);
        assert_eq!(tasting.reason, PromptReason::ExpiredLowTicket);
        assert_eq!(tasting.headline, "新品尝鲜券已为你留好");
        assert!(!tasting.headline.contains("续费"));
        let [extra] = tasting.incentives.as_slice() else { panic!("one incentive") };
        assert!(extra.extra && extra.no_threshold);
        assert_eq!(extra.amount_off, Some(1_100));
        assert!(extra.aov_bps.is_some_and(|bps| (1_500..=2_500).contains(&bps)));
        let action = &tasting.cta.as_ref().expect("a button").action;
        assert_eq!(action.kind, ActionKind::ClaimOffer);
        assert_eq!(action.id.as_deref(), Some(extra.offer_id.as_str()));
    }
    assert!(prompts(&card, "AFTER_PURCHASE").await.is_empty());
}

#[tokio::test]
async fn taking_the_tasting_leaves_one_extra_coupon_and_closes_the_prompt() {
    let world = World::new();
    let card = world.card("tea", "expired").await;
    let answer = card.post("/coupon-offers/tea-tasting/claims", "k").await;
    assert!(answer.status.is_success(), "{}", answer.body);
    assert!(answer.changed().contains(&"prompts".to_owned()));
    assert!(!kinds(&card).await.contains(&PromptKind::Renewal));
    let wallet: Vec<Coupon> = card.all("/coupons?state=EFFECTIVE").await;
    let extra: Vec<_> = wallet.iter().filter(|c| c.source == CouponSource::RenewalExtra).collect();
    assert_eq!(extra.len(), 1);
    assert_eq!(extra[0].threshold.amount, 0);
    let again = card.post("/coupon-offers/tea-tasting/claims", "other").await;
    assert_eq!(again.code(), ErrorCode::ClaimLimitReached);
}

#[tokio::test]
async fn a_plan_that_renews_itself_is_announced_five_days_before_and_outside_the_caps() {
    let world = World::new();
    for (brand, amount) in [("tea", "¥99"), ("hotel", "¥1,999")] {
        let card = world.card(brand, "renewing").await;
        world.at(-1);
        assert!(!kinds(&card).await.contains(&PromptKind::AutoRenewalNotice));
        for offset in 0..5 {
            world.at(offset);
            for placement in ["HOME", "CODE_SCREEN"] {
                let found = prompts(&card, placement).await;
                let notice = found.iter().find(|p| p.statutory).expect("the notice");
                assert_eq!(notice.kind, PromptKind::AutoRenewalNotice);
                assert!(notice.cap.is_none() && notice.body.contains(amount), "{}", notice.body);
                let key = format!("{offset}{placement}");
                let seen = report(&card, &notice.id, "IMPRESSION", &key).await;
                assert_eq!(seen.data::<PromptEventResult>().cap, None);
            }
        }
        world.at(0);
        let notice = prompts(&card, "HOME").await.remove(0);
        let muted = report(&card, &notice.id, "MUTE_KIND", "mute").await;
        assert_eq!(muted.code(), ErrorCode::ValidationFailed);
        card.send("DELETE", "/v1/membership/auto-renewal", Some("off"), None).await;
        assert!(!kinds(&card).await.contains(&PromptKind::AutoRenewalNotice));
    }
}

#[tokio::test]
async fn a_high_ticket_plan_without_renewal_is_asked_about_before_its_end() {
    let world = World::new();
    let card = world.card("hotel", "renewing").await;
    card.send("DELETE", "/v1/membership/auto-renewal", Some("off"), None).await;
    let found = prompts(&card, "HOME").await;
    let [renewal] = found.as_slice() else { panic!("one prompt: {found:?}") };
    assert_eq!(renewal.kind, PromptKind::Renewal);
    assert_eq!(renewal.reason, PromptReason::EndsSoonHighTicket);
    assert!(matches!(renewal.framing, Framing::PlainRenew | Framing::Care));
    assert!(renewal.incentives.is_empty());
}

#[tokio::test]
async fn a_low_ticket_plan_whose_renewal_was_cancelled_is_left_alone_until_it_ends() {
    let world = World::new();
    let card = world.card("tea", "renewing").await;
    card.send("DELETE", "/v1/membership/auto-renewal", Some("off"), None).await;
    for offset in 0..5 {
        world.at(offset);
        assert!(!kinds(&card).await.contains(&PromptKind::Renewal), "day {offset}");
    }
    world.at(5);
    assert_eq!(prompts(&card, "HOME").await[0].framing, Framing::NewProductTasting);
}

#[tokio::test]
async fn a_dismissed_prompt_does_not_come_back_inside_its_cap() {
    let world = World::new();
    let card = world.card("tea", "expired").await;
    let tasting = prompts(&card, "HOME").await.remove(0);
    assert_eq!(prompts(&card, "HOME").await[0].id, tasting.id, "the same on each GET");
    let cap = tasting.cap.expect("a cap");
    assert_eq!((cap.window_days, cap.max, cap.used, cap.next_allowed_at), (30, 3, 0, None));

    report(&card, &tasting.id, "IMPRESSION", "seen").await;
    report(&card, &tasting.id, "IMPRESSION", "seen again").await;
    let standing = prompts(&card, "HOME").await;
    assert_eq!(standing[0].cap.as_ref().map(|cap| cap.used), Some(1));
    let after: PromptEventResult = report(&card, &tasting.id, "DISMISS", "closed").await.data();
    let cap = after.cap.expect("a cap");
    assert_eq!(cap.used, 1);
    assert!(cap.next_allowed_at.is_some());
    for offset in 0..30 {
        world.at(offset);
        let found = prompts(&card, "HOME").await;
        assert!(found.iter().all(|p| p.fingerprint != tasting.fingerprint), "day {offset}");
        assert!(offset >= 3 || found.is_empty(), "day {offset}: {found:?}");
    }
    world.at(31);
    assert!(prompts(&card, "HOME").await.iter().any(|p| p.fingerprint == tasting.fingerprint));
}

#[tokio::test]
async fn a_muted_kind_stays_silent_and_an_unknown_prompt_is_not_found() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    let near = prompts(&card, "HOME").await.remove(0);
    let muted = report(&card, &near.id, "MUTE_KIND", "mute").await;
    assert!(muted.changed().contains(&"prompts".to_owned()));
    for offset in [0, 4, 40] {
        world.at(offset);
        assert!(!kinds(&card).await.contains(&near.kind));
    }
    let foreign = report(&card, &PromptId::new("pr_none"), "CLICK", "x").await;
    assert_eq!(foreign.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_silent_member_finds_the_coupon_already_in_the_account_once() {
    let world = World::new();
    let card = world.card("tea", "silent").await;
    let recall = prompts(&card, "HOME").await.remove(0);
    assert_eq!(recall.framing, Framing::CouponInAccount);
    assert_eq!(recall.headline, "你的账户里有一张无门槛券");
    let wallet: Vec<Coupon> = card.all("/coupons?state=EFFECTIVE").await;
    let placed: Vec<_> = wallet.iter().filter(|c| c.source == CouponSource::Recall).collect();
    assert_eq!(placed.len(), 1);
    assert_eq!(placed[0].threshold.amount, 0);
    let action = recall.cta.expect("a button").action;
    assert_eq!(action.target, Some(format!("#/coupons/{}", placed[0].id)));
    world.at(3);
    let _ = prompts(&card, "HOME").await;
    assert_eq!(world.effects("tea-silent", "COUPON_ISSUED").await.len(), 1);
    world.purchase(json!({ "member_id": "tea-silent", "amount": 3_000 })).await;
    assert!(!kinds(&card).await.contains(&PromptKind::InactiveRecall));
}

#[tokio::test]
async fn the_wording_experiment_gives_a_member_the_same_arm_every_time() {
    let arm = async || {
        let world = World::new();
        let card = world.card("tea", "expired").await;
        prompts(&card, "HOME").await.remove(0).experiment.expect("an experiment")
    };
    let first = arm().await;
    assert_eq!(first.key, "renewal_wording");
    assert!(["A", "B"].contains(&first.variant.as_str()));
    assert_eq!(arm().await, first);
}

#[tokio::test]
async fn prompts_speak_the_language_that_was_asked_for_with_the_same_fingerprint() {
    let world = World::new();
    let card = world.card("tea", "expired").await;
    let zh = prompts(&card, "HOME").await.remove(0);
    let en: PromptList = card.speaking("en").get("/prompts?placement=HOME").await;
    assert_eq!(en.prompts[0].headline, "A tasting is waiting for you");
    assert_eq!(en.prompts[0].fingerprint, zh.fingerprint);
}

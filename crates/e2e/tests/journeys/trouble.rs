//! What the card does when something fails: the part that failed says so, the rest goes on.

use anyhow::Result;
use e2e::journey::{NO_ANSWER, NOT_CONNECTED, REFUSED, RESET, UNAUTHORIZED, UNAVAILABLE};
use e2e::{by_test_id, journey, place};
use serde_json::json;

#[tokio::test]
async fn an_answer_of_somebody_else_fails_one_part_and_no_other() -> Result<()> {
    journey(async |journey| {
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        card.open("tea", "growing", "zh-CN").await?;
        let points = sandbox.points("tea-growing").await?;
        let wrong = json!({ "match": "/v1/points/transactions", "kind": "garbage" });
        sandbox.fault(&wrong).await?;
        card.go("#/points").await?;
        card.wait_for(&by_test_id("error")).await?;
        card.wait_for(&by_test_id("retry")).await?;
        // The balance came with the home screen's answer and stands.
        card.wait_number(&by_test_id("points-available"), points).await?;
        card.go("#/coupons").await?;
        card.wait_for(&by_test_id("coupon")).await?;
        card.no_error().await?;
        card.go("#/points").await?;
        card.wait_for(&by_test_id("error")).await?;
        sandbox.mend().await?;
        card.press(&by_test_id("retry")).await?;
        card.wait_gone(&by_test_id("error")).await?;
        card.wait_for("li button").await
    })
    .await
}

#[tokio::test]
async fn without_a_backend_the_card_says_so_and_recovers_when_it_is_back() -> Result<()> {
    journey(async |journey| {
        journey.expect_failure("/v1/changes", REFUSED);
        journey.expect_failure("/v1/tiers", REFUSED);
        // The question for changes that was open when the backend went.
        journey.expect_failure("/v1/changes", NO_ANSWER);
        journey.expect_failure("/v1/changes", RESET);
        journey.expect_failure("/v1/changes", NOT_CONNECTED);
        journey.card.open("tea", "growing", "zh-CN").await?;
        // Its report would be lost with the backend.
        journey.sandbox.wait_seen("tea-growing", 1).await?;
        // It would be fetched from a backend that is gone.
        journey.card.wait_worker().await?;
        journey.sandbox.stop().await?;
        journey.card.go("#/tiers").await?;
        journey.card.wait_text("网络好像断了").await?;
        journey.sandbox.start_again().await?;
        journey.card.press(&by_test_id("retry")).await?;
        journey.card.wait_gone(&by_test_id("error")).await?;
        journey.card.go("#/").await?;
        let points = journey.sandbox.points("tea-growing").await?;
        journey.card.wait_number(&by_test_id("points-available"), points).await?;
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn screens_that_could_not_be_fetched_say_so_and_come_on_the_next_try() -> Result<()> {
    journey(async |journey| {
        for part in ["further", "code"] {
            journey.expect_failure(place::part(part)?, UNAVAILABLE);
        }
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        sandbox.fault(&json!({ "match": "/split_*", "kind": "status", "status": 503 })).await?;
        card.open("tea", "growing", "zh-CN").await?;
        // Home needs none of them.
        let points = sandbox.points("tea-growing").await?;
        card.wait_number(&by_test_id("points-available"), points).await?;
        for (hash, shown) in [("#/code", "member-code"), ("#/points", "points-available")] {
            sandbox.fault(&json!({ "match": "/split_*", "kind": "status", "status": 503 })).await?;
            card.go(hash).await?;
            card.wait_text("网络好像断了").await?;
            sandbox.mend().await?;
            card.press(&by_test_id("retry")).await?;
            card.wait_for(&by_test_id(shown)).await?;
            card.no_error().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_ticket_that_was_used_leads_to_the_sign_in_screen() -> Result<()> {
    journey(async |journey| {
        journey.expect_failure("/v1/sessions", UNAUTHORIZED);
        let card = &journey.card;
        let ticket = card.ticket("tea", "growing").await?;
        let place = format!("?lang=zh-CN{ticket}");
        card.visit(&place).await?;
        card.wait_ready().await?;
        card.visit(&place).await?;
        card.wait_text("请重新进入会员卡").await
    })
    .await
}

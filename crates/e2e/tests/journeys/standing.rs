//! A prompt that stands, stands wherever the backend sends it; a closed one stays closed.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{Card, by_test_id, journey};
use tokio::time::sleep;

/// The screens that the question of a lapsed plan is sent to, home first.
const SCREENS: [&str; 3] = ["#/", "#/membership", "#/code"];

/// Goes to one of them and waits until it is there.
async fn show(card: &Card, hash: &str) -> Result<()> {
    card.go(hash).await?;
    match hash {
        "#/membership" => card.wait_text("省了多少").await,
        "#/code" => card.wait_for(&by_test_id("member-code")).await,
        _ => card.wait_for(&by_test_id("points-available")).await,
    }
}

/// A prompt stands: the only one, with this text.
async fn stands(card: &Card, hash: &str) -> Result<()> {
    let prompt = by_test_id("prompt");
    card.wait_for(&prompt).await.with_context(|| format!("on {hash}"))?;
    let text = card.text_of(&prompt).await?.unwrap_or_default();
    ensure!(text.contains("新品尝鲜券"), "on {hash}: {text}");
    let count = card.count(&prompt).await?;
    ensure!(count == 1, "{count} prompts on {hash}");
    Ok(())
}

/// No prompt is there, nor comes while what was asked for may still arrive.
async fn stays_away(card: &Card, hash: &str) -> Result<()> {
    for _ in 0..10 {
        let count = card.count(&by_test_id("prompt")).await?;
        ensure!(count == 0, "a closed prompt stands on {hash}");
        sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

#[tokio::test]
async fn a_prompt_of_home_stands_on_the_plan_and_at_the_till_and_at_home_again() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "expired", "zh-CN").await?;
        stands(card, "#/").await?;
        for hash in ["#/membership", "#/", "#/code", "#/", "#/code", "#/membership"] {
            show(card, hash).await?;
            stands(card, hash).await?;
        }
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_prompt_that_was_closed_on_one_screen_is_closed_on_all() -> Result<()> {
    for closed_on in SCREENS {
        journey(async |journey| {
            let card = &journey.card;
            card.open("tea", "expired", "zh-CN").await?;
            // Each has shown it before: the closed one is not merely one that never came.
            for hash in SCREENS {
                show(card, hash).await?;
                stands(card, hash).await?;
            }
            show(card, closed_on).await?;
            stands(card, closed_on).await?;
            card.press(&format!("{} [aria-label='关闭']", by_test_id("prompt"))).await?;
            card.wait_gone(&by_test_id("prompt")).await?;
            for hash in SCREENS.into_iter().chain(SCREENS) {
                show(card, hash).await?;
                stays_away(card, hash).await?;
            }
            card.no_error().await
        })
        .await
        .with_context(|| format!("closed on {closed_on}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn a_prompt_that_was_only_seen_stands_after_a_reload_on_the_same_day() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "expired", "zh-CN").await?;
        stands(card, "#/").await?;
        // Both halves of the cap know of it: the backend's and the card's own.
        journey.sandbox.wait_seen("tea-expired", 1).await?;
        card.reload().await?;
        show(card, "#/").await?;
        stands(card, "#/").await?;
        card.reload().await?;
        for hash in SCREENS {
            show(card, hash).await?;
            stands(card, hash).await?;
        }
        let seen = journey.sandbox.seen("tea-expired").await?;
        ensure!(seen == 1, "counted {seen} times on one day");
        card.no_error().await
    })
    .await
}

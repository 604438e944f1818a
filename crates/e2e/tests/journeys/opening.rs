//! Every seeded member opens the card.

use anyhow::{Context as _, Result, ensure};
use e2e::{Journey, by_test_id, journey};
use serde_json::Value;

const TEA: [&str; 9] =
    ["new", "growing", "loyal", "silent", "expired", "renewing", "at-risk", "debt", "heavy"];

async fn opens(journey: &mut Journey, brand: &str, persona: &str, lang: &str) -> Result<()> {
    let Journey { sandbox, card, .. } = journey;
    let member = format!("{brand}-{persona}");
    card.open(brand, persona, lang).await?;
    card.wait_for("h1").await?;
    let greeting = card.text_of("h1").await?.context("no greeting")?;
    let ledger = sandbox.ledger(&member).await?;
    if lang == "zh-CN" {
        let name = ledger.get("name").and_then(Value::as_str).context("a member without a name")?;
        ensure!(greeting.contains(name), "{brand} {persona} is greeted by '{greeting}'");
    } else {
        ensure!(greeting.starts_with("Good "), "{brand} {persona} is greeted by '{greeting}'");
    }
    let points = sandbox.points(&member).await?;
    card.wait_number(&by_test_id("points-available"), points).await?;
    card.no_error().await
}

#[tokio::test]
async fn every_tea_member_opens_to_a_greeting_and_the_points_of_the_ledger() -> Result<()> {
    journey(async |journey| {
        for persona in TEA {
            opens(journey, "tea", persona, "zh-CN").await.context(persona)?;
            journey.clean().await.context(persona)?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_hotel_member_opens_to_a_greeting_and_the_points_of_the_ledger() -> Result<()> {
    journey(async |journey| {
        for persona in TEA.into_iter().filter(|persona| *persona != "expired") {
            opens(journey, "hotel", persona, "zh-CN").await.context(persona)?;
            journey.clean().await.context(persona)?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_member_of_each_brand_reads_the_card_in_english() -> Result<()> {
    journey(async |journey| {
        for (brand, persona) in [("tea", "growing"), ("hotel", "loyal")] {
            opens(journey, brand, persona, "en").await.context(brand)?;
            journey.card.wait_text("Show the code").await?;
            journey.clean().await.context(brand)?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_visitor_of_each_brand_is_welcomed_without_anything_of_a_member() -> Result<()> {
    journey(async |journey| {
        for brand in ["tea", "hotel"] {
            journey.card.open(brand, "guest", "zh-CN").await?;
            journey.card.wait_text("欢迎来到").await?;
            ensure!(journey.card.count(&by_test_id("points-available")).await? == 0);
            journey.card.no_error().await?;
            journey.clean().await.context(brand)?;
        }
        Ok(())
    })
    .await
}

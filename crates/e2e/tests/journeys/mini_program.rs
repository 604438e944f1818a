//! What a mini-program's web-view does with the address of the card (`examples/mini-program`).

use anyhow::{Result, ensure};
use e2e::{by_test_id, journey};
use serde_json::json;

#[tokio::test]
async fn a_mini_program_hands_a_ticket_over_and_leads_on_to_a_screen_without_loading_again()
-> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        let place = format!("{}/?brand=tea", journey.sandbox.origin());
        let ticket = card.ticket("tea", "growing").await?;
        card.visit(&format!("?brand=tea{ticket}")).await?;
        card.wait_ready().await?;
        card.wait_for(&by_test_id("points-available")).await?;
        let address = card.run("self.kept = true; return location.href", Vec::new()).await?;
        ensure!(address == json!(format!("{place}#/")), "the address is {address}");

        // As a web-view whose `src` differs in the fragment alone.
        let screen = json!(format!("{place}#/coupons"));
        card.run("location.href = arguments[0]", vec![screen]).await?;
        card.wait_for(&by_test_id("coupon")).await?;
        ensure!(card.run("return self.kept === true", Vec::new()).await? == json!(true));

        // And as one that loads the page for that.
        card.reload().await?;
        card.wait_for(&by_test_id("coupon")).await
    })
    .await
}

//! The sandbox's page for brands shows the element live, from another origin than its own.

use anyhow::{Context as _, Result, ensure};
use e2e::{Engine, Setting, by_test_id, journey_in};
use serde_json::json;

#[tokio::test]
async fn the_page_for_brands_shows_the_card_and_the_code_to_copy() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let other = origin.replace("127.0.0.1", "localhost");
        card.open_page(&format!("{other}/sandbox/embed")).await?;
        let heard = "return document.getElementById('events').textContent.includes(arguments[0])";
        card.wait("the card", heard, vec![json!("ready")]).await?;
        let frame = "return document.querySelector('member-card').shadowRoot.querySelector('iframe')";
        let from = card.run(&format!("{frame}.src"), Vec::new()).await?;
        ensure!(from.as_str().is_some_and(|from| from.starts_with(&origin)), "it is from {from}");

        let choose = "const { settings } = document.forms; settings[arguments[0]].value = arguments[1]; \
             settings[arguments[0]].dispatchEvent(new Event('change', { bubbles: true }))";
        card.run(choose, vec![json!("brand"), json!("hotel")]).await?;
        card.run(choose, vec![json!("view"), json!("compact")]).await?;
        let snippet = "return document.getElementById('snippet').textContent";
        let text = card.run(snippet, Vec::new()).await?;
        let text = text.as_str().context("no code")?;
        ensure!(text.contains(r#"<member-card brand="hotel" view="compact""#), "{text}");
        let low = "const frame = document.querySelector('member-card').shadowRoot.querySelector('iframe'); \
             return Boolean(frame) && frame.src.includes('hotel') && frame.clientHeight < 130";
        card.wait("a strip", low, Vec::new()).await?;
        card.enter(frame).await?;
        let points = journey.sandbox.points("hotel-growing").await?;
        card.wait_number(&by_test_id("points-available"), points).await?;
        card.step_out().await?;
        card.press("#code").await?;
        card.wait("the code", heard, vec![json!("#/code")]).await?;

        card.run(choose, vec![json!("mode"), json!("inline")]).await?;
        let inside = "return document.querySelector('member-card').shadowRoot \
             .querySelector('.mc-html .code-digits')?.textContent.length > 8";
        card.wait("the code without a frame", inside, Vec::new()).await?;
        journey.quiet().await
    })
    .await
}

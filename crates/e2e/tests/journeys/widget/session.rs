//! Whose card it is: the brand's page says so, and says when that changes.

use anyhow::{Result, ensure};
use e2e::journey::UNAUTHORIZED;
use e2e::{Engine, Setting, by_test_id, journey_in};
use serde_json::json;

use super::{host, html, unchanged, waits, works};

/// Goes into the frame of a card of the page.
fn frame(at: usize) -> String {
    format!("return host.cards[{at}].shadowRoot.querySelector('iframe')")
}

#[tokio::test]
async fn a_claim_in_the_frame_is_told_to_the_page_and_a_visitor_has_a_card_too() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        let body = "<member-card style=\"--mc-accent: rgb(170, 30, 90)\"></member-card>\
             <member-card data-persona=\"\"></member-card>";
        host.page("/", "", html(&origin, "", body));
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        card.run("host.cards[0].open('/offers')", Vec::new()).await?;
        card.enter(&frame(0)).await?;
        card.press(&by_test_id("claim")).await?;
        card.wait_for(&by_test_id("toast")).await?;
        let accent =
            "return getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()";
        let accent = card.run(accent, Vec::new()).await?;
        ensure!(accent == json!("#aa1e5a"), "the accent is {accent}");
        card.step_out().await?;
        waits(journey, "the claim", "host.count(0, 'claimed') === 1").await?;
        waits(journey, "what it changed", "host.count(0, 'changed') > 0").await?;
        waits(journey, "the visitor's card", "host.count(1, 'ready') === 1").await?;
        card.enter(&frame(1)).await?;
        ensure!(card.count(&by_test_id("points-available")).await? == 0, "a visitor has points");
        card.step_out().await?;
        // Signed in on the brand's page, and the card is the member's.
        let signed = "host.cards[1].getSession = host.cards[0].getSession";
        card.run(signed, Vec::new()).await?;
        waits(journey, "the member's card", "host.count(1, 'ready') === 2").await?;
        card.enter(&frame(1)).await?;
        card.wait_for(&by_test_id("points-available")).await?;
        card.step_out().await?;
        ensure!(host.sessions() == 2, "{} sessions", host.sessions());
        unchanged(journey, true).await
    })
    .await
}

#[tokio::test]
async fn a_token_that_is_not_taken_asks_for_the_member_and_a_later_one_lets_them_in() -> Result<()>
{
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let origin = journey.sandbox.origin();
        let brand = host(journey).await?;
        brand.page("/", "", html(&origin, "", "<member-card></member-card>"));
        brand.page("/card-session", "", r#"{ "token": "nonsense" }"#);
        journey.card.open_page(&brand.origin()).await?;
        let asks = "host.count(0, 'auth-required') > 0 && host.count(0, 'ready') === 0";
        waits(journey, "the question for a member", asks).await?;
        brand.forget("/card-session");
        journey.card.run("host.cards[0].refresh()", Vec::new()).await?;
        works(journey, 0, "tea-growing").await?;
        journey.expect_failure("/v1/sessions", UNAUTHORIZED);
        unchanged(journey, true).await
    })
    .await
}

#[tokio::test]
async fn who_leaves_in_the_frame_stays_a_visitor_there() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        for path in ["/v1/changes", "/v1/bootstrap", "/v1/card/code", "/v1/prompts"] {
            journey.expect_failure(path, UNAUTHORIZED);
        }
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let brand = host(journey).await?;
        brand.page("/", "", html(&origin, "", "<member-card view=\"full\"></member-card>"));
        card.open_page(&brand.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        card.run("host.cards[0].open('/me')", Vec::new()).await?;
        card.enter(&frame(0)).await?;
        card.press_called("退出登录").await?;
        card.press("[role='dialog'] button.button").await?;
        card.wait_text("你还不是会员").await?;
        // The brand's page alone signs members in.
        let way = card.run(
            "return document.querySelector('.sign-in')?.checkVisibility() ?? false",
            Vec::new(),
        );
        ensure!(way.await? == json!(false), "a way out of the frame");
        card.step_out().await?;
        ensure!(brand.sessions() == 1, "{} sessions", brand.sessions());
        let ended = journey.sandbox.requests().await?;
        let ended = ended.iter().filter(|one| one.method == "DELETE" && one.path == "/v1/sessions");
        ensure!(ended.count() == 1, "the backend was not told");
        unchanged(journey, true).await
    })
    .await
}

//! A panic on any screen: the code is back within half a second, and the button opens the card
//! again. What panics again and again is not started a fourth time by itself.

use anyhow::{Context as _, Result, ensure};
use e2e::{Card, Engine, Setting, by_test_id, journey_in};
use serde_json::{Value, json};

/// The card's screens, and what is there once each is; a coupon's comes from the list.
const SCREENS: [(&str, &str); 10] = [
    ("#/", "[data-testid='points-available']"),
    ("#/code", "[data-testid='member-code']"),
    ("#/points", "li button"),
    ("#/tiers", "[data-testid='tier-progress']"),
    ("#/coupons", "[data-testid='coupon']"),
    ("#/offers", "[data-testid='offer']"),
    ("#/check-in", "[data-testid='check-in']"),
    ("#/tasks", "[data-testid='task']"),
    ("#/membership", "main"),
    ("#/me", "main"),
];

/// By the page's own clock, in milliseconds.
const SOON: f64 = 500.0;

/// Lets the module panic and returns how long it took until the page said so, in milliseconds.
async fn panic(card: &Card) -> Result<f64> {
    let script = "const done = arguments[0]; const page = document.documentElement; \
         const began = performance.now(); \
         const look = () => page.dataset.shell === 'crashed' && page.dataset.card === 'failed' \
             && (watch.disconnect(), done(performance.now() - began)); \
         const watch = new MutationObserver(look); \
         watch.observe(page, { attributes: true }); \
         dispatchEvent(new Event('member-card:panic')); \
         setTimeout(() => done(-1), 5000)";
    let took = card.run_async(script, Vec::new()).await?.as_f64().context("no time")?;
    let standing = card.standing().await?;
    ensure!(took >= 0.0, "no crash is shown, but {standing:?}");
    Ok(took)
}

/// It is shown soon, with the code and the button.
async fn crashes(card: &Card) -> Result<()> {
    let before = card.run("return performance.now()", Vec::new()).await?;
    let before = before.as_f64().context("no clock")?;
    let took = panic(card).await?;
    ensure!(took < SOON, "the crash was shown after {took} ms");
    card.wait_code("").await?;
    let drawn = card.marked("card:code-visible").await?.as_secs_f64() * 1_000.0;
    ensure!(drawn > before && drawn - before < SOON, "the code came at {drawn}, not {before}");
    card.scanned().await?;
    card.wait_for(&by_test_id("retry")).await
}

#[tokio::test]
async fn a_panic_on_any_screen_brings_back_the_code_and_the_button_the_card() -> Result<()> {
    // A panic is an error in the console.
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let card = &journey.card;
        card.open("tea", "growing", "zh-CN").await?;
        card.go("#/coupons").await?;
        card.wait_for(&by_test_id("coupon")).await?;
        let first = "return document.querySelector('[data-coupon]').dataset.coupon";
        let coupon = card.run(first, Vec::new()).await?;
        let coupon = format!("#/coupons/{}", coupon.as_str().context("no coupon")?);
        let screens = SCREENS.into_iter().chain([(coupon.as_str(), "main")]);
        for (hash, shows) in screens {
            let on = || format!("on {hash}");
            card.go(hash).await?;
            let there = "return location.hash === arguments[0] \
                 && document.querySelector(arguments[1]) !== null \
                 && document.querySelector('[aria-busy=true]') === null";
            card.wait(hash, there, vec![json!(hash), json!(shows)]).await?;
            crashes(card).await.with_context(on)?;
            card.press(&by_test_id("retry")).await?;
            card.wait_ready().await.with_context(on)?;
        }
        card.no_error().await
    })
    .await
}

/// The modules that the page asked for.
async fn modules(card: &Card) -> Result<Vec<Value>> {
    let script = "return performance.getEntriesByType('resource').map(entry => entry.name) \
         .filter(name => name.endsWith('.wasm'))";
    Ok(card.run(script, Vec::new()).await?.as_array().cloned().unwrap_or_default())
}

#[tokio::test]
async fn after_three_crashes_in_a_row_the_card_waits_to_be_asked() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        card.open("tea", "growing", "zh-CN").await?;
        for _ in 0..2 {
            crashes(card).await?;
            card.reload().await?;
        }
        crashes(card).await?;
        card.come_back().await?;
        let code = card.wait_code("").await?;
        ensure!(card.standing().await? == ("failed".into(), "crashed".into()), "it says nothing");
        let answer = sandbox.scan(&code).await?;
        ensure!(answer == 200, "the till answers {answer}");
        // As long as a module would take to come.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        let modules = modules(card).await?;
        ensure!(modules.is_empty(), "it was started by itself: {modules:?}");
        ensure!(card.standing().await?.0 == "failed", "it was started by itself");
        card.press(&by_test_id("retry")).await?;
        card.wait_ready().await?;
        card.no_error().await
    })
    .await
}

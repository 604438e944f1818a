//! The card in a phone's wallet: a button where it works, a sentence where that helps, else nothing.

use anyhow::{Result, ensure};
use e2e::{Journey, by_test_id, journey};
use serde_json::json;

use crate::wechat::stand_in::{ANDROID, HARMONY, IOS, become_client};

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const CHROME: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

/// Opens the member's own page in a browser that says so of itself, and tells which wallets have a
/// button there.
async fn offered(journey: &Journey, brand: &str) -> Result<Vec<String>> {
    journey.card.open(brand, "loyal", "zh-CN").await?;
    journey.card.go("#/me").await?;
    journey.card.wait_for(&by_test_id("store")).await?;
    let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.dataset.wallet)";
    let found = journey.card.run(script, vec![json!(by_test_id("wallet"))]).await?;
    Ok(serde_json::from_value(found)?)
}

async fn is(journey: &Journey, user_agent: &str) -> Result<()> {
    let agent = json!({ "userAgent": user_agent });
    journey.devtools("Emulation.setUserAgentOverride", agent).await.map(|_| ())
}

#[tokio::test]
async fn a_wallet_is_offered_on_the_phone_that_has_it_and_by_a_brand_that_has_it() -> Result<()> {
    for (user_agent, brand, wallets) in [
        (IPHONE, "tea", vec!["APPLE"]),
        (CHROME, "tea", vec!["GOOGLE"]),
        (IPHONE, "hotel", vec!["APPLE"]),
        (CHROME, "hotel", vec![]),
    ] {
        journey(async |journey| {
            is(journey, user_agent).await?;
            let found = offered(journey, brand).await?;
            ensure!(found == wallets, "{brand} in {user_agent}: {found:?}");
            journey.card.no_error().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_pass_is_fetched_at_an_address_that_works_once() -> Result<()> {
    journey(async |journey| {
        is(journey, CHROME).await?;
        offered(journey, "tea").await?;
        journey.card.press(&by_test_id("wallet")).await?;
        journey.card.wait_text("In place of Google Wallet").await?;
        let here = journey.card.run("return location.pathname", Vec::new()).await?;
        ensure!(here.as_str().is_some_and(|path| path.starts_with("/sandbox/passes/")), "{here}");
        let again = "const done = arguments[0]; fetch(location.href).then(a => done(a.status))";
        let status = journey.card.run_async(again, Vec::new()).await?;
        ensure!(status == json!(410), "a second time: {status}");
        let path = here.as_str().unwrap_or_default().to_owned();
        journey.expect_failure(path, "the server responded with a status of 410 (Gone)");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn inside_wechat_an_iphone_is_told_the_way_and_nothing_else_is_offered() -> Result<()> {
    for (client, told) in [(IOS, 1), (ANDROID, 0), (HARMONY, 0)] {
        journey(async |journey| {
            become_client(journey, client, json!({})).await?;
            let found = offered(journey, "tea").await?;
            ensure!(found.is_empty(), "{found:?}");
            let guides = journey.card.count(&by_test_id("wallet-guide")).await?;
            ensure!(guides == told, "{guides} sentences");
            if told == 1 {
                journey.card.wait_text("在浏览器中打开").await?;
            }
            journey.card.no_error().await
        })
        .await?;
    }
    Ok(())
}

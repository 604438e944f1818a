//! Claiming has one effect, however it is pressed and whatever is lost.

use anyhow::{Result, ensure};
use e2e::journey::NO_ANSWER;
use e2e::{Journey, by_test_id, journey};
use serde_json::json;

const MEMBER: &str = "tea-new";
const OFFER: &str = "tea-cash";

/// How many coupons stand in the wallet.
async fn in_the_wallet(journey: &Journey) -> Result<usize> {
    let card = &journey.card;
    card.go("#/coupons").await?;
    card.wait_for(&by_test_id("coupon")).await?;
    card.wait("the wallet alone", "return location.hash === '#/coupons'", Vec::new()).await?;
    card.count(&by_test_id("coupon")).await
}

fn claim() -> String {
    format!("[data-offer='{OFFER}'] {}", by_test_id("claim"))
}

#[tokio::test]
async fn twenty_presses_claim_one_coupon() -> Result<()> {
    journey(async |journey| {
        journey.card.open("tea", "new", "zh-CN").await?;
        let before = journey.sandbox.coupons_of(MEMBER, OFFER).await?;
        journey.card.go("#/offers").await?;
        journey.card.wait_for(&claim()).await?;
        let presses = "const press = document.querySelector(arguments[0]); \
                       for (let n = 0; n < 20; n += 1) press.click()";
        journey.card.run(presses, vec![json!(claim())]).await?;
        journey.card.wait_text("已放进你的卡券").await?;
        journey.card.wait_gone(&claim()).await?;
        let after = journey.sandbox.coupons_of(MEMBER, OFFER).await?;
        ensure!(after == before + 1, "{after} coupons after {before}");
        // The offer is called so too: first the wallet alone.
        in_the_wallet(journey).await?;
        journey.card.wait_text("满 30 减 8").await?;
        let name = "return [...document.querySelectorAll(arguments[0])]\
                    .filter(coupon => coupon.innerText.includes('满 30 减 8')).length";
        let shown = journey.card.run(name, vec![json!(by_test_id("coupon"))]).await?;
        ensure!(shown == json!(1), "{shown} of them in the wallet");
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_claim_whose_answer_is_lost_settles_to_one_coupon() -> Result<()> {
    journey(async |journey| {
        journey.expect_failure("/v1/coupon-offers/tea-cash/claims", NO_ANSWER);
        journey.card.open("tea", "new", "zh-CN").await?;
        let wallet = in_the_wallet(journey).await?;
        let before = journey.sandbox.coupons_of(MEMBER, OFFER).await?;
        // Every answer until the card has noticed: a browser asks again by itself when a connection
        // that it used before breaks, and says nothing of it.
        let lost = json!({ "match": "/v1/coupon-offers/*/claims", "kind": "drop_after" });
        journey.sandbox.fault(&lost).await?;
        journey.card.go("#/offers").await?;
        journey.card.press(&claim()).await?;
        let noticed = "return performance.getEntriesByType('resource')\
                       .some(entry => entry.name.endsWith('/claims'))";
        journey.card.wait("an answer to be lost", noticed, Vec::new()).await?;
        journey.sandbox.mend().await?;
        journey.card.wait_gone(&claim()).await?;
        journey.card.wait_text("已领取").await?;
        let after = journey.sandbox.coupons_of(MEMBER, OFFER).await?;
        ensure!(after == before + 1, "{after} coupons after {before}");
        let now = in_the_wallet(journey).await?;
        ensure!(now == wallet + 1, "{now} coupons in the wallet after {wallet}");
        Ok(())
    })
    .await
}

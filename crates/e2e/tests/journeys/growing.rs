//! A purchase lifts the tier of a card that lies open.

use anyhow::{Context as _, Result, ensure};
use e2e::{by_test_id, journey};
use serde_json::{Value, json};

const MEMBER: &str = "tea-growing";

#[tokio::test]
async fn a_purchase_of_what_is_missing_lifts_the_tier_on_the_open_card() -> Result<()> {
    journey(async |journey| {
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        card.open("tea", "growing", "zh-CN").await?;
        let missing = by_test_id("tier-missing");
        card.wait_number(&missing, 10).await?;
        let line = card.text_of(&missing).await?;
        card.run("window.stayed = true", Vec::new()).await?;

        let order = json!({ "member_id": MEMBER, "amount": 1_000 });
        let receipt = sandbox.purchase(&order).await?;
        ensure!(
            receipt.get("tier_before") != receipt.get("tier_after"),
            "no other tier: {receipt}"
        );
        let ledger = sandbox.ledger(MEMBER).await?;
        let tier = ledger.pointer("/tier/current/name").and_then(Value::as_str);
        let tier = tier.context("a member without a tier")?;
        // The face of the card, which leads to the code.
        let face = "return document.querySelector(`a[aria-label='出示会员码']`)?.innerText\
                    .includes(arguments[0])";
        card.wait(format!("the tier {tier} on the face"), face, vec![json!(tier)]).await?;
        ensure!(card.text_of(&missing).await? != line, "the way to the next tier stayed");

        card.go("#/points").await?;
        let points = sandbox.points(MEMBER).await?;
        card.wait_number(&by_test_id("points-available"), points).await?;
        let order = receipt.get("order").and_then(Value::as_str).context("no order")?;
        let entries = ledger.get("entries").and_then(Value::as_array).context("no entries")?;
        let entry = entries.iter().find(|e| e.get("order_ref").is_some_and(|of| of == order));
        let entry = entry.context("the ledger has no entry of the purchase")?;
        let title = entry.get("title").and_then(Value::as_str).context("no title")?;
        let open = "const entry = [...document.querySelectorAll('li button')]\
                    .find(button => button.innerText.includes(arguments[0])); \
                    entry?.click(); return Boolean(entry)";
        card.wait(format!("the entry '{title}'"), open, vec![json!(title)]).await?;
        card.wait_text(order).await?;
        let stayed = card.run("return window.stayed", Vec::new()).await?;
        ensure!(stayed == json!(true), "the page was loaded again");
        card.no_error().await
    })
    .await
}

//! A coupon's code at the till.

use anyhow::{Context as _, Result, ensure};
use e2e::{by_test_id, journey};
use serde_json::{Value, json};

const MEMBER: &str = "tea-growing";

#[tokio::test]
async fn a_coupon_whose_code_the_till_takes_turns_to_used_by_itself() -> Result<()> {
    journey(async |journey| {
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        card.open("tea", "growing", "zh-CN").await?;
        let ledger = sandbox.ledger(MEMBER).await?;
        let coupons = ledger.get("coupons").and_then(Value::as_array).context("no coupons")?;
        let cash = coupons.iter().find(|coupon| {
            let is = |key: &str, value: &str| coupon.get(key).is_some_and(|found| found == value);
            is("offer_id", "tea-cash") && is("state", "EFFECTIVE")
        });
        let id = cash.and_then(|cash| cash.get("id")).and_then(Value::as_str);
        card.go(&format!("#/coupons/{}", id.context("no usable coupon")?)).await?;
        card.press_called("出示给收银台").await?;
        card.wait_for(&by_test_id("member-code")).await?;
        // What the symbol says, spelled for a screen reader.
        let label = "const symbol = document.querySelector(arguments[0]); \
                     return (symbol.getAttribute('aria-label') ?? symbol.innerText)\
                     .replace(/[^0-9A-Za-z]/g, '')";
        let code = card.run(label, vec![json!(by_test_id("member-code"))]).await?;
        let order = json!({ "member_id": MEMBER, "amount": 4_000, "coupon_code": code });
        let receipt = sandbox.purchase(&order).await?;
        ensure!(receipt.get("discount") == Some(&json!(800)), "no discount: {receipt}");
        card.wait_text("刚刚用掉了").await?;
        card.wait_gone(&by_test_id("member-code")).await
    })
    .await
}

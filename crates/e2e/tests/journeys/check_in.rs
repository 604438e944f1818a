//! Checking in, day after day, on a card that stays open.

use anyhow::{Context as _, Result, ensure};
use e2e::journey::UNAUTHORIZED;
use e2e::sandbox::DAY;
use e2e::{Sandbox, by_test_id, journey};
use serde_json::Value;

const MEMBER: &str = "tea-new";

/// How many coupons the check-ins brought.
async fn rewards(sandbox: &Sandbox) -> Result<usize> {
    let ledger = sandbox.ledger(MEMBER).await?;
    let coupons = ledger.get("coupons").and_then(Value::as_array).context("no coupons")?;
    let by_check_in = |coupon: &&Value| coupon.get("source").is_some_and(|s| s == "CHECK_IN");
    Ok(coupons.iter().filter(by_check_in).count())
}

#[tokio::test]
async fn seven_days_in_a_row_bring_the_reward_of_the_week_once() -> Result<()> {
    journey(async |journey| {
        // An access token of the day before is refused once, then the card renews it; which
        // request meets that first is open: the one that waits, or one of the two that a check-in
        // makes the open card ask again.
        for path in ["/v1/changes", "/v1/check-ins", "/v1/bootstrap"] {
            journey.expect_failure(path, UNAUTHORIZED);
        }
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        card.open("tea", "new", "zh-CN").await?;
        card.go("#/check-in").await?;
        let today = by_test_id("check-in");
        for day in 1..=8 {
            card.press(&today).await.with_context(|| format!("day {day}"))?;
            card.wait_gone(&today).await.with_context(|| format!("day {day}"))?;
            let (brought, due) = (rewards(sandbox).await?, usize::from(day >= 7));
            ensure!(brought == due, "{brought} rewards on day {day}");
            sandbox.advance(DAY).await?;
        }
        card.no_error().await
    })
    .await
}

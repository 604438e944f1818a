//! A member with a thousand coupons and ten thousand entries.

use anyhow::{Context as _, Result};
use e2e::{Card, by_test_id, journey};
use serde_json::{Value, json};

const ASKED: &str = "return performance.getEntriesByType('resource')\
                     .filter(entry => entry.name.includes(arguments[0])).length";

/// Scrolls to the end until a further page of the list was asked for.
async fn reads_on(card: &Card, screen: &str, path: &str, of_it: &str) -> Result<()> {
    card.go(screen).await?;
    card.wait_for(of_it).await?;
    let before = card.run(ASKED, vec![json!(path)]).await?;
    let before = before.as_u64().context("no count")?;
    let on = "scrollTo(0, document.documentElement.scrollHeight); \
              return performance.getEntriesByType('resource')\
              .filter(entry => entry.name.includes(arguments[0])).length > arguments[1]";
    let arguments: Vec<Value> = vec![json!(path), json!(before + 1)];
    card.wait(format!("two more pages of {screen}"), on, arguments).await
}

#[tokio::test]
async fn long_lists_read_on_while_they_are_scrolled() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "heavy", "zh-CN").await?;
        reads_on(card, "#/points", "/v1/points/transactions", "li button").await?;
        reads_on(card, "#/coupons", "/v1/coupons?", &by_test_id("coupon")).await?;
        card.no_error().await
    })
    .await
}

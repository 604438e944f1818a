//! Ten minutes without a network at the till: the code goes on changing, the till takes each, and
//! what it took or what has ended it does not take again.

use anyhow::{Context as _, Result, ensure};
use e2e::journey::DISCONNECTED;
use e2e::{Journey, journey};

const ZONE: &str = "Asia/Shanghai";

/// How often the till is asked.
const TIMES: i64 = 6;

/// Seconds between a code that the till took and the picture of a later one: longer than a period.
const TO_PICTURE: i64 = 35;

/// Seconds from then on to the next code for the till: longer than the picture's lives, which is a
/// period of half a minute and another half in which the till still takes it.
const TO_TILL: i64 = 65;

/// A new code stands there, the till takes it once, and a picture of an earlier one not at all.
async fn at_the_till(journey: &Journey, before: &str) -> Result<String> {
    let (card, sandbox) = (&journey.card, &journey.sandbox);
    journey.pass(TO_PICTURE).await?;
    card.wait_code(before).await?;
    let picture = card.scanned().await?;
    journey.pass(TO_TILL).await?;
    card.wait_code(&picture).await?;
    let code = card.scanned().await?;
    let first = sandbox.scan(&code).await?;
    ensure!(first == 200, "{code}: the till answers {first}");
    let second = sandbox.scan(&code).await?;
    ensure!(second == 409, "{code} again: the till answers {second}");
    let late = sandbox.scan(&picture).await?;
    ensure!(late == 410, "{picture}, which has ended: the till answers {late}");
    Ok(code)
}

/// A device whose clock is `ahead` seconds ahead.
async fn ten_minutes(ahead: i64) -> Result<()> {
    journey(async |journey| {
        let asked =
            ["/v1/changes", "/v1/card/code", "/v1/bootstrap", "/v1/prompts", "/v1/openapi.json"];
        for path in asked {
            journey.expect_failure(path, DISCONNECTED);
        }
        journey.set_device(ZONE, ahead).await?;
        journey.own_time().await?;
        let card = &journey.card;
        card.open("tea", "growing", "zh-CN").await?;
        card.go("#/code").await?;
        card.wait_code("").await?;
        journey.set_network(false).await?;
        let reach = "return fetch('/v1/openapi.json').then(() => true, () => false)";
        ensure!(card.run(reach, Vec::new()).await? == false, "the card is not cut off");
        card.wait_text("没有信号也能用").await?;
        let mut before = String::new();
        for time in 1..=TIMES {
            let at = || format!("after {} s", time * (TO_PICTURE + TO_TILL));
            before = at_the_till(journey, &before).await.with_context(at)?;
        }
        ensure!(TIMES * (TO_PICTURE + TO_TILL) == 600, "this is not ten minutes");
        journey.set_network(true).await?;
        journey.pass(30).await?;
        let code = card.wait_code("").await?;
        let answer = journey.sandbox.scan(&code).await?;
        ensure!(answer == 200, "back again: the till answers {answer}");
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn ten_minutes_without_a_network_the_till_takes_each_code_once() -> Result<()> {
    ten_minutes(0).await
}

#[tokio::test]
async fn a_device_ten_minutes_ahead_shows_the_same_codes_without_a_network() -> Result<()> {
    ten_minutes(600).await
}

#[tokio::test]
async fn a_device_ten_minutes_behind_shows_the_same_codes_without_a_network() -> Result<()> {
    ten_minutes(-600).await
}

//! What a member is asked, and what not.

use anyhow::{Context as _, Result, ensure};
use e2e::sandbox::DAY;
use e2e::{by_test_id, journey};
use serde_json::json;

#[tokio::test]
async fn a_lapsed_member_is_invited_to_taste_and_once_closed_is_left_alone() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "expired", "zh-CN").await?;
        let prompt = by_test_id("prompt");
        card.wait_for(&prompt).await?;
        let text = card.text_of(&prompt).await?.context("no prompt")?;
        ensure!(text.contains("新品尝鲜券") && text.contains("无门槛"), "{text}");
        ensure!(!text.contains("续费"), "{text}");
        // 15 to 25 % of an average order of ¥55.
        let worth = card.number_in(&prompt).await?;
        ensure!((9..=13).contains(&worth), "worth {worth}: {text}");

        let reason = by_test_id("prompt-reason");
        let told = "return document.querySelector(arguments[0])?.checkVisibility() === true";
        let at_once = card.run(told, vec![json!(reason)]).await?;
        ensure!(at_once == json!(false), "the reason is told without being asked for");
        card.press_called("为什么看到这条").await?;
        card.wait("the reason", told, vec![json!(reason)]).await?;
        let why = card.text_of(&reason).await?.unwrap_or_default();
        ensure!(why.contains("已到期") && why.contains("最多"), "{why}");

        card.press(&format!("{prompt} [aria-label='关闭']")).await?;
        card.wait_gone(&prompt).await?;
        card.reload().await?;
        card.wait_for(&by_test_id("points-available")).await?;
        ensure!(card.count(&prompt).await? == 0, "a closed prompt came back");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_day_before_the_end_of_a_plan_nobody_asks_for_its_renewal() -> Result<()> {
    journey(async |journey| {
        journey.sandbox.advance(-4 * DAY).await?;
        journey.card.open("tea", "expired", "zh-CN").await?;
        journey.card.wait_for(&by_test_id("points-available")).await?;
        let renewal = format!("{}[data-kind='RENEWAL']", by_test_id("prompt"));
        ensure!(journey.card.count(&renewal).await? == 0, "asked before the end");
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_plan_that_renews_itself_is_announced_before_the_charge() -> Result<()> {
    journey(async |journey| {
        journey.card.open("tea", "renewing", "zh-CN").await?;
        let notice = format!("{}[data-kind='AUTO_RENEWAL_NOTICE']", by_test_id("prompt"));
        journey.card.wait_for(&notice).await?;
        let text = journey.card.text_of(&notice).await?.unwrap_or_default();
        ensure!(text.contains("¥99"), "the notice names no amount: {text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_notice_of_five_days_names_amount_and_day_and_counts_against_no_cap() -> Result<()> {
    const MEMBER: &str = "hotel-renewing";
    journey(async |journey| {
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        let prompt = by_test_id("prompt");
        let notice = format!("{prompt}[data-kind='AUTO_RENEWAL_NOTICE']");
        // The plan was seeded to be charged at the end of the fifth day, today being the first.
        sandbox.set_time("00:00:20").await?;
        let day = "const charge = new Date(Date.parse(`${arguments[0]}T00:00:00+08:00`) + 5 * 864e5); \
                   const day = { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric' }; \
                   const parts = new Intl.DateTimeFormat('en', day).formatToParts(charge); \
                   const part = type => parts.find(part => part.type === type).value; \
                   return `${part('month')} 月 ${part('day')} 日`";
        let day = card.run(day, vec![json!(sandbox.today().await?)]).await?;
        let day = day.as_str().context("no day")?;

        sandbox.advance(-600).await?;
        card.open("hotel", "renewing", "zh-CN").await?;
        card.wait_for(&by_test_id("points-available")).await?;
        ensure!(card.count(&prompt).await? == 0, "something is asked six days before");
        card.leave().await?;
        sandbox.advance(600).await?;

        for seen in 1..=5 {
            card.open_again("hotel", "renewing", "zh-CN").await?;
            card.wait_for(&notice).await.with_context(|| format!("day {seen}"))?;
            let text = card.text_of(&notice).await?.unwrap_or_default();
            ensure!(text.contains("¥1,999") && text.contains(day), "no amount or no {day}: {text}");
            sandbox.wait_seen(MEMBER, seen).await?;
            card.leave().await?;
            sandbox.advance(DAY).await?;
        }

        // The hotel asks at most twice in 30 days and once in seven: five notices would have used
        // that up. Five days after the last of them a coupon ends soon, and that is said.
        sandbox.advance(4 * DAY).await?;
        card.open_again("hotel", "renewing", "zh-CN").await?;
        let ending = format!("{prompt}[data-kind='COUPON_EXPIRING']");
        card.wait_for(&ending).await.context("the notices were counted")?;
        ensure!(card.count(&notice).await? == 0, "announced after the charge");
        card.no_error().await
    })
    .await
}

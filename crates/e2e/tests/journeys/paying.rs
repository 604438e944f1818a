//! Buying a plan: on a cashier's page that leads back, on one that was closed, and in WeChat. What
//! the card says is what the ledger has.

use anyhow::{Context as _, Result, ensure};
use e2e::{Journey, by_test_id, journey};
use serde_json::{Value, json};

use crate::wechat::stand_in::{ANDROID, become_client, calls, wait_call, wait_connected};

const MEMBER: &str = "tea-new";

fn plan(id: &str) -> String {
    format!("[data-plan='{id}'] input")
}

fn payment(step: &str) -> String {
    format!("{}[data-step='{step}']", by_test_id("payment"))
}

/// The orders of a member, the newest first.
async fn orders(journey: &Journey) -> Result<Vec<Value>> {
    let ledger = journey.sandbox.ledger(MEMBER).await?;
    ledger.get("orders").and_then(Value::as_array).cloned().context("no orders in the ledger")
}

/// The newest order: what its payment is called, and where it stands.
async fn last(journey: &Journey) -> Result<(String, String)> {
    let orders = orders(journey).await?;
    let order = orders.first().context("no order")?;
    let text = |name: &str| order.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok((text("prepay").context("no payment")?, text("state").context("no state")?))
}

/// How often the member was given a plan for money.
async fn bought(journey: &Journey) -> Result<usize> {
    let ledger = journey.sandbox.ledger(MEMBER).await?;
    let effects = ledger.get("effects").and_then(Value::as_array).context("no effects")?;
    Ok(effects
        .iter()
        .filter(|effect| effect.get("kind") == Some(&json!("MEMBERSHIP_BOUGHT")))
        .count())
}

/// Opens the plans and chooses one. A cashier leads back to the card's own address, which says
/// nothing of a language: the member has chosen one.
async fn choose(journey: &Journey, id: &str) -> Result<()> {
    let speak = "localStorage.setItem('member-card:locale', 'zh-CN')";
    journey.card.run(speak, Vec::new()).await?;
    journey.card.go("#/membership").await?;
    journey.card.press(&plan(id)).await?;
    let chosen = "return document.querySelector(arguments[0]).matches(':checked')";
    journey.card.wait("the plan to be chosen", chosen, vec![json!(plan(id))]).await
}

async fn at_the_cashier(journey: &Journey) -> Result<()> {
    let there = "return location.pathname.startsWith('/sandbox/pay/') \
                 && document.querySelector('#paid') !== null";
    journey.card.wait("the cashier", there, Vec::new()).await
}

#[tokio::test]
async fn a_plan_is_bought_at_a_cashier_that_leads_back() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "new", "zh-CN").await?;
        choose(journey, "tea-year").await?;
        card.wait_text("现在开通，有效期至").await?;
        let told = card.text_of("[data-plan='tea-year']").await?.unwrap_or_default();
        ensure!(told.contains("168") && told.contains("1 年"), "{told}");
        card.wait_text("到期后不会自动扣费").await?;
        card.wait_text("开通，支付 ¥168").await?;
        let presses = "const press = document.querySelector(arguments[0]); \
                       for (let n = 0; n < 20; n += 1) press.click()";
        card.run(presses, vec![json!(by_test_id("pay"))]).await?;
        at_the_cashier(journey).await?;
        card.press("#paid").await?;
        card.wait_for(&payment("paid")).await?;
        card.wait_text("山雾年卡已生效").await?;
        ensure!(orders(journey).await?.len() == 1, "twenty presses made more than one order");
        ensure!(last(journey).await?.1 == "FULFILLED" && bought(journey).await? == 1);
        // What is settled is said once.
        card.press_called("好的").await?;
        card.wait_gone(&by_test_id("payment")).await?;
        card.reload().await?;
        card.wait_text("有效期至").await?;
        ensure!(card.count(&by_test_id("payment")).await? == 0, "it is said again");
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn whoever_pays_nothing_now_is_told_so_and_may_go_on() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "new", "zh-CN").await?;
        for (times, (leave, says)) in
            [("#closed", "没有付款"), ("#refused", "没有成功")].into_iter().enumerate()
        {
            choose(journey, "tea-year").await?;
            card.press(&by_test_id("pay")).await?;
            at_the_cashier(journey).await?;
            card.press(leave).await?;
            card.wait_for(&payment("unpaid")).await?;
            card.wait_text(says).await?;
            // The one button orders anew.
            card.press_called("再试一次").await?;
            at_the_cashier(journey).await?;
            ensure!(orders(journey).await?.len() == 2 * (times + 1), "no new order was made");
            card.press("#closed").await?;
            card.wait_for(&payment("unpaid")).await?;
            card.reload().await?;
            card.wait_for(&plan("tea-year")).await?;
        }
        ensure!(bought(journey).await? == 0, "a plan was given for nothing");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn whoever_closed_the_page_is_told_when_the_card_is_next_open() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "new", "zh-CN").await?;
        choose(journey, "tea-year").await?;
        card.press(&by_test_id("pay")).await?;
        at_the_cashier(journey).await?;
        card.come_back().await?;
        card.wait_ready().await?;
        card.go("#/membership").await?;
        card.wait_for(&payment("confirming")).await?;
        card.wait_text("正在确认").await?;
        card.wait_for(&payment("unpaid")).await?;
        card.wait_text("还没有收到付款").await?;
        // Elsewhere on the card, and the money comes: that is said.
        card.go("#/").await?;
        let (prepay, _) = last(journey).await?;
        journey.sandbox.pay(&prepay, "paid").await?;
        card.wait_text("会员已开通").await?;
        card.go("#/membership").await?;
        card.wait_for(&payment("paid")).await?;
        ensure!(bought(journey).await? == 1);
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_result_that_nobody_knows_is_waited_for_without_paying_again() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "new", "zh-CN").await?;
        choose(journey, "tea-year").await?;
        card.press(&by_test_id("pay")).await?;
        at_the_cashier(journey).await?;
        card.press("#checking").await?;
        card.wait_for(&payment("unknown")).await?;
        card.wait_text("不用再付一次").await?;
        ensure!(card.count(&by_test_id("pay")).await? == 0, "it can be paid twice");
        let (prepay, state) = last(journey).await?;
        ensure!(state == "UNKNOWN_CHECKING", "{state}");
        journey.sandbox.pay(&prepay, "paid").await?;
        card.wait_for(&payment("paid")).await?;
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_plan_that_renews_itself_says_how_and_asks_before_it_is_paid() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "new", "zh-CN").await?;
        choose(journey, "tea-half-year").await?;
        for told in ["每次 ¥99", "下次扣费", "5 天提醒你", "随时可以在这个页面关闭"]
        {
            card.wait_text(told).await?;
        }
        let agree = by_test_id("agree");
        let ticked = "return document.querySelector(arguments[0]).checked";
        let before = card.run(ticked, vec![json!(agree)]).await?;
        ensure!(before == json!(false), "it was agreed to for the member");
        card.press(&by_test_id("pay")).await?;
        card.wait_text("请先勾选同意自动续费").await?;
        ensure!(orders(journey).await?.is_empty(), "ordered without an agreement");
        card.press(&agree).await?;
        card.press(&by_test_id("pay")).await?;
        at_the_cashier(journey).await?;
        card.press("#paid").await?;
        card.wait_for(&payment("paid")).await?;
        card.wait_text("下次扣费 ").await?;
        card.no_error().await
    })
    .await
}

/// Opens the card in WeChat and presses for a plan; the sheet ends as `pay` says.
async fn in_wechat(journey: &Journey, pay: &str) -> Result<()> {
    become_client(journey, ANDROID, json!({ "pay": pay })).await?;
    journey.card.open("tea", "new", "zh-CN").await?;
    wait_connected(journey).await?;
    choose(journey, "tea-year").await?;
    journey.card.press(&by_test_id("pay")).await?;
    wait_call(journey, "getBrandWCPayRequest", 1).await.map(|_| ())
}

#[tokio::test]
async fn wechat_says_cancel_and_the_backend_is_asked_once() -> Result<()> {
    journey(async |journey| {
        in_wechat(journey, "cancel").await?;
        journey.card.wait_for(&payment("unpaid")).await?;
        journey.card.wait_text("还没有付款").await?;
        let asked = "return performance.getEntriesByType('resource')\
                     .filter(entry => /membership\\/orders\\/mo_/.test(entry.name)).length";
        ensure!(journey.card.run(asked, Vec::new()).await? == json!(1), "asked more than once");
        journey.card.run("standIn.play.pay = 'paid'", Vec::new()).await?;
        journey.card.press_called("再试一次").await?;
        journey.card.wait_for(&payment("paid")).await?;
        ensure!(bought(journey).await? == 1);
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn wechat_says_ok_without_the_money_and_nothing_is_said_to_be_paid() -> Result<()> {
    journey(async |journey| {
        in_wechat(journey, "unpaid").await?;
        journey.card.wait_for(&payment("confirming")).await?;
        journey.card.wait_for(&payment("unknown")).await?;
        journey.card.wait_text("正在确认，结果出来会告诉你").await?;
        ensure!(bought(journey).await? == 0);
        // The order is still known after a reload, and the money may come.
        journey.card.reload().await?;
        journey.card.go("#/membership").await?;
        journey.card.wait_for(&by_test_id("payment")).await?;
        let (prepay, _) = last(journey).await?;
        journey.sandbox.pay(&prepay, "paid").await?;
        journey.card.wait_for(&payment("paid")).await?;
        ensure!(bought(journey).await? == 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn wechat_without_a_bridge_says_where_one_can_pay() -> Result<()> {
    journey(async |journey| {
        become_client(journey, ANDROID, json!({ "bridge": "none" })).await?;
        journey.card.open("tea", "new", "zh-CN").await?;
        choose(journey, "tea-year").await?;
        journey.card.wait_for(&by_test_id("pay-nowhere")).await?;
        ensure!(journey.card.count(&by_test_id("pay")).await? == 0, "there is a button");
        ensure!(calls(journey, "getBrandWCPayRequest").await?.is_empty());
        Ok(())
    })
    .await
}

//! Into the card through WeChat and out of it again, in one tab and in several.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::journey::UNAUTHORIZED;
use e2e::{Card, Journey, Sandbox, by_test_id, journey, place};
use serde_json::{Value, json};

/// The console's words for what a visitor may not have.
const FORBIDDEN: &str = "the server responded with a status of 403 (Forbidden)";

/// The button that only a visitor has.
const VISITOR: &str = "[data-testid='sign-in']";

/// What the shell keeps of a member's card.
const SNAPSHOT: &str = "return localStorage['member-card:snapshot']";

fn person(id: &str) -> String {
    format!("a[href*='person={id}&']")
}

/// The button, then somebody on WeChat's page, then the card again.
async fn sign_in_as(card: &Card, id: &str) -> Result<()> {
    card.press(VISITOR).await?;
    card.press(&person(id)).await?;
    card.wait_ready().await
}

/// Opens a visitor's card whose language does not hang on its address.
async fn visit_in_chinese(card: &Card, place: &str) -> Result<()> {
    card.visit(place).await?;
    card.run("localStorage.setItem('member-card:locale', 'zh-CN')", Vec::new()).await?;
    card.reload().await
}

/// 64 hex digits in a row: a state, an access token or a refresh token.
fn holds_secret(text: &str) -> bool {
    let mut run = 0;
    text.bytes().any(|byte| {
        run = if byte.is_ascii_hexdigit() { run + 1 } else { 0 };
        run == 64
    })
}

async fn address(card: &Card) -> Result<String> {
    let href = card.run("return location.href", Vec::new()).await?;
    Ok(href.as_str().unwrap_or_default().to_owned())
}

/// Where the browser could go back to.
async fn history(journey: &Journey) -> Result<Vec<String>> {
    let history = journey.devtools("Page.getNavigationHistory", json!({})).await?;
    let entries = history.get("entries").and_then(Value::as_array).context("no history")?;
    let url = |entry: &Value| entry.get("url").and_then(Value::as_str).map(str::to_owned);
    Ok(entries.iter().filter_map(url).collect())
}

/// Whose card is on the screen, by its ledger's name.
async fn wait_member(journey: &Journey, member: &str) -> Result<()> {
    let ledger = journey.sandbox.ledger(member).await?;
    let name = ledger.get("name").and_then(Value::as_str).context("a member without a name")?;
    let script =
        "return document.querySelector('.face-member')?.textContent.trim() === arguments[0]";
    journey.card.wait(format!("the card of {member}"), script, vec![json!(name)]).await
}

#[tokio::test]
async fn a_visitor_comes_back_from_wechat_as_a_member_and_no_address_knows_how() -> Result<()> {
    journey(async |journey| {
        // A visitor is refused what only members have, before the card knows that it is one.
        journey.expect_failure("/v1/coupons", FORBIDDEN);
        // Another site than the card's, as WeChat is: which cookies come along is the browser's word.
        let other_site = journey.sandbox.other_site();
        journey.sandbox.move_wechat(&other_site).await?;
        let origin = journey.sandbox.origin();
        visit_in_chinese(&journey.card, "?brand=tea#/coupons").await?;
        journey.card.wait_for(VISITOR).await?;
        let before = history(journey).await?.len();
        journey.sandbox.forget_requests().await?;
        sign_in_as(&journey.card, "growing").await?;

        ensure!(address(&journey.card).await? == format!("{origin}/?brand=tea#/coupons"));
        journey.card.wait_for(&by_test_id("coupon")).await?;
        journey.card.go("#/").await?;
        wait_member(journey, "tea-growing").await?;

        // Going back leads to WeChat's page and to the visitor's card: never to the way between.
        let urls = history(journey).await?;
        ensure!(urls.len() == before + 3, "{urls:?}");
        let ours: Vec<&String> = urls.iter().filter(|url| url.starts_with(&origin)).collect();
        ensure!(!ours.iter().any(|url| url.contains("code=") || holds_secret(url)), "{ours:?}");

        let seen = journey.sandbox.requests().await?;
        let callback = seen.iter().position(|one| one.path.starts_with("/v1/wechat/callback?"));
        let callback = callback.context("nobody came back")?;
        for (at, one) in seen.iter().enumerate() {
            let of_wechat = one.path.starts_with("/sandbox/wechat/connect/");
            let secret = holds_secret(&one.path) || one.path.contains("code=");
            ensure!(!secret || of_wechat || at == callback, "{one:?}");
            ensure!(!holds_secret(&one.referer) && !one.referer.contains("code="), "{one:?}");
        }
        ensure!(seen.iter().skip(callback + 1).any(|one| one.path == "/v1/bootstrap"));

        // Beside the session's own place; a prompt that was shown is remembered by a hash.
        let kept = "const all = {...localStorage, ...sessionStorage}; \
             for (const key in all) if (/:(session$|shown:)/.test(key)) delete all[key]; \
             return [JSON.stringify(all), document.cookie, document.referrer, \
                 performance.getEntriesByType('navigation')[0].name].join('\\n')";
        let kept = journey.card.run(kept, Vec::new()).await?;
        let kept = kept.as_str().unwrap_or_default();
        ensure!(!holds_secret(kept) && !kept.contains("code="), "{kept}");
        let console = journey.console().await?;
        ensure!(!console.iter().any(|(_, line)| holds_secret(line)), "{console:?}");
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn every_other_end_is_a_visitor_who_is_told_once_and_has_a_way_on() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        let ends = [
            ("cancel", "这次没有登录", "再试一次"),
            ("nobody", "这个微信还不是会员", "知道了"),
            ("snapshot", "使用完整服务", "知道了"),
        ];
        for (id, says, way_on) in ends {
            visit_in_chinese(card, "?brand=tea").await?;
            sign_in_as(card, id).await.context(id)?;
            card.wait_text(says).await?;
            card.wait_for(VISITOR).await?;
            ensure!(card.count(&by_test_id("member-code")).await? == 0, "{id}: a code is shown");
            ensure!(card.count(&by_test_id("points-available")).await? == 0, "{id}: a member");
            card.wait_for("[role='dialog'] button.button").await?;
            let label = card.text_of("[role='dialog'] button.button").await?;
            ensure!(label.as_deref() == Some(way_on), "{id}: {label:?}");
            card.reload().await?;
            card.wait_for(VISITOR).await?;
            // What would say it comes with the further screens.
            card.go("#/me").await?;
            card.wait_text("你还不是会员").await?;
            ensure!(card.count("[role='dialog']").await? == 0, "{id} is told twice");
            // Somebody else has the phone.
            card.run("location = '/sandbox/wechat/forget'", Vec::new()).await?;
            card.wait("the sandbox", "return location.pathname === '/sandbox'", Vec::new()).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_wechat_that_does_not_know_the_account_lets_nobody_in_and_keeps_nobody_out() -> Result<()>
{
    journey(async |journey| {
        // It has the same accounts with other secrets.
        let wechat = Sandbox::start(place::dist()?).await?;
        journey.sandbox.move_wechat(&wechat.origin()).await?;
        visit_in_chinese(&journey.card, "?brand=tea").await?;
        sign_in_as(&journey.card, "growing").await?;
        journey.card.wait_text("微信暂时没有回应").await?;
        ensure!(journey.card.count(&by_test_id("points-available")).await? == 0);
        journey.card.press_called("再试一次").await?;
        // WeChat knows by now who it is, and asks nothing: all of it again without a press.
        journey.card.wait_ready().await?;
        journey.card.wait_text("微信暂时没有回应").await?;
        journey.card.wait_for(VISITOR).await
    })
    .await
}

#[tokio::test]
async fn a_way_back_that_nobody_began_here_leads_to_a_visitor() -> Result<()> {
    journey(async |journey| {
        let place = "v1/wechat/callback?code=c0de&state=50be&route=https%3A%2F%2Fevil.example";
        visit_in_chinese(&journey.card, "?brand=tea").await?;
        journey.card.leave().await?;
        let to = format!("{}/{place}", journey.sandbox.origin());
        journey.devtools("Page.navigate", json!({ "url": to })).await?;
        journey.card.wait_ready().await?;
        ensure!(address(&journey.card).await? == format!("{}/#/", journey.sandbox.origin()));
        journey.card.wait_text("登录用的时间有点久").await?;
        journey.card.wait_for(VISITOR).await
    })
    .await
}

#[tokio::test]
async fn who_leaves_in_one_tab_has_left_in_the_other_and_leaves_nothing_behind() -> Result<()> {
    journey(async |journey| {
        journey.expect_failure("/v1/changes", UNAUTHORIZED);
        journey.expect_failure("/v1/bootstrap", UNAUTHORIZED);
        journey.expect_failure("/v1/card/code", UNAUTHORIZED);
        journey.expect_failure("/v1/prompts", UNAUTHORIZED);
        let card = &journey.card;
        card.open("tea", "growing", "zh-CN").await?;
        wait_member(journey, "tea-growing").await?;
        let first = card.open_tab().await?;
        card.come_back().await?;
        card.wait_ready().await?;
        wait_member(journey, "tea-growing").await?;
        // With a kept snapshot there is something to leave behind.
        let kept = format!("{SNAPSHOT} ? true : false");
        card.wait("the snapshot", &kept, Vec::new()).await?;

        card.go("#/me").await?;
        card.press_called("退出登录").await?;
        card.wait_for("[role='dialog'] button.button").await?;
        card.press("[role='dialog'] button.button").await?;
        card.wait_text("你还不是会员").await?;

        card.switch_to(&first).await?;
        card.wait_for(VISITOR).await?;
        ensure!(card.count(&by_test_id("points-available")).await? == 0);
        card.run("dispatchEvent(new PageTransitionEvent('pagehide'))", Vec::new()).await?;
        let left = "return Object.keys(localStorage).filter(key => localStorage[key] \
             && !/^member-card:(session|locale|scheme)$/.test(key)).join()";
        let left = card.run(left, Vec::new()).await?;
        ensure!(left == json!(""), "{left} is left behind");
        let ended = journey.sandbox.requests().await?;
        let ended = ended.iter().filter(|one| one.method == "DELETE" && one.path == "/v1/sessions");
        ensure!(ended.count() == 1, "the backend was not told");
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_tab_that_is_hidden_writes_down_nobody_who_has_left() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        card.open("tea", "growing", "zh-CN").await?;
        wait_member(journey, "tea-growing").await?;
        let hide = "dispatchEvent(new PageTransitionEvent('pagehide'));";
        let number = "JSON.parse(localStorage['member-card:snapshot'] || '{}').code?.membership_number";
        let kept = card.run(&format!("{hide} return {number} ?? ''"), Vec::new()).await?;
        ensure!(kept != json!(""), "nothing is kept of the member who is here");
        // As another tab does; the page itself is not told of its own changes.
        let left = "localStorage.setItem('member-card:snapshot', '');";
        let kept = card.run(&format!("{left} {hide} {SNAPSHOT}"), Vec::new()).await?;
        ensure!(kept == json!(""), "{kept}");
        let other = "localStorage.setItem('member-card:snapshot', '{\"code\":{\"membership_number\":\"1\"}}');";
        let kept = card.run(&format!("{other} {hide} return {number}"), Vec::new()).await?;
        ensure!(kept == json!("1"), "{kept}");
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn a_sign_in_as_somebody_else_is_one_in_every_tab() -> Result<()> {
    journey(async |journey| {
        journey.expect_failure("/v1/changes", UNAUTHORIZED);
        let card = &journey.card;
        card.open("tea", "growing", "zh-CN").await?;
        wait_member(journey, "tea-growing").await?;
        let first = card.open_tab().await?;
        card.open_again("tea", "loyal", "zh-CN").await?;
        wait_member(journey, "tea-loyal").await?;
        card.switch_to(&first).await?;
        wait_member(journey, "tea-loyal").await?;
        let points = journey.sandbox.points("tea-loyal").await?;
        card.wait_number(&by_test_id("points-available"), points).await?;
        card.no_error().await
    })
    .await
}

#[tokio::test]
async fn however_many_requests_find_the_session_ended_each_tab_renews_it_once() -> Result<()> {
    journey(async |journey| {
        for path in [
            "/v1/bootstrap",
            "/v1/points",
            "/v1/points/expirations",
            "/v1/points/transactions",
            "/v1/tiers",
            "/v1/tiers/status",
            "/v1/tasks",
            "/v1/check-ins",
            "/v1/coupons",
            "/v1/coupon-offers",
            "/v1/changes",
            "/v1/card/code",
            "/v1/prompts",
            "/v1/membership",
        ] {
            journey.expect_failure(path, UNAUTHORIZED);
        }
        let card = &journey.card;
        card.open("tea", "growing", "zh-CN").await?;
        let first = card.open_tab().await?;
        card.come_back().await?;
        card.wait_ready().await?;
        let second = card.open_tab().await?;
        for tab in [&first, &second] {
            card.switch_to(tab).await?;
            for (hash, shows) in [
                ("#/points", "points-available"),
                ("#/tiers", "tier-progress"),
                ("#/tasks", "task"),
            ] {
                card.go(hash).await?;
                card.wait_for(&by_test_id(shows)).await?;
            }
        }
        // The question for changes would find the session ended before all others do.
        let held = json!({ "match": "/v1/changes", "kind": "delay", "delay_ms": 20_000 });
        journey.sandbox.fault(&held).await?;
        // News end the questions that are open; the next ones are held.
        journey.sandbox.advance(0).await?;
        tokio::time::sleep(Duration::from_secs(5)).await;
        journey.sandbox.advance(901).await?;
        journey.sandbox.forget_requests().await?;
        for tab in [&first, &second] {
            card.switch_to(tab).await?;
            card.run("dispatchEvent(new Event('member-card:refresh'))", Vec::new()).await?;
        }
        // Until nobody asks for anything more; the question for changes comes again and again.
        let (mut seen, mut before) = (Vec::new(), usize::MAX);
        while seen.len() != before {
            before = seen.len();
            tokio::time::sleep(Duration::from_secs(2)).await;
            seen = journey.sandbox.requests().await?;
            seen.retain(|one| one.path.starts_with("/v1/") && !one.path.starts_with("/v1/changes"));
        }
        let count = |path: &str| seen.iter().filter(|one| one.path.starts_with(path)).count();
        ensure!(count("/v1/points/expirations") >= 4 && count("/v1/tiers") >= 4, "{seen:#?}");
        ensure!(count("/v1/sessions") == 2, "{} renewals", count("/v1/sessions"));
        card.no_error().await
    })
    .await
}

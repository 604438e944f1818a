//! Inside WeChat: the real JS-SDK on a stand-in for the app, which checks signatures as the
//! platform does and behaves as clients do, well or badly.

pub mod stand_in;

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{Journey, by_test_id, journey};
use serde_json::{Value, json};

use stand_in::{
    ANDROID, Client, HARMONY, IOS, MINI_PROGRAM, TEN, become_client, calls, offers_nothing,
    wait_call, wait_connected,
};

/// Longer than the card waits for a signature to be looked at.
const CONFIG: Duration = Duration::from_millis(6_500);

/// Longer than anything takes that is refused at once.
const REFUSED: Duration = Duration::from_millis(2_500);

/// A client with a good signature, which is asked for once.
async fn connects(client: Client, play: Value, signatures: usize) -> Result<()> {
    journey(async |journey| {
        become_client(journey, client, play).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        wait_connected(journey).await?;
        let asked = calls(journey, "preVerifyJSAPI").await?;
        ensure!(asked.len() == signatures, "{} signatures were looked at", asked.len());
        // The ticket was gone before the SDK ran, which takes the address down for its makers.
        let beacons = journey.card.run("return standIn.beacons.join()", Vec::new()).await?;
        let beacons = beacons.as_str().context("no beacons")?;
        ensure!(!beacons.contains("t%3D") && !beacons.contains("t="), "{beacons}");
        for call in &asked {
            let at = call.get("at").and_then(Value::as_str).context("a call from nowhere")?;
            ensure!(!at.contains("#t="), "{at}");
        }
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn wechat_with_a_good_signature_offers_what_it_can_on_android() -> Result<()> {
    connects(ANDROID, json!({ "late": 300 }), 1).await
}

#[tokio::test]
async fn wechat_with_a_good_signature_offers_what_it_can_on_ios() -> Result<()> {
    connects(IOS, json!({}), 1).await
}

#[tokio::test]
async fn wechat_on_harmony_os_that_counts_from_one_again_is_taken_as_any_other() -> Result<()> {
    connects(HARMONY, json!({}), 1).await
}

#[tokio::test]
async fn wechat_of_version_ten_is_taken_as_any_other() -> Result<()> {
    connects(TEN, json!({}), 1).await
}

#[tokio::test]
async fn wechat_on_ios_takes_the_address_of_entry_and_on_android_the_present_one() -> Result<()> {
    connects(IOS, json!({ "moved": "/?moved=1" }), 1).await?;
    connects(ANDROID, json!({ "moved": "/?moved=1" }), 1).await
}

#[tokio::test]
async fn wechat_that_follows_the_other_rule_is_given_the_other_address_once() -> Result<()> {
    let other = |rule: &str| json!({ "moved": "/?moved=1", "rule": rule });
    connects(IOS, other("current"), 2).await?;
    connects(ANDROID, other("entry"), 2).await
}

#[tokio::test]
async fn wechat_needs_one_signature_for_many_screens() -> Result<()> {
    for client in [IOS, ANDROID] {
        journey(async |journey| {
            become_client(journey, client, json!({})).await?;
            journey.card.open("tea", "growing", "zh-CN").await?;
            for screen in ["#/coupons", "#/points", "#/tiers"] {
                journey.card.go(screen).await?;
                journey.card.wait_for("main h1").await?;
            }
            wait_connected(journey).await?;
            for screen in ["#/tasks", "#/offers", "#/me"] {
                journey.card.go(screen).await?;
                journey.card.wait_for("main h1").await?;
            }
            journey.card.press(&by_test_id("store")).await?;
            let place = wait_call(journey, "openLocation", 1).await?;
            ensure!(place["latitude"] == json!(30.1845), "{place}");
            ensure!(place["longitude"] == json!(120.0903), "{place}");
            let asked = calls(journey, "preVerifyJSAPI").await?.len();
            ensure!(asked == 1, "{asked} signatures were looked at");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// A client with a bad signature, which is told or is not.
async fn refuses(client: Client) -> Result<()> {
    journey(async |journey| {
        become_client(journey, client, json!({ "bound": false })).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        wait_call(journey, "preVerifyJSAPI", 1).await?;
        offers_nothing(journey, REFUSED).await
    })
    .await
}

#[tokio::test]
async fn wechat_with_a_bad_signature_offers_nothing_and_the_card_goes_on() -> Result<()> {
    refuses(ANDROID).await?;
    refuses(IOS).await
}

#[tokio::test]
async fn wechat_that_never_tells_of_a_bad_signature_offers_nothing_either() -> Result<()> {
    refuses(HARMONY).await?;
    refuses(TEN).await
}

#[tokio::test]
async fn wechat_that_never_answers_offers_nothing_and_the_card_goes_on() -> Result<()> {
    journey(async |journey| {
        become_client(journey, ANDROID, json!({ "bridge": "silent" })).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        wait_call(journey, "preVerifyJSAPI", 1).await?;
        offers_nothing(journey, CONFIG).await?;
        let asked = calls(journey, "preVerifyJSAPI").await?.len();
        ensure!(asked == 1, "it was asked {asked} times");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn wechat_without_a_bridge_offers_nothing_and_the_card_goes_on() -> Result<()> {
    journey(async |journey| {
        become_client(journey, ANDROID, json!({ "bridge": "none" })).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        journey.card.wait("the SDK", "return window.jWeixin !== undefined", Vec::new()).await?;
        offers_nothing(journey, CONFIG).await
    })
    .await
}

/// The screen of a coupon of an offer, the first that the member holds.
async fn coupon_of(journey: &Journey, offer: &str) -> Result<String> {
    let ledger = journey.sandbox.ledger("tea-growing").await?;
    let coupons = ledger.get("coupons").and_then(Value::as_array).context("no coupons")?;
    let one = coupons.iter().find(|coupon| coupon.get("offer_id") == Some(&json!(offer)));
    let id = one.and_then(|coupon| coupon.get("id")?.as_str()).context("no such coupon")?;
    Ok(format!("#/coupons/{id}"))
}

/// What stands in the page's storage and on the card, and may not be handed on.
async fn secrets(journey: &Journey) -> Result<Vec<String>> {
    let script = "return [...localStorage.getItem('member-card:session').split('\\n').slice(1), \
         JSON.parse(localStorage.getItem('member-card:snapshot')).code.membership_number, \
         ...JSON.parse(localStorage.getItem('member-card:snapshot')).code.tokens.map(t => t.value)]";
    let secrets = journey.card.run(script, Vec::new()).await?;
    let secrets = secrets.as_array().context("no secrets")?;
    Ok(secrets.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

#[tokio::test]
async fn wechat_is_given_the_public_screen_and_nothing_of_the_member() -> Result<()> {
    journey(async |journey| {
        become_client(journey, ANDROID, json!({})).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        wait_connected(journey).await?;
        journey.card.press(&by_test_id("share")).await?;
        journey.card.wait_text("点右上角").await?;
        let base = format!("{}/?brand=tea", journey.sandbox.origin());
        let secrets = secrets(journey).await?;
        ensure!(secrets.len() > 2, "{} secrets", secrets.len());
        let mut hidden = calls(journey, "hideMenuItems").await?.len();
        let one = coupon_of(journey, "tea-discount").await?;
        for (screen, shared, private) in [
            ("#/offers", "#/offers", false),
            ("#/tiers", "#/tiers", false),
            ("#/coupons", "#/", false),
            (one.as_str(), "#/", true),
            ("#/", "#/", false),
            ("#/code", "#/", true),
        ] {
            let before = calls(journey, "updateAppMessageShareData").await?.len();
            journey.card.go(screen).await?;
            let set = wait_call(journey, "updateAppMessageShareData", before + 1).await?;
            ensure!(set["link"] == json!(format!("{base}{shared}")), "{screen}: {set}");
            ensure!(set["title"] == json!("山雾会员"), "{screen}: {set}");
            if private {
                hidden += 1;
                let items = wait_call(journey, "hideMenuItems", hidden).await?;
                let items = items["menuList"].as_array().map_or(0, Vec::len);
                ensure!(items > 3, "{screen}: {items} are hidden");
            }
            let timeline = wait_call(journey, "updateTimelineShareData", before + 1).await?;
            ensure!(timeline["link"] == set["link"], "{timeline}");
        }
        let all = journey.card.run("return JSON.stringify(standIn)", Vec::new()).await?;
        let all = all.as_str().context("nothing was asked")?;
        for secret in secrets {
            ensure!(!all.contains(&secret), "{secret} was handed on");
        }
        ensure!(!all.contains(&format!("\"link\":\"{base}#/coupons/")), "a coupon was handed on");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn wechat_reads_a_code_into_the_field_whatever_its_kind() -> Result<()> {
    for client in [ANDROID, IOS] {
        journey(async |journey| {
            become_client(journey, client, json!({})).await?;
            journey.card.open("tea", "growing", "zh-CN").await?;
            wait_connected(journey).await?;
            journey.card.go("#/coupons").await?;
            journey.card.press_called("输入兑换码").await?;
            let typed = "return document.querySelector('[role=dialog] input').value";
            let scans = [
                (json!("TEA-GIFT"), "TEA-GIFT"),
                (json!("CODE_128,6901234567892"), "6901234567892"),
                // Changing one's mind changes nothing.
                (json!(null), "6901234567892"),
            ];
            for (times, (scan, text)) in scans.into_iter().enumerate() {
                journey.card.run("standIn.play.scan = arguments[0]", vec![scan]).await?;
                journey.card.press(&by_test_id("scan")).await?;
                wait_call(journey, "scanQRCode", times + 1).await?;
                let there = format!("{typed} === arguments[0]");
                journey
                    .card
                    .wait(format!("'{text}' in the field"), &there, vec![json!(text)])
                    .await?;
            }
            journey.card.no_error().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn wechat_reminds_of_a_coupon_where_the_member_agrees() -> Result<()> {
    journey(async |journey| {
        become_client(journey, IOS, json!({})).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        wait_connected(journey).await?;
        // One that ends today needs no message, one that ends in a week does.
        journey.card.go(&coupon_of(journey, "tea-discount").await?).await?;
        journey.card.wait_text("出示给收银台").await?;
        ensure!(journey.card.count(&by_test_id("remind")).await? == 0, "of what ends today");
        journey.card.go(&coupon_of(journey, "tea-member-day").await?).await?;
        journey.card.wait_for(&by_test_id("remind")).await?;
        let script = "const tag = document.querySelector(arguments[0]); \
             tag.dispatchEvent(new CustomEvent('success', { detail: { errMsg: 'subscribe:ok', \
                 subscribeDetails: JSON.stringify({ tmpl: JSON.stringify({ status: 'accept' }) }) } })); \
             return [tag.getAttribute('template'), tag.querySelector('template').innerHTML]";
        let tag = journey.card.run(script, vec![json!(by_test_id("remind"))]).await?;
        let inside = "<button>到期前提醒我</button>";
        ensure!(tag == json!(["tmpl_coupon_ends", inside]), "{tag}");
        journey.card.wait_text("到期前会在微信里提醒你").await?;
        // Where the app has no such tag, the offer goes.
        let script = "document.dispatchEvent(new CustomEvent('WeixinOpenTagsError', \
             { detail: { errMsg: 'no' } }))";
        journey.card.run(script, Vec::new()).await?;
        journey.card.wait_gone(&by_test_id("remind")).await
    })
    .await
}

#[tokio::test]
async fn wechat_in_a_mini_program_shares_on_a_page_of_the_mini_program() -> Result<()> {
    journey(async |journey| {
        become_client(journey, MINI_PROGRAM, json!({ "miniProgram": true })).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        wait_connected(journey).await?;
        journey.card.press(&by_test_id("share")).await?;
        let asked = wait_call(journey, "invokeMiniProgramAPI", 1).await?;
        ensure!(asked["name"] == json!("navigateTo"), "{asked}");
        ensure!(asked["arg"]["url"] == json!("/pages/share/share?route=%2F"), "{asked}");
        journey.card.go("#/offers").await?;
        journey.card.press(&by_test_id("share")).await?;
        let asked = wait_call(journey, "invokeMiniProgramAPI", 2).await?;
        ensure!(asked["arg"]["url"] == json!("/pages/share/share?route=%2Foffers"), "{asked}");
        let menu = calls(journey, "updateAppMessageShareData").await?.len();
        ensure!(menu == 0, "a web-view has no share data to set");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_browser_never_asks_for_anything_of_wechat() -> Result<()> {
    journey(async |journey| {
        journey.card.open("tea", "growing", "zh-CN").await?;
        journey.card.go("#/me").await?;
        journey.card.wait_for(&by_test_id("store")).await?;
        let asked = "return performance.getEntriesByType('resource').map(e => e.name) \
             .filter(name => /wechat|weixin|wx\\.qq/.test(name))";
        let asked = journey.card.run(asked, Vec::new()).await?;
        ensure!(asked == json!([]), "{asked}");
        ensure!(journey.card.run("return 'wx' in window", Vec::new()).await? == json!(false));
        Ok(())
    })
    .await
}

/// Opens the plans as a member whose plan has ended, chooses one that ends by itself, and presses
/// the button that pays.
async fn press_pay(journey: &Journey) -> Result<()> {
    journey.card.go("#/membership").await?;
    journey.card.press("[data-testid='plan'][data-plan='tea-year'] input").await?;
    journey.card.press(&by_test_id("pay")).await
}

/// Waits until the payment has come to a step.
async fn wait_step(journey: &Journey, step: &str) -> Result<()> {
    journey.card.wait_for(&format!("[data-testid='payment'][data-step='{step}']")).await
}

/// Pays inside WeChat; what comes of it is `steps`, one after the other.
async fn pays(play: Value, steps: &[&str], valid: bool) -> Result<()> {
    journey(async |journey| {
        become_client(journey, ANDROID, play).await?;
        journey.card.open("tea", "expired", "zh-CN").await?;
        wait_call(journey, "preVerifyJSAPI", 1).await?;
        press_pay(journey).await?;
        let asked = wait_call(journey, "getBrandWCPayRequest", 1).await?;
        let kind = asked.get("signType").and_then(Value::as_str).context("no kind of signature")?;
        // What the SDK would put there if nobody named one.
        ensure!(kind != "SHA1", "{asked}");
        for step in steps {
            wait_step(journey, step).await?;
        }
        let asked = calls(journey, "getBrandWCPayRequest").await?.len();
        ensure!(asked == 1, "the payment was opened {asked} times");
        journey.card.reload().await?;
        journey.card.go("#/membership").await?;
        let words = if valid { "生效中" } else { "已到期" };
        journey.card.wait_text(words).await?;
        journey.card.no_error().await
    })
    .await
}

#[tokio::test]
async fn wechat_takes_a_payment_and_the_backend_confirms_it() -> Result<()> {
    pays(json!({ "pay": "paid" }), &["paid"], true).await
}

#[tokio::test]
async fn wechat_where_the_member_pays_not_changes_nothing() -> Result<()> {
    pays(json!({ "pay": "cancel" }), &["unpaid"], false).await
}

#[tokio::test]
async fn wechat_that_says_paid_where_nobody_paid_is_not_believed() -> Result<()> {
    pays(json!({ "pay": "unpaid" }), &["confirming", "unknown"], false).await
}

#[tokio::test]
async fn wechat_takes_a_payment_also_where_it_refuses_the_signature_of_the_page() -> Result<()> {
    pays(json!({ "pay": "paid", "bound": false }), &["paid"], true).await
}

#[tokio::test]
async fn a_browser_that_shares_is_given_the_same_and_a_map_is_a_link() -> Result<()> {
    journey(async |journey| {
        let source = "navigator.share = what => { window.shared = what; return Promise.resolve(); }; \
             window.open = (...asked) => { window.opened = asked; return null; };";
        let script = json!({ "source": source });
        journey.devtools("Page.addScriptToEvaluateOnNewDocument", script).await?;
        journey.card.open("hotel", "loyal", "en").await?;
        journey.card.go("#/me").await?;
        journey.card.press(&by_test_id("share")).await?;
        let link = format!("{}/?brand=hotel#/", journey.sandbox.origin());
        let shared = "return window.shared?.url === arguments[0]";
        journey.card.wait("the sheet for sharing", shared, vec![json!(link)]).await?;
        journey.card.press(&by_test_id("store")).await?;
        let opened = journey.card.run("return window.opened", Vec::new()).await?;
        let map = "https://uri.amap.com/marker?position=109.741200,18.321600&name=\
             Stillshore%20Moon%20Bay&coordinate=gaode&callnative=1";
        ensure!(opened == json!([map, "_blank", "noopener,noreferrer"]), "{opened}");
        journey.card.no_error().await
    })
    .await
}

//! The stand-in for WeChat: user agents, a bridge, and what was asked of it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use e2e::card::PATIENCE;
use e2e::{Journey, by_test_id};
use serde_json::{Value, json};
use tokio::time::sleep;

const BRIDGE: &str = include_str!("bridge.js");

/// A client as it says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub user_agent: &'static str,
    /// What it holds a signature against: `entry` or `current`.
    pub rule: &'static str,
    pub ios: bool,
}

pub const ANDROID: Client = Client {
    user_agent: "Mozilla/5.0 (Linux; Android 14; M2102K1C Build/UKQ1.231207.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.173 Mobile Safari/537.36 XWEB/1420273 MMWEBSDK/20260101 MMWEBID/3026 MicroMessenger/8.0.68.3020(0x28004458) WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64",
    rule: "current",
    ios: false,
};

pub const IOS: Client = Client {
    user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.75(0x18004b57) NetType/WIFI Language/zh_CN",
    rule: "entry",
    ios: true,
};

/// Counts its versions from one again.
pub const HARMONY: Client = Client {
    user_agent: "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile MicroMessenger/1.0.5 Weixin NetType/4G Language/zh_CN",
    rule: "current",
    ios: false,
};

/// A version that is smaller than 6.0.2 only as a text.
pub const TEN: Client = Client {
    user_agent: "Mozilla/5.0 (Linux; Android 17; Pixel 12; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/170.0.0.0 Mobile Safari/537.36 XWEB/1700001 MMWEBSDK/20270101 MicroMessenger/10.0.1.1000(0x2a000001) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64",
    rule: "current",
    ios: false,
};

pub const MINI_PROGRAM: Client = Client {
    user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.73(0x18004926) NetType/WIFI Language/zh_CN miniProgram/wx1ddeb67115f30d1a",
    rule: "entry",
    ios: true,
};

/// Makes the browser this client, from the next page on. `play` is how the app behaves beyond the
/// client's own rule.
pub async fn become_client(journey: &Journey, client: Client, play: Value) -> Result<()> {
    let mut whole = json!({ "rule": client.rule, "ios": client.ios });
    if let (Some(whole), Value::Object(play)) = (whole.as_object_mut(), play) {
        whole.extend(play);
    }
    let agent = json!({ "userAgent": client.user_agent });
    journey.devtools("Emulation.setUserAgentOverride", agent).await?;
    let source = BRIDGE.replace("PLAY", &whole.to_string());
    let script = json!({ "source": source });
    journey.devtools("Page.addScriptToEvaluateOnNewDocument", script).await.map(|_| ())
}

/// What was asked of the app by this name, oldest first.
pub async fn calls(journey: &Journey, name: &str) -> Result<Vec<Value>> {
    let script = "return standIn.calls.filter(call => call.name === arguments[0])";
    let calls = journey.card.run(script, vec![json!(name)]).await?;
    Ok(calls.as_array().context("no list of calls")?.clone())
}

/// Waits until the app was asked by this name that many times, and gives the last one's arguments.
pub async fn wait_call(journey: &Journey, name: &str, times: usize) -> Result<Value> {
    let end = Instant::now() + PATIENCE;
    let mut seen = 0;
    while Instant::now() < end {
        let calls = calls(journey, name).await?;
        seen = calls.len();
        if seen >= times {
            let last = calls.last().and_then(|call| call.get("args"));
            return last.cloned().context("a call without arguments");
        }
        sleep(Duration::from_millis(60)).await;
    }
    bail!("{name} was asked {seen} times, not {times}")
}

/// Waits until the member can share from their own page, which is WeChat's last word on all.
pub async fn wait_connected(journey: &Journey) -> Result<()> {
    journey.card.go("#/me").await?;
    journey.card.wait_for(&by_test_id("share")).await
}

/// Waits until the connection has come to its end, however that was, and shows that WeChat offers
/// nothing, while the card goes on.
pub async fn offers_nothing(journey: &Journey, after: Duration) -> Result<()> {
    journey.card.go("#/me").await?;
    journey.card.wait_for(&by_test_id("store")).await?;
    sleep(after).await;
    let shares = journey.card.count(&by_test_id("share")).await?;
    if shares > 0 {
        bail!("sharing is offered");
    }
    journey.card.go("#/coupons").await?;
    journey.card.press_called("输入兑换码").await?;
    journey.card.wait_for("[role='dialog'] input").await?;
    if journey.card.count(&by_test_id("scan")).await? > 0 {
        bail!("the camera is offered");
    }
    journey.card.no_error().await
}

//! WeChat's JS-SDK: its file, its set-up, and what it is asked.
//!
//! What the file does beyond its documentation, read in version 1.6.0: outside of WeChat, and
//! without the app's bridge, no callback ever comes; `ready` comes after a refused signature too,
//! and `error` never where the app's version is below 6.0.2 as a text is compared, such as 1.0.5
//! and 10.0.1; a second `config` on the same page is `ready` before it was looked at. So every
//! call has an end of its own, each call's own message is what counts, and a second try is made
//! with a fresh copy of the file.

use contract::order::WechatPayment;
use contract::wechat::JsConfig;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::host::outcome::Outcome;
use crate::host::{js, shell};

/// Where the file is: WeChat's own servers, the second for when the first is not there (JS-SDK,
/// "步骤二：引入JS文件").
const SERVERS: [&str; 2] = [
    "https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    "https://res2.wx.qq.com/open/js/jweixin-1.6.0.js",
];

/// Where a brand has it that serves it itself. A name and no address from the backend: what runs
/// in the page is not for an answer to say.
const OWN: &str = "/wechat/jweixin-1.6.0.js";

/// How long the file may take from each server, in milliseconds.
const LOAD_MS: u32 = 8_000;

/// How long the app may take to look at a signature, in milliseconds.
const CONFIG_MS: u32 = 5_000;

/// What the card asks to be allowed.
pub const APIS: [&str; 8] = [
    "updateAppMessageShareData",
    "updateTimelineShareData",
    "hideMenuItems",
    "showMenuItems",
    "scanQRCode",
    "chooseWXPay",
    "openLocation",
    "closeWindow",
];

/// How the set-up ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setup {
    /// The SDK says that it is ready, which is no proof.
    Said,
    /// The signature was refused, or there is none.
    Refused,
    /// Nobody answered.
    Silent,
}

/// Fetches and runs the file, and says whether it is there.
pub async fn load(own: bool) -> bool {
    // It tells WeChat the page's address: the ticket has to be out of it, as the shell sees to.
    if shell::has_ticket() {
        return false;
    }
    let Some(window) = web_sys::window() else { return false };
    for name in ["wx", "jWeixin"] {
        let _ = Reflect::delete_property(&window, &name.into());
    }
    let servers: &[&str] = if own { &[OWN] } else { &SERVERS };
    for server in servers {
        if run(server).await {
            return true;
        }
    }
    false
}

async fn run(url: &str) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return false;
    };
    let Ok(script) = document.create_element("script") else { return false };
    let loaded = js::told(
        |tell| {
            for event in ["onload", "onerror"] {
                let _ = Reflect::set(&script, &event.into(), &tell);
            }
            let _ = Reflect::set(&script, &"src".into(), &shell::trusted_script(url));
            if let Some(head) = document.head() {
                let _ = head.append_child(&script);
            }
        },
        LOAD_MS,
    );
    let event = loaded.await.and_then(|event| js::text(&event, "type"));
    script.remove();
    event.as_deref() == Some("load") && wx().is_some()
}

fn wx() -> Option<JsValue> {
    js::global("wx").filter(|wx| js::get(wx, "config").is_some())
}

/// Hands the signature over.
pub async fn configure(config: &JsConfig) -> Setup {
    let Some(wx) = wx() else { return Setup::Silent };
    let told = js::told(
        |tell| {
            let settings = js::object(&[
                ("appId", config.app_id.as_str().into()),
                ("timestamp", (config.timestamp as f64).into()),
                ("nonceStr", config.nonce_str.as_str().into()),
                ("signature", config.signature.as_str().into()),
                // Made anew each time: the SDK writes other names into it.
                ("jsApiList", js::texts(&APIS)),
                ("openTagList", js::texts(&["wx-open-subscribe"])),
            ]);
            js::call(&wx, "config", &[settings.into()]);
            // Of a refusal both come, this one first.
            js::call(&wx, "error", &[tell.clone().into()]);
            js::call(&wx, "ready", &[tell.into()]);
        },
        CONFIG_MS,
    );
    match told.await {
        None => Setup::Silent,
        Some(error) if error.is_object() => Setup::Refused,
        Some(_) => Setup::Said,
    }
}

/// Calls one of the SDK's functions and waits for its own word.
pub async fn ask(name: &str, options: &[(&str, JsValue)], within_ms: u32) -> (Outcome, JsValue) {
    let Some(wx) = wx() else { return (Outcome::NotAvailable, JsValue::NULL) };
    ask_of(&wx, name, options, within_ms).await
}

/// Calls one of the functions that a mini-program offers its web-view.
pub async fn ask_mini_program(name: &str, options: &[(&str, JsValue)], within_ms: u32) -> Outcome {
    match wx().and_then(|wx| js::get(&wx, "miniProgram")) {
        Some(of) => ask_of(&of, name, options, within_ms).await.0,
        None => Outcome::NotAvailable,
    }
}

async fn ask_of(
    of: &JsValue,
    name: &str,
    options: &[(&str, JsValue)],
    within_ms: u32,
) -> (Outcome, JsValue) {
    let answer = js::told(
        |tell| {
            let options = js::object(options);
            let _ = Reflect::set(&options, &"complete".into(), &tell);
            js::call(of, name, &[options.into()]);
        },
        within_ms,
    );
    match answer.await {
        Some(answer) => (outcome(&answer, "errMsg"), answer),
        None => (Outcome::NotAvailable, JsValue::NULL),
    }
}

/// Whether the app's own bridge is there, on which the SDK is built.
pub fn has_bridge() -> bool {
    bridge().is_some()
}

fn bridge() -> Option<JsValue> {
    js::global("WeixinJSBridge")
}

/// Asks for a payment through the SDK. It gives the signature's kind on only if it is named.
pub async fn pay(payment: &WechatPayment, within_ms: u32) -> Outcome {
    let options = [
        ("timestamp", payment.timestamp.as_str().into()),
        ("nonceStr", payment.nonce_str.as_str().into()),
        ("package", payment.package.as_str().into()),
        ("signType", payment.sign_type.as_str().into()),
        ("paySign", payment.pay_sign.as_str().into()),
    ];
    ask("chooseWXPay", &options, within_ms).await.0
}

/// Asks for a payment without the SDK (WeChat Pay, "JSAPI调起支付"): it needs no signature of the
/// page's address.
pub async fn pay_by_bridge(payment: &WechatPayment, within_ms: u32) -> Outcome {
    let Some(bridge) = bridge() else { return Outcome::NotAvailable };
    let options = js::object(&[
        ("appId", payment.app_id.as_str().into()),
        ("timeStamp", payment.timestamp.as_str().into()),
        ("nonceStr", payment.nonce_str.as_str().into()),
        ("package", payment.package.as_str().into()),
        ("signType", payment.sign_type.as_str().into()),
        ("paySign", payment.pay_sign.as_str().into()),
    ]);
    let name = JsValue::from("getBrandWCPayRequest");
    let answer = js::told(
        |tell| {
            js::call(&bridge, "invoke", &[name, options.into(), tell.into()]);
        },
        within_ms,
    );
    answer.await.map_or(Outcome::NotAvailable, |answer| outcome(&answer, "err_msg"))
}

fn outcome(answer: &JsValue, field: &str) -> Outcome {
    Outcome::of_wechat(&js::text(answer, field).unwrap_or_default())
}

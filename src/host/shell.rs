//! The page's shell (`public/boot.js`), which painted the last known card and asked the first
//! questions before the module was here, and which shows the code should the module fail.
//!
//! Every call is silent where there is no shell, as in tests.

use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Element;
use web_sys::js_sys::Function;

use super::js;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = memberCard, js_name = take)]
    fn shell_take(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = memberCard, js_name = seen)]
    fn shell_seen(body: &str, sent: f64, received: f64) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = memberCard, js_name = up)]
    fn shell_up(root: &Element) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = memberCard, js_name = failed)]
    fn shell_failed(why: &str) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, js_namespace = memberCard, js_name = crashed)]
    fn shell_crashed() -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = memberCard, js_name = again)]
    fn shell_again(act: &Function) -> Result<(), JsValue>;
}

/// What the shell holds for the card under a name, once: `ticket`, `brand`, or the path of a
/// request whose answer is on its way, a promise.
pub fn take(name: &str) -> Option<JsValue> {
    shell_take(name).ok().filter(|value| !value.is_undefined())
}

/// The address at which the page was entered, without its fragment; empty without a shell.
pub fn entry() -> String {
    object().and_then(|shell| js::text(&shell, "entry")).unwrap_or_default()
}

/// Whether the ticket is still in the page's address.
pub fn has_ticket() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.is_some_and(|hash| hash.starts_with("#t="))
}

/// A script's address as the page takes it: through its policy, where it has one (W3C Trusted
/// Types).
pub fn trusted_script(url: &str) -> JsValue {
    let policy = object().and_then(|shell| js::get(&shell, "trusted"));
    let trusted = policy.and_then(|policy| js::call(&policy, "createScriptURL", &[url.into()]));
    trusted.unwrap_or_else(|| url.into())
}

fn object() -> Option<JsValue> {
    js::global("memberCard")
}

/// Tells the shell an answer that says something of the code: its body, and when it was sent and
/// received on the monotonic clock, in milliseconds.
pub fn seen(body: &str, sent_ms: f64, received_ms: f64) {
    let _ = shell_seen(body, sent_ms, received_ms);
}

/// Forgets the member, here and for the next visit.
pub fn forget() {
    seen(r#"{"data":{"program":{}}}"#, 0.0, 0.0);
}

/// Puts the card in the shell's place. Without a shell it has to be in the page already.
pub fn up(root: &Element) {
    let _ = shell_up(root);
}

/// There is no network: true when the shell has a code to show meanwhile, and goes on with it.
pub fn offline() -> bool {
    shell_failed("offline").unwrap_or(false)
}

/// The module is about to end: the shell comes back with the code.
pub fn crashed() {
    let _ = shell_crashed();
}

/// What a press on the shell's button does from now on, in the place of loading the page again.
pub fn again(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act);
    let _ = shell_again(act.as_ref().unchecked_ref());
    // The page's own: it lives as long as the page does.
    act.forget();
}

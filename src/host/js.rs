//! The page's objects without a binding for each: a binding is a function in the glue, which every
//! first visit downloads, and nearly none of them is in WeChat.

use core::future::Future;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::outcome::Outcome;
use crate::theme::SafeUrl;

/// A global object or another value of the window.
pub fn global(name: &str) -> Option<JsValue> {
    get(web_sys::window()?.as_ref(), name)
}

/// A property that is there.
pub fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// A property that is a text.
pub fn text(of: &JsValue, name: &str) -> Option<String> {
    get(of, name)?.as_string()
}

/// Calls a method; nothing where there is none, or where it throws.
pub fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, name)?.dyn_into().ok()?;
    method.apply(of, &arguments.iter().collect::<Array>()).ok()
}

/// An object with these properties.
pub fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// A list of texts.
pub fn texts(texts: &[&str]) -> JsValue {
    texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

/// What `ask` gives to the function that it is given; nothing if it does not within that many
/// milliseconds.
pub async fn told(ask: impl FnOnce(Function), within_ms: u32) -> Option<JsValue> {
    let mut ask = Some(ask);
    let promise = Promise::new(&mut |tell, _| {
        if let Some(ask) = ask.take() {
            ask(tell);
        }
    });
    within(JsFuture::from(promise), within_ms).await?.ok()
}

/// What a future gives within that many milliseconds.
pub async fn within<T>(future: impl Future<Output = T>, milliseconds: u32) -> Option<T> {
    match select(core::pin::pin!(future), TimeoutFuture::new(milliseconds)).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

/// Leaves for another page, which leads back.
pub fn redirect(url: Option<&str>) -> Outcome {
    let left = url.and_then(SafeUrl::parse).and_then(|url| {
        let location = web_sys::window()?.location();
        location.set_href(url.as_str()).ok()
    });
    left.map_or(Outcome::NotAvailable, |()| Outcome::Done)
}

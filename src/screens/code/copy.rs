//! Copying a text, also where the browser keeps its clipboard from the page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// Copies `text` and says whether that worked.
pub fn copy(text: String, done: Callback<bool>) {
    let clipboard = window().navigator().clipboard();
    // Not there on a page without a secure context, nor in some web-views.
    if AsRef::<JsValue>::as_ref(&clipboard).is_undefined() {
        done.run(copy_by_selection(&text).is_some());
        return;
    }
    let written = JsFuture::from(clipboard.write_text(&text));
    spawn_local(async move {
        let copied = written.await.is_ok() || copy_by_selection(&text).is_some();
        done.try_run(copied);
    });
}

/// The old way: selects the text in an input of its own and lets the document copy it.
fn copy_by_selection(text: &str) -> Option<()> {
    let document = document();
    let input: HtmlInputElement = document.create_element("input").ok()?.unchecked_into();
    input.set_value(text);
    let _ = input.set_attribute("readonly", "");
    let _ = input.set_attribute("class", "spoken");
    document.body()?.append_child(&input).ok()?;
    input.select();
    let command = js_sys::Reflect::get(&document, &"execCommand".into()).ok();
    let command = command.and_then(|command| command.dyn_into::<js_sys::Function>().ok());
    let copied = command.and_then(|command| command.call1(&document, &"copy".into()).ok());
    input.remove();
    copied?.as_bool().filter(|copied| *copied).map(|_| ())
}

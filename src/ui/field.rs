//! An input with its label, a hint, and what is wrong with it.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;

use super::el::{Child, El, el};
use super::text::unique_id;
use crate::reactive::{RwSignal, Signal};

/// What a field is.
pub struct Field {
    /// What to write in it.
    pub label: String,
    /// A line beneath; may be empty.
    pub hint: String,
    /// What is wrong, empty while nothing is.
    pub error: Signal<String>,
    /// The text.
    pub value: RwSignal<String>,
    /// `inputmode`: the keyboard that a phone shows, `text` or `numeric`.
    pub keyboard: &'static str,
    /// `autocomplete`: `off`, or what the browser may fill in.
    pub autocomplete: &'static str,
    /// The most characters; further ones cannot be typed.
    pub most: u16,
    /// Another way to fill it in, beside it.
    pub beside: Child,
}

/// Draws the field. While it has the focus the page says so (`data-typing`), and the bottom bar
/// leaves its place to the keyboard.
pub fn field(field: Field) -> El {
    let (id, hint_id, error_id) = (unique_id(), unique_id(), unique_id());
    let (value, error) = (field.value, field.error);
    let input = el("input", "field-input")
        .attr("id", id.clone())
        .attr("type", "text")
        .attr("inputmode", field.keyboard)
        .attr("autocomplete", field.autocomplete)
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("maxlength", field.most.to_string())
        .attr("aria-invalid", Signal::derive(move || error.with(|text| !text.is_empty())))
        .attr("aria-describedby", format!("{hint_id} {error_id}"))
        .property("value", value.into())
        .on("focus", |_| typing(true))
        .on("blur", |_| typing(false))
        .on("input", move |event| {
            let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input {
                value.set(input.value());
            }
        });
    el("div", "field")
        .child(el("label", "field-label").attr("for", id).child(field.label))
        .child(el("div", "field-line").child(input).child(field.beside))
        .child(el("p", "hint").attr("id", hint_id).child(field.hint))
        .child(el("p", "field-error").attr("id", error_id).attr("role", "alert").child(error))
}

fn typing(there: bool) {
    if let Some(page) = document().document_element() {
        let _ = page.toggle_attribute_with_force("data-typing", there);
    }
}

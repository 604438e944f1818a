//! A row of tabs or filters, of which one is chosen; arrow keys move along it.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlElement, KeyboardEvent};

use super::el::{El, el};
use crate::reactive::Signal;

/// One tab.
pub struct Tab {
    /// What it says.
    pub label: String,
    /// How many things it holds, as text; empty for none.
    pub count: String,
}

/// The tabs. `name` says to a screen reader what is chosen here; `chosen` counts from 0.
pub fn tabs(name: String, tabs: Vec<Tab>, chosen: Signal<usize>, choose: Callback<usize>) -> El {
    let last = tabs.len().saturating_sub(1);
    let buttons = tabs.into_iter().enumerate().map(move |(index, tab)| {
        let selected = Signal::derive(move || chosen.get() == index);
        let order = Signal::derive(move || if selected.get() { "0" } else { "-1" }.to_owned());
        let count = (!tab.count.is_empty()).then(|| el("span", "tab-count").child(tab.count));
        el("button", "tab")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("aria-selected", selected)
            .attr("tabindex", order)
            .child(tab.label)
            .child(count)
            .on("click", move |_| {
                choose.try_run(index);
            })
            .on("keydown", move |event| {
                if let Some(to) = target(&event, index, last) {
                    event.prevent_default();
                    choose.try_run(to);
                    focus_sibling(&event, to);
                }
            })
    });
    el("div", "tabs").attr("role", "tablist").attr("aria-label", name).children(buttons)
}

fn target(event: &Event, from: usize, last: usize) -> Option<usize> {
    let to = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
        "ArrowLeft" => from.checked_sub(1).unwrap_or(last),
        "ArrowRight" => from + 1,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(if to > last { 0 } else { to })
}

fn focus_sibling(event: &Event, to: usize) {
    let tab = event.current_target().and_then(|tab| tab.dyn_into::<HtmlElement>().ok());
    let list = tab.and_then(|tab| tab.parent_element());
    let to = list.and_then(|list| list.children().item(u32::try_from(to).unwrap_or_default()));
    if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        let _ = to.focus();
    }
}

//! The screen as the till's stage: white to its edges, also where the browser paints around the
//! page and where the page is pulled beyond its end.

use leptos::prelude::*;
use web_sys::Element;

/// The mark on the page while a code has it to itself.
const SCAN: &str = "data-scan";

/// Takes the page until the present owner goes.
pub fn take() {
    let _ = mark(true);
    let _ = white_bars();
    on_cleanup(|| {
        let _ = mark(false);
        if let Some(meta) = bars() {
            meta.remove();
        }
    });
}

fn mark(there: bool) -> Option<bool> {
    document().document_element()?.toggle_attribute_with_force(SCAN, there).ok()
}

fn bars() -> Option<Element> {
    document().query_selector("meta[data-scan]").ok()?
}

/// The first colour that fits is the one: this one stands before those of the page.
fn white_bars() -> Option<Element> {
    let head = document().query_selector("head").ok()??;
    let meta = document().create_element("meta").ok()?;
    meta.set_attribute("name", "theme-color").ok()?;
    meta.set_attribute("content", token("--panel")?.trim()).ok()?;
    meta.set_attribute(SCAN, "").ok()?;
    head.insert_adjacent_element("afterbegin", &meta).ok()?
}

/// The value of a token of the style sheets.
pub(super) fn token(name: &str) -> Option<String> {
    let page = document().document_element()?;
    let style = window().get_computed_style(&page).ok()??;
    style.get_property_value(name).ok()
}

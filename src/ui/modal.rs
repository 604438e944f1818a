//! What a layer over the page needs: focus kept inside and given back, and the way back closing it.

use crate::reactive::LocalValue;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::JsValue;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// What can hold the focus inside a layer.
const FOCUSABLE: &str =
    "a[href],button:not([disabled]),input,select,textarea,summary,[tabindex='0']";

/// The mark of a history entry that a layer made.
const ENTRY: &str = "layer";

/// Opens a layer: the page behind stops scrolling, the focus goes to `panel` once it is in the
/// page, and back closes the layer instead of leaving the screen. All of it is undone when the
/// current owner goes.
pub(super) fn open(panel: &Element, close: Callback<()>) {
    let before = LocalValue::new(document().active_element());
    let panel = panel.clone();
    request_animation_frame(move || focus(Some(panel)));
    let _ = root_attribute(true);
    let history = window().history().ok();
    if let Some(history) = history {
        let _ = history.push_state_with_url(&JsValue::from_str(ENTRY), "", None);
    }
    let back = window_event_listener_untyped("popstate", move |_| {
        close.try_run(());
    });
    on_cleanup(move || {
        back.remove();
        let _ = root_attribute(false);
        // Only while our own entry is on top: a link inside the layer has put another one there.
        if let Ok(history) = window().history()
            && history.state().ok().and_then(|state| state.as_string()).as_deref() == Some(ENTRY)
        {
            let _ = history.back();
        }
        focus(before.try_get_value().flatten());
    });
}

/// Keeps Tab inside the layer whose key this is, and tells whether Escape was pressed.
pub(super) fn on_key(event: &Event) -> bool {
    let key = event.unchecked_ref::<KeyboardEvent>();
    match key.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            return true;
        }
        "Tab" => {
            let panel = event.current_target().and_then(|panel| panel.dyn_into::<Element>().ok());
            if let Some(to) = panel.and_then(|panel| wrapped(&panel, key.shift_key())) {
                event.prevent_default();
                focus(Some(to));
            }
        }
        _ => {}
    }
    false
}

/// Where Tab leads when it would leave the layer.
fn wrapped(panel: &Element, backwards: bool) -> Option<Element> {
    let inside = panel.query_selector_all(FOCUSABLE).ok()?;
    let end = |index| inside.get(index).and_then(|node| node.dyn_into::<Element>().ok());
    let (first, last) = (end(0)?, end(inside.length().saturating_sub(1))?);
    let active = document().active_element();
    let (edge, to) = if backwards { (first, last) } else { (last, first) };
    let at_edge = active.is_none()
        || active.as_ref() == Some(&edge)
        || (backwards && active.as_ref() == Some(panel));
    at_edge.then_some(to)
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn root_attribute(there: bool) -> Option<bool> {
    document().document_element()?.toggle_attribute_with_force("data-layer", there).ok()
}

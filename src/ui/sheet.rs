//! A sheet from the bottom for detail: closed by its button, by Escape, by back, by a press beside
//! it, or dragged down. On a desk it stands in the middle.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, PointerEvent};

use super::button::icon_button;
use super::el::{El, dynamic, el, nothing};
use super::icon::Icon;
use super::modal;
use super::text::unique_id;
use crate::reactive::{RwSignal, Signal};

/// How far down a drag closes the sheet, in CSS pixels.
const FAR: i32 = 96;

/// The texts of a sheet.
#[derive(Clone)]
pub struct SheetText {
    /// Its title.
    pub title: String,
    /// What closing is called.
    pub close_name: String,
}

/// A sheet that is there while `open`. `close` must set `open` to false; `body` is made anew each
/// time it opens.
pub fn sheet(
    open: Signal<bool>,
    text: SheetText,
    close: Callback<()>,
    body: impl Fn() -> El + Send + 'static,
) -> AnyView {
    let body: Box<dyn Fn() -> El + Send> = Box::new(body);
    dynamic(move || if open.get() { panel(text.clone(), close, body()).view() } else { nothing() })
}

fn panel(text: SheetText, close: Callback<()>, body: El) -> El {
    // The sheet leaves first, and `close` runs when it is out of sight.
    let leaving = RwSignal::new(false);
    let leave = Callback::new(move |()| leaving.set(true));
    let id = unique_id();
    let drag = RwSignal::new(None::<i32>);
    let head = el("div", "sheet-head")
        .child(el("span", "sheet-grip").attr("aria-hidden", true))
        .child(el("h2", "sheet-title").attr("id", id.clone()).child(text.title))
        .child(icon_button(Icon::Close, text.close_name, leave))
        .on("pointerdown", move |event| {
            if on_button(&event) {
                return;
            }
            let pointer = event.unchecked_ref::<PointerEvent>();
            if let Some(head) = current(&event) {
                let _ = head.set_pointer_capture(pointer.pointer_id());
            }
            drag.set(Some(pointer.client_y()));
        })
        .on("pointermove", move |event| move_panel(&event, dragged(&event, drag)))
        .on("pointerup", move |event| {
            if dragged(&event, drag) > FAR {
                leave.run(());
            } else {
                move_panel(&event, 0);
            }
            drag.set(None);
        })
        .on("pointercancel", move |event| {
            move_panel(&event, 0);
            drag.set(None);
        });
    let panel = el("div", "sheet-panel")
        .attr("role", "dialog")
        .attr("aria-modal", true)
        .attr("aria-labelledby", id)
        .attr("tabindex", "-1")
        .created(move |panel| modal::open(panel, close))
        .on("keydown", move |event| {
            if modal::on_key(&event) {
                leave.run(());
            }
        })
        .child(head)
        .child(el("div", "sheet-body").child(body));
    el("div", "sheet")
        .attr("data-leaving", Signal::<bool>::from(leaving))
        .child(el("div", "sheet-shade").press(leave))
        .child(panel)
        .on("animationend", move |_| {
            if leaving.get_untracked() {
                close.try_run(());
            }
        })
}

fn current(event: &Event) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

fn on_button(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("button").ok().flatten().is_some())
}

fn dragged(event: &Event, drag: RwSignal<Option<i32>>) -> i32 {
    let y = event.unchecked_ref::<PointerEvent>().client_y();
    drag.get_untracked().map_or(0, |start| (y - start).max(0))
}

fn move_panel(event: &Event, by: i32) {
    if let Some(panel) = current(event).and_then(|head| head.parent_element()) {
        let style = panel.unchecked_ref::<HtmlElement>().style();
        let _ = style.set_property("--drag", &format!("{by}px"));
    }
}

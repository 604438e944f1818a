//! What stands around a symbol that a scanner reads: white and black in every theme.

use leptos::prelude::*;

use super::el::{Child, El, el, svg};
use super::icon::{Icon, icon};
use super::modal;
use super::text::decimal;
use crate::reactive::Signal;

/// A symbol as one path of unit modules.
pub struct Symbol {
    /// The width of the box in modules, quiet zone and all.
    pub modules_wide: u32,
    /// The height of the box in modules.
    pub modules_high: u32,
    /// The path of the dark modules.
    pub path: String,
    /// Width in CSS pixels: a whole number of device pixels for each module.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// What it is, for a screen reader.
    pub alt: String,
}

/// Draws a symbol, named `member-code` for tests.
pub fn symbol(symbol: Symbol) -> El {
    svg("svg")
        .attr("class", "symbol")
        .test_id("member-code")
        .attr("role", "img")
        .attr("aria-label", symbol.alt)
        .attr("viewBox", format!("0 0 {} {}", symbol.modules_wide, symbol.modules_high))
        .attr("shape-rendering", "crispEdges")
        .attr("preserveAspectRatio", "none")
        .variable("width", decimal(symbol.width) + "px")
        .variable("height", decimal(symbol.height) + "px")
        .child(svg("path").attr("d", symbol.path))
}

/// A code over the screen that it belongs to, with the whole page to itself: closed by what `head`
/// offers, by Escape, and by back.
pub fn code_layer(name: String, close: Callback<()>, head: El, body: El) -> El {
    el("div", "code-screen")
        .attr("role", "dialog")
        .attr("aria-modal", true)
        .attr("aria-label", name)
        .attr("tabindex", "-1")
        .created(move |layer| modal::open(layer, close))
        .on("keydown", move |event| {
            if modal::on_key(&event) {
                close.try_run(());
            }
        })
        .child(head)
        .child(body)
}

/// One of two steps.
pub struct StepButton {
    /// What shows it.
    pub icon: Icon,
    /// What a screen reader calls it.
    pub name: String,
    /// Whether there is no further step that way.
    pub off: Signal<bool>,
    /// Takes the step.
    pub press: Callback<()>,
}

/// Less and more of something, called `name`. A button without a further step keeps the focus.
pub fn step_buttons(name: String, less: StepButton, more: StepButton) -> El {
    let button = |step: StepButton| {
        el("button", "stepper-key")
            .attr("type", "button")
            .attr("aria-label", step.name)
            .attr("aria-disabled", step.off)
            .child(icon(step.icon))
            .press(step.press)
    };
    el("div", "stepper")
        .attr("role", "group")
        .attr("aria-label", name)
        .child(button(less))
        .child(button(more))
}

/// What was done, in the place of what it was done with.
pub fn confirmation(head: String, more: Vec<El>) -> El {
    el("div", "confirmation")
        .test_id("confirmation")
        .child(el("span", "confirmation-mark").child(icon(Icon::Check)))
        .child(el("p", "confirmation-head").child(head))
        .children(more)
}

/// The member number in groups, as a till's clerk types it, named `member-number` for tests.
pub fn member_number(digits: String) -> El {
    el("p", "member-number").test_id("member-number").child(digits)
}

/// The time until the next symbol, as a ring that empties once, beside its words. `seconds` is the
/// whole period, `elapsed` how much of it is over; `key` changes with each symbol.
pub fn countdown(seconds: f64, elapsed: f64, key: u64, words: impl Into<Child>) -> El {
    let circle = |class: &'static str| {
        svg("circle").attr("class", class).attr("cx", "10").attr("cy", "10").attr("r", "8")
    };
    let ring = svg("svg")
        .attr("class", "ring")
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", true)
        .variable("--period", decimal(seconds) + "s")
        .variable("--elapsed", decimal(-elapsed) + "s")
        .key(key)
        .child(circle("ring-track"))
        .child(circle("ring-rest"));
    el("p", "countdown").child(ring).child(el("span", "").child(words))
}

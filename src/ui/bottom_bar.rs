//! The five ways through the card, in the thumb's reach; the middle one is the code.

use super::el::{El, el};
use super::icon::{Icon, icon};
use crate::reactive::Signal;

/// One way.
pub struct Way {
    /// Its icon.
    pub icon: Icon,
    /// Its word.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether the member is there.
    pub current: Signal<bool>,
}

/// The bar. `name` says to a screen reader what it is; `middle` is the index of the larger one.
pub fn bottom_bar(name: String, ways: Vec<Way>, middle: usize) -> El {
    let ways = ways.into_iter().enumerate().map(|(index, way)| {
        let current = way.current;
        let current =
            Signal::derive(move || if current.get() { "page" } else { "false" }.to_owned());
        let class = if index == middle { "bar-way bar-code" } else { "bar-way" };
        el("a", class)
            .attr("href", way.href)
            .attr("aria-current", current)
            .child(el("span", "bar-icon").child(icon(way.icon)))
            .child(el("span", "bar-label").child(way.label))
    });
    el("nav", "bar").attr("aria-label", name).child(el("div", "bar-inner").children(ways))
}

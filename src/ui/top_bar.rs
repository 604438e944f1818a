//! The head of a screen: its title, and the way back.

use leptos::prelude::*;

use super::el::{Child, El, el};
use super::icon::{Icon, icon};

/// The way back from a screen.
pub struct Back {
    /// What it is called for a screen reader.
    pub name: String,
    /// The screen above, for those who open it elsewhere.
    pub href: String,
    /// What a press does; the link itself is not followed then.
    pub press: Callback<()>,
}

/// The head. `actions` stands at its end: icon buttons, or nothing. The title takes the focus when
/// a screen opens, so that a screen reader says where it is.
pub fn top_bar(title: impl Into<Child>, back: Option<Back>, actions: impl Into<Child>) -> El {
    let back = back.map(|back| {
        el("a", "icon-button")
            .attr("href", back.href)
            .attr("aria-label", back.name)
            .child(icon(Icon::Back))
            .on("click", move |event| {
                event.prevent_default();
                back.press.try_run(());
            })
    });
    el("header", "top-bar")
        .child(back)
        .child(el("h1", "top-bar-title").attr("tabindex", "-1").child(title))
        .child(el("div", "top-bar-actions").child(actions))
}

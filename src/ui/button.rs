//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::el::{Child, El, el};
use super::icon::{Icon, Stroke, drawn, icon};
use super::text::unique_id;
use crate::reactive::Signal;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// Something else that can be done.
    Secondary,
    /// A side path.
    Quiet,
    /// Something that cannot be undone.
    Danger,
}

impl Look {
    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// A button.
pub fn button(look: Look, label: impl Into<Child>, press: Callback<()>) -> El {
    face("button", look, label.into()).attr("type", "button").press(press)
}

/// A button that turns to busy while its work is under way: it keeps its width, and a press on it
/// does nothing.
pub fn busy_button(look: Look, label: String, busy: Signal<bool>, press: Callback<()>) -> El {
    let button = face("button", look, label.into()).attr("type", "button").attr("aria-busy", busy);
    button.on("click", move |_| {
        if !busy.get_untracked() {
            press.try_run(());
        }
    })
}

/// A button that cannot be pressed, with the reason beneath. It keeps its place in the order of
/// focus, so that a screen reader meets the reason too.
pub fn off_button(look: Look, label: String, reason: String) -> El {
    let id = unique_id();
    let button = face("button", look, label.into())
        .attr("type", "button")
        .attr("aria-disabled", true)
        .attr("aria-describedby", id.clone());
    el("div", "button-off").child(button).child(el("p", "hint").attr("id", id).child(reason))
}

/// A link that looks like a button.
pub fn link_button(look: Look, label: String, href: String) -> El {
    face("a", look, label.into()).attr("href", href)
}

/// A button of an icon alone, with its name for screen readers.
pub fn icon_button(shows: Icon, name: String, press: Callback<()>) -> El {
    named_button(icon(shows), name, press)
}

/// The same of a [`Stroke`].
pub fn stroke_button(shows: Stroke, name: String, press: Callback<()>) -> El {
    named_button(drawn(shows), name, press)
}

fn named_button(shows: El, name: String, press: Callback<()>) -> El {
    let button = el("button", "icon-button").attr("type", "button").attr("aria-label", name);
    button.child(shows).press(press)
}

fn face(tag: &'static str, look: Look, label: Child) -> El {
    el(tag, "button").attr("data-look", look.name()).child(el("span", "button-label").child(label))
}

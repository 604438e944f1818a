//! What just happened and what it changed: one line at a time, above the bottom bar.

use leptos::prelude::*;

use super::badge::Tone;
use super::el::{El, dynamic, el, nothing};
use super::icon::{Icon, icon};
use crate::reactive::Signal;

/// One message.
#[derive(Clone)]
pub struct Toast {
    /// Another number for each message, so that the same words twice are two messages.
    pub id: u64,
    /// What it means.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// The label and the deed of an action, where there is one.
    pub action: Option<(String, Callback<()>)>,
}

/// The place of [`toasts`]: once in the app, always there, so that a screen reader listens to it.
pub fn toast_host(toasts: AnyView) -> El {
    el("div", "toasts").attr("role", "status").attr("aria-live", "polite").child(toasts)
}

/// The message that there is. `gone` runs when it has had its time, or its action was pressed.
pub fn toasts(toast: Signal<Option<Toast>>, gone: Callback<()>) -> AnyView {
    dynamic(move || match toast.get() {
        Some(toast) => one(toast, gone),
        None => nothing(),
    })
}

fn one(toast: Toast, gone: Callback<()>) -> AnyView {
    let shows = match toast.tone {
        Tone::Good | Tone::Accent => Icon::Check,
        Tone::Warn | Tone::Bad => Icon::Warning,
        Tone::Plain => Icon::Info,
    };
    let action = toast.action.map(|(label, press)| {
        el("button", "toast-action").attr("type", "button").child(label).on("click", move |_| {
            press.try_run(());
            gone.try_run(());
        })
    });
    // Its time is a CSS animation: it stops while a pointer or the focus rests on the toast.
    el("div", "toast")
        .test_id("toast")
        .key(toast.id)
        .attr("data-tone", toast.tone.name())
        .child(icon(shows))
        .child(el("span", "toast-text").child(toast.text))
        .child(action)
        .on("animationend", move |_| {
            gone.try_run(());
        })
        .view()
}

//! The one thing that the brand asks, and why it asks.

use leptos::prelude::*;

use super::button::icon_button;
use super::el::{Child, El, el};
use super::icon::Icon;

/// What a prompt shows. Empty texts are left out.
pub struct Prompt {
    /// A picture of the offer: a figure, an icon, or an image; it decorates.
    pub picture: Child,
    /// A short headline.
    pub headline: String,
    /// A sentence more.
    pub body: String,
    /// The one action.
    pub action: Option<El>,
    /// What closing is called.
    pub close_name: String,
    /// Closes it.
    pub close: Callback<()>,
    /// The quiet question: why am I seeing this.
    pub why: String,
    /// Its answer.
    pub reason: Vec<El>,
}

/// Draws the prompt.
pub fn prompt_card(prompt: Prompt) -> El {
    let body = (!prompt.body.is_empty()).then(|| el("p", "prompt-body").child(prompt.body));
    let words = el("div", "prompt-words")
        .child(el("h2", "prompt-headline").child(prompt.headline))
        .child(body);
    let why = (!prompt.why.is_empty()).then(|| {
        el("details", "why")
            .child(el("summary", "why-question").child(prompt.why))
            .child(el("div", "why-answer").test_id("prompt-reason").children(prompt.reason))
    });
    el("aside", "prompt")
        .test_id("prompt")
        .child(icon_button(Icon::Close, prompt.close_name, prompt.close))
        .child(el("div", "prompt-picture").attr("aria-hidden", true).child(prompt.picture))
        .child(words)
        .child(prompt.action)
        .child(why)
}

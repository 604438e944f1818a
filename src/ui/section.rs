//! A part of a screen: a heading, a link to more, and what it holds.

use super::el::{El, el};
use super::icon::{Icon, icon};
use super::text::unique_id;

/// A link to the whole of what a section shows a part of.
pub struct More {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A section. Its heading names it for a screen reader.
pub fn section(title: String, more: Option<More>, body: Vec<El>) -> El {
    let id = unique_id();
    let more = more.map(|more| {
        el("a", "section-more").attr("href", more.href).child(more.label).child(icon(Icon::Chevron))
    });
    let heading = el("h2", "section-title").attr("id", id.clone()).child(title);
    el("section", "section")
        .attr("aria-labelledby", id)
        .child(el("div", "section-head").child(heading).child(more))
        .children(body)
}

//! The shape of what comes, while it comes; it shows only after 300 ms.

use super::el::{El, el};
use super::text::spoken;

/// What will stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The card's face.
    Face,
    /// A large figure with a line beneath.
    Figure,
    /// Rows of a list.
    Rows,
    /// Tickets.
    Tickets,
    /// A square symbol.
    Symbol,
}

/// Draws `count` shapes; `loading` is what a screen reader says.
pub fn skeleton(loading: String, shape: Shape, count: usize) -> El {
    let class = match shape {
        Shape::Face => "bone bone-face",
        Shape::Figure => "bone bone-figure",
        Shape::Rows => "bone bone-row",
        Shape::Tickets => "bone bone-ticket",
        Shape::Symbol => "bone bone-symbol",
    };
    let bones = (0..count).map(|_| el("div", class));
    el("div", "skeleton")
        .attr("role", "status")
        .child(spoken(loading))
        .child(el("div", "stack").attr("aria-hidden", true).children(bones))
}

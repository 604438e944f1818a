//! Nothing here, no network, not allowed, gone wrong: a drawing, a sentence, one way on.

use super::el::{El, el, svg};

/// Why there is nothing else to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// There is nothing yet.
    Empty,
    /// No network.
    Offline,
    /// The backend does not allow it.
    Refused,
    /// Something went wrong.
    Failed,
}

impl Notice {
    /// Two paths in a box of 96 by 64: the drawing, and the part of it in the brand's colour.
    const fn paths(self) -> [&'static str; 2] {
        match self {
            // A ticket's empty place, and a small star that waits.
            Self::Empty => [
                "M14 52h68M22 52V24a4 4 0 0 1 4-4h44a4 4 0 0 1 4 4v28M22 31a5 5 0 0 1 0 10M74 31a5 5 0 0 0 0 10",
                "M48 28l2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6-4.2-3.8 5.6-.6z",
            ],
            // Two ends of a line that do not meet.
            Self::Offline => [
                "M8 52h80M16 52V30h18v22M62 52V30h18v22M25 30v-8M71 30v-8M21 38h8M67 38h8",
                "M25 22c4-10 10-13 15-11M71 22c-4-10-10-13-15-11M46 8l4 6M52 6l-3 5",
            ],
            // A gate that stays shut.
            Self::Refused => [
                "M8 52h80M22 52V16M74 52V16M22 24h52M22 44h52M35 24v20M61 24v20",
                "M42 32h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H42a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM44 32v-3a4 4 0 0 1 8 0v3",
            ],
            // A receipt torn across.
            Self::Failed => [
                "M8 56h80M32 8h32v20l-4 4-4-4-4 4-4-4-4 4-4-4-4 4-4-4zM38 15h20M38 21h12",
                "M36 42l4 4 4-4 4 4 4-4 4 4 4-4 4 4 3-3v13H36z",
            ],
        }
    }
}

/// The notice. All but the empty one are named `error` for tests and said at once by a screen
/// reader.
pub fn notice(kind: Notice, text: String, way_on: Option<El>) -> El {
    let [drawing, accent] = kind.paths();
    let drawing = svg("svg")
        .attr("class", "notice-drawing")
        .attr("viewBox", "0 0 96 64")
        .attr("aria-hidden", true)
        .child(svg("path").attr("d", drawing))
        .child(svg("path").attr("class", "notice-accent").attr("d", accent));
    let notice =
        el("div", "notice").child(drawing).child(el("p", "notice-text").child(text)).child(way_on);
    if kind == Notice::Empty { notice } else { notice.attr("role", "alert").test_id("error") }
}

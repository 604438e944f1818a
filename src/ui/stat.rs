//! A figure with its name: points available, saved so far.

use super::el::{Child, El, el};

/// Some figures side by side.
pub fn stats(stats: Vec<El>) -> El {
    el("dl", "stats").children(stats)
}

/// One of them: its name, the figure, and a line beneath, or nothing.
pub fn stat(name: String, figure: El, note: impl Into<Child>) -> El {
    el("div", "stat")
        .child(el("dt", "stat-name").child(name))
        .child(el("dd", "stat-figure").child(figure).child(note))
}

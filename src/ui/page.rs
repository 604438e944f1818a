//! The frame of a screen: one column on a phone, two on a desk with the first in view.

use super::el::{Child, El, el};

/// A screen with one column.
pub fn page(head: impl Into<Child>, body: Vec<El>) -> El {
    el("main", "page").child(head).child(el("div", "page-body").children(body))
}

/// A screen with two columns from 900 px on; `side` stays in view there, and comes first on a
/// phone.
pub fn wide_page(head: impl Into<Child>, side: Vec<El>, body: Vec<El>) -> El {
    let columns = el("div", "page-columns")
        .child(el("div", "page-side").children(side))
        .child(el("div", "page-body").children(body));
    el("main", "page page-wide").child(head).child(columns)
}

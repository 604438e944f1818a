//! A line of a list: an icon, what it is, more about it, and something at its end.

use leptos::prelude::Callback;

use super::el::{Child, El, el};
use super::icon::{Icon, icon};

/// A list of rows on one surface.
pub fn rows(rows: Vec<El>) -> El {
    el("ul", "rows").children(rows.into_iter().map(|row| el("li", "rows-item").child(row)))
}

/// A row. `detail` may be empty; `end` is a figure, a badge, a button, or nothing.
pub fn row(shows: Option<Icon>, title: String, detail: String, end: impl Into<Child>) -> El {
    fill(el("div", "row"), shows, title, detail, end.into(), None)
}

/// A row that leads somewhere, as a whole.
pub fn link_row(
    shows: Option<Icon>,
    title: String,
    detail: String,
    end: impl Into<Child>,
    href: String,
) -> El {
    let onwards = Some(el("span", "row-onwards").child(icon(Icon::Chevron)));
    fill(el("a", "row").attr("href", href), shows, title, detail, end.into(), onwards)
}

/// A row that does something, as a whole.
pub fn press_row(shows: Icon, title: String, detail: String, press: Callback<()>) -> El {
    let onwards = Some(el("span", "row-onwards").child(icon(Icon::Chevron)));
    let row = el("button", "row row-press").attr("type", "button").press(press);
    fill(row, Some(shows), title, detail, Child::Nothing, onwards)
}

fn fill(
    row: El,
    shows: Option<Icon>,
    title: String,
    detail: String,
    end: Child,
    onwards: Option<El>,
) -> El {
    let detail = (!detail.is_empty()).then(|| el("span", "row-detail").child(detail));
    let words = el("span", "row-words").child(el("span", "row-title").child(title)).child(detail);
    row.child(shows.map(|shows| el("span", "row-icon").child(icon(shows))))
        .child(words)
        .child(el("span", "row-end").child(end))
        .child(onwards)
}

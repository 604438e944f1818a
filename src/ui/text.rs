//! Small helpers around text: what only a screen reader hears, and ids that tie parts together.

use std::sync::atomic::{AtomicU32, Ordering};

use super::el::{Child, El, el};

/// Text for screen readers only.
pub fn spoken(text: impl Into<Child>) -> El {
    el("span", "spoken").child(text)
}

/// An id that no other element of this page has.
pub fn unique_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("u{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A number as CSS and SVG read it, to a thousandth. Rust's own formatting of floats would weigh
/// more than all the icons.
pub(super) fn decimal(value: f64) -> String {
    // A cast saturates, and takes what is no number for 0.
    let thousandths = (value * 1000.0).round() as i64;
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    format!("{sign}{whole}.{rest:03}")
}

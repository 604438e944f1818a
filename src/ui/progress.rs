//! How far something is: a track with its end marked.

use super::el::{Child, El, el};
use super::text::decimal;

/// A track. `name` says what moves, `spoken` how far in words ('990 of 1,000'); `share` is from 0
/// to 1; `from` and `to` stand under its ends, or nothing.
pub fn progress(
    name: String,
    spoken: String,
    share: f64,
    from: impl Into<Child>,
    to: impl Into<Child>,
) -> El {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let track = el("div", "track")
        .attr("role", "progressbar")
        .attr("aria-label", name)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr("aria-valuenow", ((share * 100.0).round() as u8).to_string())
        .attr("aria-valuetext", spoken)
        .variable("--share", decimal(share))
        .child(el("div", "track-fill"));
    el("div", "progress")
        .child(track)
        .child(el("div", "progress-ends").child(from.into()).child(to.into()))
}

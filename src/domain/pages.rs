//! How the pages of a list that only grows at its top are joined with those read before: no gap,
//! no double, and what lies deeper keeps its place.

use std::sync::Arc;

/// What of the pages read before follows those read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest<T> {
    /// Items that follow at once, to stand in the last page that was read again.
    pub items: Vec<T>,
    /// The first of the pages before that stays as it is.
    pub from: usize,
}

/// Finds what follows the last of `again` pages that were read from the top, among the pages
/// `before`. `is_last` tells the item that they end with; nothing when it is not there, since
/// then something may be missing between the two.
#[must_use]
pub fn rest<T: Clone>(
    before: &[Arc<Vec<T>>],
    again: usize,
    is_last: impl Fn(&T) -> bool,
) -> Option<Rest<T>> {
    let (page, item) = before
        .iter()
        .enumerate()
        .find_map(|(page, items)| Some((page, items.iter().position(&is_last)?)))?;
    // The pages that stay keep their number, so that nothing of them is drawn again.
    let from = again.max(page + 1);
    let near = before.get(page..from.min(before.len())).unwrap_or_default();
    let items = near.iter().flat_map(|page| page.iter()).skip(item + 1).cloned().collect();
    Some(Rest { items, from })
}

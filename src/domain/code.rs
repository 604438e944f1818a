//! Which of the prefetched tokens the till may be shown now.

use contract::Instant;
use contract::code::{CardCode, CodeMode, CodeToken};

/// What the code screen shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CodeView<'a> {
    /// A token that is valid.
    Active {
        /// The token.
        token: &'a CodeToken,
        /// When it is replaced or ends; never after its `not_after`.
        shown_until: Instant,
    },
    /// None is valid yet.
    Waiting {
        /// When the next one begins.
        from: Instant,
    },
    /// None is left.
    Expired,
}

/// The token of `now`: of those that are valid, the one that began last. Tokens may overlap and
/// come in any order.
#[must_use]
pub fn current(tokens: &[CodeToken], now: Instant) -> CodeView<'_> {
    // A token that ends before it begins is never valid.
    let next = tokens
        .iter()
        .filter(|token| token.not_before > now && token.not_before < token.not_after)
        .map(|token| token.not_before)
        .min();
    let valid = tokens
        .iter()
        .filter(|token| token.not_before <= now && now < token.not_after)
        .max_by_key(|token| token.not_before);
    match (valid, next) {
        (Some(token), next) => CodeView::Active {
            token,
            shown_until: next.map_or(token.not_after, |next| next.min(token.not_after)),
        },
        (None, Some(from)) => CodeView::Waiting { from },
        (None, None) => CodeView::Expired,
    }
}

/// Whether to fetch the next batch: its time has come, or there is nothing to show.
#[must_use]
pub fn needs_refresh(tokens: &[CodeToken], refresh_after: Instant, now: Instant) -> bool {
    now >= refresh_after || !matches!(current(tokens, now), CodeView::Active { .. })
}

/// Whether the member number stands in for a token at `now`: where the code is the number itself,
/// and, if the backend allows it, when no token is left.
#[must_use]
pub fn number_stands_in(code: &CardCode, now: Instant) -> bool {
    let is_the_number = code.mode == CodeMode::Static && code.tokens.is_empty();
    is_the_number || code.static_fallback_allowed && current(&code.tokens, now) == CodeView::Expired
}

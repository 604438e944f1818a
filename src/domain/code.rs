//! Which of the prefetched tokens the till may be shown now, when the next ones are asked for, and
//! what the till did that is news.

use chrono::TimeDelta;
use contract::Instant;
use contract::code::{CardCode, CodeMode, CodeScan, CodeToken};

/// The pause after a first question for tokens that brought none, in milliseconds; it doubles up
/// to [`LONGEST_PAUSE_MS`], so that an outage is not made worse by every open card.
const FIRST_PAUSE_MS: i64 = 4_000;

/// The longest pause.
const LONGEST_PAUSE_MS: i64 = 60_000;

/// What the till did longer ago than this is no news, in seconds: the page was away meanwhile.
const NEWS_SECONDS: i64 = 120;

/// By how much the clock of a till may be behind the backend's, in seconds.
const BEHIND_SECONDS: i64 = 10;

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

/// Whether to ask for tokens: `code` is the newest that is known, and `open` says whether it is
/// looked at. A member who loses the network has what was asked for while there was one, so a new
/// batch is due on whatever screen; where none is known at all, only the one who looks asks.
#[must_use]
pub fn asks_for_tokens(code: Option<&CardCode>, open: bool, now: Instant) -> bool {
    match code {
        None => open,
        Some(code) if code.mode == CodeMode::Static => {
            !code.tokens.is_empty()
                && !matches!(current(&code.tokens, now), CodeView::Active { .. })
        }
        Some(code) => needs_refresh(&code.tokens, code.refresh_after, now),
    }
}

/// The newer of what came by two ways.
#[must_use]
pub fn newer<'a>(one: Option<&'a CardCode>, other: Option<&'a CardCode>) -> Option<&'a CardCode> {
    one.into_iter().chain(other).max_by_key(|code| code.refresh_after)
}

/// How often something is asked for that does not come: ever more rarely.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    last: Option<(Instant, i64)>,
}

impl Pace {
    /// Whether to ask at `now`; counts the question if so. `wanted` says whether it is still
    /// missing, `free` whether it can be asked for at all just now.
    pub fn ask(&mut self, wanted: bool, free: bool, now: Instant) -> bool {
        if !wanted {
            self.last = None;
            return false;
        }
        let pause = match self.last {
            // A question in the future: the clock was set back.
            Some((at, pause)) if at <= now && now < at + TimeDelta::milliseconds(pause) => {
                return false;
            }
            Some((_, pause)) => (pause * 2).min(LONGEST_PAUSE_MS),
            None => FIRST_PAUSE_MS,
        };
        if free {
            self.last = Some((now, pause));
        }
        free
    }
}

/// Watches for what the till does with a code while it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Lookout {
    since: Instant,
    told: Option<Instant>,
}

impl Lookout {
    /// Begins at `now`, when `last` was known already.
    #[must_use]
    pub fn new(now: Instant, last: Option<&CodeScan>) -> Self {
        Self { since: now, told: last.map(|scan| scan.at) }
    }

    /// Whether `scan` is news at `now`: later than all that was told before, done while this
    /// watched, and not long ago. What is news is so once.
    pub fn is_news(&mut self, scan: &CodeScan, now: Instant) -> bool {
        let later = self.told.is_none_or(|told| told < scan.at);
        let since = self.since - TimeDelta::seconds(BEHIND_SECONDS);
        let recent = now.signed_duration_since(scan.at) < TimeDelta::seconds(NEWS_SECONDS);
        let news = later && since <= scan.at && recent;
        if news {
            self.told = Some(scan.at);
        }
        news
    }
}

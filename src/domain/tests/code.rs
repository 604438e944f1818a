use chrono::Duration;
use contract::Instant;
use contract::code::{CardCode, CodeMode, CodeToken};
use proptest::prelude::*;

use super::noon;
use crate::domain::code::{CodeView, current, needs_refresh, number_stands_in};

fn sec(n: i64) -> Instant {
    noon() + Duration::seconds(n)
}

fn token(from: i64, until: i64) -> CodeToken {
    CodeToken { value: from.to_string(), not_before: sec(from), not_after: sec(until) }
}

/// Tokens of 30 seconds that stay valid for 10 more.
fn batch() -> Vec<CodeToken> {
    (0..20).map(|i| token(i * 30, i * 30 + 40)).collect()
}

fn value(tokens: &[CodeToken], now: Instant) -> Option<&str> {
    match current(tokens, now) {
        CodeView::Active { token, .. } => Some(&token.value),
        _ => None,
    }
}

#[test]
fn the_code_rotates_at_its_period() {
    let tokens = batch();
    let ms = Duration::milliseconds(1);
    assert_eq!(value(&tokens, sec(30) - ms), Some("0"));
    assert_eq!(value(&tokens, sec(30)), Some("30"));
    let CodeView::Active { shown_until, .. } = current(&tokens, sec(44)) else { panic!() };
    assert_eq!(shown_until, sec(60));
}

#[test]
fn the_last_token_is_shown_to_its_end_and_not_after() {
    let tokens = batch();
    let end = 19 * 30 + 40;
    assert_eq!(value(&tokens, sec(end - 1)), Some("570"));
    assert_eq!(current(&tokens, sec(end)), CodeView::Expired);
}

#[test]
fn a_gap_is_waited_out() {
    let tokens = [token(60, 90), token(0, 30)];
    assert_eq!(current(&tokens, sec(-5)), CodeView::Waiting { from: sec(0) });
    assert_eq!(current(&tokens, sec(30)), CodeView::Waiting { from: sec(60) });
    assert_eq!(current(&[], sec(0)), CodeView::Expired);
}

#[test]
fn a_batch_is_fetched_when_its_time_has_come_or_nothing_can_be_shown() {
    let tokens = batch();
    assert!(!needs_refresh(&tokens, sec(300), sec(299)));
    assert!(needs_refresh(&tokens, sec(300), sec(300)));
    assert!(needs_refresh(&tokens, sec(9000), sec(700)));
    assert!(needs_refresh(&[], sec(9000), sec(0)));
}

fn tokens() -> impl Strategy<Value = Vec<CodeToken>> {
    prop::collection::vec((-60..60_i64, -5..40_i64), 0..8)
        .prop_map(|spans| spans.into_iter().map(|(from, len)| token(from, from + len)).collect())
}

proptest! {
    #[test]
    fn a_token_is_never_shown_outside_its_time(tokens in tokens(), now in -70..110_i64) {
        let now = sec(now);
        match current(&tokens, now) {
            CodeView::Active { token, shown_until } => {
                prop_assert!(token.not_before <= now && now < token.not_after);
                prop_assert!(now < shown_until && shown_until <= token.not_after);
                let newer = tokens.iter().any(|t| {
                    t.not_before > token.not_before && t.not_before <= now && now < t.not_after
                });
                prop_assert!(!newer);
                let last = shown_until - Duration::milliseconds(1);
                prop_assert_eq!(value(&tokens, last), Some(token.value.as_str()));
            }
            CodeView::Waiting { from } => {
                prop_assert!(from > now);
                prop_assert!(value(&tokens, from).is_some());
                let last = from - Duration::milliseconds(1);
                prop_assert_eq!(value(&tokens, last), None);
            }
            CodeView::Expired => {
                for later in 0..180 {
                    prop_assert_eq!(value(&tokens, now + Duration::seconds(later)), None);
                }
            }
        }
    }
}

fn card_code(mode: CodeMode, tokens: Vec<CodeToken>, allowed: bool) -> CardCode {
    CardCode {
        membership_number: "6212 3456 7890".into(),
        mode,
        symbologies: Vec::new(),
        tokens,
        period_seconds: 30,
        refresh_after: sec(0),
        static_fallback_allowed: allowed,
        last_scan: None,
    }
}

#[test]
fn the_number_stands_in_only_when_no_token_is_left_and_the_backend_allows_it() {
    let allowed = card_code(CodeMode::Rotating, batch(), true);
    assert!(!number_stands_in(&allowed, sec(-1)), "the first token is still to come");
    assert!(!number_stands_in(&allowed, sec(609)));
    assert!(number_stands_in(&allowed, sec(610)));
    let refused = card_code(CodeMode::Rotating, batch(), false);
    assert!(!number_stands_in(&refused, sec(610)));
}

#[test]
fn a_code_that_does_not_rotate_is_the_number_itself() {
    assert!(number_stands_in(&card_code(CodeMode::Static, Vec::new(), false), sec(0)));
    let with_a_token = card_code(CodeMode::Static, vec![token(0, 60)], false);
    assert!(!number_stands_in(&with_a_token, sec(30)));
    assert!(!number_stands_in(&card_code(CodeMode::Unknown, Vec::new(), false), sec(0)));
}

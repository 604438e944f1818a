use chrono::Duration;
use contract::Instant;
use contract::code::{CardCode, CodeMode, CodeScan, CodeToken, ScanKind};
use proptest::prelude::*;

use super::noon;
use crate::domain::code::{
    CodeView, Lookout, Pace, asks_for_tokens, current, needs_refresh, newer, number_stands_in,
};

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

#[test]
fn tokens_are_asked_for_when_the_batch_is_old_on_whatever_screen() {
    let code = CardCode { refresh_after: sec(300), ..card_code(CodeMode::Rotating, batch(), true) };
    for open in [false, true] {
        assert!(!asks_for_tokens(Some(&code), open, sec(299)));
        assert!(asks_for_tokens(Some(&code), open, sec(300)));
    }
    assert!(!asks_for_tokens(None, false, sec(0)), "nobody looks");
    assert!(asks_for_tokens(None, true, sec(0)));
}

#[test]
fn a_code_that_stays_is_not_asked_for_again_before_it_ends() {
    let number = card_code(CodeMode::Static, Vec::new(), false);
    assert!(!asks_for_tokens(Some(&number), true, sec(9000)));
    let token = card_code(CodeMode::Static, vec![token(0, 60)], true);
    assert!(!asks_for_tokens(Some(&token), true, sec(59)));
    assert!(asks_for_tokens(Some(&token), true, sec(60)));
}

#[test]
fn the_newer_batch_is_shown_whichever_way_it_came() {
    let old = card_code(CodeMode::Rotating, batch(), true);
    let new = CardCode { refresh_after: sec(1), ..old.clone() };
    assert_eq!(newer(Some(&old), Some(&new)), Some(&new));
    assert_eq!(newer(Some(&new), Some(&old)), Some(&new));
    assert_eq!(newer(None, Some(&old)), Some(&old));
    assert_eq!(newer(None, None), None);
}

#[test]
fn what_does_not_come_is_asked_for_ever_more_rarely() {
    let mut pace = Pace::default();
    let asked: Vec<i64> = (0..200).filter(|s| pace.ask(true, true, sec(*s))).collect();
    assert_eq!(asked, [0, 4, 12, 28, 60, 120, 180]);
    assert!(!pace.ask(false, true, sec(200)));
    assert!(pace.ask(true, true, sec(201)), "what came and went is asked for at once");
}

#[test]
fn a_question_that_cannot_be_asked_now_does_not_count() {
    let mut pace = Pace::default();
    assert!(!pace.ask(true, false, sec(0)));
    assert!(pace.ask(true, true, sec(1)));
}

fn scan(at: i64) -> CodeScan {
    CodeScan { at: sec(at), kind: ScanKind::Scan, title: String::new(), points: None, amount: None }
}

#[test]
fn a_purchase_after_a_scan_is_news_of_its_own() {
    let mut lookout = Lookout::new(sec(0), Some(&scan(-30)));
    assert!(!lookout.is_news(&scan(-30), sec(1)), "known when the screen opened");
    assert!(lookout.is_news(&scan(5), sec(6)));
    assert!(!lookout.is_news(&scan(5), sec(7)), "said once");
    let purchase = CodeScan { kind: ScanKind::Purchase, ..scan(20) };
    assert!(lookout.is_news(&purchase, sec(21)));
}

#[test]
fn what_the_till_did_before_the_screen_opened_is_no_news() {
    let mut lookout = Lookout::new(sec(0), None);
    assert!(!lookout.is_news(&scan(-60), sec(1)));
    let behind = scan(-9);
    assert!(lookout.is_news(&behind, sec(1)), "the till's clock is a little behind");
}

proptest! {
    #[test]
    fn questions_never_lie_closer_than_the_first_pause(
        seconds in prop::collection::vec(0..3_i64, 1..400),
        free in prop::collection::vec(any::<bool>(), 400),
    ) {
        let mut pace = Pace::default();
        let (mut now, mut last) = (0, None);
        for (step, free) in seconds.into_iter().zip(free) {
            now += step;
            let asked = pace.ask(true, free, sec(now));
            prop_assert!(free || !asked);
            if asked {
                prop_assert!(last.is_none_or(|last| now - last >= 4));
                last = Some(now);
            }
            // A minute is the longest that a free card waits.
            prop_assert!(asked || !free || last.is_some_and(|last| now - last < 60));
        }
    }

    #[test]
    fn a_clock_that_is_set_back_stops_no_question(back in 1..100_000_i64) {
        let mut pace = Pace::default();
        prop_assert!(pace.ask(true, true, sec(0)));
        prop_assert!(pace.ask(true, true, sec(-back)));
    }

    #[test]
    fn news_is_said_once_in_order_and_only_of_the_present(
        known in prop::option::of(-300..0_i64),
        seen in prop::collection::vec((-400..400_i64, 0..20_i64), 0..40),
    ) {
        let known = known.map(scan);
        let mut lookout = Lookout::new(sec(0), known.as_ref());
        let (mut now, mut told) = (0, known.map(|scan| scan.at));
        for (at, step) in seen {
            now += step;
            if lookout.is_news(&scan(at), sec(now)) {
                prop_assert!(told.is_none_or(|told| told < sec(at)));
                prop_assert!(at >= -10 && now - at < 120);
                told = Some(sec(at));
            } else {
                let untold = told.is_none_or(|told| told < sec(at));
                prop_assert!(!untold || at < -10 || now - at >= 120);
            }
        }
    }
}

//! The claim states as tables, and the reading of codes as a property.

use chrono::Duration;
use proptest::prelude::*;

use super::*;

fn now() -> Instant {
    "2026-11-18T12:00:00+08:00".parse().expect("an instant")
}

fn open() -> Terms {
    Terms {
        claim_from: now() - Duration::days(1),
        claim_until: now() + Duration::days(1),
        stock: Some(5),
        next_round: None,
        per_member_limit: 1,
        min_rank: None,
        paid_only: false,
    }
}

fn member(rank: u32, paid: bool, claimed: u32) -> Claimant {
    Claimant::Member { rank, paid, claimed }
}

#[test]
fn an_open_offer_is_claimable_and_asks_a_guest_to_sign_in() {
    assert_eq!(claim_state(&open(), member(1, false, 0), now()), ClaimState::Claimable);
    assert_eq!(claim_state(&open(), Claimant::Guest, now()), ClaimState::SignInRequired);
}

#[test]
fn what_nobody_can_change_is_said_before_what_the_member_could() {
    let gone = Terms { stock: Some(0), min_rank: Some(3), paid_only: true, ..open() };
    assert_eq!(claim_state(&gone, member(1, false, 0), now()), ClaimState::SoldOut);
    let gold = Terms { stock: Some(1), ..gone };
    assert_eq!(claim_state(&gold, member(1, false, 0), now()), ClaimState::TierTooLow);
    assert_eq!(claim_state(&gold, member(3, false, 0), now()), ClaimState::PaidOnly);
    assert_eq!(claim_state(&gold, member(3, true, 0), now()), ClaimState::Claimable);
}

#[test]
fn a_single_claim_reads_as_claimed_and_several_as_the_limit() {
    assert_eq!(claim_state(&open(), member(1, false, 1), now()), ClaimState::Claimed);
    let twice = Terms { per_member_limit: 2, ..open() };
    assert_eq!(claim_state(&twice, member(1, false, 1), now()), ClaimState::Claimable);
    assert_eq!(claim_state(&twice, member(1, false, 2), now()), ClaimState::LimitReached);
}

#[test]
fn the_window_is_closed_before_its_first_instant_and_from_its_end_on() {
    let terms = open();
    let seen = |at| claim_state(&terms, member(1, false, 0), at);
    assert_eq!(seen(terms.claim_from - Duration::milliseconds(1)), ClaimState::NotStarted);
    assert_eq!(seen(terms.claim_from), ClaimState::Claimable);
    assert_eq!(seen(terms.claim_until), ClaimState::Ended);
}

#[test]
fn a_new_round_fills_the_stock() {
    let next = now() + Duration::hours(3);
    let terms = Terms { stock: Some(0), next_round: Some((next, 40)), ..open() };
    assert_eq!(claim_state(&terms, member(1, false, 0), now()), ClaimState::SoldOut);
    assert_eq!(claim_state(&terms, member(1, false, 0), next), ClaimState::Claimable);
    assert_eq!(remaining(&terms, next), Some(40));
    let after = |hours| next_round_at(&terms, now() + Duration::hours(hours));
    assert_eq!(after(0), Some(next));
    assert_eq!(after(3), Some(next + ROUND));
    assert_eq!(after(3 + 2 * 168), Some(next + ROUND * 3));
}

#[test]
fn only_a_claimable_offer_is_not_refused() {
    for state in ClaimState::ALL {
        assert_eq!(refusal(*state).is_none(), *state == ClaimState::Claimable, "{state:?}");
    }
}

#[test]
fn a_code_is_read_whatever_its_spaces_dashes_case_and_width() {
    for typed in ["MIST-2026", "mist 2026", " Mist—2026 ", "ＭＩＳＴ－２０２６", "m-i-s-t2026"]
    {
        assert_eq!(normalise_code(typed), "MIST2026", "{typed}");
    }
}

proptest! {
    #[test]
    fn reading_a_code_twice_changes_nothing(typed in "\\PC{0,40}") {
        let once = normalise_code(&typed);
        prop_assert!(once.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
        prop_assert_eq!(normalise_code(&once), once);
    }
}

//! Properties and tables of the coupon's state machine.

use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Instant {
    text.parse().expect("an RFC 3339 instant")
}

fn cash(amount_off: i64, threshold: i64) -> Terms {
    Terms {
        kind: CouponKind::Cash,
        face: CouponFace { amount_off: Some(amount_off), ..CouponFace::default() },
        threshold,
        valid_from: at("2026-11-01T00:00:00+08:00"),
        valid_until: at("2026-12-01T00:00:00+08:00"),
        windows: Vec::new(),
        remaining: None,
    }
}

const NOON: &str = "2026-11-18T12:00:00+08:00";

#[test]
fn a_coupon_is_pending_until_its_first_instant_and_expired_from_its_end_on() {
    let (from, until) = (at("2026-11-01T00:00:00+08:00"), at("2026-12-01T00:00:00+08:00"));
    let seen = |now: &str| state_at(CouponState::Effective, from, until, at(now));
    assert_eq!(seen("2026-10-31T23:59:59+08:00"), CouponState::Pending);
    assert_eq!(seen("2026-11-01T00:00:00+08:00"), CouponState::Effective);
    assert_eq!(seen("2026-11-30T15:59:59Z"), CouponState::Effective);
    assert_eq!(seen("2026-11-30T16:00:00Z"), CouponState::Expired);
}

#[test]
fn time_does_not_change_what_was_used_locked_or_withdrawn() {
    let (from, until) = (at("2026-11-01T00:00:00+08:00"), at("2026-12-01T00:00:00+08:00"));
    for state in [
        CouponState::Used,
        CouponState::Locked,
        CouponState::Deactivated,
        CouponState::Deleted,
        CouponState::Transferred,
    ] {
        assert_eq!(state_at(state, from, until, at("2027-01-01T00:00:00+08:00")), state);
    }
}

#[test]
fn every_state_that_cannot_be_used_says_why_in_its_own_code() {
    for state in CouponState::ALL {
        let free = matches!(state, CouponState::Effective | CouponState::PartlyUsed);
        assert_eq!(usable(*state).is_ok(), free, "{state:?}");
    }
    assert_eq!(usable(CouponState::Used), Err(ErrorCode::CouponUsed));
    assert_eq!(usable(CouponState::Pending), Err(ErrorCode::CouponNotStarted));
    assert_eq!(usable(CouponState::Expired), Err(ErrorCode::CouponExpired));
    assert_eq!(usable(CouponState::Locked), Err(ErrorCode::CouponLocked));
}

#[test]
fn an_order_below_the_threshold_is_told_how_much_is_missing() {
    let got = redeem(&cash(1_000, 5_000), CouponState::Effective, 4_200, at(NOON));
    assert_eq!(got, Err(Refusal::ThresholdNotMet(800)));
}

#[test]
fn a_discount_stops_at_its_cap() {
    let terms = Terms {
        kind: CouponKind::Discount,
        face: CouponFace {
            discount_bps: Some(8_500),
            max_discount: Some(2_000),
            ..CouponFace::default()
        },
        ..cash(0, 0)
    };
    assert_eq!(worth(&terms, 5_555), 833);
    assert_eq!(worth(&terms, 100_000), 2_000);
}

#[test]
fn a_coupon_used_bit_by_bit_is_partly_used_until_nothing_is_left() {
    let terms = Terms { remaining: Some(3_000), ..cash(5_000, 0) };
    let first = redeem(&terms, CouponState::PartlyUsed, 1_200, at(NOON)).expect("usable");
    assert_eq!((first.off, first.becomes), (1_200, CouponState::PartlyUsed));
    let rest = Terms { remaining: first.remaining, ..terms };
    let last = redeem(&rest, CouponState::PartlyUsed, 9_900, at(NOON)).expect("usable");
    assert_eq!((last.off, last.becomes, last.remaining), (1_800, CouponState::Used, Some(0)));
}

#[test]
fn a_coupon_keeps_to_its_weekdays_and_hours() {
    let window = |weekdays: &[u8], from: &str, to: &str| UsableWindow {
        weekdays: weekdays.to_vec(),
        from: from.into(),
        to: to.into(),
    };
    let wednesdays = Terms { windows: vec![window(&[3], "10:00", "20:00")], ..cash(100, 0) };
    let used = |terms: &Terms, now: &str| redeem(terms, CouponState::Effective, 100, at(now));
    assert!(used(&wednesdays, "2026-11-18T10:00:00+08:00").is_ok());
    assert_eq!(used(&wednesdays, "2026-11-18T20:00:00+08:00"), Err(Refusal::OutsideHours));
    assert_eq!(used(&wednesdays, "2026-11-19T12:00:00+08:00"), Err(Refusal::OutsideHours));
    let night = Terms { windows: vec![window(&[3], "22:00", "02:00")], ..cash(100, 0) };
    assert!(used(&night, "2026-11-19T01:59:00+08:00").is_ok());
    assert_eq!(used(&night, "2026-11-18T01:59:00+08:00"), Err(Refusal::OutsideHours));
}

#[test]
fn a_refund_brings_a_coupon_back_only_while_it_is_valid() {
    let until = at("2026-12-01T00:00:00+08:00");
    assert_eq!(after_refund(until, at(NOON)), CouponState::Effective);
    assert_eq!(after_refund(until, until), CouponState::Expired);
}

proptest! {
    #[test]
    fn a_coupon_never_takes_more_than_the_order_or_its_face(
        amount in 0_i64..10_000_000, off in 0_i64..100_000, bps in 0_u32..12_000,
        cap in proptest::option::of(0_i64..50_000),
    ) {
        let terms = cash(off, 0);
        let taken = worth(&terms, amount);
        prop_assert!((0..=amount.min(off)).contains(&taken));
        let part = Terms {
            kind: CouponKind::Discount,
            face: CouponFace { discount_bps: Some(bps), max_discount: cap, ..CouponFace::default() },
            ..cash(0, 0)
        };
        let taken = worth(&part, amount);
        prop_assert!((0..=amount.min(cap.unwrap_or(i64::MAX))).contains(&taken));
    }

    #[test]
    fn a_redemption_follows_the_table_of_transitions(
        stored in proptest::sample::select(CouponState::ALL),
        hours in -2_000_i64..2_000, amount in 0_i64..20_000,
        left in proptest::option::of(1_i64..9_000),
    ) {
        let terms = Terms { remaining: left, ..cash(9_000, 100) };
        let now = at(NOON) + Duration::hours(hours);
        let before = state_at(stored, terms.valid_from, terms.valid_until, now);
        if let Ok(done) = redeem(&terms, stored, amount, now) {
            prop_assert!(may_become(before, done.becomes), "{before:?} -> {:?}", done.becomes);
            prop_assert!(done.remaining.is_none_or(|rest| rest >= 0));
            prop_assert!(may_become(CouponState::Used, after_refund(terms.valid_until, now)));
        }
    }
}

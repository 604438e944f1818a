use contract::Instant;
use contract::coupon::{
    Coupon, CouponAction, CouponFace, CouponKind, CouponScope, CouponSource, CouponState,
    CouponThreshold, Stacking, UsableWindow,
};
use contract::ids::CouponId;
use proptest::prelude::*;

use super::{at, days, hours, noon};
use crate::domain::coupon::{
    Reason, WalletGroup, can_redeem, display_state, ends_within, group, weekday_runs, worth_order,
};

fn coupon(state: CouponState) -> Coupon {
    Coupon {
        id: CouponId::new("cp_1"),
        offer_id: None,
        name: "¥10".into(),
        kind: CouponKind::Cash,
        state,
        state_reason: None,
        face: CouponFace { amount_off: Some(1000), ..CouponFace::default() },
        threshold: CouponThreshold { amount: 0 },
        valid_from: noon() - days(10),
        valid_until: noon() + days(10),
        usable_windows: vec![],
        scope: CouponScope { summary: String::new(), channels: vec![] },
        stacking: Stacking::default(),
        remaining_value: None,
        locked_by: None,
        used_at: None,
        used_where: None,
        source: CouponSource::Claim,
        actions: vec![CouponAction::ShowCode],
        notes: vec![],
    }
}

fn states() -> impl Iterator<Item = CouponState> {
    CouponState::ALL.iter().copied().chain([CouponState::Unknown])
}

fn window(weekdays: &[u8], from: &str, to: &str) -> UsableWindow {
    UsableWindow { weekdays: weekdays.to_vec(), from: from.into(), to: to.into() }
}

#[test]
fn every_state_either_can_be_used_or_says_why_not() {
    for state in states() {
        let expected = match state {
            CouponState::Effective | CouponState::PartlyUsed => Ok(()),
            CouponState::Confirming => Err(Reason::Confirming),
            // Its beginning has come: time alone makes it effective.
            CouponState::Pending => Ok(()),
            CouponState::Locked => Err(Reason::Locked),
            CouponState::Used => Err(Reason::Used),
            CouponState::Expired => Err(Reason::Expired),
            CouponState::Deactivated => Err(Reason::Deactivated),
            CouponState::Deleted => Err(Reason::Deleted),
            CouponState::Transferring => Err(Reason::Transferring),
            CouponState::Transferred => Err(Reason::Transferred),
            CouponState::Unknown => Err(Reason::NotKnown),
        };
        assert_eq!(can_redeem(&coupon(state), noon()), expected, "{state:?}");
    }
}

#[test]
fn a_coupon_ends_at_its_end_and_begins_at_its_beginning() {
    let coupon = coupon(CouponState::Effective);
    let ms = chrono::Duration::milliseconds(1);
    assert_eq!(can_redeem(&coupon, coupon.valid_until - ms), Ok(()));
    assert_eq!(can_redeem(&coupon, coupon.valid_until), Err(Reason::Expired));
    assert_eq!(display_state(&coupon, coupon.valid_until), CouponState::Expired);
    assert_eq!(can_redeem(&coupon, coupon.valid_from - ms), Err(Reason::NotStarted));
    assert_eq!(can_redeem(&coupon, coupon.valid_from), Ok(()));
}

#[test]
fn a_partly_used_coupon_is_used_when_nothing_is_left() {
    let mut coupon = coupon(CouponState::PartlyUsed);
    coupon.remaining_value = Some(1);
    assert_eq!(group(&coupon, noon()), WalletGroup::Usable);
    coupon.remaining_value = Some(0);
    assert_eq!(can_redeem(&coupon, noon()), Err(Reason::Used));
}

#[test]
fn what_this_card_does_not_know_has_no_action() {
    let mut unknown = coupon(CouponState::Effective);
    unknown.kind = CouponKind::Unknown;
    assert_eq!(can_redeem(&unknown, noon()), Err(Reason::NotKnown));
    let mut online = coupon(CouponState::Effective);
    online.actions = vec![CouponAction::UseOnline, CouponAction::Unknown];
    assert_eq!(can_redeem(&online, noon()), Err(Reason::NotAtTill));
}

#[test]
fn hours_are_the_programmes_whatever_offset_now_is_written_in() {
    let mut coupon = coupon(CouponState::Effective);
    // 22 November 2026 is a Sunday.
    coupon.usable_windows = vec![window(&[7], "10:00", "20:00"), window(&[1], "00:00", "24:00")];
    let can = |now: &str| can_redeem(&coupon, at(now)).is_ok();
    assert!(!can("2026-11-22T09:59:59+08:00"));
    assert!(can("2026-11-22T10:00:00+08:00"));
    assert!(can("2026-11-22T02:00:00Z"));
    assert!(can("2026-11-21T19:59:00-12:00"));
    assert!(!can("2026-11-22T20:00:00+08:00"));
    assert!(can("2026-11-23T23:59:59+08:00"));
    assert!(!can("2026-11-24T12:00:00+08:00"));
}

#[test]
fn a_window_over_midnight_belongs_to_the_day_on_which_it_opens() {
    let mut coupon = coupon(CouponState::Effective);
    coupon.usable_windows = vec![window(&[7], "22:00", "02:00")];
    let can = |now: &str| can_redeem(&coupon, at(now)).is_ok();
    assert!(!can("2026-11-22T01:00:00+08:00"));
    assert!(can("2026-11-22T23:00:00+08:00"));
    assert!(can("2026-11-23T01:59:00+08:00"));
    assert!(!can("2026-11-23T22:30:00+08:00"));
}

#[test]
fn a_window_that_cannot_be_read_closes_nothing() {
    let mut coupon = coupon(CouponState::Effective);
    for (from, to) in [("", ""), ("10", "20"), ("aa:bb", "20:00"), ("10:00", "99999999999:0")] {
        coupon.usable_windows = vec![window(&[], from, to)];
        assert_eq!(can_redeem(&coupon, noon()), Ok(()), "{from} {to}");
    }
}

#[test]
fn only_a_usable_coupon_is_said_to_end_soon() {
    let mut coupon = coupon(CouponState::Effective);
    coupon.valid_until = noon() + hours(72);
    assert!(ends_within(&coupon, noon(), 72));
    assert!(!ends_within(&coupon, noon() - hours(1), 72));
    assert!(!ends_within(&coupon, coupon.valid_until, 72));
    coupon.state = CouponState::Used;
    assert!(!ends_within(&coupon, noon(), 72));
}

#[test]
fn each_state_is_asked_for_by_exactly_one_part_of_the_wallet() {
    use WalletGroup::{Ended, Upcoming, Usable, Used};
    for state in CouponState::ALL {
        let groups = [Usable, Upcoming, Used, Ended];
        let holds = groups.iter().filter(|g| g.states().contains(state)).count();
        assert_eq!(holds, 1, "{state:?}");
        if *state != CouponState::Pending {
            assert!(group(&coupon(*state), noon()).states().contains(state), "{state:?}");
        }
    }
}

fn coupons() -> impl Strategy<Value = Coupon> {
    let state = prop::sample::select(states().collect::<Vec<_>>());
    let kind = prop::sample::select(vec![CouponKind::Cash, CouponKind::Unknown]);
    let left = prop::option::of(0..3_i64);
    (state, kind, -5..5_i64, 0..5_i64, left, 0..3_i64, any::<bool>(), 0..9_u8).prop_map(
        |(state, kind, from, length, left, threshold, timed, id)| {
            let mut coupon = coupon(state);
            coupon.id = CouponId::new(id.to_string());
            coupon.kind = kind;
            coupon.valid_from = noon() + days(from);
            coupon.valid_until = noon() + days(from + length);
            coupon.remaining_value = left;
            coupon.threshold.amount = threshold;
            if timed {
                coupon.usable_windows = vec![window(&[2, 4], "09:00", "12:01")];
            }
            coupon
        },
    )
}

fn moment() -> impl Strategy<Value = Instant> {
    (-200..200_i64).prop_map(|n| noon() + hours(n))
}

proptest! {
    #[test]
    fn what_can_be_used_stands_among_the_usable_and_within_its_time(c in coupons(), now in moment()) {
        if can_redeem(&c, now).is_ok() {
            prop_assert_eq!(group(&c, now), WalletGroup::Usable);
            prop_assert!(c.valid_from <= now && now < c.valid_until);
        }
        if ends_within(&c, now, 72) {
            prop_assert!(now < c.valid_until);
        }
    }

    #[test]
    fn what_has_ended_never_comes_back_by_time(c in coupons(), now in moment(), later in 0..200_i64) {
        if group(&c, now) == WalletGroup::Ended {
            prop_assert_eq!(group(&c, now + hours(later)), WalletGroup::Ended);
        }
    }

    #[test]
    fn the_order_is_total_and_puts_what_can_be_used_first(
        mut wallet in prop::collection::vec(coupons(), 0..12),
        now in moment(),
    ) {
        wallet.sort_by(|a, b| worth_order(a, b, now));
        for pair in wallet.windows(2) {
            let usable = |i: usize| can_redeem(&pair[i], now).is_ok();
            prop_assert!(usable(0) || !usable(1));
            if usable(0) == usable(1) {
                prop_assert!(pair[0].valid_until <= pair[1].valid_until);
            }
            prop_assert_eq!(
                worth_order(&pair[0], &pair[1], now),
                worth_order(&pair[1], &pair[0], now).reverse()
            );
        }
    }
}

#[test]
fn weekdays_read_as_runs_in_the_order_of_the_week() {
    assert_eq!(weekday_runs(&[3, 1, 2, 6]), [(1, 3), (6, 6)]);
    assert_eq!(weekday_runs(&[7, 1]), [(1, 1), (7, 7)]);
    assert_eq!(weekday_runs(&[]), [(1, 7)]);
    assert_eq!(weekday_runs(&[0, 9, 5, 5]), [(5, 5)]);
}

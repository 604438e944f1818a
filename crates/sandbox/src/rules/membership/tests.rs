//! The states of a membership along its time.

use chrono::Duration;
use proptest::prelude::*;

use super::*;

fn instant(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn annual(renewal: bool) -> Term {
    let end = instant("2026-12-01T00:00:00+08:00");
    Term {
        term: PlanTerm::Year,
        valid_until: Some(end),
        paid: 199_900,
        renewal: renewal.then_some(Renewal { next_charge_at: end, amount: 199_900 }),
        refunded: false,
    }
}

#[test]
fn a_plan_is_active_then_ends_soon_then_is_expired() {
    let seen = |now: &str| state(&annual(false), 14, instant(now));
    assert_eq!(seen("2026-11-16T23:59:59+08:00"), MembershipState::Active);
    assert_eq!(seen("2026-11-17T00:00:00+08:00"), MembershipState::Expiring);
    assert_eq!(seen("2026-11-30T23:59:59+08:00"), MembershipState::Expiring);
    assert_eq!(seen("2026-12-01T00:00:00+08:00"), MembershipState::Expired);
}

#[test]
fn days_since_the_end_are_days_of_the_programme() {
    let end = Some(instant("2026-12-01T00:00:00+08:00"));
    let days = |now: &str| {
        let zone = instant("2026-12-01T00:00:00+08:00");
        expired_days(end, instant(now).with_timezone(zone.offset()))
    };
    assert_eq!(days("2026-11-30T15:59:59Z"), None);
    assert_eq!(days("2026-11-30T16:00:00Z"), Some(0));
    assert_eq!(days("2026-12-03T15:59:59Z"), Some(2));
    assert_eq!(days("2026-12-03T16:00:00Z"), Some(3));
}

#[test]
fn a_plan_that_renews_itself_never_ends_soon_and_is_charged_once_for_each_term() {
    let due = instant("2026-12-01T00:00:00+08:00");
    assert_eq!(state(&annual(true), 14, due - Duration::days(2)), MembershipState::Active);
    assert_eq!(at(annual(true), due - Duration::seconds(1)), annual(true));
    let after = at(annual(true), due);
    assert_eq!(after.valid_until, Some(instant("2027-12-01T00:00:00+08:00")));
    assert_eq!(after.paid, 2 * 199_900);
    assert_eq!(at(after, due), after);
}

#[test]
fn a_refunded_plan_says_so_whatever_its_dates() {
    let term = Term { refunded: true, ..annual(false) };
    let seen = state(&term, 14, instant("2026-06-01T00:00:00+08:00"));
    assert_eq!(seen, MembershipState::Refunded);
    assert!(!is_valid(seen));
}

fn half_year(renews: bool) -> Purchase {
    Purchase { term: PlanTerm::HalfYear, price: 9_900, renews }
}

#[test]
fn a_first_plan_begins_now_and_lasts_to_the_end_of_its_last_day() {
    let now = instant("2026-11-27T15:49:00+08:00");
    let term = bought(None, half_year(false), now);
    assert_eq!(term.valid_until, Some(instant("2027-05-28T00:00:00+08:00")));
    assert_eq!((term.paid, term.renewal, term.refunded), (9_900, None, false));
}

#[test]
fn what_is_left_of_a_plan_is_not_lost_and_what_has_ended_is_not_counted() {
    let held = Term { term: PlanTerm::HalfYear, paid: 9_900, ..annual(false) };
    let early = instant("2026-11-27T15:49:00+08:00");
    let term = bought(Some(held), half_year(false), early);
    assert_eq!(term.valid_until, Some(instant("2027-06-01T00:00:00+08:00")));
    assert_eq!(term.paid, 2 * 9_900);
    let late = instant("2026-12-04T09:00:00+08:00");
    let term = bought(Some(held), half_year(false), late);
    assert_eq!(term.valid_until, Some(instant("2027-06-05T00:00:00+08:00")));
    assert_eq!(term.paid, 9_900);
    let refunded = Term { refunded: true, ..held };
    assert!(bought(Some(refunded), half_year(false), early).valid_until < term.valid_until);
}

#[test]
fn automatic_renewal_is_what_was_agreed_to_with_the_last_order() {
    let now = instant("2026-11-27T15:49:00+08:00");
    let with = bought(Some(annual(false)), half_year(true), now);
    let renewal = with.renewal.expect("automatic renewal");
    assert_eq!((Some(renewal.next_charge_at), renewal.amount), (with.valid_until, 9_900));
    assert_eq!(bought(Some(annual(true)), half_year(false), now).renewal, None);
}

#[test]
fn what_is_held_for_life_stays_for_life() {
    let now = instant("2026-11-27T15:49:00+08:00");
    let held = Term { term: PlanTerm::Lifetime, valid_until: None, ..annual(false) };
    assert_eq!(bought(Some(held), half_year(false), now).valid_until, None);
    let life = Purchase { term: PlanTerm::Lifetime, price: 99_900, renews: true };
    let term = bought(Some(annual(true)), life, now);
    assert_eq!((term.valid_until, term.renewal), (None, None));
}

proptest! {
    #[test]
    fn buying_never_shortens_and_always_leaves_a_valid_plan(
        ahead in -1_000_i64..1_000,
        renews: bool,
        hours in 0_i64..100_000,
    ) {
        let now = instant("2026-01-01T00:00:00+08:00") + Duration::hours(hours);
        let held = Term { valid_until: Some(now + Duration::hours(ahead)), ..annual(false) };
        let term = bought(Some(held), half_year(renews), now);
        prop_assert!(term.valid_until > held.valid_until);
        prop_assert!(is_valid(state(&term, 0, now)));
        prop_assert_eq!(term.renewal.is_some(), renews);
    }

    #[test]
    fn a_plan_that_renews_itself_is_always_valid(hours in 0_i64..200_000) {
        let now = instant("2026-01-01T00:00:00+08:00") + Duration::hours(hours);
        let term = at(annual(true), now);
        prop_assert!(is_valid(state(&term, 14, now)));
        prop_assert!(term.renewal.is_some_and(|renewal| now < renewal.next_charge_at));
        prop_assert_eq!(term.paid % 199_900, 0);
    }
}

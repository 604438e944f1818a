use contract::Instant;
use contract::points::{Expiration, PendingRelease, PointBatch, PointReason, Points};
use proptest::prelude::*;

use super::{at, days, noon};
use crate::domain::points::{
    Balance, Month, balance, ends, expiring_within, months_since, next_expiration, next_release,
};

fn points(available: i64, batches: &[(i64, i64)]) -> Points {
    Points {
        available,
        pending: 0,
        locked: 0,
        lifetime_earned: 0,
        spent: 0,
        expired: 0,
        next_expirations: batches
            .iter()
            .map(|(points, day)| Expiration { points: *points, expires_at: noon() + days(*day) })
            .collect(),
        pending_releases: vec![],
        expiry_rule: None,
    }
}

#[test]
fn a_debt_is_a_debt_and_never_zero() {
    assert_eq!(balance(&points(0, &[])), Balance::Available(0));
    assert_eq!(balance(&points(-1, &[])), Balance::Debt(1));
    assert_eq!(balance(&points(i64::MIN, &[])), Balance::Debt(1 << 63));
}

#[test]
fn batches_that_end_together_are_told_together() {
    let points = points(500, &[(30, 9), (70, 3), (20, 3), (0, 1), (5, -1)]);
    let next = next_expiration(&points, noon()).unwrap();
    assert_eq!((next.points, next.expires_at), (90, noon() + days(3)));
    assert_eq!(expiring_within(&points, noon(), 3), 90);
    assert_eq!(expiring_within(&points, noon() - days(2), 3), 5);
    assert_eq!(next_expiration(&points, noon() + days(9)), None);
}

#[test]
fn the_next_release_is_one_that_has_not_happened() {
    let mut points = points(0, &[]);
    points.pending_releases = [5, 2, -1]
        .map(|day| PendingRelease {
            points: day,
            available_at: noon() + days(day),
            source: PointReason::Order,
        })
        .to_vec();
    assert_eq!(next_release(&points, noon()).map(|r| r.points), Some(2));
    assert_eq!(next_release(&points, noon() + days(5)), None);
}

#[test]
fn a_month_is_the_programmes_and_written_as_the_query_wants_it() {
    let end_of_year = at("2026-12-31T23:59:00+08:00").date_naive();
    let month = Month::of(end_of_year);
    assert_eq!(month.key(), "2026-12");
    assert_eq!(month.next().key(), "2027-01");
    assert_eq!(Month { year: 987, month: 1 }.previous().key(), "0986-12");
    assert_eq!(Month { year: 2026, month: 13 }.first_day(), None);
}

proptest! {
    #[test]
    fn the_month_before_the_next_is_the_same(year in 1..9999_i32, month in 1..=12_u32) {
        let month = Month { year, month };
        prop_assert_eq!(month.next().previous(), month);
        prop_assert!(month < month.next());
    }

    #[test]
    fn what_is_told_to_end_is_no_more_than_what_is_there(
        batches in prop::collection::vec((1..100_i64, -20..20_i64), 0..9),
        within in 0..40_u32,
    ) {
        let points = points(0, &batches);
        let all: i64 = batches.iter().filter(|(_, day)| *day > 0).map(|(n, _)| n).sum();
        prop_assert!(expiring_within(&points, noon(), within) <= all);
        prop_assert_eq!(expiring_within(&points, noon(), 40), all);
        if let Some(next) = next_expiration(&points, noon()) {
            prop_assert!(next.expires_at > noon() && next.points <= all);
        }
    }
}

fn batch(points: i64, expires_at: Option<Instant>, title: &str) -> PointBatch {
    PointBatch { points, earned_at: noon() - days(30), expires_at, title: title.into() }
}

#[test]
fn batches_are_told_by_their_ends_soonest_first_and_endless_ones_last() {
    let (soon, late) = (Some(noon() + days(3)), Some(noon() + days(40)));
    let batches = [
        batch(7, None, "gift"),
        batch(40, late, "a"),
        batch(5, soon, "b"),
        batch(0, soon, "spent"),
        batch(9, Some(noon()), "over"),
        batch(6, soon, "c"),
    ];
    let told: Vec<_> = ends(&batches, noon())
        .into_iter()
        .map(|end| (end.at, end.points, end.batches.into_iter().map(|b| b.title).collect()))
        .collect::<Vec<(_, _, Vec<String>)>>();
    assert_eq!(
        told,
        [
            (soon, 11, vec!["b".into(), "c".into()]),
            (late, 40, vec!["a".into()]),
            (None, 7, vec!["gift".into()]),
        ]
    );
}

#[test]
fn the_months_of_a_history_go_back_to_joining_across_a_new_year() {
    let now = at("2026-02-03T12:00:00+08:00");
    // Still November in UTC, and December already by the programme's calendar.
    let joined = at("2025-11-30T17:00:00Z");
    let keys: Vec<_> = months_since(joined, now).into_iter().map(Month::key).collect();
    assert_eq!(keys, ["2026-02", "2026-01", "2025-12"]);
    assert_eq!(months_since(now + days(40), now), []);
    assert_eq!(months_since(at("0001-01-01T00:00:00Z"), now).len(), 240);
}

proptest! {
    #[test]
    fn no_living_point_is_lost_among_the_ends(
        batches in proptest::collection::vec((0_i64..500, proptest::option::of(-3_i64..6)), 0..40)
    ) {
        let batches: Vec<_> = batches
            .into_iter()
            .map(|(points, end)| batch(points, end.map(|end| noon() + days(end)), ""))
            .collect();
        let alive = |b: &&PointBatch| b.expires_at.is_none_or(|end| end > noon());
        let sum: i64 = batches.iter().filter(alive).map(|b| b.points).sum();
        let ends = ends(&batches, noon());
        prop_assert_eq!(ends.iter().map(|end| end.points).sum::<i64>(), sum);
        let order: Vec<_> = ends.iter().map(|end| (end.at.is_none(), end.at)).collect();
        prop_assert!(order.is_sorted() && order.windows(2).all(|pair| pair[0] != pair[1]));
    }
}

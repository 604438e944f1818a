//! The tier rules, by name and under random measures.

use proptest::prelude::*;

use super::*;

const RUNGS: [Rung; 4] = [
    Rung { rank: 1, thresholds: &[], keep: &[], valid_months: None },
    Rung {
        rank: 2,
        thresholds: &[(MeasureKind::Nights, 5), (MeasureKind::Spend, 100)],
        keep: &[(MeasureKind::Nights, 4), (MeasureKind::Spend, 80)],
        valid_months: Some(12),
    },
    Rung {
        rank: 3,
        thresholds: &[(MeasureKind::Nights, 20), (MeasureKind::Spend, 400)],
        keep: &[(MeasureKind::Nights, 16), (MeasureKind::Spend, 320)],
        valid_months: Some(12),
    },
    Rung {
        rank: 4,
        thresholds: &[(MeasureKind::Nights, 50), (MeasureKind::Spend, 1000)],
        keep: &[(MeasureKind::Nights, 40), (MeasureKind::Spend, 800)],
        valid_months: Some(12),
    },
];

fn ladder(mode: QualifyMode, policy: DowngradePolicy) -> Ladder<'static> {
    Ladder { rungs: &RUNGS, mode, policy }
}

fn any_ladder(policy: DowngradePolicy) -> Ladder<'static> {
    ladder(QualifyMode::Any, policy)
}

fn measures(nights: i64, spend: i64) -> impl Fn(MeasureKind) -> i64 {
    move |kind| match kind {
        MeasureKind::Nights => nights,
        MeasureKind::Spend => spend,
        _ => 0,
    }
}

fn at(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text).unwrap()
}

#[test]
fn any_takes_one_measure_and_all_takes_both() {
    let value = measures(20, 0);
    assert_eq!(any_ladder(DowngradePolicy::None).reached(&value), 3);
    assert_eq!(ladder(QualifyMode::All, DowngradePolicy::None).reached(&value), 1);
}

#[test]
fn a_threshold_is_reached_exactly_at_its_value() {
    let rules = any_ladder(DowngradePolicy::OneDown);
    let now = at("2026-11-22T15:00:00+08:00");
    let standing = rules.standing(1, now);
    assert_eq!(rules.upgrade(standing, now, measures(4, 99)), None);
    let lifted = rules.upgrade(standing, now, measures(4, 100)).unwrap();
    assert_eq!(lifted, Standing { rank: 2, until: Some(at("2027-12-01T00:00:00+08:00")) });
}

#[test]
fn a_great_purchase_skips_tiers() {
    let rules = any_ladder(DowngradePolicy::OneDown);
    let now = at("2026-11-22T15:00:00+08:00");
    assert_eq!(rules.upgrade(rules.standing(1, now), now, measures(0, 5000)).unwrap().rank, 4);
}

#[test]
fn a_review_lowers_by_one_or_to_what_the_measures_give() {
    let standing = Standing { rank: 4, until: Some(at("2026-12-01T00:00:00+08:00")) };
    let one_down = any_ladder(DowngradePolicy::OneDown).review(standing, measures(0, 0)).unwrap();
    assert_eq!((one_down.standing.rank, one_down.outcome), (3, TierOutcome::Downgrade));
    assert_eq!(one_down.standing.until, Some(at("2027-12-01T00:00:00+08:00")));
    let requalified =
        any_ladder(DowngradePolicy::Requalify).review(standing, measures(6, 0)).unwrap();
    assert_eq!(requalified.standing.rank, 2);
    let spared = any_ladder(DowngradePolicy::None).review(standing, measures(0, 0)).unwrap();
    assert_eq!((spared.standing.rank, spared.outcome), (4, TierOutcome::Keep));
}

#[test]
fn keeping_takes_the_keep_goal_and_adds_a_year_to_the_old_end() {
    let standing = Standing { rank: 3, until: Some(at("2026-12-01T00:00:00+08:00")) };
    let kept = any_ladder(DowngradePolicy::OneDown).review(standing, measures(16, 0)).unwrap();
    assert_eq!(kept.outcome, TierOutcome::Keep);
    assert_eq!(kept.standing.until, Some(at("2027-12-01T00:00:00+08:00")));
}

#[test]
fn the_lowest_tier_is_for_good_and_has_no_review() {
    let rules = any_ladder(DowngradePolicy::OneDown);
    let standing = rules.standing(1, at("2026-11-22T15:00:00+08:00"));
    assert_eq!(standing.until, None);
    assert_eq!(rules.review(standing, measures(0, 0)), None);
}

#[test]
fn nothing_is_missing_when_one_of_any_is_met() {
    let rules = any_ladder(DowngradePolicy::OneDown);
    assert_eq!(rules.missing(RUNGS[2].thresholds, measures(20, 0)), []);
    assert_eq!(
        rules.missing(RUNGS[2].thresholds, measures(19, 390)),
        [
            Missing { kind: MeasureKind::Nights, missing: 1 },
            Missing { kind: MeasureKind::Spend, missing: 10 }
        ]
    );
}

proptest! {
    #[test]
    fn more_never_reaches_less(
        nights in 0..60_i64, spend in 0..1200_i64, more in 0..50_i64, all in any::<bool>(),
    ) {
        let mode = if all { QualifyMode::All } else { QualifyMode::Any };
        let rules = ladder(mode, DowngradePolicy::OneDown);
        let before = rules.reached(measures(nights, spend));
        prop_assert!(rules.reached(measures(nights + more, spend)) >= before);
        prop_assert!(rules.reached(measures(nights, spend + more)) >= before);
    }

    #[test]
    fn a_review_never_raises_and_one_down_lowers_by_at_most_one(
        rank in 2..=4_u32, nights in 0..60_i64, spend in 0..1200_i64, requalify in any::<bool>(),
    ) {
        let policy =
            if requalify { DowngradePolicy::Requalify } else { DowngradePolicy::OneDown };
        let standing = Standing { rank, until: Some(at("2026-12-01T00:00:00+08:00")) };
        let review = any_ladder(policy).review(standing, measures(nights, spend)).unwrap();
        prop_assert!(review.standing.rank <= rank && review.standing.rank >= 1);
        if !requalify {
            prop_assert!(review.standing.rank + 1 >= rank);
        }
        let kept = review.outcome == TierOutcome::Keep;
        prop_assert_eq!(kept, review.standing.rank == rank);
    }

    #[test]
    fn what_is_missing_is_exactly_what_reaches(nights in 0..60_i64, spend in 0..1200_i64) {
        let rules = any_ladder(DowngradePolicy::OneDown);
        for rung in &RUNGS {
            for lack in rules.missing(rung.thresholds, measures(nights, spend)) {
                let (n, s) = match lack.kind {
                    MeasureKind::Nights => (nights + lack.missing, spend),
                    _ => (nights, spend + lack.missing),
                };
                prop_assert!(rules.met(rung.thresholds, measures(n, s)));
                prop_assert!(!rules.met(rung.thresholds, measures(nights, spend)));
            }
        }
    }
}

use contract::ids::TierId;
use contract::tier::{
    DowngradePolicy, Measure, MeasureKind, Missing, Projection, QualifyMode, TierOutcome, TierRef,
    TierStatus,
};
use proptest::prelude::*;

use super::{days, noon};
use crate::domain::fraction::Fraction;
use crate::domain::tier::{AT_RISK_DAYS, Progress, TierView, progress, view};

fn tier(name: &str) -> TierRef {
    TierRef {
        id: TierId::new(name),
        name: name.into(),
        rank: 1,
        effective_at: None,
        valid_until: None,
    }
}

fn measure(kind: MeasureKind, value: i64, threshold: i64) -> Measure {
    Measure { kind, value, threshold, missing: 0, window: None }
}

fn status(current: Option<&str>, next: Option<&str>, measures: Vec<Measure>) -> TierStatus {
    TierStatus {
        current: current.map(tier),
        next: next.map(tier),
        measures,
        qualify_mode: QualifyMode::Any,
        projection: None,
        last_change: None,
        benefits: vec![],
        next_benefits: vec![],
    }
}

fn falling(review_in: i64) -> TierStatus {
    let mut status = status(Some("gold"), None, vec![]);
    status.current.as_mut().unwrap().valid_until = Some(noon() + days(review_in));
    status.projection = Some(Projection {
        tier_id: Some(TierId::new("silver")),
        tier_name: Some("silver".into()),
        outcome: TierOutcome::Downgrade,
        keep_missing: vec![Missing { kind: MeasureKind::Spend, missing: 30_000 }],
        policy: DowngradePolicy::OneDown,
    });
    status
}

#[test]
fn a_climbing_member_is_told_what_is_missing() {
    let status =
        status(Some("silver"), Some("gold"), vec![measure(MeasureKind::GrowthValue, 990, 1000)]);
    let TierView::Climbing { next, progress: Some(progress) } = view(&status, noon()) else {
        panic!()
    };
    assert_eq!((next.name.as_str(), progress.missing), ("gold", 10));
    assert_eq!(progress.fraction.percent(), 99);
}

#[test]
fn where_one_measure_is_enough_the_furthest_decides_and_where_all_are_the_one_that_lags() {
    let mut status = status(
        Some("silver"),
        Some("gold"),
        vec![
            measure(MeasureKind::Spend, 20, 100),
            measure(MeasureKind::Nights, 9, 10),
            measure(MeasureKind::VisitCount, 90, 100),
        ],
    );
    let decides = |status: &TierStatus| match view(status, noon()) {
        TierView::Climbing { progress: Some(Progress { measure, .. }), .. } => measure.kind,
        other => panic!("{other:?}"),
    };
    assert_eq!(decides(&status), MeasureKind::Nights);
    for all in [QualifyMode::All, QualifyMode::Unknown] {
        status.qualify_mode = all;
        assert_eq!(decides(&status), MeasureKind::Spend);
    }
}

#[test]
fn a_member_without_a_tier_sees_the_first_one() {
    let first = status(None, Some("bronze"), vec![measure(MeasureKind::OrderCount, 0, 1)]);
    let TierView::Untiered { next: Some(next), progress: Some(progress) } = view(&first, noon())
    else {
        panic!()
    };
    assert_eq!((next.name.as_str(), progress.missing), ("bronze", 1));
    let nothing = status(None, None, vec![]);
    assert_eq!(view(&nothing, noon()), TierView::Untiered { next: None, progress: None });
}

#[test]
fn the_top_has_no_bar_to_fill() {
    let top = status(Some("gold"), None, vec![measure(MeasureKind::Spend, 5, 5)]);
    assert_eq!(view(&top, noon()), TierView::Top);
}

#[test]
fn a_tier_is_at_risk_only_when_its_review_is_near_and_would_take_it() {
    let near = falling(AT_RISK_DAYS);
    let TierView::AtRisk { keep, falls_to, .. } = view(&near, noon()) else { panic!() };
    assert_eq!((keep[0].missing, falls_to), (30_000, Some("silver")));
    assert_eq!(view(&falling(AT_RISK_DAYS + 1), noon()), TierView::Top);
    assert_eq!(view(&falling(-1), noon()), TierView::Top);
    let mut kept = falling(5);
    kept.projection.as_mut().unwrap().outcome = TierOutcome::Keep;
    assert_eq!(view(&kept, noon()), TierView::Top);
    let mut for_good = falling(5);
    for_good.current.as_mut().unwrap().valid_until = None;
    assert_eq!(view(&for_good, noon()), TierView::Top);
}

#[test]
fn a_backend_without_measures_breaks_nothing() {
    let status = status(Some("silver"), Some("gold"), vec![]);
    assert!(matches!(view(&status, noon()), TierView::Climbing { progress: None, .. }));
}

proptest! {
    #[test]
    fn any_numbers_give_a_view_without_a_division_by_zero(
        numbers in prop::collection::vec(any::<(i64, i64)>(), 0..4),
        one_is_enough: bool,
    ) {
        let measures: Vec<Measure> =
            numbers.iter().map(|(v, t)| measure(MeasureKind::Spend, *v, *t)).collect();
        let mut status = status(Some("silver"), Some("gold"), measures);
        status.qualify_mode = if one_is_enough { QualifyMode::Any } else { QualifyMode::All };
        let TierView::Climbing { progress: decides, .. } = view(&status, noon()) else { panic!() };
        prop_assert_eq!(decides.is_some(), !numbers.is_empty());
        for other in &status.measures {
            let (decides, other) = (decides.unwrap(), progress(other));
            prop_assert!(decides.missing >= 0 && decides.fraction <= Fraction::FULL);
            if one_is_enough {
                prop_assert!(decides.fraction >= other.fraction);
            } else {
                prop_assert!(decides.fraction <= other.fraction);
            }
        }
    }
}

use contract::ids::TaskId;
use contract::money::Reward;
use contract::task::{ProgressUnit, Task, TaskKind, TaskPeriod, TaskProgress, TaskState};
use proptest::prelude::*;

use crate::domain::fraction::{Fraction, missing};
use crate::domain::task;
use crate::domain::task::{Reason, can_claim};

fn progress(value: i64, target: i64) -> TaskProgress {
    TaskProgress { value, target, unit: ProgressUnit::Money }
}

#[test]
fn only_a_claimable_task_can_be_claimed_whatever_its_progress() {
    for state in TaskState::ALL.iter().copied().chain([TaskState::Unknown]) {
        for value in [0, 100] {
            let task = Task {
                id: TaskId::new("tk_1"),
                kind: TaskKind::SpendTarget,
                state,
                title: String::new(),
                detail: String::new(),
                progress: progress(value, 100),
                reward: Reward::default(),
                period: TaskPeriod::Once,
                deadline: None,
                action: None,
            };
            let expected = match state {
                TaskState::Claimable => Ok(()),
                TaskState::Locked => Err(Reason::Locked),
                TaskState::Available | TaskState::InProgress => Err(Reason::NotComplete),
                TaskState::Claimed => Err(Reason::AlreadyClaimed),
                TaskState::Expired => Err(Reason::Expired),
                TaskState::Unknown => Err(Reason::NotKnown),
            };
            assert_eq!(can_claim(&task), expected);
        }
    }
}

#[test]
fn a_task_of_a_thousand_says_how_far_it_is() {
    let progress = progress(64_000, 100_000);
    assert_eq!(task::fraction(&progress).percent(), 64);
    assert_eq!(task::missing(&progress), 36_000);
}

proptest! {
    #[test]
    fn a_fraction_stays_within_its_whole_and_is_full_only_when_nothing_is_missing(
        value: i64,
        target: i64,
    ) {
        let fraction = Fraction::of(value, target);
        prop_assert!((Fraction::ZERO..=Fraction::FULL).contains(&fraction));
        prop_assert!(missing(value, target) >= 0);
        prop_assert_eq!(fraction == Fraction::FULL, target <= 0 || missing(value, target) == 0);
        if (0..target).contains(&value) {
            let exact = i128::from(value) * 10_000 / i128::from(target);
            prop_assert_eq!(i128::from(fraction.bps()), exact);
        }
    }

    #[test]
    fn more_progress_is_never_a_smaller_fraction(a: i64, b: i64, target: i64) {
        prop_assert!(Fraction::of(a.min(b), target) <= Fraction::of(a.max(b), target));
    }
}

use proptest::prelude::*;

use crate::domain::steady::Steady;

#[test]
fn sleep_is_counted_and_drift_is_not() {
    let mut steady = Steady::default();
    assert_eq!(steady.read(1_000.0, 50_000.0), 1_000.0);
    assert_eq!(steady.read(2_000.0, 51_900.0), 2_000.0);
    // A minute in which the monotonic clock made one second.
    assert_eq!(steady.read(3_000.0, 111_900.0), 62_000.0);
    assert_eq!(steady.read(4_000.0, 112_900.0), 63_000.0);
}

#[test]
fn a_clock_that_is_set_back_changes_nothing() {
    let mut steady = Steady::default();
    steady.read(0.0, 1e12);
    assert_eq!(steady.read(1_000.0, 0.0), 1_000.0);
    assert_eq!(steady.read(2_000.0, 1_000.0), 2_000.0);
}

proptest! {
    #[test]
    fn time_never_goes_back_nor_falls_behind_either_clock(
        steps in prop::collection::vec((0.0..5e3_f64, 0.0..1e7_f64), 1..60),
    ) {
        let mut steady = Steady::default();
        let (mut monotonic, mut device) = (0.0, 1.7e12);
        let mut before = steady.read(monotonic, device);
        for (awake, asleep) in steps {
            monotonic += awake;
            device += awake + asleep;
            let now = steady.read(monotonic, device);
            prop_assert!(now >= before + awake - 1.0);
            if asleep > 2_001.0 {
                prop_assert!((now - before - awake - asleep).abs() < 1.0);
            }
            before = now;
        }
    }
}

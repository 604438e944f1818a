//! The ledger under random operations, and its cases by name.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::clock::from_millis;

const HOUR: i64 = 3_600_000;

fn at(hour: i64) -> Instant {
    from_millis(1_795_000_000_000 + hour * HOUR)
}

fn batch(entry: i64, points: i64, end: i64) -> Batch {
    Batch { entry, points, expires_at: Some(at(end)) }
}

#[test]
fn spending_takes_what_ends_first() {
    let mut account = Account::new(vec![batch(1, 100, 20), batch(2, 50, 10)], 0);
    account.spend(70).unwrap();
    assert_eq!(account.batches(), [batch(1, 80, 20)]);
}

#[test]
fn of_two_batches_that_end_together_the_older_is_spent() {
    let mut account = Account::new(vec![batch(2, 50, 10), batch(1, 50, 10)], 0);
    account.spend(50).unwrap();
    assert_eq!(account.batches(), [batch(2, 50, 10)]);
}

#[test]
fn spending_too_much_says_what_is_missing_and_spends_nothing() {
    let mut account = Account::new(vec![batch(1, 100, 20)], 0);
    assert_eq!(account.spend(130), Err(Short { missing: 30 }));
    assert_eq!(account.available(), 100);
}

#[test]
fn taking_back_spent_points_makes_a_debt_that_the_next_earning_pays() {
    let mut account = Account::new(vec![batch(1, 100, 20)], 0);
    account.spend(80).unwrap();
    account.take_back(1, 100);
    assert_eq!((account.available(), account.debt()), (-80, 80));
    account.earn(batch(2, 100, 30));
    assert_eq!(account.available(), 20);
    assert_eq!(account.batches(), [batch(2, 20, 30)]);
}

#[test]
fn taking_back_prefers_the_batch_that_was_earned_then() {
    let mut account = Account::new(vec![batch(1, 100, 10), batch(2, 100, 20)], 0);
    account.take_back(2, 100);
    assert_eq!(account.batches(), [batch(1, 100, 10)]);
}

#[test]
fn what_ends_at_one_instant_is_one_expiry_with_its_own_time() {
    let mut account = Account::new(vec![batch(1, 5, 3), batch(2, 7, 3), batch(3, 9, 4)], 0);
    assert_eq!(account.settle(&mut vec![], at(2)), []);
    let due = account.settle(&mut vec![], at(9));
    let expired = |points, hour, balance| Due::Expired { points, at: at(hour), balance };
    assert_eq!(due, [expired(12, 3, 9), expired(9, 4, 0)]);
}

#[test]
fn an_end_is_exclusive() {
    let mut account = Account::new(vec![batch(1, 5, 3)], 0);
    let just_before = at(3) - chrono::TimeDelta::milliseconds(1);
    assert_eq!(account.settle(&mut vec![], just_before), []);
    assert_eq!(account.settle(&mut vec![], at(3)).len(), 1);
}

#[derive(Clone, Debug)]
enum Op {
    Earn { points: i64, life: Option<i64> },
    Hold { points: i64, wait: i64, life: i64 },
    Spend { points: i64 },
    TakeBack { which: usize },
    Wait { hours: i64 },
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        (1..200_i64, proptest::option::of(1..100_i64))
            .prop_map(|(points, life)| Op::Earn { points, life }),
        (1..200_i64, 0..50_i64, 1..100_i64).prop_map(|(points, wait, life)| Op::Hold {
            points,
            wait,
            life
        }),
        (1..300_i64).prop_map(|points| Op::Spend { points }),
        any::<usize>().prop_map(|which| Op::TakeBack { which }),
        (0..40_i64).prop_map(|hours| Op::Wait { hours }),
    ]
}

proptest! {
    #[test]
    fn entries_add_up_to_the_balance_and_batches_to_no_more(ops in vec(op(), 1..60)) {
        let mut account = Account::default();
        let mut pending = Vec::new();
        let mut earned: Vec<(i64, i64)> = Vec::new();
        let mut held: BTreeMap<i64, i64> = BTreeMap::new();
        let (mut posted, mut hour, mut next) = (0_i64, 0_i64, 0_i64);
        for op in ops {
            next += 1;
            match op {
                Op::Earn { points, life } => {
                    let expires_at = life.map(|life| at(hour + life));
                    account.earn(Batch { entry: next, points, expires_at });
                    posted += points;
                    earned.push((next, points));
                }
                Op::Hold { points, wait, life } => {
                    held.insert(next, points);
                    pending.push(Pending {
                        entry: next,
                        points,
                        available_at: at(hour + wait),
                        expires_at: Some(at(hour + wait + life)),
                    });
                }
                Op::Spend { points } => {
                    let before = account.clone();
                    match account.spend(points) {
                        Ok(()) => posted -= points,
                        Err(short) => {
                            prop_assert_eq!(short.missing, points - before.available());
                            prop_assert_eq!(&account, &before);
                        }
                    }
                }
                Op::TakeBack { which } if !earned.is_empty() => {
                    let (entry, points) = earned.remove(which % earned.len());
                    account.take_back(entry, points);
                    posted -= points;
                }
                Op::TakeBack { .. } => {}
                Op::Wait { hours } => hour += hours,
            }
            for due in account.settle(&mut pending, at(hour)) {
                let balance = match due {
                    Due::Released { entry, balance } => {
                        let points = held.remove(&entry).unwrap();
                        posted += points;
                        earned.push((entry, points));
                        balance
                    }
                    Due::Expired { points, at: when, balance } => {
                        prop_assert!(points > 0 && when <= at(hour));
                        posted -= points;
                        balance
                    }
                };
                prop_assert_eq!(balance, posted);
            }
            let left: i64 = account.batches().iter().map(|batch| batch.points).sum();
            prop_assert_eq!(account.available(), posted);
            prop_assert_eq!(left, account.available().max(0));
            prop_assert!(account.debt() == 0 || left == 0);
            prop_assert!(account.batches().iter().all(|batch| batch.points > 0));
            prop_assert!(account.batches().iter().all(|b| b.expires_at.is_none_or(|end| end > at(hour))));
            prop_assert!(account.batches().is_sorted_by_key(spending_order));
        }
    }
}

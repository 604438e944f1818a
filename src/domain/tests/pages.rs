use std::sync::Arc;

use proptest::prelude::*;

use crate::domain::pages::rest;

/// The first `count` pages of a ledger whose newest entry is `newest`, down to 1.
fn read(newest: u32, size: usize, count: usize) -> Vec<Arc<Vec<u32>>> {
    let entries: Vec<u32> = (1..=newest).rev().collect();
    entries.chunks(size).take(count).map(|page| Arc::new(page.to_vec())).collect()
}

proptest! {
    #[test]
    fn entries_that_arrive_leave_neither_gap_nor_double_and_pages_keep_their_number(
        old in 1_u32..400, new in 0_u32..90, size in 1_usize..25, loaded in 1_usize..12, again in 1_usize..4
    ) {
        let before = read(old, size, loaded);
        let fresh = read(old + new, size, again.min(before.len()));
        let end = *fresh.last().unwrap().last().unwrap();
        let Some(rest) = rest(&before, fresh.len(), |entry| *entry == end) else {
            // Only where the two do not touch.
            prop_assert!(before.iter().all(|page| !page.contains(&end)));
            return Ok(());
        };
        let mut shown: Vec<u32> = fresh.iter().flat_map(|page| page.iter().copied()).collect();
        shown.extend(rest.items);
        shown.extend(before.iter().skip(rest.from).flat_map(|page| page.iter().copied()));
        let lowest = *before.last().unwrap().last().unwrap();
        let whole: Vec<u32> = (lowest.min(end)..=old + new).rev().collect();
        prop_assert_eq!(shown, whole);
        prop_assert!(rest.from >= fresh.len());
        if usize::try_from(new).unwrap() < size {
            prop_assert_eq!(rest.from, fresh.len());
        }
    }
}

#[test]
fn pages_that_do_not_touch_are_not_joined() {
    assert_eq!(rest(&read(10, 3, 3), 2, |entry| *entry == 40), None);
}

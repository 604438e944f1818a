//! Signals of one type: what they hold, whom they tell, and what is left when their owner goes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::Owner;
use leptos::task::tick;
use member_card::reactive::{LocalValue, RwSignal, Signal, StoredValue, always, effect, memo};
use wasm_bindgen_test::wasm_bindgen_test;

/// An owner as a mounted page has one, and what runs its effects.
fn begin() -> Owner {
    leptos::mount::mount_to_body(|| ());
    let owner = Owner::new();
    owner.set();
    owner
}

/// Counts how often `read` runs anew.
fn runs(mut read: impl FnMut() + 'static) -> Arc<AtomicU32> {
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    effect(move || {
        read();
        counted.fetch_add(1, Ordering::Relaxed);
    });
    count
}

#[wasm_bindgen_test]
async fn a_value_is_read_changed_and_followed() {
    let _owner = begin();
    let names = RwSignal::new(vec!["a".to_owned()]);
    let count = runs(move || {
        names.with(Vec::len);
    });
    let unseen = runs(move || {
        names.with_untracked(Vec::len);
    });
    tick().await;
    names.update(|names| names.push("b".to_owned()));
    tick().await;
    names.set(Vec::new());
    tick().await;
    assert_eq!(names.get(), Vec::<String>::new());
    assert_eq!(count.load(Ordering::Relaxed), 3);
    assert_eq!(unseen.load(Ordering::Relaxed), 1);
}

#[wasm_bindgen_test]
async fn a_memo_tells_only_when_it_became_another() {
    let _owner = begin();
    let number = RwSignal::new(1);
    let even = memo(move || number.get() % 2 == 0);
    let each = always(move || number.get());
    let of_memo = runs(move || {
        even.get();
    });
    let of_each = runs(move || {
        each.get();
    });
    tick().await;
    for next in [3, 5, 6] {
        number.set(next);
        tick().await;
    }
    assert_eq!((even.get(), each.get()), (true, 6));
    assert_eq!(of_memo.load(Ordering::Relaxed), 2);
    assert_eq!(of_each.load(Ordering::Relaxed), 4);
}

#[wasm_bindgen_test]
async fn what_is_made_from_others_follows_them() {
    let _owner = begin();
    let number = RwSignal::new(2);
    let double = Signal::derive(move || number.get() * 2);
    let same: Signal<i32> = number.into();
    let count = runs(move || {
        double.get();
        same.get();
    });
    tick().await;
    number.set(4);
    tick().await;
    assert_eq!((double.get_untracked(), same.get_untracked()), (8, 4));
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[wasm_bindgen_test]
fn what_is_kept_is_not_followed_and_can_be_of_one_thread() {
    let _owner = begin();
    let kept = StoredValue::new(1);
    assert_eq!(kept.try_update_value(|kept| std::mem::replace(kept, 2)), Some(1));
    kept.set_value(3);
    assert_eq!(kept.get_value(), 3);
    let local = LocalValue::new(std::rc::Rc::new(4));
    local.set_value(std::rc::Rc::new(5));
    assert_eq!(local.with_value(|local| **local), 5);
}

#[wasm_bindgen_test]
fn a_handle_whose_owner_is_gone_reads_nothing_and_sets_nothing() {
    let owner = Owner::new();
    let (signal, kept) = owner.with(|| (RwSignal::new(1), StoredValue::new(1)));
    owner.cleanup();
    signal.set(2);
    kept.set_value(2);
    assert_eq!(signal.try_get_untracked(), None);
    assert_eq!(kept.try_get_value(), None);
}

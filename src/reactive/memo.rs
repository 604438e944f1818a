//! Memos: a value that follows others and is kept.

use core::any::Any;
use core::marker::PhantomData;

use leptos::prelude as graph;
use leptos::prelude::{Track, WithUntracked};

use super::{Held, Value, handles, or_gone, taken};

/// A value that follows what it reads, and tells only when it became another.
pub struct Memo<T> {
    inner: graph::Memo<Compared>,
    marker: PhantomData<fn() -> T>,
}

handles!(Memo);

#[inline(never)]
fn see(memo: graph::Memo<Compared>, tracked: bool, look: &mut dyn FnMut(&dyn Any)) {
    if tracked {
        memo.track();
    }
    memo.try_with_untracked(|held| look(held.value.as_ref()));
}

/// What a memo holds, and how it is compared.
struct Compared {
    value: Held,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(self.value.as_ref(), other.value.as_ref())
    }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    matches!((one.downcast_ref::<T>(), other.downcast_ref()), (Some(one), Some(other)) if one == other)
}

/// A value that follows what it reads, and tells only when it became another.
pub fn memo<T: Value + PartialEq>(run: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::made(Box::new(move || Box::new(run())), same::<T>)
}

/// As [`memo`], for what cannot be compared: tells each time.
pub fn always<T: Value>(run: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    Memo::made(Box::new(move || Box::new(run())), |_, _| false)
}

impl<T> Memo<T> {
    fn made(
        run: Box<dyn Fn() -> Held + Send + Sync>,
        same: fn(&dyn Any, &dyn Any) -> bool,
    ) -> Self {
        let inner = graph::Memo::new(move |_| Compared { value: run(), same });
        Self { inner, marker: PhantomData }
    }
}

impl<T: Value> Memo<T> {
    /// Reads the value; follows changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        or_gone(taken(|look| see(self.inner, true, look), read))
    }

    /// Reads the value without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        or_gone(taken(|look| see(self.inner, false, look), read))
    }

    /// Follows changes without reading.
    pub fn track(self) {
        self.inner.track();
    }
}

impl<T: Value + Clone> Memo<T> {
    /// The value; follows changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value without following it.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

//! Signals: a value that is set, and a value that is made from others.

use core::any::Any;
use core::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude as graph;
use leptos::prelude::{GetValue, Set, Track, Update, WithUntracked};

use super::{Held, Memo, Value, altered, handles, or_gone, taken};

/// A value that can be read, followed and set. `Copy`, and alive as long as its owner.
pub struct RwSignal<T> {
    inner: graph::RwSignal<Held>,
    marker: PhantomData<fn() -> T>,
}

/// A value to read and to follow: of a signal, of a memo, or made from others.
pub struct Signal<T> {
    inner: graph::StoredValue<Arc<dyn Any + Send + Sync>>,
    marker: PhantomData<fn() -> T>,
}

handles!(RwSignal Signal);

// The graph's side, which knows no type: compiled once.

#[inline(never)]
fn see(signal: graph::RwSignal<Held>, tracked: bool, look: &mut dyn FnMut(&dyn Any)) {
    if tracked {
        signal.track();
    }
    signal.try_with_untracked(|held| look(held.as_ref()));
}

#[inline(never)]
fn change(signal: graph::RwSignal<Held>, change: &mut dyn FnMut(&mut dyn Any)) {
    signal.try_update(|held| change(held.as_mut()));
}

impl<T: Value> RwSignal<T> {
    /// A signal with its first value.
    pub fn new(value: T) -> Self {
        Self { inner: graph::RwSignal::new(Box::new(value)), marker: PhantomData }
    }

    /// Reads the value; follows changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        or_gone(self.try_with(read))
    }

    /// As [`Self::with`]; nothing when the owner is gone.
    pub fn try_with<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        taken(|look| see(self.inner, true, look), read)
    }

    /// Reads the value without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        or_gone(taken(|look| see(self.inner, false, look), read))
    }

    /// Sets the value. Nothing happens when the owner is gone.
    pub fn set(self, value: T) {
        self.inner.try_set(Box::new(value));
    }

    /// Changes the value in its place.
    pub fn update(self, alter: impl FnOnce(&mut T)) {
        altered(|way| change(self.inner, way), alter);
    }

    /// Follows changes without reading.
    pub fn track(self) {
        self.inner.track();
    }
}

impl<T: Value + Clone> RwSignal<T> {
    /// The value; follows changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value without following it.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// As [`Self::get_untracked`]; nothing when the owner is gone.
    pub fn try_get_untracked(self) -> Option<T> {
        taken(|look| see(self.inner, false, look), T::clone)
    }
}

/// A closure, behind a type that can be asked for by name.
struct Derived<T>(Box<dyn Fn() -> T + Send + Sync>);

impl<T: Value> Signal<T> {
    /// A value made anew each time it is read; follows what `make` reads.
    pub fn derive(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let inner = graph::StoredValue::new(Arc::new(Derived(Box::new(make))) as Arc<_>);
        Self { inner, marker: PhantomData }
    }

    /// A value that never changes.
    pub fn stored(value: T) -> Self
    where
        T: Clone,
    {
        Self::derive(move || value.clone())
    }

    /// The value; follows changes.
    pub fn get(self) -> T {
        let made = self.inner.try_get_value();
        or_gone(made.and_then(|made| made.downcast_ref().map(|Derived(make)| make())))
    }

    /// The value without following it.
    pub fn get_untracked(self) -> T {
        graph::untrack(|| self.get())
    }

    /// Reads the value; follows changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.get())
    }

    /// Follows changes without reading.
    pub fn track(self) {
        self.get();
    }
}

impl<T: Value + Clone> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

impl<T: Value + Clone> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}

//! Values that nobody follows.

use core::any::Any;
use core::marker::PhantomData;

use leptos::prelude as graph;
use leptos::prelude::{LocalStorage, SetValue, UpdateValue, WithValue};

use super::{Held, Value, altered, handles, or_gone, taken};

/// A value that nobody follows.
pub struct StoredValue<T> {
    inner: graph::StoredValue<Held>,
    marker: PhantomData<fn() -> T>,
}

/// As [`StoredValue`], for what belongs to one thread, such as the page's own objects.
pub struct LocalValue<T> {
    inner: graph::StoredValue<Box<dyn Any>, LocalStorage>,
    marker: PhantomData<fn() -> T>,
}

handles!(StoredValue LocalValue);

#[inline(never)]
fn see(stored: graph::StoredValue<Held>, look: &mut dyn FnMut(&dyn Any)) {
    stored.try_with_value(|held| look(held.as_ref()));
}

#[inline(never)]
fn change(stored: graph::StoredValue<Held>, change: &mut dyn FnMut(&mut dyn Any)) {
    stored.try_update_value(|held| change(held.as_mut()));
}

impl<T: Value> StoredValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self { inner: graph::StoredValue::new(Box::new(value)), marker: PhantomData }
    }

    /// Reads the value.
    pub fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        or_gone(self.try_with_value(read))
    }

    /// As [`Self::with_value`]; nothing when the owner is gone.
    pub fn try_with_value<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        taken(|look| see(self.inner, look), read)
    }

    /// Puts another value in its place. Nothing happens when the owner is gone.
    pub fn set_value(self, value: T) {
        self.inner.try_set_value(Box::new(value));
    }

    /// Changes the value in its place.
    pub fn update_value(self, alter: impl FnOnce(&mut T)) {
        self.try_update_value(alter);
    }

    /// As [`Self::update_value`], with what the change gives; nothing when the owner is gone.
    pub fn try_update_value<R>(self, alter: impl FnOnce(&mut T) -> R) -> Option<R> {
        altered(|way| change(self.inner, way), alter)
    }
}

impl<T: Value + Clone> StoredValue<T> {
    /// The value.
    pub fn get_value(self) -> T {
        self.with_value(T::clone)
    }

    /// As [`Self::get_value`]; nothing when the owner is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.try_with_value(T::clone)
    }
}

impl<T: 'static> LocalValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self { inner: graph::StoredValue::new_local(Box::new(value)), marker: PhantomData }
    }

    /// Reads the value; nothing when the owner is gone.
    pub fn try_with_value<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        taken(
            |look| {
                self.inner.try_with_value(|held| look(held.as_ref()));
            },
            read,
        )
    }

    /// Reads the value.
    pub fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        or_gone(self.try_with_value(read))
    }

    /// Puts another value in its place. Nothing happens when the owner is gone.
    pub fn set_value(self, value: T) {
        self.inner.try_set_value(Box::new(value));
    }
}

impl<T: Clone + 'static> LocalValue<T> {
    /// The value; nothing when the owner is gone.
    pub fn try_get_value(self) -> Option<T> {
        self.try_with_value(T::clone)
    }
}

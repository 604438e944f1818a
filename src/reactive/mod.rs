//! Leptos' signals, memos and effects, each compiled once.
//!
//! Leptos compiles its graph anew for every type that a signal holds and for every closure that an
//! effect runs, a kilobyte and more at a time; with fifty types that was a fifth of the download.
//! Here the graph sees one type, and the type of the value comes back at the very end
//! (`docs/decisions/0011-one-type-of-signal.md`). The names and the verbs are Leptos' own.

mod memo;
mod signal;
mod stored;

use core::any::Any;

use leptos::prelude as graph;

pub use memo::{Memo, always, memo};
pub use signal::{RwSignal, Signal};
pub use stored::{LocalValue, StoredValue};

type Held = Box<dyn Any + Send + Sync>;

/// What can be held: anything that a signal of Leptos can.
pub trait Value: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> Value for T {}

/// Runs now, and again whenever a signal that it reads changes, until the present owner goes.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    graph::Effect::new(move |_| run());
}

/// As [`effect`], with what the run before it gave.
pub fn follow<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    effect(move || before = Some(run(before.take())));
}

/// Whoever reads a value after its owner is gone has a handle that should be gone too.
#[allow(clippy::panic, reason = "a mistake of the program, as Leptos takes it")]
#[cold]
#[inline(never)]
fn gone() -> ! {
    panic!("a signal was used after its screen had gone")
}

/// Makes handles `Copy`, whatever they hold.
macro_rules! handles {
    ($($name:ident)*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}
    )*};
}

use handles;

/// Gives the held value to `read`, whichever way leads to it.
fn taken<T: 'static, R>(
    way: impl FnOnce(&mut dyn FnMut(&dyn Any)),
    read: impl FnOnce(&T) -> R,
) -> Option<R> {
    let (mut read, mut out) = (Some(read), None);
    way(&mut |held| {
        if let (Some(value), Some(read)) = (held.downcast_ref(), read.take()) {
            out = Some(read(value));
        }
    });
    out
}

/// As [`taken`], to change it.
fn altered<T: 'static, R>(
    way: impl FnOnce(&mut dyn FnMut(&mut dyn Any)),
    alter: impl FnOnce(&mut T) -> R,
) -> Option<R> {
    let (mut alter, mut out) = (Some(alter), None);
    way(&mut |held| {
        if let (Some(value), Some(alter)) = (held.downcast_mut(), alter.take()) {
            out = Some(alter(value));
        }
    });
    out
}

fn or_gone<T>(value: Option<T>) -> T {
    match value {
        Some(value) => value,
        None => gone(),
    }
}

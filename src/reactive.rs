//! Leptos' effects and memos behind one boxed closure each: their own constructors are compiled
//! anew for every closure that they are given, a kilobyte and more at a time.

use leptos::prelude::*;

/// Runs now, and again whenever a signal that it reads changes, until the present owner goes.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}

/// As [`effect`], with what the run before it gave.
pub fn follow<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    effect(move || before = Some(run(before.take())));
}

/// A value that follows what it reads, and tells only when it became another.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    run: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let run: Box<dyn Fn() -> T + Send + Sync> = Box::new(run);
    Memo::new(move |_| run())
}

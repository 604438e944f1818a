//! Keeping the screen lit (W3C Screen Wake Lock), where the browser can and allows it. That it
//! cannot is normal: nothing is said, and the screen dims as it always did.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A wish for a lit screen, held while it is wanted; dropping it ends it.
#[derive(Default)]
pub struct WakeLock(Rc<Inner>);

#[derive(Default)]
struct Inner {
    wanted: Cell<bool>,
    asking: Cell<bool>,
    held: RefCell<Option<JsValue>>,
}

impl WakeLock {
    /// Asks for the lock, or gives it back. The browser takes it from a page that is hidden, so
    /// say `false` then, and `true` when the page is back.
    pub fn want(&self, wanted: bool) {
        self.0.wanted.set(wanted);
        if !wanted {
            self.0.release();
        } else if !self.0.asking.get() && self.0.held.borrow().is_none() {
            ask(&self.0);
        }
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        self.want(false);
    }
}

impl Inner {
    fn release(&self) {
        if let Some(lock) = self.held.take()
            && let Some(released) = call(&lock, "release", None)
        {
            // Waited for, so that its failure is not reported as one that nobody handled.
            spawn_local(async move {
                let _ = JsFuture::from(released).await;
            });
        }
    }
}

fn ask(inner: &Rc<Inner>) {
    let Some(asked) = web_sys::window()
        .and_then(|window| Reflect::get(&window.navigator(), &"wakeLock".into()).ok())
        .filter(JsValue::is_object)
        .and_then(|locks| call(&locks, "request", Some("screen")))
    else {
        return;
    };
    inner.asking.set(true);
    let inner = Rc::clone(inner);
    spawn_local(async move {
        let lock = JsFuture::from(asked).await.ok();
        inner.asking.set(false);
        inner.held.replace(lock);
        if !inner.wanted.get() {
            inner.release();
        }
    });
}

/// Calls a method that gives a promise.
fn call(of: &JsValue, name: &str, argument: Option<&str>) -> Option<Promise> {
    let method: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    let result = match argument {
        Some(argument) => method.call1(of, &argument.into()),
        None => method.call0(of),
    };
    result.ok()?.dyn_into().ok()
}

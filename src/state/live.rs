//! Listening: the backend says what changed while the page is looked at, and what is stale is
//! asked for again when the member comes back to it. Nothing changes in the second that a card is
//! opened in, so what listens comes with the code's part of the download.

use core::cell::Cell;
use std::rc::Rc;

use contract::changes::Resource;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::others;
use super::store::Store;
use crate::part::part;
use crate::reactive::RwSignal;
use crate::route::Route;

/// How long one question waits on the backend, in seconds.
const WAIT_SECONDS: u32 = 20;

/// The pause between questions where no code is in view, in milliseconds.
const CALM_PAUSE_MS: u32 = 3_000;

/// How long a page without a touch is still listened for, in milliseconds.
const ATTENTION_MS: f64 = 300_000.0;

pub use crate::host::visible;

/// Calls `act` on each `event` of the window or the document, for as long as the page lives.
pub fn on(target: &web_sys::EventTarget, event: &str, act: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(act);
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    // The page's own listener: it lives as long as the page does.
    listener.forget();
}

/// What listens.
type Listen = fn(Store, RwSignal<Route>);

part! {
    code,
    async fn listener() -> Listen {
        begin
    }
}

/// Begins to listen as soon as the part that does it is here. Call it once, after the first answer.
pub fn listen(store: Store, route: RwSignal<Route>) {
    spawn_local(async move {
        loop {
            if let Ok(begin) = listener().await {
                return begin(store, route);
            }
            TimeoutFuture::new(CALM_PAUSE_MS).await;
        }
    });
}

fn begin(store: Store, route: RwSignal<Route>) {
    let touched = Rc::new(Cell::new(super::remote::monotonic_ms()));
    let Some(window) = web_sys::window() else { return };
    let kept = Rc::new(Cell::new(false));
    let compare = move || others::compare(store, &kept);
    compare();
    on(&window, "storage", compare.clone());
    for event in ["pointerdown", "keydown", "focus"] {
        let touched = Rc::clone(&touched);
        on(&window, event, move || touched.set(super::remote::monotonic_ms()));
    }
    let back = {
        let touched = Rc::clone(&touched);
        move || {
            if visible() {
                compare();
                touched.set(super::remote::monotonic_ms());
                store.home.ensure();
                store.resume_presses();
            }
        }
    };
    on(&window, "pageshow", back.clone());
    on(&window, "online", {
        let back = back.clone();
        move || {
            store.set_offline(false);
            store.home.load();
            back();
        }
    });
    on(&window, "offline", move || store.set_offline(true));
    // The brand's page around a frame asks for it: `public/around.js`.
    on(&window, "member-card:refresh", move || store.changed(Resource::ALL));
    if let Some(document) = window.document() {
        on(&document, "visibilitychange", back);
    }
    spawn_local(async move {
        let mut cursor = store.home.peek().map(|h| h.changes_cursor.clone()).unwrap_or_default();
        let mut failures = 0_u32;
        loop {
            let watching = route.get_untracked().shows_code();
            let attentive = super::remote::monotonic_ms() - touched.get() < ATTENTION_MS;
            let member = store.home.peek().is_some_and(|home| home.member.is_some());
            if !visible() || !member || !(watching || attentive) {
                TimeoutFuture::new(1_000).await;
                continue;
            }
            match store.api().changes(&cursor, WAIT_SECONDS).await {
                Ok(answer) => {
                    failures = 0;
                    store.set_offline(false);
                    cursor = answer.data.cursor;
                    let known: Vec<Resource> = answer
                        .data
                        .changed
                        .into_iter()
                        .filter(|r| *r != Resource::Unknown)
                        .collect();
                    store.changed(&known);
                    if !watching {
                        TimeoutFuture::new(CALM_PAUSE_MS).await;
                    }
                }
                Err(error) => {
                    if error.needs_sign_in() {
                        // The home screen finds the same and says so.
                        store.home.load();
                    }
                    store.set_offline(error.is_offline());
                    // The cursor may be one that the backend has forgotten.
                    if !error.is_offline() {
                        cursor.clear();
                    }
                    failures = (failures + 1).min(5);
                    TimeoutFuture::new(1_000 << failures).await;
                }
            }
        }
    });
}

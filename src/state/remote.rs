//! A thing that lives on the backend: its last known value, and how the asking for it goes.
//!
//! The value stays on the screen while it is asked for again, and when asking fails. The inside
//! is erased to one type, so that a dozen things cost the download of one.

use core::any::Any;
use core::marker::PhantomData;
use std::sync::Arc;

use contract::changes::Resource;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, Api, ApiError, ApiResult};

/// What a screen shows of a thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase<T> {
    /// Nothing yet.
    Loading,
    /// The value, and why it could not be renewed if the last try failed.
    Ready(T, Option<ApiError>),
    /// Nothing, and why.
    Failed(ApiError),
}

type Value = Arc<dyn Any + Send + Sync>;
type Loader =
    Arc<dyn Fn(Api) -> LocalBoxFuture<'static, Result<Answer<Value>, ApiError>> + Send + Sync>;

#[derive(Clone, Default)]
struct Slot {
    value: Option<Value>,
    error: Option<ApiError>,
}

struct Progress {
    digest: u64,
    loading: bool,
    /// Something changed while an answer was on its way: it has to be asked for once more.
    again: bool,
    stale: bool,
    loaded_at: f64,
}

/// How long a value counts as fresh when a screen is opened, in milliseconds.
const FRESH_MS: f64 = 30_000.0;

/// A thing on the backend. `Copy`, and alive as long as the page.
pub struct Remote<T> {
    slot: RwSignal<Slot>,
    busy: RwSignal<bool>,
    progress: StoredValue<Progress>,
    loader: StoredValue<Loader>,
    api: StoredValue<Api>,
    resources: &'static [Resource],
    marker: PhantomData<fn() -> T>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Send + Sync + 'static> Remote<T> {
    /// A thing that is asked for with `ask`, and stale when one of `resources` changed.
    pub fn new<F, Fut>(api: &Api, resources: &'static [Resource], ask: F) -> Self
    where
        F: Fn(Api) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ApiResult<T>> + 'static,
    {
        let loader: Loader = Arc::new(move |api| {
            Box::pin(ask(api).map(|answer| {
                answer.map(|answer| Answer {
                    data: Arc::new(answer.data) as Value,
                    changed: answer.changed,
                    next_cursor: answer.next_cursor,
                    digest: answer.digest,
                })
            }))
        });
        Self {
            slot: RwSignal::new(Slot::default()),
            busy: RwSignal::new(false),
            progress: StoredValue::new(Progress {
                digest: 0,
                loading: false,
                again: false,
                stale: false,
                loaded_at: 0.0,
            }),
            loader: StoredValue::new(loader),
            api: StoredValue::new(api.clone()),
            resources,
            marker: PhantomData,
        }
    }

    /// What to show; follows changes.
    pub fn phase(self) -> Phase<Arc<T>> {
        let Slot { value, error } = self.slot.get();
        match (value.and_then(|value| value.downcast().ok()), error) {
            (Some(value), error) => Phase::Ready(value, error),
            (None, Some(error)) => Phase::Failed(error),
            (None, None) => Phase::Loading,
        }
    }

    /// The value, if there is one; follows changes.
    pub fn value(self) -> Option<Arc<T>> {
        self.slot.with(|slot| slot.value.clone()).and_then(|value| value.downcast().ok())
    }

    /// The value, if there is one, without following it.
    pub fn peek(self) -> Option<Arc<T>> {
        self.slot.with_untracked(|slot| slot.value.clone()).and_then(|value| value.downcast().ok())
    }

    /// Whether it is being asked for now; follows changes.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Takes a value that a write brought back.
    pub fn put(self, value: T) {
        self.progress.update_value(|progress| progress.digest = 0);
        self.slot.set(Slot { value: Some(Arc::new(value)), error: None });
    }

    /// Forgets the value, for another member or another language.
    pub fn clear(self) {
        self.progress.update_value(|progress| {
            progress.digest = 0;
            progress.stale = true;
        });
        self.slot.set(Slot::default());
    }

    /// Asks, unless what there is is fresh: call it when a screen opens.
    pub fn ensure(self) {
        let now = monotonic_ms();
        let wanted = self.slot.with_untracked(|slot| slot.value.is_none() || slot.error.is_some())
            || self
                .progress
                .with_value(|progress| progress.stale || now - progress.loaded_at > FRESH_MS);
        if wanted {
            self.load();
        }
    }

    /// Says that the backend's side changed: asks again at once where the thing was ever shown.
    pub fn changed(self, changed: &[Resource]) {
        if !self.resources.iter().any(|resource| changed.contains(resource)) {
            return;
        }
        self.progress.update_value(|progress| progress.stale = true);
        if self.slot.with_untracked(|slot| slot.value.is_some()) {
            self.load();
        }
    }

    /// Asks now. While an answer is on its way, asks once more after it.
    pub fn load(self) {
        let mut start = false;
        self.progress.update_value(|progress| {
            start = !progress.loading;
            progress.again = progress.loading;
            progress.loading = true;
        });
        if start {
            run(self.slot, self.busy, self.progress, self.loader.get_value(), self.api.get_value());
        }
    }
}

/// The same for every thing: not generic.
fn run(
    slot: RwSignal<Slot>,
    busy: RwSignal<bool>,
    progress: StoredValue<Progress>,
    loader: Loader,
    api: Api,
) {
    busy.set(true);
    spawn_local(async move {
        loop {
            progress.update_value(|progress| progress.again = false);
            match loader(api.clone()).await {
                Ok(answer) => {
                    let mut same = false;
                    progress.update_value(|progress| {
                        same = progress.digest == answer.digest;
                        progress.digest = answer.digest;
                        progress.stale = false;
                        progress.loaded_at = monotonic_ms();
                    });
                    let had_error = slot.with_untracked(|slot| slot.error.is_some());
                    if !same || had_error || slot.with_untracked(|slot| slot.value.is_none()) {
                        slot.set(Slot { value: Some(answer.data), error: None });
                    }
                }
                Err(error) => slot.update(|slot| slot.error = Some(error)),
            }
            let mut again = false;
            progress.update_value(|progress| {
                again = progress.again;
                progress.loading = again;
            });
            if !again {
                break;
            }
        }
        busy.set(false);
    });
}

/// Milliseconds on a clock that only goes forward.
pub(super) fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

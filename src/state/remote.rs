//! A thing that lives on the backend: its last known value, and how the asking for it goes.
//!
//! The value stays on the screen while it is asked for again, and when asking fails. The inside
//! is erased to one type, so that a dozen things cost the download of one.

use core::marker::PhantomData;
use std::sync::Arc;

use contract::changes::Resource;
use futures::future::LocalBoxFuture;
use leptos::task::spawn_local;

use crate::api::{Anything, Api, ApiError, ApiResult, Reply};
use crate::reactive::{RwSignal, StoredValue};

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

type Loader = Arc<dyn Fn(&Api) -> LocalBoxFuture<'static, ApiResult<Anything>> + Send + Sync>;

#[derive(Clone, Default)]
struct Slot {
    value: Option<Anything>,
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
    thing: Thing,
    marker: PhantomData<fn() -> T>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

impl<T: Send + Sync + 'static> Remote<T> {
    /// A thing that is stale when one of `resources` changed. It is asked for once it was told
    /// how, see [`Self::asked`].
    pub fn new(api: &Api, resources: &'static [Resource]) -> Self {
        Self { thing: Thing::new(api, resources), marker: PhantomData }
    }

    /// The thing, which is asked for with `ask`. What only some screens look at is told so by
    /// them, and its decoding comes with them.
    #[must_use]
    pub fn asked(self, ask: impl Fn(&Api) -> Reply<T> + Send + Sync + 'static) -> Self {
        if self.thing.loader.with_value(Option::is_none) {
            let loader: Loader = Arc::new(move |api| ask(api).erased());
            self.thing.loader.set_value(Some(loader));
        }
        self
    }

    /// The thing without its type.
    pub fn thing(self) -> Thing {
        self.thing
    }

    /// What to show; follows changes.
    pub fn phase(self) -> Phase<Arc<T>> {
        match self.thing.phase() {
            Phase::Loading => Phase::Loading,
            Phase::Failed(error) => Phase::Failed(error),
            Phase::Ready(value, error) => match value.downcast() {
                Ok(value) => Phase::Ready(value, error),
                Err(_) => Phase::Loading,
            },
        }
    }

    /// The value, if there is one; follows changes.
    pub fn value(self) -> Option<Arc<T>> {
        self.thing.value()?.downcast().ok()
    }

    /// The value, if there is one, without following it.
    pub fn peek(self) -> Option<Arc<T>> {
        self.thing.peek()?.downcast().ok()
    }

    /// Takes a value that a write brought back.
    pub fn put(self, value: T) {
        self.thing.put(Arc::new(value));
    }
}

impl<T> core::ops::Deref for Remote<T> {
    type Target = Thing;

    fn deref(&self) -> &Thing {
        &self.thing
    }
}

/// A [`Remote`] of any type.
#[derive(Clone, Copy)]
pub struct Thing {
    slot: RwSignal<Slot>,
    busy: RwSignal<bool>,
    progress: StoredValue<Progress>,
    loader: StoredValue<Option<Loader>>,
    api: StoredValue<Api>,
    resources: &'static [Resource],
}

impl Thing {
    fn new(api: &Api, resources: &'static [Resource]) -> Self {
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
            loader: StoredValue::new(None),
            api: StoredValue::new(api.clone()),
            resources,
        }
    }

    /// What to show; follows changes.
    pub fn phase(self) -> Phase<Anything> {
        let Slot { value, error } = self.slot.get();
        match (value, error) {
            (Some(value), error) => Phase::Ready(value, error),
            (None, Some(error)) => Phase::Failed(error),
            (None, None) => Phase::Loading,
        }
    }

    fn value(self) -> Option<Anything> {
        self.slot.with(|slot| slot.value.clone())
    }

    fn peek(self) -> Option<Anything> {
        self.slot.with_untracked(|slot| slot.value.clone())
    }

    fn put(self, value: Anything) {
        self.progress.update_value(|progress| progress.digest = 0);
        self.slot.set(Slot { value: Some(value), error: None });
    }

    /// Whether it is being asked for now; follows changes.
    pub fn busy(self) -> bool {
        self.busy.get()
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
        let Some(loader) = self.loader.get_value() else { return };
        let mut start = false;
        self.progress.update_value(|progress| {
            start = !progress.loading;
            progress.again = progress.loading;
            progress.loading = true;
        });
        if start {
            run(self.slot, self.busy, self.progress, loader, self.api.get_value());
        }
    }
}

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
            match loader(&api).await {
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

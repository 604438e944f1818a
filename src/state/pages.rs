//! A list that is read page by page: no gap and no double while entries arrive.

use std::collections::HashSet;
use std::sync::Arc;

use contract::changes::Resource;
use contract::coupon::{Coupon, CouponOffer};
use contract::points::PointTransaction;
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, Reply};
use crate::domain::pages::rest;
use crate::reactive::{RwSignal, StoredValue};

/// An item with an id of its own.
pub trait Keyed: Clone {
    /// Whether the list only grows at its top, and what lies deeper stays as it is: then it also
    /// stays on the screen when something arrives.
    const GROWS: bool = false;

    /// The id.
    fn key(&self) -> &str;
}

impl Keyed for PointTransaction {
    const GROWS: bool = true;

    fn key(&self) -> &str {
        self.id.as_str()
    }
}

impl Keyed for Coupon {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

impl Keyed for CouponOffer {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

/// Some items that arrived together. Two chunks with the same key hold the same items.
pub struct Chunk<T> {
    /// Names the content.
    pub key: u64,
    /// The items, in order.
    pub items: Arc<Vec<T>>,
}

impl<T> Clone for Chunk<T> {
    fn clone(&self) -> Self {
        Self { key: self.key, items: Arc::clone(&self.items) }
    }
}

/// How the asking goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Not at all.
    Idle,
    /// A page is on its way.
    Busy,
    /// The last page could not be read.
    Failed(ApiError),
}

type Ask<T> = Arc<dyn Fn(&Api, Option<&str>) -> Reply<Vec<T>> + Send + Sync>;

struct Place {
    next: Option<String>,
    began: bool,
    /// Grows with each start from the top: an answer to an older one is dropped.
    generation: u32,
}

/// A list on the backend. `Copy`, and alive as long as its owner.
pub struct Pages<T: Send + Sync + 'static> {
    chunks: RwSignal<Vec<Chunk<T>>>,
    reading: RwSignal<Reading>,
    complete: RwSignal<bool>,
    place: StoredValue<Place>,
    ask: StoredValue<Option<Ask<T>>>,
    api: StoredValue<Api>,
    resources: &'static [Resource],
}

impl<T: Send + Sync + 'static> Clone for Pages<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Pages<T> {}

/// How many pages are read again from the top when the list changed; what lies deeper stays where
/// it cannot have changed, and is read again when the member scrolls there otherwise.
const REREAD_PAGES: usize = 3;

impl<T: Keyed + Send + Sync + 'static> Pages<T> {
    /// A list that is stale when one of `resources` changed. It is read once it was told how, see
    /// [`Self::asked`].
    pub fn new(api: &Api, resources: &'static [Resource]) -> Self {
        Self {
            chunks: RwSignal::new(Vec::new()),
            reading: RwSignal::new(Reading::Idle),
            complete: RwSignal::new(false),
            place: StoredValue::new(Place { next: None, began: false, generation: 0 }),
            ask: StoredValue::new(None),
            api: StoredValue::new(api.clone()),
            resources,
        }
    }

    /// The list, which is read with `ask`, page after page.
    #[must_use]
    pub fn asked(
        self,
        ask: impl Fn(&Api, Option<&str>) -> Reply<Vec<T>> + Send + Sync + 'static,
    ) -> Self {
        if self.ask.with_value(Option::is_none) {
            self.ask.set_value(Some(Arc::new(ask)));
        }
        self
    }

    /// What has arrived; follows changes.
    pub fn chunks(self) -> Vec<Chunk<T>> {
        self.chunks.get()
    }

    /// Whether nothing has arrived; follows changes.
    pub fn is_empty(self) -> bool {
        self.chunks.with(|chunks| chunks.iter().all(|chunk| chunk.items.is_empty()))
    }

    /// How the asking goes; follows changes.
    pub fn reading(self) -> Reading {
        self.reading.get()
    }

    /// Whether the last page has arrived; follows changes.
    pub fn complete(self) -> bool {
        self.complete.get()
    }

    /// Reads the first page, unless it was read; tries again what could not be read.
    pub fn begin(self) {
        let failed = self.reading.with_untracked(|reading| matches!(reading, Reading::Failed(_)));
        if failed || !self.place.with_value(|place| place.began) {
            self.more();
        }
    }

    /// Reads the next page, unless one is on its way or there is none.
    pub fn more(self) {
        if self.complete.get_untracked() || self.reading.get_untracked() == Reading::Busy {
            return;
        }
        let (cursor, generation) = self.place.with_value(|p| (p.next.clone(), p.generation));
        self.place.update_value(|place| place.began = true);
        self.reading.set(Reading::Busy);
        spawn_local(async move {
            let Some(ask) = self.ask.try_get_value().flatten() else { return };
            let Some(api) = self.api.try_get_value() else { return };
            let answer = ask(&api, cursor.as_deref()).await;
            if self.place.try_with_value(|place| place.generation) != Some(generation) {
                return;
            }
            match answer {
                Ok(answer) => {
                    let known: HashSet<String> = self.chunks.with_untracked(|chunks| {
                        let items = chunks.iter().flat_map(|chunk| chunk.items.iter());
                        items.map(|item| item.key().to_owned()).collect()
                    });
                    let items: Vec<T> = answer
                        .data
                        .into_iter()
                        .filter(|item| !known.contains(item.key()))
                        .collect();
                    self.place.update_value(|place| place.next.clone_from(&answer.next_cursor));
                    self.complete.set(answer.next_cursor.is_none());
                    self.chunks.update(|chunks| {
                        chunks.push(Chunk { key: answer.digest, items: Arc::new(items) });
                    });
                    self.reading.set(Reading::Idle);
                }
                Err(error) => self.reading.set(Reading::Failed(error)),
            }
        });
    }

    /// Puts what was read before behind what was read again, where the two touch.
    fn keep_rest(self, fresh: &mut Vec<Chunk<T>>) -> bool {
        let again = fresh.len();
        let Some(last) = fresh.last_mut() else { return false };
        let Some(end) = last.items.last().map(|item| item.key().to_owned()) else { return false };
        let before = self.chunks.get_untracked();
        let items: Vec<_> = before.iter().map(|chunk| Arc::clone(&chunk.items)).collect();
        let Some(rest) = rest(&items, again, |item| item.key() == end) else { return false };
        if !rest.items.is_empty() {
            let near = before.iter().take(rest.from).map(|chunk| chunk.key);
            last.key = near.fold(last.key, |key, near| key.rotate_left(9) ^ near);
            last.items = Arc::new([last.items.as_slice(), &rest.items].concat());
        }
        fresh.extend(before.into_iter().skip(rest.from));
        true
    }

    /// Forgets what was read; an answer that is on its way is dropped.
    pub fn forget(self) {
        self.place.update_value(|place| {
            let generation = place.generation + 1;
            *place = Place { next: None, began: false, generation };
        });
        self.chunks.set(Vec::new());
        self.complete.set(false);
        self.reading.set(Reading::Idle);
    }

    /// Says that the backend's side changed.
    pub fn changed(self, changed: &[Resource]) {
        let ours = self.resources.iter().any(|resource| changed.contains(resource));
        if ours && self.place.with_value(|place| place.began) {
            self.refresh();
        }
    }

    /// Reads again from the top; what is on the screen stays until the answers are there.
    pub fn refresh(self) {
        let wanted = self.chunks.with_untracked(Vec::len).clamp(1, REREAD_PAGES);
        self.place.update_value(|place| {
            place.generation += 1;
            place.began = true;
        });
        let generation = self.place.with_value(|place| place.generation);
        self.reading.set(Reading::Busy);
        spawn_local(async move {
            let Some(ask) = self.ask.try_get_value().flatten() else { return };
            let Some(api) = self.api.try_get_value() else { return };
            let mut fresh: Vec<Chunk<T>> = Vec::new();
            let mut cursor = None;
            let mut failure = None;
            for _ in 0..wanted {
                match ask(&api, cursor.as_deref()).await {
                    Ok(answer) => {
                        fresh.push(Chunk { key: answer.digest, items: Arc::new(answer.data) });
                        cursor = answer.next_cursor;
                        if cursor.is_none() {
                            break;
                        }
                    }
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
            }
            if self.place.try_with_value(|place| place.generation) != Some(generation) {
                return;
            }
            match failure {
                Some(error) => self.reading.set(Reading::Failed(error)),
                None => {
                    if !(T::GROWS && self.keep_rest(&mut fresh)) {
                        self.complete.set(cursor.is_none());
                        self.place.update_value(|place| place.next = cursor);
                    }
                    self.chunks.set(fresh);
                    self.reading.set(Reading::Idle);
                }
            }
        });
    }
}

//! A list that grows while it is scrolled. Only the chunks near the window are in the page: what
//! is far leaves its height behind, so that the ten thousandth entry scrolls like the tenth and
//! holds no more memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

use super::context::Card;
use crate::reactive::{LocalValue, RwSignal, Signal, follow, memo};
use crate::state::Pages;
use crate::state::pages::{Chunk, Keyed, Reading};
use crate::ui::{El, Look, Shape, button, dynamic, el, nothing, skeleton};

/// How a list looks.
#[derive(Clone, Copy)]
pub struct Frame {
    /// The class of what holds all chunks.
    pub list: &'static str,
    /// The class of one chunk's `ul`.
    pub chunk: &'static str,
    /// What an item will look like.
    pub shape: Shape,
    /// In place of a list that has nothing.
    pub empty: fn(Card) -> El,
}

/// Draws the list; `item` makes an `li` of each thing. The first page is asked for, what changed
/// at the backend is asked for again, and further pages come as their place comes into view.
pub fn endless<T: Keyed + Send + Sync + 'static>(
    card: Card,
    pages: Pages<T>,
    frame: Frame,
    item: impl Fn(&T) -> El + Copy + Send + Sync + 'static,
) -> El {
    pages.begin();
    follow(move |begun: Option<()>| {
        let changed = card.store.last_change();
        // What changed before this list was there is in its first answer.
        if begun.is_some() {
            pages.changed(&changed);
        }
    });
    let pieces = Signal::derive(move || {
        let piece = |chunk: Chunk<T>| {
            let (count, items) = (chunk.items.len(), chunk.items);
            let draw: Draw = Arc::new(move || items.iter().map(item).collect());
            Piece { key: chunk.key, count, draw }
        };
        pages.chunks().into_iter().map(piece).collect::<Vec<_>>()
    });
    let foot = Signal::derive(move || match pages.reading() {
        Reading::Failed(_) if pages.is_empty() => Foot::Plain,
        Reading::Failed(_) => Foot::Failed,
        _ if pages.complete() => Foot::Plain,
        Reading::Busy => Foot::Waiting,
        Reading::Idle => Foot::More,
    });
    let more = Callback::new(move |()| pages.more());
    let instead = dynamic(move || match pages.reading() {
        Reading::Failed(error) if pages.is_empty() => card.failure(&error, more).view(),
        Reading::Idle if pages.is_empty() && pages.complete() => (frame.empty)(card).view(),
        _ => nothing(),
    });
    let foot = memo(move || foot.get());
    el("div", "endless")
        .child(list(card, frame, pieces).attr("hidden", Signal::derive(move || pages.is_empty())))
        .child(instead)
        .child(dynamic(move || end(card, frame, foot.get(), more)))
}

type Draw = Arc<dyn Fn() -> Vec<El> + Send + Sync>;

#[derive(Clone)]
struct Piece {
    key: u64,
    count: usize,
    draw: Draw,
}

#[derive(Clone, Copy, PartialEq)]
enum Foot {
    Plain,
    More,
    Waiting,
    Failed,
}

/// A chunk's place in the page.
struct Place {
    key: (u64, u64),
    draw: RwSignal<Draw>,
    view: AnyViewState,
    /// What the place holds lives as long as it does.
    #[allow(dead_code, reason = "held for its drop")]
    owner: Owner,
}

/// A number that was not there before. Each list has one, so that it never takes over the page's
/// nodes of another.
fn number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// How many chunks are drawn before it is known what is near: as many as fill a tall window.
const AT_ONCE: usize = 2;

/// The chunks. `dynamic` would make every item again with each page that arrives.
fn list(card: Card, frame: Frame, pieces: Signal<Vec<Piece>>) -> El {
    // Dates and amounts are written anew when the programme's conventions arrive.
    let edition = memo(move || {
        card.formats.track();
        number()
    });
    let number = number();
    el("div", frame.list).key(number).created(move |list| {
        let list = list.clone();
        let screen = Owner::current().unwrap_or_default();
        follow(move |places: Option<Vec<Place>>| {
            let edition = edition.get();
            let mut places = places.unwrap_or_default();
            let pieces = pieces.get();
            for mut gone in places.drain(pieces.len().min(places.len())..) {
                gone.view.unmount();
            }
            for (index, piece) in pieces.into_iter().enumerate() {
                let key = (piece.key, edition);
                match places.get_mut(index) {
                    Some(place) if place.key == key => {}
                    Some(place) => {
                        place.key = key;
                        place.draw.set(piece.draw);
                    }
                    None => {
                        let owner = screen.child();
                        let (draw, mut view) = owner.with(|| {
                            let draw = RwSignal::new(piece.draw);
                            let chunk = chunk(frame, draw, piece.count, index < AT_ONCE);
                            (draw, chunk.view().build())
                        });
                        view.mount(&list, None);
                        places.push(Place { key, draw, view, owner });
                    }
                }
            }
            places
        });
    })
}
/// One chunk: its items while it is near, its height while it is not.
fn chunk(frame: Frame, draw: RwSignal<Draw>, count: usize, near: bool) -> El {
    let near = RwSignal::new(near);
    let items = dynamic(move || {
        if !near.get() {
            return nothing();
        }
        let draw = draw.get();
        el("ul", frame.chunk).children(untrack(|| draw())).view()
    });
    el("div", "endless-chunk")
        .attr("data-away", Signal::derive(move || !near.get()))
        // For a height before the first time.
        .variable("--items", count.to_string())
        .created(move |place| {
            let element: HtmlElement = place.clone().unchecked_into();
            watch(place, move |now| {
                if near.try_get_untracked() != Some(!now) {
                    return;
                }
                if !now {
                    let mut height = element.offset_height().to_string();
                    height.push_str("px");
                    let _ = element.style().set_property("--height", &height);
                }
                near.set(now);
            });
        })
        .child(items)
}

/// What stands below the last item: the way to more of them, if there is any.
fn end(card: Card, frame: Frame, foot: Foot, more: Callback<()>) -> AnyView {
    let common = &card.texts.common;
    let words = &card.further().shared;
    match foot {
        Foot::Plain => nothing(),
        Foot::Waiting => skeleton(common.loading.into(), frame.shape, 3).view(),
        // A button too: it works where nothing tells what is in view.
        Foot::More => button(Look::Quiet, words.more, more)
            .created(move |place| {
                watch(place, move |near| {
                    if near {
                        more.try_run(());
                    }
                });
            })
            .view(),
        Foot::Failed => el("div", "endless-failed")
            .attr("role", "alert")
            .child(el("p", "hint").child(words.more_failed))
            .child(button(Look::Secondary, common.retry, more).test_id("retry"))
            .view(),
    }
}

/// How far around the window things are near, so that they are there in time.
const AROUND: &str = "1200px 0px";

/// Tells whether a place is near the window, now and when that changes, for as long as the current
/// owner lives.
fn watch(place: &Element, tell: impl Fn(bool) + 'static) {
    let tell: Box<dyn Fn(bool)> = Box::new(tell);
    let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // The last one is how things are now.
        let last: IntersectionObserverEntry = entries.pop().unchecked_into();
        tell(last.is_intersecting());
    });
    let settings = IntersectionObserverInit::new();
    settings.set_root_margin(AROUND);
    // In a frame, the margin counts only for a root of its own.
    let page = web_sys::window().and_then(|window| window.document());
    settings.set_root(page.map(JsCast::unchecked_into).as_ref());
    let observer = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &settings);
    let Ok(observer) = observer else { return };
    observer.observe(place);
    let kept = LocalValue::new((observer, seen));
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.disconnect());
    });
}

//! What keeps a code current: the moment its value ends, the page coming back into view, the room
//! there is for it, and asking for the next batch in time.

use contract::Instant;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::reactive::{LocalValue, RwSignal, Signal, StoredValue, effect};
use crate::screens::Card;
use crate::state::live::visible;

/// The pause after a first question for tokens that brought none, in milliseconds; it doubles up
/// to [`LONGEST_PAUSE_MS`], so that an outage is not made worse by every open code.
const FIRST_PAUSE_MS: i64 = 4_000;

/// The longest pause.
const LONGEST_PAUSE_MS: i64 = 60_000;

/// The widest that a symbol gets, in CSS pixels.
const WIDEST: f64 = 420.0;

/// The page's margin and the panel's padding on both sides, in CSS pixels.
const MARGINS: f64 = 48.0;

/// The share of the window's height that leaves the digits and the member number in view.
const SHARE: f64 = 0.46;

/// How much width a symbol has, and how fine the screen is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// In CSS pixels.
    pub width: f64,
    /// What a symbol may take of the window's height, in CSS pixels.
    pub height: f64,
    /// Device pixels for each CSS pixel.
    pub pixel_ratio: f64,
}

impl Room {
    fn now() -> Self {
        let pixels = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64());
        let width = pixels(window().inner_width()).unwrap_or(360.0);
        let height = pixels(window().inner_height()).unwrap_or(640.0);
        Self {
            width: (width - MARGINS).clamp(160.0, WIDEST),
            height: (height * SHARE).clamp(160.0, WIDEST),
            pixel_ratio: window().device_pixel_ratio(),
        }
    }
}

/// Watches over one code for as long as its screen is open. `Copy`.
#[derive(Clone, Copy)]
pub struct Watch {
    card: Card,
    /// Changes at moments that lie between two ticks.
    moment: RwSignal<u32>,
    in_view: RwSignal<bool>,
    room: RwSignal<Room>,
}

impl Watch {
    /// Begins to watch; ends with the current owner.
    pub fn new(card: Card) -> Self {
        let moment = RwSignal::new(0_u32);
        let in_view = RwSignal::new(visible());
        let room = RwSignal::new(Room::now());
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            in_view.set(visible());
        });
        let sized = window_event_listener_untyped("resize", move |_| {
            let now = Room::now();
            if room.try_get_untracked().is_some_and(|before| before != now) {
                room.set(now);
            }
        });
        on_cleanup(move || {
            seen.remove();
            sized.remove();
        });
        Self { card, moment, in_view, room }
    }

    /// The backend's time; follows it, second by second and at every moment that counts.
    pub fn now(self) -> Instant {
        self.moment.track();
        self.in_view.track();
        self.card.tick.track();
        self.card.now()
    }

    /// Whether the page is in view; follows changes.
    pub fn in_view(self) -> bool {
        self.in_view.get()
    }

    /// The room for a symbol; follows changes.
    pub fn room(self) -> Room {
        self.room.get()
    }

    /// Wakes at the very moment that `until` names: a value must not outlive it by a tick.
    pub fn wake_at(self, until: Signal<Option<Instant>>) {
        let timer = LocalValue::new(None::<Timeout>);
        effect(move || {
            let next = until.get().map(|until| {
                let left = until.signed_duration_since(self.card.now()).num_milliseconds();
                let left = u32::try_from(left.clamp(0, 3_600_000)).unwrap_or(0);
                Timeout::new(left + 1, move || {
                    self.moment.update(|moment| *moment = moment.wrapping_add(1));
                })
            });
            timer.set_value(next);
        });
    }

    /// Asks with `load` while `wanted` says so and nothing is `busy`, ever more rarely while it
    /// does not help.
    pub fn refresh(
        self,
        wanted: impl Fn(Instant) -> bool + 'static,
        busy: impl Fn() -> bool + 'static,
        load: impl Fn() + 'static,
    ) {
        let next = StoredValue::new((None::<Instant>, FIRST_PAUSE_MS));
        effect(move || {
            let now = self.now();
            if !wanted(now) {
                next.set_value((None, FIRST_PAUSE_MS));
                return;
            }
            let (due, pause) = next.get_value();
            if !self.in_view() || due.is_some_and(|due| now < due) || untrack(&busy) {
                return;
            }
            let due = now + chrono::TimeDelta::milliseconds(pause);
            next.set_value((Some(due), (pause * 2).min(LONGEST_PAUSE_MS)));
            load();
        });
    }
}

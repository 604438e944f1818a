//! What keeps a code current: the moment its value ends, the page coming back into view, the room
//! there is for it, a screen that stays lit, and asking for the next batch in time.

use contract::Instant;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::full_screen::token;
use crate::domain::code::Pace;
use crate::domain::code_room::Window;
use crate::host::wake_lock::WakeLock;
use crate::reactive::{LocalValue, RwSignal, Signal, effect};
use crate::screens::Card;
use crate::state::live::visible;

/// The window that a symbol has, and how fine the screen is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// The window without the device's edges.
    pub window: Window,
    /// Device pixels for each CSS pixel.
    pub pixel_ratio: f64,
}

impl Room {
    fn now() -> Self {
        let pixels = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64());
        let width = pixels(window().inner_width()).unwrap_or(360.0);
        let height = pixels(window().inner_height()).unwrap_or(640.0);
        let window = Window {
            width: width - edge("--safe-left") - edge("--safe-right"),
            height: height - edge("--safe-top") - edge("--safe-bottom"),
        };
        Self { window, pixel_ratio: leptos::prelude::window().device_pixel_ratio() }
    }
}

/// What the device takes of a side, in CSS pixels.
fn edge(name: &str) -> f64 {
    let pixels = token(name).map_or(0.0, |value| js_sys::parse_float(&value));
    if pixels.is_finite() { pixels } else { 0.0 }
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
        // A page may be frozen or kept for the way back without a word about its visibility.
        let seen = ["visibilitychange", "pageshow"]
            .map(|event| window_event_listener_untyped(event, move |_| in_view.set(visible())));
        let left = window_event_listener_untyped("pagehide", move |_| in_view.set(false));
        let sized = window_event_listener_untyped("resize", move |_| {
            let now = Room::now();
            if room.try_get_untracked().is_some_and(|before| before != now) {
                room.set(now);
            }
        });
        on_cleanup(move || {
            for listener in seen {
                listener.remove();
            }
            left.remove();
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

    /// Keeps the screen lit while `shown` and the page is in view.
    pub fn stay_lit(self, shown: Signal<bool>) {
        let lock = LocalValue::new(WakeLock::default());
        effect(move || {
            let wanted = shown.get() && self.in_view();
            lock.with_value(|lock| lock.want(wanted));
        });
    }

    /// Runs `act` once something was `there` and in view for this long, in milliseconds; anew
    /// whenever `there` changes.
    pub fn after(self, milliseconds: u32, there: impl Fn() -> bool + 'static, act: Callback<()>) {
        let timer = LocalValue::new(None::<Timeout>);
        effect(move || {
            let counts = there() && self.in_view();
            timer.set_value(counts.then(|| {
                Timeout::new(milliseconds, move || {
                    act.try_run(());
                })
            }));
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
        let mut pace = Pace::default();
        effect(move || {
            let now = self.now();
            let free = self.in_view() && !untrack(&busy);
            if pace.ask(wanted(now), free, now) {
                load();
            }
        });
    }
}

//! The card as a whole: begins the session, gives every screen what it needs, shows the one that the
//! hash names, and keeps the bars, the toast and the theme around it.

mod early;

use std::sync::Arc;

use contract::ids::{BrandId, Token};
use gloo_timers::callback::Interval;
use gloo_timers::future::TimeoutFuture;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use self::early::EarlyTransport;
use crate::api::browser::BrowserTransport;
use crate::api::{Api, Entry, Transport};
use crate::host::{Seat, shell};
use crate::i18n::Locale;
use crate::i18n::format::Formats;
use crate::reactive::{LocalValue, RwSignal, Signal, StoredValue, always, effect, follow, memo};
use crate::route::Route;
use crate::screens::{self, Card, Context, Parts, Standing};
use crate::state::storage::{self, KeptSession};
use crate::state::{Phase, Store, Trail, live};
use crate::theme::{AppliedTheme, Scheme, ThemeTokens};

const LOCALE: &str = "member-card:locale";
const SCHEME: &str = "member-card:scheme";

/// How long home has the network for itself, its pictures above all, before the further screens
/// are fetched, in milliseconds.
const FURTHER_AFTER_MS: u32 = 600;

/// How often the network is tried again while the card has none to begin with, in seconds.
const OFFLINE_PAUSE_S: u32 = 8;

/// Begins: called once, by the page's entry.
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        shell::crashed();
        web_sys::console::error_1(&info.to_string().into());
    }));
    let taken = |name| shell::take(name).and_then(|value| value.as_string());
    let locale = page().and_then(|page| page.get_attribute("lang"));
    let locale = locale.and_then(|tag| Locale::from_tag(&tag)).unwrap_or(Locale::ZhCn);
    let transport: Arc<dyn Transport> = Arc::new(EarlyTransport(BrowserTransport::new("")));
    let api = Api::with_keeper(transport, locale.tag(), Some(Box::new(KeptSession)));
    match taken("ticket") {
        Some(ticket) => api.enter(Entry::Ticket(Token::new(ticket))),
        None if !api.has_session() => api.enter(Entry::Guest(taken("brand").map(BrandId::new))),
        None => {}
    }
    fail_when_asked();
    // Apart from the page, where the shell stands until there is something better to show.
    let Ok(root) = document().create_element("div") else { return };
    let place = root.clone();
    let handle = mount_to(root.unchecked_into(), move || view(&api, locale, place));
    // The page's own view: it lives as long as the page does.
    handle.forget();
}

/// QA's way to see what the page does when the module fails: `docs/qa.md`.
#[allow(clippy::panic, reason = "this is what it is for")]
fn fail_when_asked() {
    if let Some(window) = web_sys::window() {
        live::on(&window, "member-card:panic", || panic!("asked for by an event of the page"));
    }
}

/// The card for a client: the whole page, which stands in `place`.
fn view(api: &Api, locale: Locale, place: web_sys::Element) -> AnyView {
    let store = Store::new(api);
    let route = RwSignal::new(current_route());
    let trail = Trail::new(route.get_untracked());
    let locale = RwSignal::new(locale);
    let tick = RwSignal::new(0_u32);
    let face_tier = StoredValue::new(None);
    let standing = Standing::default();
    let parts = Parts::default();
    let seat = Seat::default();
    let kept_scheme = storage::read(storage::local(), SCHEME);
    let scheme = RwSignal::new(kept_scheme.as_deref().and_then(Scheme::from_attribute));
    // What the formatters depend on: made again only when one of these changes.
    let conventions = memo(move || {
        let home = store.home.value();
        let (zone, currency, point_name) = home.as_ref().map_or(("UTC", "CNY", ""), |home| {
            let program = &home.program;
            (program.time_zone.as_str(), program.currency.as_str(), program.point_name.as_str())
        });
        (locale.get(), zone.to_owned(), currency.to_owned(), point_name.to_owned())
    });
    let formats = always(move || {
        let (locale, zone, currency, point_name) = conventions.get();
        Formats::new(locale, &zone, &currency, &point_name)
    });
    let formats: Signal<Formats> = formats.into();

    if let Some(window) = web_sys::window() {
        live::on(&window, "hashchange", move || {
            let now = current_route();
            trail.step(&now);
            route.set(now);
        });
    }
    let ticking = Interval::new(1_000, move || {
        if live::visible() {
            tick.update(|count| *count = count.wrapping_add(1));
        }
    });
    ticking.forget();
    take_place(store, place, tick);

    keep_language(store, locale);
    keep_theme(store, scheme);
    keep_page(store, route);
    begin(store, route, parts);
    crate::state::codes::keep_fresh(store, route, tick);

    crate::ui::dynamic(move || {
        let texts = locale.get().messages();
        let card = Card::new(Context {
            store,
            route,
            texts,
            locale,
            scheme,
            formats,
            trail,
            standing,
            face_tier,
            parts,
            seat,
            tick,
        });
        screens::frame(card)
    })
}

/// Puts the card in the shell's place once it has something to show: the shell's code is more than
/// a screen that says that there is no network.
fn take_place(store: Store, place: web_sys::Element, tick: RwSignal<u32>) {
    shell::again(move || store.home.load());
    if let Some(window) = web_sys::window() {
        live::on(&window, "online", move || store.home.ensure());
    }
    follow(move |there: Option<bool>| {
        if there == Some(true) {
            return true;
        }
        let stays = match store.home.phase() {
            Phase::Loading => true,
            Phase::Failed(error) => error.is_offline() && shell::offline(),
            Phase::Ready(..) => false,
        };
        if !stays {
            shell::up(&place);
        }
        !stays
    });
    follow(move |before: Option<bool>| {
        // Between two rounds of the client's own tries.
        let due = tick.get().is_multiple_of(OFFLINE_PAUSE_S);
        let waits = matches!(store.home.phase(), Phase::Failed(error) if error.is_offline());
        if due && waits && before == Some(false) {
            store.home.load();
        }
        due
    });
}

/// Asks for the first screen, and once it is there, listens and goes on with earlier presses.
fn begin(store: Store, route: RwSignal<Route>, parts: Parts) {
    store.home.load();
    follow(move |began: Option<bool>| {
        let began = began.unwrap_or(false);
        if began || store.home.value().is_none() {
            return began;
        }
        live::listen(store, route);
        store.resume_presses();
        parts.fetch_code();
        spawn_local(async move {
            TimeoutFuture::new(FURTHER_AFTER_MS).await;
            parts.fetch_further();
        });
        true
    });
}

fn keep_language(store: Store, locale: RwSignal<Locale>) {
    follow(move |before: Option<Locale>| {
        let now = locale.get();
        if let Some(page) = page() {
            let _ = page.set_attribute("lang", now.tag());
        }
        if before.is_some_and(|before| before != now) {
            storage::write(storage::local(), LOCALE, Some(now.tag()));
            store.api().set_language(now.tag());
            store.reload();
        }
        now
    });
}

fn keep_theme(store: Store, scheme: RwSignal<Option<Scheme>>) {
    let Some(page) = page() else { return };
    let applied = LocalValue::new(AppliedTheme::new(page.unchecked_into::<HtmlElement>()));
    let theme = memo(move || store.home.value().map(|home| home.program.theme.clone()));
    effect(move || {
        if let Some(theme) = theme.get() {
            applied.with_value(|applied| applied.show(ThemeTokens::derive(&theme)));
        }
    });
    follow(move |first: Option<()>| {
        let scheme = scheme.get();
        applied.with_value(|applied| applied.force(scheme));
        if first.is_some() {
            storage::write(storage::local(), SCHEME, scheme.map(Scheme::as_str));
        }
    });
}

/// The state of the page for those who look from outside, and its title.
fn keep_page(store: Store, route: RwSignal<Route>) {
    effect(move || {
        mark(match store.home.phase() {
            Phase::Loading => "shell",
            Phase::Ready(..) if store.offline() => "offline",
            Phase::Failed(error) if error.is_offline() => "offline",
            Phase::Ready(..) | Phase::Failed(_) => "ready",
        });
    });
    effect(move || {
        if let Some(home) = store.home.value() {
            document().set_title(&home.program.name);
        }
    });
    follow(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now)
            && let Some(window) = web_sys::window()
        {
            window.scroll_to_with_x_and_y(0.0, 0.0);
            request_animation_frame(focus_title);
        }
        now
    });
}

/// Puts the focus on the title of the screen, so that a screen reader says where it is now. Without
/// scrolling: the wallet goes back to where it was left.
fn focus_title() {
    let title = document().query_selector("main h1").ok().flatten();
    if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
        let still = web_sys::FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = title.focus_with_options(&still);
    }
}

fn mark(state: &str) {
    if let Some(page) = page() {
        let _ = page.set_attribute("data-card", state);
    }
}

fn page() -> Option<web_sys::Element> {
    document().document_element()
}

fn current_route() -> Route {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    Route::parse(&hash.unwrap_or_default())
}

//! The code's screen on a real page: a backend that answers from the contract's own examples, a
//! clock that the test moves.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use contract::changes::Resource;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Reflect};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::{AnyView, Render, document, window};
use member_card::api::{Api, Entry, HttpRequest, HttpResponse, Transport, TransportError};
use member_card::host::Seat;
use member_card::host::wake_lock::WakeLock;
use member_card::i18n::Locale;
use member_card::i18n::format::Formats;
use member_card::reactive::{RwSignal, Signal, StoredValue};
use member_card::route::Route;
use member_card::screens::{self, Card, Context, Parts, Standing};
use member_card::state::{Store, Trail, codes};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const BOOTSTRAP: &str = include_str!("../../crates/contract/fixtures/bootstrap_member.json");
const SESSION: &str = include_str!("../../crates/contract/fixtures/session.json");

/// A moment so many milliseconds after the first of the two tokens of the examples begins. The
/// second begins at 30 s; each ends ten seconds after the next begins.
fn at_ms(ms: i64) -> String {
    let ms = ms + (15 * 60 + 49) * 60_000;
    let (minutes, seconds) = (ms / 60_000, ms / 1_000 % 60);
    let (hours, minutes, ms) = (minutes / 60, minutes % 60, ms % 1_000);
    format!("2026-11-22T{hours:02}:{minutes:02}:{seconds:02}.{ms:03}+08:00")
}

/// A backend of three answers.
struct Backend {
    /// In milliseconds, see [`at_ms`].
    now: AtomicI64,
    /// The answer to `/card/code`; nothing where it refuses.
    code: Mutex<Option<String>>,
    asked: Mutex<Vec<String>>,
}

impl Backend {
    fn new() -> Arc<Self> {
        let (code, asked) = (Mutex::new(None), Mutex::new(Vec::new()));
        Arc::new(Self { now: AtomicI64::new(5_000), code, asked })
    }

    fn move_to(&self, seconds: i64) {
        self.now.store(seconds * 1_000, Ordering::Relaxed);
    }

    fn code_asked(&self) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.contains("/card/code")).count()
    }
}

struct Link(Arc<Backend>);

impl Transport for Link {
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'_, Result<HttpResponse, TransportError>> {
        let backend = Arc::clone(&self.0);
        async move {
            TimeoutFuture::new(1).await;
            backend.asked.lock().unwrap().push(request.path.clone());
            let data = if request.path.contains("/sessions") {
                Some(SESSION.to_owned())
            } else if request.path.contains("/bootstrap") {
                Some(BOOTSTRAP.to_owned())
            } else if request.path.contains("/card/code") {
                backend.code.lock().unwrap().clone()
            } else {
                None
            };
            let Some(data) = data else {
                let body = "{}".to_owned();
                return Ok(HttpResponse {
                    status: 400,
                    retry_after: None,
                    body,
                    exchanged_ms: None,
                });
            };
            let time = at_ms(backend.now.load(Ordering::Relaxed));
            let body = format!(r#"{{"data":{data},"server_time":"{time}","request_id":"r"}}"#);
            Ok(HttpResponse { status: 200, retry_after: None, body, exchanged_ms: None })
        }
        .boxed_local()
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'_, ()> {
        TimeoutFuture::new(ms).boxed_local()
    }

    fn monotonic_ms(&self) -> f64 {
        self.0.now.load(Ordering::Relaxed) as f64
    }

    fn chance(&self) -> f64 {
        0.0
    }
}

/// An answer of `/card/code`: a token from one second to another, and what the till did, at a
/// second, if anything.
fn batch(value: &str, from: i64, until: i64, scan: Option<(i64, &str)>) -> String {
    let at = |second: i64| at_ms(second * 1_000);
    let scan = scan.map_or_else(String::new, |(second, kind)| {
        format!(
            r#","last_scan":{{"at":"{}","kind":"{kind}","title":"云栖路店","points":12}}"#,
            at(second)
        )
    });
    format!(
        r#"{{"membership_number":"6212 3456 7890","mode":"ROTATING","period_seconds":30,
        "symbologies":[{{"format":"QR_CODE","show_text":true}},
        {{"format":"CODE_128","show_text":true}}],"tokens":[{{"value":"{value}",
        "not_before":"{}","not_after":"{}"}}],"refresh_after":"{}",
        "static_fallback_allowed":false{scan}}}"#,
        at(from),
        at(until),
        at(until + 3_600)
    )
}

/// The card on the page, with its bars, for as long as a test runs.
struct Page {
    root: HtmlElement,
    store: Store,
    route: RwSignal<Route>,
    tick: RwSignal<u32>,
    _handle: UnmountHandle<<AnyView as Render>::State>,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl Page {
    async fn open(backend: &Arc<Backend>, route: Route) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let api = Api::new(Arc::new(Link(Arc::clone(backend))), "zh-CN");
        api.enter(Entry::Guest(None));
        let store = Store::new(&api);
        let route = RwSignal::new(route);
        let tick = RwSignal::new(0);
        let handle = mount_to(root.clone(), move || {
            store.home.load();
            codes::keep_fresh(store, route, tick);
            screens::frame(Card::new(Context {
                store,
                route,
                texts: Locale::ZhCn.messages(),
                locale: RwSignal::new(Locale::ZhCn),
                scheme: RwSignal::new(None),
                formats: Signal::derive(|| Formats::new(Locale::ZhCn, "UTC", "CNY", "点")),
                trail: Trail::new(Route::Home),
                standing: Standing::default(),
                face_tier: StoredValue::new(None),
                parts: Parts::default(),
                seat: Seat::default(),
                tick,
            }))
        });
        let page = Self { root, store, route, tick, _handle: handle };
        page.until(|page| page.store.home.peek().is_some()).await;
        TimeoutFuture::new(20).await;
        page
    }

    async fn until(&self, there: impl Fn(&Self) -> bool) {
        for _ in 0..200 {
            if there(self) {
                return;
            }
            TimeoutFuture::new(10).await;
        }
        panic!("it did not come: {}", self.root.inner_html());
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn press(&self, selector: &str) {
        self.find(selector).unwrap().unchecked_into::<HtmlElement>().click();
    }

    /// What the one symbol says, nothing where there is none.
    fn says(&self) -> Option<String> {
        let symbols = self.root.query_selector_all("[data-testid='member-code']").unwrap();
        assert!(symbols.length() <= 1, "more than one code in view");
        let label = self.find("[data-testid='member-code']")?.get_attribute("aria-label").unwrap();
        Some(label.chars().filter(char::is_ascii_digit).collect())
    }

    fn width(&self) -> f64 {
        self.find(".symbol").unwrap().get_bounding_client_rect().width()
    }

    fn second_passes(&self) {
        self.tick.update(|tick| *tick += 1);
    }
}

/// The page out of view, for as long as the guard lives: hidden, or on its way out, when a browser
/// may still call it visible.
enum Away {
    Hidden,
    Left,
}

impl Away {
    fn hidden() -> Self {
        set_hidden(Some("hidden"));
        tell("visibilitychange");
        Self::Hidden
    }

    fn left() -> Self {
        tell("pagehide");
        Self::Left
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        set_hidden(None);
        tell(if matches!(self, Self::Hidden) { "visibilitychange" } else { "pageshow" });
    }
}

fn set_hidden(state: Option<&str>) {
    let page: Object = document().unchecked_into();
    let _ = Reflect::delete_property(&page, &"visibilityState".into());
    if let Some(state) = state {
        let value = Object::new();
        Reflect::set(&value, &"configurable".into(), &JsValue::TRUE).unwrap();
        Reflect::set(&value, &"value".into(), &state.into()).unwrap();
        Object::define_property(&page, &"visibilityState".into(), &value);
    }
}

fn tell(event: &str) {
    let tell = Function::new_with_args(
        "event",
        "const to = event.startsWith('page') ? window : document;
        to.dispatchEvent(new Event(event, { bubbles: true }));",
    );
    tell.call1(&JsValue::NULL, &event.into()).unwrap();
}

#[wasm_bindgen_test]
async fn the_code_has_the_page_to_itself() {
    let backend = Backend::new();
    let page = Page::open(&backend, Route::Home).await;
    assert!(!document().document_element().unwrap().has_attribute("data-scan"));
    page.route.set(Route::Code);
    page.until(|page| page.says().is_some()).await;
    assert_eq!(page.says().as_deref(), Some("913840277194026651"));
    assert!(document().document_element().unwrap().has_attribute("data-scan"));
    assert!(page.find(".frame").unwrap().has_attribute("data-code"));
    assert!(document().query_selector("meta[name=theme-color][data-scan]").unwrap().is_some());
    assert!(page.find("main .top-bar a[href]").is_some(), "no way back");
    page.route.set(Route::Home);
    TimeoutFuture::new(20).await;
    assert!(!document().document_element().unwrap().has_attribute("data-scan"));
    assert!(document().query_selector("meta[data-scan]").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn a_symbol_keeps_whole_device_pixels_in_every_size_and_the_device_remembers_it() {
    window().local_storage().unwrap().unwrap().remove_item("member-card:code-size").unwrap();
    let backend = Backend::new();
    let ratio = window().device_pixel_ratio();
    let whole = |page: &Page| {
        let symbol = page.find(".symbol").unwrap();
        let modules = symbol.get_attribute("viewBox").unwrap();
        let modules: f64 = modules.split(' ').nth(2).unwrap().parse().unwrap();
        let pixels = page.width() * ratio / modules;
        assert!((pixels - pixels.round()).abs() < 0.01, "{pixels} device pixels per module");
    };
    let usual = {
        let page = Page::open(&backend, Route::Code).await;
        page.until(|page| page.says().is_some()).await;
        let usual = page.width();
        whole(&page);
        page.press(".stepper-key:first-child");
        TimeoutFuture::new(20).await;
        whole(&page);
        assert!(page.width() < usual);
        let off = |selector| page.find(selector).unwrap().get_attribute("aria-disabled").unwrap();
        assert_eq!(off(".stepper-key:first-child"), "true");
        assert_eq!(off(".stepper-key:last-child"), "false");
        usual
    };
    let page = Page::open(&backend, Route::Code).await;
    page.until(|page| page.says().is_some()).await;
    assert!(page.width() < usual, "the size was forgotten");
    page.press(".stepper-key:last-child");
    TimeoutFuture::new(20).await;
    assert!((page.width() - usual).abs() < 0.01);
    whole(&page);
}

#[wasm_bindgen_test]
async fn who_comes_back_never_sees_a_code_that_ended_meanwhile() {
    for go in [Away::hidden, Away::left] {
        let backend = Backend::new();
        let page = Page::open(&backend, Route::Code).await;
        page.until(|page| page.says().is_some()).await;
        let painted =
            |page: &Page| !page.find(".code-symbol").unwrap().has_attribute("data-hidden");
        assert!(painted(&page));
        let away = go();
        // What a handler sets off is done before the next frame.
        TimeoutFuture::new(0).await;
        assert!(!painted(&page), "still there");
        backend.move_to(41);
        drop(away);
        let (sender, frame) = futures::channel::oneshot::channel();
        let mut sender = Some(sender);
        let at_frame = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
            sender.take().unwrap().send(()).unwrap();
        });
        window().request_animation_frame(at_frame.as_ref().unchecked_ref()).unwrap();
        frame.await.unwrap();
        assert!(painted(&page));
        assert_eq!(page.says().as_deref(), Some("915520937710482266"));
    }
}

#[wasm_bindgen_test]
async fn what_the_till_did_is_said_in_the_codes_place_and_the_next_code_follows() {
    let backend = Backend::new();
    let page = Page::open(&backend, Route::Code).await;
    page.until(|page| page.says().is_some()).await;
    assert_eq!(backend.code_asked(), 0, "it came with the first answer");

    backend.move_to(10);
    *backend.code.lock().unwrap() = Some(batch("917700000000000001", 0, 600, Some((9, "SCAN"))));
    page.store.changed(&[Resource::Card]);
    page.until(|page| page.find("[data-testid='confirmation']").is_some()).await;
    assert_eq!(page.says(), None, "a code beside the confirmation");
    let status = page.find("[role='status'] [data-testid='confirmation']").unwrap();
    let text = status.text_content().unwrap();
    assert!(text.contains("已扫码") && text.contains("+12") && text.contains("云栖路店"), "{text}");

    // The purchase after it: the same confirmation.
    backend.move_to(14);
    let bought = batch("917700000000000001", 0, 600, Some((13, "PURCHASE")));
    *backend.code.lock().unwrap() = Some(bought);
    page.store.changed(&[Resource::Card]);
    page.until(|page| page.root.text_content().unwrap().contains("消费已记录")).await;

    page.press("[data-testid='next-code']");
    TimeoutFuture::new(20).await;
    assert_eq!(page.says().as_deref(), Some("917700000000000001"));
    // Said once.
    page.store.changed(&[Resource::Card]);
    TimeoutFuture::new(100).await;
    assert!(page.find("[data-testid='confirmation']").is_none());
}

#[wasm_bindgen_test]
async fn what_the_till_did_before_is_not_said_to_who_opens_the_code_now() {
    let backend = Backend::new();
    *backend.code.lock().unwrap() = Some(batch("917700000000000002", 0, 600, Some((5, "SCAN"))));
    backend.move_to(60);
    let page = Page::open(&backend, Route::Home).await;
    page.store.code.load();
    page.until(|page| page.store.code.peek().is_some()).await;
    page.route.set(Route::Code);
    page.until(|page| page.says().is_some()).await;
    assert!(page.find("[data-testid='confirmation']").is_none());
}

#[wasm_bindgen_test]
async fn tokens_are_asked_for_again_on_another_screen_and_ever_more_rarely() {
    let backend = Backend::new();
    let page = Page::open(&backend, Route::Home).await;
    page.second_passes();
    TimeoutFuture::new(20).await;
    assert_eq!(backend.code_asked(), 0);

    // Past the time for the next batch, and there is none.
    for second in 400..460 {
        backend.move_to(second);
        page.second_passes();
        TimeoutFuture::new(4).await;
    }
    let asked = backend.code_asked();
    assert!((2..=6).contains(&asked), "asked {asked} times in a minute for what does not come");
    *backend.code.lock().unwrap() = Some(batch("917700000000000003", 400, 1_000, None));
    page.until(|page| {
        backend.move_to(600);
        page.second_passes();
        page.store.code.peek().is_some()
    })
    .await;
    let asked = backend.code_asked();
    for _ in 0..5 {
        page.second_passes();
        TimeoutFuture::new(10).await;
    }
    assert_eq!(backend.code_asked(), asked, "a fresh batch is no reason to ask");
}

/// In the place of the real lock, which a headless browser does not grant: counts what is held.
fn stand_in(grants: bool) -> Array {
    let made = Function::new_with_args(
        "grants",
        "const log = [];
        const request = kind => {
            log.push('ask ' + kind);
            if (!grants) return Promise.reject(new Error('not allowed'));
            return Promise.resolve({ release() { log.push('release'); return Promise.resolve(); } });
        };
        Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });
        window.onunhandledrejection = () => log.push('noise');
        return log;",
    );
    made.call1(&JsValue::NULL, &grants.into()).unwrap().unchecked_into()
}

fn log(log: &Array) -> Vec<String> {
    log.iter().map(|entry| entry.as_string().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn the_screen_stays_lit_while_a_code_is_in_view_and_no_longer() {
    let held = stand_in(true);
    let backend = Backend::new();
    let page = Page::open(&backend, Route::Code).await;
    page.until(|page| page.says().is_some()).await;
    TimeoutFuture::new(20).await;
    assert_eq!(log(&held), ["ask screen"]);
    let hidden = Away::hidden();
    TimeoutFuture::new(20).await;
    assert_eq!(log(&held), ["ask screen", "release"]);
    drop(hidden);
    TimeoutFuture::new(20).await;
    assert_eq!(log(&held), ["ask screen", "release", "ask screen"]);
    page.route.set(Route::Home);
    TimeoutFuture::new(20).await;
    assert_eq!(log(&held), ["ask screen", "release", "ask screen", "release"]);
}

#[wasm_bindgen_test]
async fn a_lock_that_comes_too_late_is_given_back_and_one_that_is_refused_is_no_noise() {
    let held = stand_in(true);
    let lock = WakeLock::default();
    lock.want(true);
    lock.want(false);
    TimeoutFuture::new(20).await;
    assert_eq!(log(&held), ["ask screen", "release"]);

    let held = stand_in(false);
    lock.want(true);
    TimeoutFuture::new(20).await;
    lock.want(false);
    lock.want(true);
    TimeoutFuture::new(20).await;
    assert_eq!(log(&held), ["ask screen", "ask screen"]);

    Reflect::delete_property(&window().navigator().into(), &"wakeLock".into()).unwrap();
    lock.want(false);
    lock.want(true);
}

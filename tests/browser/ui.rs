//! The parts of the screens on a real page.

use std::time::Duration;

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::task::tick;
use member_card::reactive::{RwSignal, Signal};
use member_card::ui::{
    self, Child, El, Figure, Look, Place, PlaceState, SheetText, Size, Tab, Toast, Tone, dynamic,
    el,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

/// A view on the page for as long as a test runs.
struct Shown {
    root: HtmlElement,
    _handle: UnmountHandle<AnyViewState>,
}

type AnyViewState = <AnyView as Render>::State;

impl Drop for Shown {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn show(view: impl FnOnce() -> AnyView + 'static) -> Shown {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let handle = mount_to(root.clone(), view);
    Shown { root, _handle: handle }
}

impl Shown {
    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    fn text(&self) -> String {
        self.root.text_content().unwrap()
    }
}

async fn wait(milliseconds: u64) {
    let (send, receive) = futures::channel::oneshot::channel();
    set_timeout(move || send.send(()).unwrap(), Duration::from_millis(milliseconds));
    receive.await.unwrap();
}

fn press_key(target: &Element, key: &str, shift: bool) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_shift_key(shift);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

fn has_focus(element: &HtmlElement) -> bool {
    document().active_element().is_some_and(|active| active == **element)
}

fn list(items: &[&str]) -> El {
    el("ul", "").children(items.iter().map(|item| el("li", "").child((*item).to_owned())))
}

#[wasm_bindgen_test]
async fn an_update_keeps_the_element_and_its_focus() {
    let count = RwSignal::new(1);
    let shown = show(move || {
        dynamic(move || {
            let label = format!("pressed {}", count.get());
            let press = Callback::new(move |()| count.update(|count| *count += 1));
            ui::button(Look::Primary, label, press)
                .attr("data-count", count.get().to_string())
                .view()
        })
    });
    let button = shown.find("button");
    button.focus().unwrap();
    button.click();
    tick().await;
    assert_eq!(shown.text(), "pressed 2");
    assert_eq!(button.get_attribute("data-count").as_deref(), Some("2"));
    assert!(has_focus(&button));
    // One listener, not one more for each update.
    button.click();
    tick().await;
    assert_eq!(count.get_untracked(), 3);
}

#[wasm_bindgen_test]
async fn lists_grow_shrink_and_keep_their_order() {
    let items = RwSignal::new(vec!["a", "b", "c"]);
    let shown = show(move || dynamic(move || list(&items.get()).view()));
    let first = shown.find("li");
    for wanted in [vec!["x", "b"], vec!["x", "y", "z", "w"], vec![], vec!["q"]] {
        items.set(wanted.clone());
        tick().await;
        assert_eq!(shown.text(), wanted.concat());
        assert_eq!(first.is_connected(), shown.root.contains(Some(&first)));
    }
}

#[wasm_bindgen_test]
async fn what_comes_and_goes_stands_in_its_own_place() {
    let state = RwSignal::new(0);
    let shown = show(move || {
        dynamic(move || {
            let bits = state.get();
            let part = |bit: i32, tag: &'static str, text: &'static str| {
                (bits & bit != 0).then(|| el(tag, "").child(text))
            };
            let view = (bits & 4 != 0).then(|| el("i", "").child("3").view());
            el("p", "")
                .child(part(1, "b", "1"))
                .child(part(2, "u", "2"))
                .child(view)
                .child("4")
                .view()
        })
    });
    let input = shown.find("p");
    for bits in [7, 5, 2, 0, 4, 6, 1, 3, 0, 7] {
        state.set(bits);
        tick().await;
        let expected: String = [(1, "1"), (2, "2"), (4, "3")]
            .iter()
            .filter(|(bit, _)| bits & bit != 0)
            .map(|(_, text)| *text)
            .collect();
        assert_eq!(shown.text(), expected + "4", "{bits:03b}");
        assert_eq!(shown.find("p"), input);
    }
}

#[wasm_bindgen_test]
async fn attributes_come_go_and_follow_their_signals() {
    let (on, name) = (RwSignal::new(false), RwSignal::new("a".to_owned()));
    let plain = RwSignal::new(Some("x"));
    let shown = show(move || {
        dynamic(move || {
            el("p", "part")
                .attr("hidden", Signal::<bool>::from(on))
                .attr("aria-busy", Signal::<bool>::from(on))
                .attr("title", Signal::<String>::from(name))
                .attr("data-state", plain.get())
                .variable("--share", plain.get().map_or("0", |_| "1"))
                .view()
        })
    });
    let part = shown.find("p");
    let is =
        |name: &str, value: Option<&str>| assert_eq!(part.get_attribute(name).as_deref(), value);
    is("hidden", None);
    is("aria-busy", Some("false"));
    is("data-state", Some("x"));
    on.set(true);
    name.set("b".to_owned());
    plain.set(None);
    tick().await;
    is("hidden", Some(""));
    is("aria-busy", Some("true"));
    is("title", Some("b"));
    is("data-state", None);
    is("class", Some("part"));
    assert_eq!(part.style().get_property_value("--share").unwrap(), "0");
}

#[wasm_bindgen_test]
async fn another_key_is_another_element() {
    let key = RwSignal::new(1);
    let shown = show(move || dynamic(move || el("p", "").key(key.get()).child("same").view()));
    let first = shown.find("p");
    key.set(2);
    tick().await;
    assert_ne!(shown.find("p"), first);
    assert!(!first.is_connected());
    assert_eq!(shown.text(), "same");
}

#[wasm_bindgen_test]
async fn a_busy_button_says_so_and_refuses_a_second_press() {
    let (busy, presses) = (RwSignal::new(false), RwSignal::new(0));
    let press = Callback::new(move |()| {
        presses.update(|presses| *presses += 1);
        busy.set(true);
    });
    let shown =
        show(move || ui::busy_button(Look::Primary, "go".into(), busy.into(), press).view());
    let button = shown.find("button");
    for _ in 0..20 {
        button.click();
    }
    tick().await;
    assert_eq!(presses.get_untracked(), 1);
    assert_eq!(button.get_attribute("aria-busy").as_deref(), Some("true"));
    assert_eq!(shown.text(), "go");
}

#[wasm_bindgen_test]
fn a_button_that_is_off_is_described_by_its_reason() {
    let shown =
        show(|| ui::off_button(Look::Primary, "claim".into(), "from gold on".into()).view());
    let described = shown.find("button").get_attribute("aria-describedby").unwrap();
    let reason = document().get_element_by_id(&described).unwrap();
    assert_eq!(reason.text_content().as_deref(), Some("from gold on"));
}

#[wasm_bindgen_test]
async fn only_today_can_be_checked_in_and_each_day_says_what_it_is() {
    let places = [PlaceState::Done, PlaceState::Today, PlaceState::Ahead].map(|state| Place {
        label: "day".into(),
        reward: "+5".into(),
        state,
        spoken: format!("{state:?}"),
    });
    let presses = RwSignal::new(0);
    let press = Callback::new(move |()| presses.update(|presses| *presses += 1));
    let never = Signal::derive(|| false);
    let shown = show(move || ui::check_strip(places.into(), never, press).view());
    assert_eq!(shown.root.query_selector_all("button").unwrap().length(), 1);
    let button = shown.find("[data-testid='check-in']");
    let name = shown.find("[data-testid='check-in'] .spoken");
    assert_eq!(name.text_content().as_deref(), Some("Today"));
    button.click();
    assert_eq!(presses.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn arrow_keys_move_along_the_tabs_and_around_their_end() {
    let chosen = RwSignal::new(0_usize);
    let shown = show(move || {
        let tabs = ["a", "b", "c"].map(|label| Tab { label: label.into(), count: String::new() });
        ui::tabs("t".into(), tabs.into(), chosen.into(), Callback::new(move |tab| chosen.set(tab)))
            .view()
    });
    let selected = || shown.find("[aria-selected='true']");
    selected().focus().unwrap();
    for (key, expected) in [
        ("ArrowRight", "b"),
        ("ArrowLeft", "a"),
        ("ArrowLeft", "c"),
        ("ArrowRight", "a"),
        ("End", "c"),
        ("Home", "a"),
    ] {
        press_key(&selected(), key, false);
        tick().await;
        assert_eq!(selected().text_content().as_deref(), Some(expected), "{key}");
        assert!(has_focus(&selected()));
        assert_eq!(selected().get_attribute("tabindex").as_deref(), Some("0"));
    }
}

#[wasm_bindgen_test]
fn a_figures_unit_is_apart_from_its_number() {
    let figure = Figure { before: "¥".into(), value: "12".into(), after: String::new() };
    let shown = show(move || ui::number(Size::Large, figure).view());
    assert_eq!(shown.text(), "¥12");
    assert_eq!(shown.find(".number-value").text_content().as_deref(), Some("12"));
    assert_eq!(shown.root.query_selector_all(".number-unit").unwrap().length(), 1);
}

#[wasm_bindgen_test]
async fn a_number_rolls_when_it_changes_and_not_before() {
    let value = RwSignal::new("1".to_owned());
    let shown = show(move || ui::live_number(Size::Large, value.into(), String::new()).view());
    tick().await;
    let roll = || shown.find(".number").get_attribute("data-roll").unwrap();
    assert_eq!(roll(), "");
    value.set("2".to_owned());
    tick().await;
    let first = roll();
    assert_ne!(first, "");
    assert_eq!(shown.text(), "2");
    value.set("3".to_owned());
    tick().await;
    // The same name would not start the animation again.
    assert_ne!(roll(), first);
}

fn sheet(open: RwSignal<bool>) -> Shown {
    show(move || {
        let text = SheetText { title: "details".into(), close_name: "close".into() };
        let close = Callback::new(move |()| open.set(false));
        let opener = ui::button(Look::Primary, "open", Callback::new(move |()| open.set(true)));
        let sheet = ui::sheet(open.into(), text, close, || {
            el("div", "").child(el("a", "inside").attr("href", "#/inside").child("inside"))
        });
        el("div", "").child(opener).child(sheet).view()
    })
}

async fn opened() -> (RwSignal<bool>, Shown) {
    let open = RwSignal::new(false);
    let shown = sheet(open);
    shown.find(".button").focus().unwrap();
    shown.find(".button").click();
    wait(60).await;
    (open, shown)
}

#[wasm_bindgen_test]
async fn a_sheet_takes_the_focus_keeps_it_and_gives_it_back() {
    let (open, shown) = opened().await;
    let panel = shown.find("[role='dialog']");
    assert!(has_focus(&panel));
    let heading = panel.get_attribute("aria-labelledby").unwrap();
    let heading = document().get_element_by_id(&heading).unwrap();
    assert_eq!(heading.text_content().as_deref(), Some("details"));
    let (first, last) = (shown.find(".sheet button"), shown.find(".inside"));
    press_key(&panel, "Tab", true);
    assert!(has_focus(&last));
    press_key(&last, "Tab", false);
    assert!(has_focus(&first));
    open.set(false);
    wait(60).await;
    assert!(!shown.has("[role='dialog']"));
    assert!(has_focus(&shown.find(".button")));
}

#[wasm_bindgen_test]
async fn escape_back_and_the_button_close_a_sheet() {
    let (open, shown) = opened().await;
    press_key(&shown.find("[role='dialog']"), "Escape", false);
    tick().await;
    assert!(shown.find(".sheet").has_attribute("data-leaving"));
    // Without the style sheet nothing animates: the end of the animation is said here.
    let end = web_sys::Event::new("animationend").unwrap();
    shown.find(".sheet").dispatch_event(&end).unwrap();
    wait(60).await;
    assert!(!open.get_untracked());

    shown.find(".button").click();
    wait(60).await;
    window().history().unwrap().back().unwrap();
    wait(120).await;
    assert!(!open.get_untracked(), "back closes the sheet");
    assert!(!document().document_element().unwrap().has_attribute("data-layer"));
}

#[wasm_bindgen_test]
async fn a_link_inside_a_sheet_is_not_undone_by_closing_it() {
    let before = location_hash();
    let (open, shown) = opened().await;
    shown.find(".inside").click();
    wait(30).await;
    open.set(false);
    wait(120).await;
    assert_eq!(location_hash().as_deref(), Some("/inside"));
    window().location().set_hash(&before.unwrap_or_default()).unwrap();
}

#[wasm_bindgen_test]
async fn a_toast_is_said_politely_and_its_action_takes_it_away() {
    let toast = RwSignal::new(None::<Toast>);
    let done = RwSignal::new(false);
    let shown = show(move || {
        let gone = Callback::new(move |()| toast.set(None));
        ui::toast_host(ui::toasts(toast.into(), gone)).view()
    });
    assert_eq!(shown.find("[role='status']").get_attribute("aria-live").as_deref(), Some("polite"));
    assert!(!shown.has("[data-testid='toast']"));
    let action = Some(("see".to_owned(), Callback::new(move |()| done.set(true))));
    toast.set(Some(Toast { id: 1, tone: Tone::Good, text: "claimed".into(), action }));
    tick().await;
    assert_eq!(shown.find("[data-testid='toast']").text_content().as_deref(), Some("claimedsee"));
    shown.find("button").click();
    tick().await;
    assert!(done.get_untracked() && !shown.has("[data-testid='toast']"));
}

#[wasm_bindgen_test]
fn only_a_notice_of_trouble_is_an_error() {
    for kind in [ui::Notice::Empty, ui::Notice::Offline, ui::Notice::Refused, ui::Notice::Failed] {
        let shown = show(move || ui::notice(kind, "why".into(), None).view());
        assert_eq!(shown.has("[data-testid='error'][role='alert']"), kind != ui::Notice::Empty);
    }
}

#[wasm_bindgen_test]
fn progress_is_said_in_words_and_stays_within_its_track() {
    for (share, now) in [(0.99, "99"), (7.0, "100"), (-1.0, "0"), (f64::NAN, "0")] {
        let shown = show(move || {
            ui::progress(
                "growth".into(),
                "990 of 1,000".into(),
                share,
                Child::Nothing,
                Child::Nothing,
            )
            .view()
        });
        let track = shown.find("[role='progressbar']");
        assert_eq!(track.get_attribute("aria-valuenow").as_deref(), Some(now));
        assert_eq!(track.get_attribute("aria-valuetext").as_deref(), Some("990 of 1,000"));
    }
}

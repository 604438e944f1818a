//! The sheet in which a code becomes a coupon. What was typed stays until it worked.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::host::ability::Ability;
use crate::host::outcome::Outcome;
use crate::reactive::{Memo, RwSignal, Signal, follow, memo};
use crate::screens::Card;
use crate::screens::answers::refusal;
use crate::state::{Deed, Notice, PressState};
use crate::ui::{
    Child, El, Field, Look, SheetText, Stroke, busy_button, dynamic, el, field, nothing, sheet,
    stroke_button,
};

/// The longest code that can be typed.
const MOST: u16 = 64;

/// The sheet; it is there while `open`.
pub fn exchange_sheet(card: Card, open: RwSignal<bool>) -> AnyView {
    let value = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let sent = RwSignal::new(None::<Deed>);
    let state = memo(move || {
        sent.with(|sent| {
            sent.as_ref().map_or(PressState::Idle, |deed| card.store.press_state(deed))
        })
    });
    // The notice of a settled press is said before its state is idle again.
    follow(move |before: Option<PressState>| {
        let now = state.get();
        if now == PressState::Idle && before.is_some_and(|before| before != PressState::Idle) {
            sent.set(None);
            match untrack(|| card.store.notice()) {
                Some(Notice::Refused(error)) => wrong.set(refusal(card, &error)),
                _ => {
                    value.set(String::new());
                    open.set(false);
                }
            }
        }
        now
    });
    // Typing on takes the complaint back.
    follow(move |before: Option<String>| {
        let now = value.get();
        if before.is_some_and(|before| before != now) {
            wrong.set(String::new());
        }
        now
    });
    let words = &card.further().coupons;
    let submit = Callback::new(move |()| {
        let code = value.with_untracked(|value| value.trim().to_owned());
        if code.is_empty() {
            wrong.set(words.exchange_empty.into());
        } else if state.get_untracked() == PressState::Idle {
            wrong.set(String::new());
            let deed = Deed::Exchange(code);
            card.store.press(deed.clone());
            sent.set(Some(deed));
        }
    });
    let close = Callback::new(move |()| open.set(false));
    let text =
        SheetText { title: words.exchange.into(), close_name: card.texts.common.close.into() };
    sheet(open.into(), text, close, move || form(card, value, wrong, state, submit))
}

/// The camera, where the host has one for the card.
fn scanner(card: Card, value: RwSignal<String>, wrong: RwSignal<String>) -> AnyView {
    let words = &card.further().host;
    let scan = Callback::new(move |()| {
        let asked = card.host().scan();
        spawn_local(async move {
            match asked.await {
                Ok(text) => value.set(text.chars().take(usize::from(MOST)).collect()),
                Err(Outcome::Cancelled) => {}
                Err(_) => wrong.set(words.scan_failed.into()),
            }
        });
    });
    dynamic(move || {
        if card.can(Ability::Scan) {
            stroke_button(Stroke::SCAN, words.scan.into(), scan).test_id("scan").view()
        } else {
            nothing()
        }
    })
}

fn form(
    card: Card,
    value: RwSignal<String>,
    wrong: RwSignal<String>,
    state: Memo<PressState>,
    submit: Callback<()>,
) -> El {
    let words = &card.further().coupons;
    let code = field(Field {
        label: words.exchange_label.into(),
        hint: words.exchange_hint.into(),
        error: wrong.into(),
        value,
        keyboard: "text",
        autocomplete: "off",
        most: MOST,
        beside: Child::View(scanner(card, value, wrong)),
    });
    let busy = Signal::derive(move || state.get() != PressState::Idle);
    let button = busy_button(Look::Primary, words.exchange_submit.into(), busy, submit)
        .attr("class", "button button-wide");
    let checking = dynamic(move || {
        let text =
            if state.get() == PressState::Checking { card.further().shared.checking } else { "" };
        el("p", "hint").attr("role", "status").child(text).view()
    });
    el("form", "stack")
        .on("submit", move |event| {
            event.prevent_default();
            submit.run(());
        })
        .child(code)
        .child(button)
        .child(checking)
}

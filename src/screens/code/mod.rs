//! The code for the till, with the screen to itself: there at once, from what the first answer
//! brought; never a value past its end; and where none is left, the member number or the way to
//! get one.

mod copy;
mod drawing;
pub mod full_screen;
mod number;
pub mod panel;
pub mod told;
pub mod watch;

use std::sync::Arc;

use contract::code::{CardCode, CodeMode};
use contract::prompt::Placement;
use leptos::prelude::*;

use self::number::number;
use self::panel::{Panel, Showing};
use self::told::{next, said, told};
use self::watch::Watch;
use super::context::Card;
use super::members::members;
use super::prompt::prompts;
use crate::domain::code::{CodeView, current, number_stands_in};
use crate::i18n::fill;
use crate::reactive::{Memo, Signal, memo};
use crate::route::Route;
use crate::state::{ApiError, Phase, codes};
use crate::ui::{self, El, Look, Shape, Tone, badge, button, dynamic, el, nothing, skeleton};

/// What stands on the stage.
#[derive(Clone, PartialEq)]
enum Stage {
    /// It is being asked for.
    Loading,
    /// It could not be asked for.
    Failed(ApiError),
    /// A value.
    Active,
    /// The member number in its place.
    StandingIn,
    /// The next value begins later: when, in words.
    Waiting(String),
    /// No value is left.
    Ended,
    /// The till took it just now.
    Told,
}

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    full_screen::take();
    let watch = Watch::new(card);
    let body = members(card, move || body(card, watch));
    el("main", "code-screen")
        .child(card.bar(card.code_texts().title, &Route::Home))
        .child(body)
        .child(prompt(card))
        .view()
}

fn body(card: Card, watch: Watch) -> El {
    let code = memo(move || codes::latest(card.store));
    let told = told(card, watch, code);
    let stage =
        memo(
            move || {
                if told.with(Option::is_some) { Stage::Told } else { stage(card, watch, code) }
            },
        );
    let showing = memo(move || match stage.get() {
        Stage::Active | Stage::StandingIn => showing(watch, code),
        _ => None,
    });
    let panel = Panel::new(card, watch, showing, card.code_texts().member_alt);
    let line = dynamic(move || match stage.get() {
        Stage::StandingIn if code.with(|code| code.as_deref().is_some_and(rotates)) => {
            el("p", "code-line").attr("role", "status").child(card.code_texts().stands_in).view()
        }
        Stage::Active if card.store.offline() => el("p", "code-line")
            .attr("role", "status")
            .child(badge(Tone::Good, card.code_texts().works_offline))
            .view(),
        _ => nothing(),
    });
    // In the page before it says something, or a screen reader would not say it.
    let said = el("div", "code-said").attr("role", "status").child(dynamic(move || {
        told.with(|scan| scan.as_ref().map(|scan| said(card, scan))).map_or_else(nothing, El::view)
    }));
    let shown = dynamic(move || match stage.get() {
        Stage::Loading => skeleton(card.texts.common.loading.into(), Shape::Symbol, 1).view(),
        Stage::Failed(error) => card.failure(&error, again(card)).view(),
        Stage::Active | Stage::StandingIn => panel.symbol().view(),
        Stage::Waiting(text) => ui::notice(ui::Notice::Empty, text, None).view(),
        Stage::Ended => ended(card).view(),
        Stage::Told => next(card, told).view(),
    });
    let controls = dynamic(move || match stage.get() {
        Stage::Active | Stage::StandingIn => {
            el("div", "code-panel").children(panel.controls()).view()
        }
        _ => nothing(),
    });
    let scanning = Signal::derive(move || showing.with(Option::is_some));
    el("div", "code-body")
        .child(el("div", "code-stage").child(line).child(said).child(shown))
        .child(el("div", "code-side").child(controls).child(number(card, code, scanning)))
}

fn prompt(card: Card) -> El {
    card.store.code_prompts.ensure();
    el("div", "code-prompt").child(dynamic(move || {
        let list = card.store.code_prompts.value();
        let list = list.as_ref().map_or(&[][..], |list| &list.prompts);
        let prompts = prompts(card, card.standing, Placement::CodeScreen, list);
        if prompts.is_empty() {
            return nothing();
        }
        el("div", "stack").children(prompts).view()
    }))
}

fn rotates(code: &CardCode) -> bool {
    code.mode != CodeMode::Static
}

fn stage(card: Card, watch: Watch, code: Memo<Option<Arc<CardCode>>>) -> Stage {
    let Some(code) = code.get() else {
        return match card.store.code.phase() {
            Phase::Failed(error) => Stage::Failed(error),
            _ => Stage::Loading,
        };
    };
    let now = watch.now();
    if number_stands_in(&code, now) {
        return Stage::StandingIn;
    }
    match current(&code.tokens, now) {
        CodeView::Active { .. } => Stage::Active,
        CodeView::Waiting { from } => {
            let when = card.formats().moment(from, now);
            Stage::Waiting(fill(card.code_texts().waiting, &[&when]))
        }
        // The next batch may be a moment away.
        CodeView::Expired if card.store.code.busy() => Stage::Loading,
        CodeView::Expired => Stage::Ended,
    }
}

fn showing(watch: Watch, code: Memo<Option<Arc<CardCode>>>) -> Option<Showing> {
    let code = code.get()?;
    let now = watch.now();
    let (value, until) = if number_stands_in(&code, now) {
        (code.membership_number.split_whitespace().collect(), None)
    } else {
        let CodeView::Active { token, shown_until } = current(&code.tokens, now) else {
            return None;
        };
        (token.value.clone(), rotates(&code).then_some(shown_until))
    };
    let (period, symbologies) = (code.period_seconds, code.symbologies.clone());
    Some(Showing { value, until, period, symbologies })
}

fn again(card: Card) -> Callback<()> {
    Callback::new(move |()| card.store.code.load())
}

fn ended(card: Card) -> El {
    let words = card.code_texts();
    let retry = button(Look::Secondary, card.texts.common.retry, again(card)).test_id("retry");
    ui::notice(ui::Notice::Offline, words.ended.into(), Some(retry))
        .child(el("p", "hint").child(words.ended_help))
}

//! The code for the till: on the screen at once, from what the first answer brought; never a value
//! past its end; and where none is left, the member number or the way to get one.

mod copy;
pub mod panel;
pub mod watch;

use std::sync::Arc;

use contract::code::{CardCode, CodeMode};
use contract::prompt::Placement;
use leptos::prelude::*;

use self::copy::copy;
use self::panel::{Showing, panel};
use self::watch::Watch;
use super::context::Card;
use super::members::members;
use super::prompt::{Standing, prompts};
use crate::domain::code::{CodeView, current, needs_refresh, number_stands_in};
use crate::i18n::fill;
use crate::reactive::{Memo, RwSignal, Signal, memo};
use crate::route::Route;
use crate::state::{ApiError, Notice, Phase};
use crate::symbol::spelled;
use crate::ui::{
    self, El, Icon, Look, Shape, Tone, badge, button, dynamic, el, icon, icon_button,
    member_number, nothing, page, skeleton, spoken,
};

/// What stands on the panel.
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
}

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let watch = Watch::new(card);
    let standing = card.standing;
    let body = members(card, move || body(card, watch, standing));
    let page =
        page(card.bar(card.code_texts().title, &Route::Home), vec![el("div", "").child(body)]);
    el("div", "code-screen").child(page).view()
}

fn body(card: Card, watch: Watch, standing: Standing) -> El {
    let code = memo(move || latest(card));
    keep_fresh(card, watch, code);
    let stage = memo(move || stage(card, watch, code));
    let showing = memo(move || showing(watch, code));
    let panel = dynamic(move || match stage.get() {
        Stage::Loading => skeleton(card.texts.common.loading.into(), Shape::Symbol, 1).view(),
        Stage::Failed(error) => card.failure(&error, again(card)).view(),
        Stage::Active | Stage::StandingIn => {
            panel(card, watch, showing, card.code_texts().member_alt).view()
        }
        Stage::Waiting(text) => ui::notice(ui::Notice::Empty, text, None).view(),
        Stage::Ended => ended(card).view(),
    });
    let line = dynamic(move || match stage.get() {
        Stage::StandingIn if card.home().is_some_and(|home| rotates(home.card.as_ref())) => {
            el("p", "code-line").attr("role", "status").child(card.code_texts().stands_in).view()
        }
        Stage::Active if card.store.offline() => el("p", "code-line")
            .attr("role", "status")
            .child(badge(Tone::Good, card.code_texts().works_offline))
            .view(),
        _ => nothing(),
    });
    card.store.code_prompts.ensure();
    let prompt = dynamic(move || {
        let list = card.store.code_prompts.value();
        let list = list.as_ref().map_or(&[][..], |list| &list.prompts);
        let prompts = prompts(card, standing, Placement::CodeScreen, list);
        el("div", "stack code-prompt").children(prompts).view()
    });
    el("div", "code-body")
        .child(el("div", "code-stage").child(line).child(panel))
        .child(number(card, code))
        .child(prompt)
}

fn rotates(code: Option<&CardCode>) -> bool {
    code.is_none_or(|code| code.mode != CodeMode::Static)
}

/// The newest that is known: what was asked for, or what came with the first answer.
fn latest(card: Card) -> Option<Arc<CardCode>> {
    let asked = card.store.code.value();
    let came = card.home().and_then(|home| home.card.clone()).map(Arc::new);
    asked.into_iter().chain(came).max_by_key(|code| code.refresh_after)
}

fn keep_fresh(card: Card, watch: Watch, code: Memo<Option<Arc<CardCode>>>) {
    let remote = card.store.code;
    let wanted = move |now| match code.get() {
        Some(code) if rotates(Some(&code)) => needs_refresh(&code.tokens, code.refresh_after, now),
        Some(_) => false,
        // The first answer brings one; asking beside it would only be in its way.
        None => !matches!(card.store.home.phase(), Phase::Loading),
    };
    watch.refresh(wanted, move || remote.busy(), move || remote.load());
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
        (token.value.clone(), rotates(Some(&code)).then_some(shown_until))
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

/// The member number, its copy button, and what helps where the symbol does not scan.
fn number(card: Card, code: Memo<Option<Arc<CardCode>>>) -> AnyView {
    let words = card.code_texts();
    let failed = RwSignal::new(false);
    let number =
        memo(move || code.with(|code| code.as_ref().map(|code| code.membership_number.clone())));
    dynamic(move || {
        let Some(number) = number.get() else { return nothing() };
        let done = Callback::new(move |copied: bool| {
            failed.set(!copied);
            if copied {
                card.store.say(Notice::Copied);
            }
        });
        let bare: String = number.split_whitespace().collect();
        let press = Callback::new(move |()| copy(bare.clone(), done));
        let hint = Signal::derive(move || {
            if failed.get() { words.copy_by_hand } else { words.brightness }.to_owned()
        });
        let shown = member_number(number.clone()).attr("aria-hidden", true);
        el("div", "code-number")
            .child(el("p", "code-label").child(words.number))
            .child(
                el("div", "code-number-line")
                    .child(shown)
                    .child(spoken(spelled(&number)))
                    .child(icon_button(Icon::Copy, words.copy.into(), press)),
            )
            .child(el("p", "code-hint").child(icon(Icon::Info)).child(hint))
            .view()
    })
}

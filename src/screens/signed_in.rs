//! What came of a sign-in through WeChat, where that is no member's card: said once, in a sheet with
//! one way on. It comes with the further screens.

use std::sync::Arc;

use contract::bootstrap::Bootstrap;
use contract::session::SignInOutcome;
use leptos::prelude::*;

use super::confirm::{Answer, Asked, Question, confirm};
use super::context::Card;
use crate::i18n::fill;
use crate::reactive::{RwSignal, effect};
use crate::state::way_in;
use crate::ui::Look;

/// Says it, once home is there to come back to.
pub fn view(card: Card) -> AnyView {
    let said: Asked = RwSignal::new(None);
    effect(move || {
        let Some(home) = card.home() else { return };
        if let Some(outcome) = card.store.api().take_sign_in() {
            said.set(question(card, &home, outcome).map(Arc::new));
        }
    });
    confirm(card, said)
}

fn question(card: Card, home: &Bootstrap, outcome: SignInOutcome) -> Option<Question> {
    let words = &card.further().sign_in;
    let program = &home.program;
    let again = way_in(home, &card.route.get_untracked());
    let (title, line, again) = match outcome {
        SignInOutcome::SignedIn | SignInOutcome::Unknown => return None,
        SignInOutcome::Cancelled => (words.cancelled, words.cancelled_body.into(), again),
        SignInOutcome::Expired => (words.expired, words.expired_body.into(), again),
        SignInOutcome::Failed => (words.failed, words.failed_body.into(), again),
        SignInOutcome::Snapshot => (words.snapshot, words.snapshot_body.into(), None),
        SignInOutcome::NotAMember => {
            (words.not_a_member, fill(words.not_a_member_body, &[&program.name]), None)
        }
    };
    let hint = (outcome == SignInOutcome::NotAMember).then(|| program.join_hint.clone());
    let lines = core::iter::once(line).chain(hint.filter(|hint| !hint.is_empty())).collect();
    let (label, look, run) = match again {
        Some(to) => (card.texts.common.retry, Look::Primary, go(to)),
        None => (words.understood, Look::Secondary, Callback::new(|()| ())),
    };
    Some(Question {
        title: title.into(),
        lines,
        label: label.into(),
        look,
        answer: Answer::Run(run),
    })
}

fn go(to: String) -> Callback<()> {
    Callback::new(move |()| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_href(&to);
        }
    })
}

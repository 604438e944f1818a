//! A question before something that costs or cannot be undone: a sheet with what it means and one
//! button that does it.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::Card;
use crate::reactive::{RwSignal, Signal, follow};
use crate::state::{Deed, PressState};
use crate::ui::{Look, SheetText, busy_button, button, dynamic, el, nothing, off_button, sheet};

/// What is asked.
pub struct Question {
    /// The sheet's title.
    pub title: String,
    /// What it means, a line each.
    pub lines: Vec<String>,
    /// The button.
    pub label: String,
    /// How the button looks.
    pub look: Look,
    /// What the button does.
    pub answer: Answer,
}

/// What a question's button does.
#[derive(Clone)]
pub enum Answer {
    /// Writes; the sheet stays until there is an answer.
    Press(Deed),
    /// Something that is done at once.
    Run(Callback<()>),
    /// Nothing, and why.
    Off(String),
}

/// Where the question of a screen stands; `None` while nothing is asked.
pub type Asked = RwSignal<Option<Arc<Question>>>;

/// The sheet of a screen's question.
pub fn confirm(card: Card, asked: Asked) -> AnyView {
    // The sheet goes once the backend has answered, or does not; the toast says which.
    follow(move |was_sending: Option<bool>| {
        let deed = asked.with(|asked| match asked.as_ref().map(|asked| &asked.answer) {
            Some(Answer::Press(deed)) => Some(deed.clone()),
            _ => None,
        });
        let sending = deed.is_some_and(|deed| card.store.press_state(&deed) == PressState::Sending);
        if was_sending == Some(true) && !sending {
            asked.set(None);
        }
        sending
    });
    let close = Callback::new(move |()| asked.set(None));
    dynamic(move || match asked.get() {
        Some(question) => {
            let text = SheetText {
                title: question.title.clone(),
                close_name: card.texts.common.close.into(),
            };
            sheet(Signal::stored(true), text, close, move || {
                let lines = question.lines.iter().map(|line| el("p", "").child(line.clone()));
                let label = question.label.clone();
                let button = match question.answer.clone() {
                    Answer::Press(deed) => {
                        let of = deed.clone();
                        let busy =
                            Signal::derive(move || card.store.press_state(&of) != PressState::Idle);
                        let press = Callback::new(move |()| card.store.press(deed.clone()));
                        busy_button(question.look, label, busy, press)
                    }
                    Answer::Run(run) => {
                        let press = Callback::new(move |()| {
                            asked.set(None);
                            run.try_run(());
                        });
                        button(question.look, label, press)
                    }
                    Answer::Off(reason) => off_button(question.look, label, reason),
                };
                el("div", "stack confirm").children(lines).child(button)
            })
        }
        None => nothing(),
    })
}

//! Tasks: today's check-in, the rewards that wait, what can be done, what opens later, what is
//! over.

mod row;

use contract::program::Feature;
use contract::task::{TaskList, TaskState};
use leptos::prelude::*;

use super::check_in;
use super::context::Card;
use super::members::members;
use crate::route::Route;
use crate::ui::{
    self, Child, El, More, Shape, dynamic, el, nothing, rows, section, skeleton, top_bar,
};

pub use row::task_row;

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let body = members(card, move || {
        let tasks = card.store.tasks();
        tasks.ensure();
        el("div", "stack stack-l").child(today(card)).child(card.remote(
            tasks,
            waiting,
            |card, list| ready(card, &list),
        ))
    });
    ui::page(
        top_bar(card.further().tasks.title, None, Child::Nothing),
        vec![el("div", "").child(body)],
    )
    .view()
}

fn waiting(card: Card) -> El {
    skeleton(card.texts.common.loading.into(), Shape::Tickets, 4)
}

/// Today's check-in, where the brand has one.
fn today(card: Card) -> AnyView {
    check_in::follow_home(card);
    dynamic(move || {
        let Some(home) = card.home() else { return nothing() };
        let offered = home.program.features.contains(&Feature::CheckIn);
        let Some(days) = home.check_in.as_ref().filter(|_| offered) else { return nothing() };
        let words = &card.further().tasks;
        let more = More { label: words.calendar.into(), href: Route::CheckIn.to_hash() };
        let strip = el("div", "surface strip-surface").child(check_in::strip(card, days));
        section(words.check_in.into(), Some(more), vec![strip]).view()
    })
}

fn ready(card: Card, list: &TaskList) -> El {
    let words = &card.further().tasks;
    if list.tasks.is_empty() {
        return card.empty(words.empty, None);
    }
    let group = |title: &str, holds: fn(TaskState) -> bool| {
        let of: Vec<El> =
            list.tasks.iter().filter(|task| holds(task.state)).map(|t| task_row(card, t)).collect();
        (!of.is_empty()).then(|| section(title.to_owned(), None, vec![rows(of)]))
    };
    el("div", "stack stack-l")
        .child(group(words.claimable, |state| state == TaskState::Claimable))
        .child(group(words.open, |state| {
            matches!(state, TaskState::InProgress | TaskState::Available | TaskState::Unknown)
        }))
        .child(group(words.later, |state| state == TaskState::Locked))
        .child(group(words.over, |state| matches!(state, TaskState::Claimed | TaskState::Expired)))
}

//! One task as a line of a list: what to do, what it brings, how far, until when, and one button.

use contract::money::ActionKind;
use contract::task::{ProgressUnit, Task, TaskKind, TaskPeriod, TaskState};
use leptos::prelude::*;

use crate::domain::task::{self, Reason};
use crate::domain::time::ends_today;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::{Signal, memo};
use crate::route::Route;
use crate::screens::Card;
use crate::state::{Deed, PressState};
use crate::theme::SafeUrl;
use crate::ui::{
    El, Icon, Look, Tone, badge, busy_button, dynamic, el, icon, link_button, progress, unique_id,
};

/// A task, for the list of tasks and for the home screen.
pub fn task_row(card: Card, task: &Task) -> El {
    let words = &card.texts.tasks;
    let title_id = unique_id();
    let again = match task.period {
        TaskPeriod::Daily => words.daily,
        TaskPeriod::Weekly => words.weekly,
        TaskPeriod::Monthly => words.monthly,
        TaskPeriod::Once | TaskPeriod::Unknown => "",
    };
    let detail = (!task.detail.is_empty()).then(|| el("p", "hint").child(task.detail.clone()));
    let reward = el("p", "task-reward")
        .child(icon(Icon::Gift))
        .child(el("span", "").child(card.formats().reward(&task.reward)));
    let again = (!again.is_empty()).then(|| el("span", "tiny weak").child(again));
    let words = el("div", "task-words")
        .child(el("h3", "task-title").attr("id", title_id.clone()).child(task.title.clone()))
        .child(detail)
        .child(el("div", "line").child(reward).child(again));
    let more = [how_far(card, task), until(card, task)];
    let more = el("div", "task-more").children(more.into_iter().flatten());
    el("article", "task")
        .test_id("task")
        .attr("data-id", task.id.as_str().to_owned())
        .attr("data-state", task.state.as_str())
        .attr("aria-labelledby", title_id.clone())
        .child(el("span", "task-mark").child(icon(mark(task))))
        .child(words)
        .child(el("div", "task-end").child(way_on(card, task, title_id)))
        .child(more)
}

/// The state's shape: a lock, a tick, a dash; while it is open, what kind of task it is.
fn mark(task: &Task) -> Icon {
    match task.state {
        TaskState::Locked => Icon::Lock,
        TaskState::Claimed => Icon::Check,
        TaskState::Expired => Icon::Minus,
        TaskState::Claimable => Icon::Gift,
        TaskState::Available | TaskState::InProgress | TaskState::Unknown => match task.kind {
            TaskKind::Profile => Icon::Me,
            TaskKind::FirstOrder | TaskKind::SpendTarget | TaskKind::OrderCount => Icon::Bag,
            TaskKind::CheckInStreak => Icon::Calendar,
            TaskKind::Review | TaskKind::Survey => Icon::Pen,
            TaskKind::Referral => Icon::People,
            TaskKind::Tutorial => Icon::Info,
            TaskKind::Subscribe => Icon::Clock,
            TaskKind::VisitStore => Icon::Store,
            TaskKind::Unknown => Icon::Tasks,
        },
    }
}

fn is_open(state: TaskState) -> bool {
    matches!(state, TaskState::Available | TaskState::InProgress)
}

/// The missing amount first, then the track; nothing where there is but one step.
fn how_far(card: Card, task: &Task) -> Option<El> {
    let words = &card.texts.tasks;
    let formats = card.formats();
    let goal = &task.progress;
    if !is_open(task.state) || goal.target <= 1 {
        return None;
    }
    let amount = |value: i64| match goal.unit {
        ProgressUnit::Money => plain(&formats.amount(value)),
        _ => formats.number(value),
    };
    let missing = match goal.unit {
        ProgressUnit::Money => words.missing_money,
        ProgressUnit::Days => words.missing_days,
        ProgressUnit::Count => words.missing_count,
        ProgressUnit::Unknown => return None,
    };
    let missing = fill(missing, &[&amount(task::missing(goal))]);
    let have = goal.value.clamp(0, goal.target);
    let far = fill(words.of, &[&amount(have), &amount(goal.target)]);
    let share = f64::from(task::fraction(goal).bps()) / 10_000.0;
    let first = el("span", "strong accent").child(missing);
    let spoken = far.clone();
    Some(progress(words.progress.into(), spoken, share, first, el("span", "").child(far)))
}

fn until(card: Card, task: &Task) -> Option<El> {
    let deadline = task.deadline?;
    if !is_open(task.state) && task.state != TaskState::Claimable {
        return None;
    }
    let now = card.now();
    let until = card.formats().last_moment(deadline, now);
    let text = fill(card.texts.tasks.until, &[&until]);
    Some(if ends_today(now, deadline) {
        badge(Tone::Warn, text)
    } else {
        el("p", "tiny weak").child(text)
    })
}

/// The one button, or why there is none.
fn way_on(card: Card, task: &Task, title_id: String) -> Option<El> {
    let words = &card.texts.tasks;
    let small = |button: El| {
        button.attr("class", "button button-small").attr("aria-describedby", title_id.clone())
    };
    match task::can_claim(task) {
        Ok(()) => Some(claim(card, task, title_id)),
        Err(Reason::Locked) => Some(badge(Tone::Plain, words.locked)),
        Err(Reason::AlreadyClaimed) => Some(badge(Tone::Good, words.claimed)),
        Err(Reason::Expired) => Some(badge(Tone::Plain, words.expired)),
        Err(Reason::NotKnown) => Some(hint(words.unknown)),
        Err(Reason::NotComplete) => {
            let action = task.action.as_ref()?;
            let href = match action.kind {
                ActionKind::Route => {
                    let target = action.target.as_deref().filter(|t| t.starts_with('#'))?;
                    let route = Route::parse(target);
                    (route != Route::NotFound).then(|| route.to_hash())
                }
                ActionKind::ClaimOffer => Some(Route::Offers.to_hash()),
                ActionKind::Url => {
                    SafeUrl::parse(action.target.as_deref()?).map(|url| url.as_str().to_owned())
                }
                ActionKind::None => return Some(hint(words.in_store)),
                ActionKind::Unknown => None,
            };
            Some(match href {
                Some(href) => small(link_button(Look::Secondary, words.go.into(), href)),
                None => hint(words.unknown),
            })
        }
    }
}

fn hint(text: &'static str) -> El {
    el("p", "tiny weak").child(text)
}

fn claim(card: Card, task: &Task, title_id: String) -> El {
    let words = &card.texts.tasks;
    let deed = Deed::ClaimTask(task.id.clone());
    let state = {
        let deed = deed.clone();
        memo(move || card.store.press_state(&deed))
    };
    let busy = Signal::derive(move || state.get() != PressState::Idle);
    let press = Callback::new(move |()| card.store.press(deed.clone()));
    let button = dynamic(move || match state.get() {
        PressState::Checking => badge(Tone::Plain, card.texts.common.checking_short).view(),
        PressState::Idle | PressState::Sending => {
            busy_button(Look::Primary, words.claim.into(), busy, press)
                .attr("class", "button button-small")
                .attr("aria-describedby", title_id.clone())
                .test_id("claim")
                .view()
        }
    });
    el("div", "").child(button)
}

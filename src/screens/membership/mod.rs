//! Paid membership: where it stands and until when, what it saved against what it cost, what it
//! gives, whether it renews itself, and what can be bought.

mod payment;
mod plans;

use std::sync::Arc;

use contract::Instant;
use contract::membership::{AutoRenewal, AutoRenewalState, Membership, MembershipValue};
use contract::prompt::{Placement, Prompt, PromptKind};
use leptos::prelude::*;

use self::plans::Choice;
use super::confirm::{Answer, Asked, Question, confirm};
use super::context::Card;
use super::members::members;
use super::prompt::{Standing as Shown, prompts};
use super::tier_progress::benefits;
use crate::domain::fraction::Fraction;
use crate::domain::membership::{Standing, Worth, standing, worth};
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::{RwSignal, memo};
use crate::route::Route;
use crate::state::Deed;
use crate::ui::{
    self, Child, El, Icon, Look, Shape, Size, Tone, badge, button, dynamic, el, nothing, number,
    progress, row, rows, section, skeleton, stat, stats,
};

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let asked: Asked = RwSignal::new(None);
    let shown = card.standing;
    let choice = Choice::new();
    let body = members(card, move || {
        let membership = card.store.membership();
        membership.ensure();
        let ready = move |card, membership: Arc<Membership>| ready(card, asked, &membership);
        // What is on its way stands first, and so does what can be bought where nothing is valid.
        let first = memo(move || {
            let paying = card.store.payment().value().is_some();
            paying || membership.value().is_some_and(|membership| is_over(card, &membership))
        });
        let buying = move |there: bool| {
            dynamic(
                move || {
                    if first.get() == there { payment::view(card, choice) } else { nothing() }
                },
            )
        };
        el("div", "stack stack-l")
            .child(dynamic(move || renewal(card, shown).view()))
            .child(buying(true))
            .child(card.remote(membership, waiting, ready))
            .child(buying(false))
    });
    let bar = card.bar(card.further().membership.title, &Route::Home);
    ui::page(bar, vec![el("div", "").child(body)]).child(confirm(card, asked)).view()
}

fn waiting(card: Card) -> El {
    let loading = || card.texts.common.loading.to_owned();
    el("div", "stack stack-l")
        .child(skeleton(loading(), Shape::Tickets, 1))
        .child(skeleton(loading(), Shape::Rows, 4).attr("aria-hidden", true))
}

/// What the brand's policy has to say about renewing. A button that leads here is left out.
fn renewal(card: Card, shown: Shown) -> El {
    let mut list: Vec<Prompt> = Vec::new();
    for prompt in card.home().iter().flat_map(|home| home.prompts.iter()) {
        if matches!(prompt.kind, PromptKind::Renewal | PromptKind::AutoRenewalNotice) {
            let mut prompt = prompt.clone();
            prompt.cta = prompt.cta.filter(|call| {
                let target = call.action.target.as_deref();
                target.is_none_or(|target| Route::parse(target) != Route::Membership)
            });
            list.push(prompt);
        }
    }
    el("div", "stack membership-prompts").children(prompts(card, shown, Placement::Home, &list))
}

fn is_over(card: Card, membership: &Membership) -> bool {
    matches!(
        standing(membership, card.now()),
        Standing::Never | Standing::Ended(..) | Standing::Refunded
    )
}

fn ready(card: Card, asked: Asked, membership: &Membership) -> El {
    let words = &card.further().membership;
    let standing = standing(membership, card.now());
    if standing == Standing::Never {
        return el("div", "");
    }
    let over = is_over(card, membership);
    let gives = (!membership.benefits.is_empty()).then(|| {
        let title = if over { words.benefits_ended } else { words.benefits };
        section(title.into(), None, vec![benefits(&membership.benefits)])
    });
    let auto = membership.auto_renewal.as_ref().filter(|_| !over);
    el("div", "stack stack-l")
        .child(plan(card, membership, standing))
        .child(membership.value.as_ref().map(|value| saved(card, value)))
        .child(auto.map(|auto| auto_renewal(card, asked, auto, membership.valid_until)))
        .child(gives)
}

/// The plan's name, its state by word, and when it ends or ended.
fn plan(card: Card, membership: &Membership, standing: Standing) -> El {
    let words = &card.further().membership;
    let common = &card.texts.common;
    let (formats, now) = (card.formats(), card.now());
    let until = |end: Option<Instant>| match end {
        Some(end) => fill(common.valid_until, &[&formats.last_moment(end, now)]),
        None => words.for_good.to_owned(),
    };
    let ended_at = |end: Option<Instant>| {
        end.map_or_else(String::new, |end| fill(words.ended_at, &[&formats.last_moment(end, now)]))
    };
    let (tone, word, line, more) = match standing {
        Standing::Trial(end) => (Tone::Accent, words.trial, until(end), String::new()),
        Standing::EndsSoon(end) => (Tone::Warn, words.ends_soon, until(Some(end)), String::new()),
        Standing::Grace(end) => (Tone::Warn, words.grace, words.grace_body.into(), ended_at(end)),
        Standing::Ended(days, end) => {
            let since = match days {
                Some(0) => words.ended_today.into(),
                Some(1) => words.ended_yesterday.into(),
                Some(days) => fill(words.ended_days, &[&formats.number(days.into())]),
                None => words.ended.into(),
            };
            (Tone::Plain, words.ended, since, ended_at(end))
        }
        Standing::Refunded => {
            (Tone::Plain, words.refunded, words.refunded_body.into(), String::new())
        }
        Standing::Valid(end) => (Tone::Good, words.valid, until(end), String::new()),
        Standing::NotKnown | Standing::Never => {
            (Tone::Plain, "", words.not_known.into(), String::new())
        }
    };
    let name = membership.plan_name.clone().unwrap_or_else(|| words.plan.to_owned());
    let state = (!word.is_empty()).then(|| badge(tone, word));
    let head = el("div", "line line-spread").child(el("h2", "lead").child(name)).child(state);
    let more = (!more.is_empty()).then(|| el("p", "hint").child(more));
    el("div", "surface stack stack-s").child(head).child(el("p", "").child(line)).child(more)
}

/// Saved against paid, also where it has not paid for itself.
fn saved(card: Card, value: &MembershipValue) -> El {
    let words = &card.further().membership;
    let formats = card.formats();
    let (saved, paid) = (formats.money(&value.saved), formats.money(&value.paid));
    let spoken = fill(words.share, &[&plain(&saved), &plain(&paid)]);
    let verdict = match worth(value) {
        Worth::PaidBack(more) if more.amount == 0 => words.even.to_owned(),
        Worth::PaidBack(more) => fill(words.paid_back, &[&plain(&formats.money(&more))]),
        Worth::Missing(less) => fill(words.missing, &[&plain(&formats.money(&less))]),
        Worth::NotComparable => String::new(),
    };
    let share = Fraction::of(value.saved.amount, value.paid.amount);
    let share = f64::from(share.bps()) / 10_000.0;
    let since = fill(words.since, &[&formats.day(value.since, card.now())]);
    let figures = stats(vec![
        stat(words.saved.into(), number(Size::Large, saved), Child::Nothing),
        stat(words.paid.into(), number(Size::Large, paid), Child::Nothing),
    ]);
    let track = (!verdict.is_empty()).then(|| {
        let since = el("span", "").child(since);
        progress(words.value.into(), spoken, share, since, Child::Nothing)
    });
    let verdict = (!verdict.is_empty()).then(|| el("p", "strong").child(verdict));
    let body = el("div", "surface stack").child(verdict).child(figures).child(track);
    section(words.value.into(), None, vec![body])
}

/// Whether the plan renews itself, when and for how much, and the way to stop it.
fn auto_renewal(card: Card, asked: Asked, auto: &AutoRenewal, end: Option<Instant>) -> El {
    let words = &card.further().membership;
    let (formats, now) = (card.formats(), card.now());
    let next = auto.next_charge_at.map(|at| {
        let when = formats.moment(at, now);
        match &auto.next_amount {
            Some(amount) => fill(words.next_charge, &[&when, &plain(&formats.money(amount))]),
            None => fill(words.next_charge_at, &[&when]),
        }
    });
    let next = next.unwrap_or_default();
    let (title, detail, can_cancel) = match auto.state {
        AutoRenewalState::On => (words.auto_on, next, true),
        AutoRenewalState::PastDue => (words.auto_past_due, words.auto_past_due_body.into(), true),
        AutoRenewalState::Off => (words.auto_off, words.auto_off_body.into(), false),
        AutoRenewalState::Unknown => (words.auto_not_known, next, false),
    };
    let cancel = can_cancel.then(|| {
        let until = end.map(|end| fill(words.cancel_until, &[&formats.last_moment(end, now)]));
        let press = Callback::new(move |()| {
            let lines = [words.cancel_charge.to_owned()].into_iter().chain(until.clone());
            asked.set(Some(Arc::new(Question {
                title: words.cancel_title.into(),
                lines: lines.collect(),
                label: words.cancel.into(),
                look: Look::Danger,
                answer: Answer::Press(Deed::CancelAutoRenewal),
            })));
        });
        button(Look::Quiet, words.cancel, press)
    });
    let state = rows(vec![row(Some(Icon::Refresh), title.into(), detail, Child::Nothing)]);
    section(words.auto_renewal.into(), None, vec![state, el("div", "").child(cancel)])
}

//! A payment on its way, and how it ended; else what can be bought.

use std::sync::Arc;

use contract::order::PlanList;
use leptos::prelude::*;

use super::plans::{Choice, again, section_of};
use crate::domain::membership::can_buy;
use crate::domain::payment::{Step, Why};
use crate::i18n::fill;
use crate::reactive::memo;
use crate::screens::Card;
use crate::state::{Payment, paying};
use crate::ui::{El, Icon, Look, Shape, button, dynamic, el, icon, nothing, skeleton};

/// Draws it.
pub fn view(card: Card, choice: Choice) -> AnyView {
    let stage = memo(move || {
        let payment = card.store.payment().value().map(|payment| (*payment).clone());
        payment.filter(|payment| match payment.step {
            // Its button says so, where that is in view.
            Step::Creating => choice.again.get(),
            // The toast said why.
            Step::Unpaid(Why::NotOrdered) => false,
            _ => true,
        })
    });
    let sold = memo(move || {
        let membership = card.store.membership().value()?;
        let held = membership.plan_id.clone();
        let renew = membership.valid_until.is_some_and(|end| end > card.now());
        can_buy(&membership, card.now()).then_some((held, renew))
    });
    dynamic(move || match (stage.get(), sold.get()) {
        (Some(payment), _) => panel(card, choice, &payment).view(),
        (None, Some((held, renew))) => {
            let plans = card.store.plans();
            plans.ensure();
            let ready = move |card, list: Arc<PlanList>| {
                section_of(card, choice, &list, held.as_ref(), renew)
            };
            card.remote(plans, waiting, ready)
        }
        (None, None) => nothing(),
    })
}

fn waiting(card: Card) -> El {
    skeleton(card.texts.common.loading.to_owned(), Shape::Tickets, 2)
}

/// What is happening, what it means, and one button at most.
fn panel(card: Card, choice: Choice, payment: &Payment) -> El {
    let words = &card.further().plans;
    let look = || button(Look::Secondary, words.look, Callback::new(|()| paying::look()));
    let checking = card.further().shared.checking;
    let (name, title, more, way) = match payment.step {
        Step::Creating => ("creating", words.creating.to_owned(), None, None),
        Step::Invoking => ("invoking", words.invoking.to_owned(), None, Some(look())),
        Step::Away => ("away", words.away.into(), None, Some(look())),
        Step::Confirming { .. } => ("confirming", checking.into(), None, None),
        Step::Unknown => ("unknown", checking.into(), Some(words.unknown.into()), Some(look())),
        Step::Paid => {
            let close = Callback::new(move |()| paying::put_away(card.store));
            let plan = payment.order.as_ref().map(|order| order.plan_name.clone());
            let title = fill(words.paid, &[&plan.unwrap_or_default()]);
            ("paid", title, until(card), Some(button(Look::Secondary, words.done, close)))
        }
        Step::Unpaid(why) => {
            let plan = payment.plan.clone();
            let retry = Callback::new(move |()| again(card, choice, &plan));
            let retry = button(Look::Primary, card.texts.common.retry, retry).test_id("retry");
            // So that the same plan can be ordered at once.
            card.store.plans().ensure();
            let other = Callback::new(move |()| paying::put_away(card.store));
            let other = button(Look::Quiet, words.other, other);
            let ways = el("div", "line").child(retry).child(other);
            ("unpaid", unpaid(card, why).into(), None, Some(ways))
        }
    };
    let waits = matches!(name, "creating" | "invoking" | "away" | "confirming" | "unknown");
    let mark = el("span", "payment-mark").attr("aria-hidden", "true");
    let mark = match name {
        "paid" => mark.child(icon(Icon::Check)),
        "unpaid" => mark.child(icon(Icon::Info)),
        _ => mark.attr("data-waits", waits),
    };
    let more = more.map(|more: String| el("p", "hint").child(more));
    let said = el("div", "stack stack-s")
        .attr("role", "status")
        .child(el("p", "strong").child(title))
        .child(more);
    el("div", "surface payment")
        .attr("data-step", name)
        .test_id("payment")
        .child(mark)
        .child(said)
        .child(way.map(|way| el("div", "payment-way").child(way)))
}

fn unpaid(card: Card, why: Why) -> &'static str {
    let words = &card.further().plans.unpaid;
    match why {
        Why::Cancelled => words.cancelled,
        Why::Failed | Why::NotOrdered => words.failed,
        Why::NotYet => words.not_yet,
        Why::Refused => words.refused,
        Why::Closed => words.closed,
        Why::Refunded => words.refunded,
    }
}

/// Until when the membership now lasts.
fn until(card: Card) -> Option<String> {
    let end = card.store.membership().value()?.valid_until?;
    let (formats, now) = (card.formats(), card.now());
    Some(fill(card.texts.common.valid_until, &[&formats.last_moment(end, now)]))
}

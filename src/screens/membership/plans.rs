//! The plans side by side: what each costs and until when it lasts, what the chosen one brings, and
//! for one that renews itself the terms in plain words, before anything is paid. Agreeing to them
//! is an act of the member's own.

use std::sync::Arc;

use contract::ids::PlanId;
use contract::membership::PlanTerm;
use contract::order::{MembershipOrderRequest, PayChannel, Plan, PlanList};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, HtmlInputElement};

use crate::domain::payment::Step;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::{RwSignal, Signal};
use crate::screens::Card;
use crate::screens::tier_progress::benefits;
use crate::state::paying;
use crate::ui::{
    El, Figure, Look, Size, Tone, badge, busy_button, dynamic, el, number, section, unique_id,
};

/// What the member has chosen so far.
#[derive(Clone, Copy)]
pub struct Choice {
    plan: RwSignal<Option<PlanId>>,
    agreed: RwSignal<bool>,
    /// The button was pressed without the agreement that it needs.
    missing: RwSignal<bool>,
    /// The same plan is being ordered once more, where the plans are not in view.
    pub again: RwSignal<bool>,
}

impl Choice {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            plan: RwSignal::new(None),
            agreed: RwSignal::new(false),
            missing: RwSignal::new(false),
            again: RwSignal::new(false),
        }
    }
}

/// The section. `held` is the plan that the member has or had.
pub fn section_of(
    card: Card,
    choice: Choice,
    list: &PlanList,
    held: Option<&PlanId>,
    renew: bool,
) -> El {
    let words = &card.further().plans;
    let plans: Arc<[Plan]> = list.plans.clone().into();
    let known = choice.plan.get_untracked().filter(|id| plans.iter().any(|plan| plan.id == *id));
    let held = held.filter(|id| plans.iter().any(|plan| plan.id == **id)).cloned();
    let Some(first) = known.or(held).or_else(|| plans.first().map(|plan| plan.id.clone())) else {
        return card.empty(words.none, None);
    };
    choice.plan.set(Some(first.clone()));
    let name = unique_id();
    let options = plans.iter().map(|plan| option(card, choice, plan, &name, plan.id == first));
    let group = el("div", "plans")
        .attr("role", "radiogroup")
        .attr("aria-label", words.choose)
        .children(options.collect::<Vec<_>>());
    let chosen = dynamic(move || {
        let id = choice.plan.get();
        let plan = plans.iter().find(|plan| Some(&plan.id) == id.as_ref());
        el("div", "stack").children(plan.map(|plan| chosen(card, choice, plan, renew))).view()
    });
    let title = if renew { words.renew } else { words.join };
    section(title.into(), None, vec![group, el("div", "").child(chosen)])
}

/// One plan to choose.
fn option(card: Card, choice: Choice, plan: &Plan, name: &str, checked: bool) -> El {
    let words = &card.further().plans;
    let formats = card.formats();
    let until = plan.valid_until.map_or_else(
        || words.for_good.to_owned(),
        |end| fill(words.until, &[&formats.day(end - chrono::TimeDelta::minutes(1), card.now())]),
    );
    let term = match plan.term {
        PlanTerm::Trial => words.term.trial,
        PlanTerm::Month => words.term.month,
        PlanTerm::Quarter => words.term.quarter,
        PlanTerm::HalfYear => words.term.half_year,
        PlanTerm::Year => words.term.year,
        PlanTerm::Lifetime => words.term.lifetime,
        PlanTerm::Unknown => "",
    };
    let after = if term.is_empty() { String::new() } else { ["/ ", term].concat() };
    let price = Figure { after, ..formats.money(&plan.price) };
    let renews = plan.auto_renews.then(|| badge(Tone::Plain, words.renews));
    let (id, of) = (plan.id.clone(), plan.id.clone());
    let input = el("input", "plan-mark")
        .attr("type", "radio")
        .attr("name", name.to_owned())
        .attr("value", plan.id.to_string())
        .attr("checked", checked)
        .on("change", move |_| {
            choice.missing.set(false);
            choice.plan.set(Some(of.clone()));
        });
    let words = el("span", "plan-words")
        .child(
            el("span", "line").child(el("span", "strong").child(plan.name.clone())).child(renews),
        )
        .child(number(Size::Large, price))
        .child(el("span", "hint").child(until));
    el("label", "plan")
        .attr("data-on", Signal::derive(move || choice.plan.with(|now| now.as_ref() == Some(&id))))
        .attr("data-plan", plan.id.to_string())
        .test_id("plan")
        .child(input)
        .child(words)
}

/// What the chosen plan brings, what it commits to, and the button.
fn chosen(card: Card, choice: Choice, plan: &Plan, renew: bool) -> El {
    let words = &card.further().plans;
    let brings = (!plan.benefits.is_empty()).then(|| {
        let title = el("h3", "weak small").child(words.brings);
        el("div", "stack stack-s").child(title).child(benefits(&plan.benefits))
    });
    let terms = if plan.auto_renews {
        el("div", "stack").child(renewal(card, plan)).child(agreement(card, choice))
    } else {
        el("p", "hint").child(words.once)
    };
    let way = match card.host().pay_channel() {
        Some(channel) => pay(card, choice, plan, channel, renew),
        None => el("p", "well").test_id("pay-nowhere").child(words.nowhere),
    };
    el("div", "stack").child(brings).child(terms).child(way)
}

/// The terms of automatic renewal, a line each: how much, when, when one is told, how to stop it.
fn renewal(card: Card, plan: &Plan) -> El {
    let words = &card.further().plans;
    let formats = card.formats();
    let home = card.home();
    let notice = home.as_ref().and_then(|home| home.program.renewal_policy.as_ref());
    let notice = notice.map(|policy| i64::from(policy.auto_renewal_notice_days));
    let lines = [
        Some(fill(words.renews_price, &[&plain(&formats.money(&plan.price))])),
        plan.valid_until.map(|at| fill(words.renews_next, &[&formats.day(at, card.now())])),
        notice.map(|days| fill(words.renews_notice, &[&formats.number(days)])),
        Some(words.renews_cancel.to_owned()),
    ];
    let lines = lines.into_iter().flatten().map(|line| el("li", "").child(line));
    el("ul", "well small plan-terms").children(lines)
}

/// The box to tick. It is never ticked for the member.
fn agreement(card: Card, choice: Choice) -> El {
    let words = &card.further().plans;
    let id = unique_id();
    let input = el("input", "plan-mark")
        .attr("type", "checkbox")
        .attr("checked", choice.agreed.get_untracked())
        .attr("aria-describedby", id.clone())
        .attr("aria-invalid", Signal::from(choice.missing))
        .test_id("agree")
        .on("change", move |event| {
            choice.agreed.set(is_checked(&event));
            choice.missing.set(false);
        });
    let missing = Signal::derive(move || {
        if choice.missing.get() { words.agree_first } else { "" }.to_owned()
    });
    el("div", "stack stack-s")
        .child(el("label", "plan-agree").child(input).child(el("span", "").child(words.agree)))
        .child(el("p", "field-error").attr("id", id).attr("role", "alert").child(missing))
}

fn is_checked(event: &Event) -> bool {
    let input = event.target().and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| input.checked())
}

fn pay(card: Card, choice: Choice, plan: &Plan, channel: PayChannel, renew: bool) -> El {
    let words = &card.further().plans;
    let label = if renew { words.renew_for } else { words.join_for };
    let label = fill(label, &[&plain(&card.formats().money(&plan.price))]);
    let payment = card.store.payment();
    let busy = Signal::derive(move || {
        payment.value().is_some_and(|payment| payment.step == Step::Creating)
    });
    let (plan_id, auto_renews) = (plan.id.clone(), plan.auto_renews);
    let press = Callback::new(move |()| {
        let agreed = choice.agreed.get_untracked();
        if auto_renews && !agreed {
            choice.missing.set(true);
            return;
        }
        choice.again.set(false);
        buy(card, plan_id.clone(), channel, auto_renews);
    });
    busy_button(Look::Primary, label, busy, press)
        .attr("class", "button button-wide")
        .test_id("pay")
}

fn buy(card: Card, plan_id: PlanId, channel: PayChannel, auto_renewal_accepted: bool) {
    let request = MembershipOrderRequest { plan_id, channel, auto_renewal_accepted };
    paying::buy(card.store, card.host(), request);
}

/// The same plan once more, at once where nothing has to be agreed to again.
pub fn again(card: Card, choice: Choice, plan: &PlanId) {
    choice.plan.set(Some(plan.clone()));
    let plans = card.store.plans().peek();
    let plan = plans.iter().flat_map(|list| &list.plans).find(|known| known.id == *plan);
    let agreed = choice.agreed.get_untracked();
    match (plan, card.host().pay_channel()) {
        (Some(plan), Some(channel)) if agreed || !plan.auto_renews => {
            choice.again.set(true);
            buy(card, plan.id.clone(), channel, plan.auto_renews);
        }
        _ => paying::put_away(card.store),
    }
}

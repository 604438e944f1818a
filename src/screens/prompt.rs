//! What the brand asks: at most one thing at a place, with its reason on demand, and never past
//! its cap. A notice that the law demands stands above it.

use contract::Instant;
use contract::ids::{OfferId, PromptId};
use contract::money::ActionKind;
use contract::prompt::{Incentive, Placement, Prompt, PromptEvent, PromptKind, PromptReason};
use leptos::prelude::*;

use super::context::Card;
use crate::domain::prompt::{Context, choose, is_extra, is_statutory};
use crate::i18n::fill;
use crate::reactive::{RwSignal, Signal, StoredValue, memo};
use crate::route::Route;
use crate::state::{Deed, PressState, shown};
use crate::theme::SafeUrl;
use crate::ui::{
    self, Child, El, Icon, Look, Size, busy_button, button, el, icon, link_button, number,
    prompt_card,
};

/// Which prompts this page has shown and closed, on all of its screens: a prompt that was counted on
/// one may stand on the next, and what was closed on one stays closed.
#[derive(Clone, Copy)]
pub struct Standing {
    shown: StoredValue<Vec<PromptId>>,
    closed: RwSignal<Vec<PromptId>>,
}

impl Default for Standing {
    fn default() -> Self {
        Self { shown: StoredValue::new(Vec::new()), closed: RwSignal::new(Vec::new()) }
    }
}

/// The prompts of a place, the notice first. Showing one counts it.
pub fn prompts(card: Card, standing: Standing, placement: Placement, list: &[Prompt]) -> Vec<El> {
    let Some(home) = card.home() else { return Vec::new() };
    let Some(member) = &home.member else { return Vec::new() };
    let now = card.now();
    let closed = standing.closed.get();
    let history = shown::history(member.id.as_str());
    let before = standing.shown.get_value();
    let choice = choose(
        list.iter().filter(|prompt| !closed.contains(&prompt.id)),
        placement,
        &Context {
            now,
            renewal: home.program.renewal_policy.as_ref(),
            caps: home.program.cap_policy.as_ref(),
            membership: home.membership.as_ref(),
            history: &history,
            standing: before.last(),
        },
    );
    let chosen = choice.notice.into_iter().chain(choice.primary);
    chosen
        .map(|prompt| {
            if !before.contains(&prompt.id) {
                count(card, standing, member.id.as_str(), prompt, now);
            }
            draw(card, standing, member.id.as_str().to_owned(), prompt)
        })
        .collect()
}

fn count(card: Card, standing: Standing, member: &str, prompt: &Prompt, now: Instant) {
    standing.shown.update_value(|all| all.push(prompt.id.clone()));
    if !is_statutory(prompt) {
        shown::remember(member, &prompt.fingerprint, now, false);
    }
    let deed = Deed::Prompt(prompt.id.clone(), PromptEvent::Impression);
    // After the screen is drawn: reporting must not be part of drawing.
    request_animation_frame(move || card.store.press(deed));
}

fn draw(card: Card, standing: Standing, member: String, prompt: &Prompt) -> El {
    let statutory = is_statutory(prompt);
    let close = Callback::new({
        let (id, fingerprint) = (prompt.id.clone(), prompt.fingerprint.clone());
        move |()| {
            standing.closed.update(|closed| closed.push(id.clone()));
            if !statutory {
                shown::remember(&member, &fingerprint, card.now(), true);
                card.store.press(Deed::Prompt(id.clone(), PromptEvent::Dismiss));
            }
        }
    });
    prompt_card(ui::Prompt {
        picture: picture(card, prompt),
        headline: prompt.headline.clone(),
        body: prompt.body.clone(),
        action: action(card, prompt),
        close_name: card.texts.common.close.into(),
        close,
        why: card.texts.home.why.into(),
        reason: reason(card, standing, prompt),
    })
    .attr("data-kind", prompt.kind.as_str())
}

fn picture(card: Card, prompt: &Prompt) -> Child {
    if let Some(url) = prompt.image_url.as_deref().and_then(SafeUrl::parse) {
        return el("img", "").attr("src", url.as_str().to_owned()).attr("alt", "").into();
    }
    if let Some(incentive) = prompt.incentives.first() {
        return worth(card, incentive).into();
    }
    icon(match prompt.kind {
        PromptKind::AutoRenewalNotice => Icon::Calendar,
        PromptKind::TierNear | PromptKind::TierAtRisk => Icon::Crown,
        PromptKind::PointsExpiring => Icon::Coin,
        PromptKind::NewMemberPack | PromptKind::Onboarding => Icon::Gift,
        _ => Icon::Ticket,
    })
    .into()
}

/// What a prompt brings: the amount, and that it asks for nothing.
fn worth(card: Card, incentive: &Incentive) -> El {
    let words = &card.texts.home;
    let figure = incentive.amount_off.map_or_else(
        || icon(Icon::Gift),
        |amount| number(Size::Large, card.formats().amount(amount)),
    );
    let no_threshold =
        incentive.no_threshold.then(|| el("span", "prompt-term").child(words.no_threshold));
    let extra = is_extra(incentive).then(|| el("span", "prompt-extra").child(words.extra));
    el("div", "prompt-worth").child(figure).child(no_threshold).child(extra)
}

fn action(card: Card, prompt: &Prompt) -> Option<El> {
    let call = prompt.cta.as_ref()?;
    let label = call.label.clone();
    let id = prompt.id.clone();
    let clicked = move || card.store.press(Deed::Prompt(id.clone(), PromptEvent::Click));
    match call.action.kind {
        ActionKind::ClaimOffer => {
            let deed = Deed::Claim(OfferId::new(call.action.id.clone()?));
            let state = {
                let deed = deed.clone();
                memo(move || card.store.press_state(&deed))
            };
            let busy = Signal::derive(move || state.get() != PressState::Idle);
            let press = Callback::new(move |()| {
                clicked();
                card.store.press(deed.clone());
            });
            Some(busy_button(Look::Primary, label, busy, press).test_id("claim"))
        }
        ActionKind::Route => {
            let route = Route::parse(call.action.target.as_deref()?);
            if route == Route::NotFound {
                return None;
            }
            let link = link_button(Look::Primary, label, route.to_hash());
            Some(link.on("click", move |_| clicked()))
        }
        ActionKind::Url => {
            let url = SafeUrl::parse(call.action.target.as_deref()?)?;
            let link = link_button(Look::Primary, label, url.as_str().to_owned());
            Some(link.on("click", move |_| clicked()))
        }
        ActionKind::None | ActionKind::Unknown => None,
    }
}

fn reason(card: Card, standing: Standing, prompt: &Prompt) -> Vec<El> {
    let words = &card.texts.home;
    let reasons = &words.reasons;
    let why = match prompt.reason {
        PromptReason::ExpiredLowTicket => reasons.expired_low_ticket,
        PromptReason::EndsSoonHighTicket => reasons.ends_soon_high_ticket,
        PromptReason::AutoRenewalDue => reasons.auto_renewal_due,
        PromptReason::NoPurchaseInCycle => reasons.no_purchase_in_cycle,
        PromptReason::JoinedRecently => reasons.joined_recently,
        PromptReason::TierWithinReach => reasons.tier_within_reach,
        PromptReason::TierAtRisk => reasons.tier_at_risk,
        PromptReason::CouponEndsSoon => reasons.coupon_ends_soon,
        PromptReason::PointsEndSoon => reasons.points_end_soon,
        // Such a prompt is not chosen.
        PromptReason::Unknown => "",
    };
    let mut lines = vec![el("p", "").child(why)];
    if is_statutory(prompt) {
        lines.push(el("p", "").child(words.cap_statutory));
        return lines;
    }
    if let Some(cap) = &prompt.cap {
        let number = |value: u32| card.formats().number(value.into());
        let this = cap.used.clamp(1, cap.max.max(1));
        let cap = fill(words.cap, &[&number(cap.window_days), &number(cap.max), &number(this)]);
        lines.push(el("p", "").child(cap));
    }
    let id = prompt.id.clone();
    let mute = Callback::new(move |()| {
        standing.closed.update(|closed| closed.push(id.clone()));
        card.store.press(Deed::Prompt(id.clone(), PromptEvent::MuteKind));
    });
    lines.push(button(Look::Quiet, words.mute, mute));
    lines
}

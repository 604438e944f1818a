//! Which prompt a screen shows: the card's own check of what the backend sends.

use contract::Instant;
use contract::ids::PromptId;
use contract::membership::{AutoRenewalState, Membership};
use contract::program::{CapPolicy, RenewalPolicy};
use contract::prompt::{
    Framing, Incentive, Placement, PriceBand, Prompt, PromptKind, PromptReason,
};

use super::cap::{self, CapReason, Shown};
use super::renewal;

/// Words that a tasting does not lead with: it invites, it does not ask to renew.
const RENEWAL_WORDS: [&str; 6] = ["续费", "续订", "續費", "續訂", "renew", "Renew"];

/// What is known when prompts are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The backend's time.
    pub now: Instant,
    /// How the brand asks for renewal.
    pub renewal: Option<&'a RenewalPolicy>,
    /// How often it may ask.
    pub caps: Option<&'a CapPolicy>,
    /// The member's plan.
    pub membership: Option<&'a Membership>,
    /// What this card has shown, in all its tabs.
    pub history: &'a [Shown],
    /// The prompt that is on the screen already: its showing is counted, it may stay.
    pub standing: Option<&'a PromptId>,
}

/// What a screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Choice<'a> {
    /// What the law demands to tell, above everything.
    pub notice: Option<&'a Prompt>,
    /// The one thing that is asked.
    pub primary: Option<&'a Prompt>,
}

/// Why the card does not show a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It belongs to another screen.
    OtherPlacement,
    /// Not yet, or no longer.
    NotNow,
    /// No reason that could be told, or a kind that this card does not know.
    NoReason,
    /// A low-ticket plan that is still valid is not asked about.
    NotEnded,
    /// The plan renews itself: renewing would pay twice.
    RenewsItself,
    /// A tasting that leads with renewing.
    Headline,
    /// The cap.
    Capped(CapReason),
}

/// Chooses for a placement: at most one notice and at most one primary, the one with the highest
/// priority, of equals the one that ends first.
#[must_use]
pub fn choose<'a>(
    prompts: impl IntoIterator<Item = &'a Prompt>,
    placement: Placement,
    context: &Context,
) -> Choice<'a> {
    let mut choice = Choice::default();
    for prompt in prompts {
        if check(prompt, placement, context).is_err() {
            continue;
        }
        let place = if is_statutory(prompt) { &mut choice.notice } else { &mut choice.primary };
        let rank = |p: &Prompt| (core::cmp::Reverse(p.priority), p.eligible_until);
        if place.is_none_or(|best| rank(prompt) < rank(best)) {
            *place = Some(prompt);
        }
    }
    choice
}

/// Whether one prompt may be shown.
///
/// # Errors
/// Why not.
pub fn check(prompt: &Prompt, placement: Placement, context: &Context) -> Result<(), Refusal> {
    if prompt.placement != placement {
        return Err(Refusal::OtherPlacement);
    }
    if context.now < prompt.eligible_from || context.now >= prompt.eligible_until {
        return Err(Refusal::NotNow);
    }
    if prompt.reason == PromptReason::Unknown || prompt.kind == PromptKind::Unknown {
        return Err(Refusal::NoReason);
    }
    if is_statutory(prompt) {
        return Ok(());
    }
    if prompt.kind == PromptKind::Renewal {
        check_renewal(prompt, context)?;
    }
    if prompt.framing == Framing::NewProductTasting
        && RENEWAL_WORDS.iter().any(|word| holds(&prompt.headline, word))
    {
        return Err(Refusal::Headline);
    }
    let stands = context.standing == Some(&prompt.id)
        || cap::stands_today(context.history, &prompt.fingerprint, context.now);
    match context.caps {
        Some(caps) if !stands => {
            cap::allows(caps, context.history, &prompt.fingerprint, context.now)
                .map_err(Refusal::Capped)
        }
        _ => Ok(()),
    }
}

/// As `str::contains`, whose search for any pattern is kilobytes of the first load.
fn holds(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}

/// Whether an incentive may be called an extra: it asks for no least order, and is worth what the
/// renewal table says.
#[must_use]
pub fn is_extra(incentive: &Incentive) -> bool {
    incentive.extra
        && incentive.no_threshold
        && incentive.aov_bps.is_some_and(|bps| renewal::EXTRA_COUPON_BPS.contains(&bps))
}

/// Only these can be demanded by law, whatever else a backend marks so to get past the cap.
#[must_use]
pub fn is_statutory(prompt: &Prompt) -> bool {
    prompt.statutory
        && matches!(prompt.kind, PromptKind::AutoRenewalNotice | PromptKind::RuleChange)
}

fn check_renewal(prompt: &Prompt, context: &Context) -> Result<(), Refusal> {
    let auto = context.membership.and_then(|m| m.auto_renewal.as_ref());
    if auto.is_some_and(|auto| auto.state != AutoRenewalState::Off) {
        return Err(Refusal::RenewsItself);
    }
    let low = prompt.reason == PromptReason::ExpiredLowTicket
        || context.renewal.is_some_and(|policy| policy.price_band == PriceBand::Low);
    let ended = context.membership.is_some_and(|m| renewal::has_ended(m, context.now));
    if low && !ended { Err(Refusal::NotEnded) } else { Ok(()) }
}

//! The whole path of tiers, with what each takes and gives.

use contract::tier::{Tier, TierPath, TierStatus};

use super::measures::needs;
use crate::i18n::fill;
use crate::screens::context::Card;
use crate::screens::tier_progress::benefits;
use crate::ui::{El, Step, StepState, el, tier_path};

/// The path; `status` is the member's own place on it, nothing for a guest.
pub(super) fn steps(card: Card, path: &TierPath, status: Option<&TierStatus>) -> El {
    tier_path(path.tiers.iter().map(|tier| step(card, path, tier, status)).collect())
}

fn step(card: Card, path: &TierPath, tier: &Tier, status: Option<&TierStatus>) -> Step {
    let words = &card.further().tiers;
    let current = status.and_then(|status| status.current.as_ref());
    let state = match current {
        Some(current) if current.id == tier.id => StepState::Current,
        Some(current) if tier.rank < current.rank => StepState::Passed,
        _ => StepState::Ahead,
    };
    let is_next =
        status.and_then(|status| status.next.as_ref()).is_some_and(|next| next.id == tier.id);
    let word = match state {
        StepState::Current => words.here,
        _ if is_next => words.next,
        _ => "",
    };
    let need = needs(card, path.qualify_mode, &tier.thresholds);
    let need = need.map(|need| fill(words.takes, &[&need]));
    Step {
        name: tier.name.clone(),
        need: need.unwrap_or_else(|| words.with_joining.into()),
        state,
        word: word.into(),
        body: (!tier.benefits.is_empty())
            .then(|| benefits(&tier.benefits))
            .into_iter()
            .chain(lasting(card, path, tier))
            .collect(),
    }
}

/// How long the tier lasts, and what keeps it.
fn lasting(card: Card, path: &TierPath, tier: &Tier) -> Option<El> {
    let words = &card.further().tiers;
    let months = card.formats().number(tier.valid_months?.into());
    let line = match needs(card, path.qualify_mode, &tier.keep) {
        Some(keep) => fill(words.lasts_and_keeps, &[&months, &keep]),
        None => fill(words.lasts, &[&months]),
    };
    Some(el("p", "hint tiny").child(line))
}

//! Answers to what was pressed: the toast, and the backend's refusals in words. They come with the
//! further screens, as what sends a press and follows it up does.

use contract::problem::ErrorCode;
use leptos::prelude::*;

use super::context::Card;
use super::hosting;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::{RwSignal, StoredValue, effect};
use crate::state::{ApiError, Notice};
use crate::ui::{self, Toast, Tone};

/// Draws what just happened, one notice at a time. It stands as long as the page speaks this
/// language, and so does what the host is told.
pub fn toasts(card: Card) -> AnyView {
    hosting::begin(card);
    let shown = RwSignal::new(None::<Toast>);
    let next = StoredValue::new(0_u64);
    effect(move || {
        let Some(notice) = card.store.notice() else { return };
        next.update_value(|id| *id += 1);
        let (tone, text) = words(card, &notice);
        shown.set(Some(Toast { id: next.get_value(), tone, text, action: None }));
    });
    ui::toasts(shown.into(), Callback::new(move |()| shown.set(None)))
}

fn words(card: Card, notice: &Notice) -> (Tone, String) {
    let words = &card.further().shared;
    let formats = card.formats.get_untracked();
    match notice {
        Notice::Claimed(coupon) => (Tone::Good, fill(words.claimed, &[&coupon.name])),
        Notice::CheckedIn(reward) => {
            (Tone::Good, fill(words.checked_in, &[&formats.reward(reward)]))
        }
        Notice::MadeUp(reward) => (Tone::Good, fill(words.made_up, &[&formats.reward(reward)])),
        Notice::TaskClaimed(reward) => {
            (Tone::Good, fill(words.reward_arrived, &[&formats.reward(reward)]))
        }
        Notice::AutoRenewalOff => (Tone::Good, words.auto_renewal_off.into()),
        Notice::Joined => (Tone::Good, words.joined.into()),
        Notice::Copied => (Tone::Good, words.copied.into()),
        Notice::Told(text) => (Tone::Plain, (*text).into()),
        Notice::Checking => (Tone::Plain, words.checking.into()),
        Notice::Refused(error) => (Tone::Warn, refusal(card, error)),
    }
}

/// What the backend's refusal means, in a sentence.
pub fn refusal(card: Card, error: &ApiError) -> String {
    let words = &card.further().shared.refusal;
    let ApiError::Problem(problem) = error else {
        return if error.is_offline() { words.network } else { card.texts.common.refusal.other }
            .into();
    };
    let params = &problem.params;
    let text = match problem.code {
        ErrorCode::CouponSoldOut | ErrorCode::StockInsufficient => {
            if let Some(next) = params.next_round_at {
                let when = card.formats.get_untracked().moment(next, card.now());
                return fill(words.sold_out_next, &[&when]);
            }
            words.sold_out
        }
        ErrorCode::AlreadyClaimed => words.already_claimed,
        ErrorCode::ClaimLimitReached => words.limit_reached,
        ErrorCode::OfferNotStarted | ErrorCode::CouponNotStarted => words.not_started,
        ErrorCode::OfferEnded => words.offer_ended,
        ErrorCode::CouponExpired => words.coupon_expired,
        ErrorCode::CouponUsed => words.coupon_used,
        ErrorCode::CouponLocked => words.coupon_locked,
        ErrorCode::CouponDeactivated | ErrorCode::CouponDeleted => words.coupon_gone,
        ErrorCode::TierTooLow => words.tier_too_low,
        ErrorCode::PaidMembershipRequired => words.paid_only,
        ErrorCode::PointsInsufficient => {
            let missing = card.formats.get_untracked().points(params.missing.unwrap_or(0));
            return fill(words.points_missing, &[&plain(&missing)]);
        }
        ErrorCode::CheckInDateMismatch => words.day_changed,
        ErrorCode::MakeUpNotAllowed => words.make_up,
        ErrorCode::TaskNotComplete => words.task_not_complete,
        ErrorCode::ExchangeCodeInvalid => words.exchange_code,
        ErrorCode::EnrollmentRequired => words.members_only,
        ErrorCode::Internal | ErrorCode::UpstreamUnavailable | ErrorCode::Maintenance => words.busy,
        code => card.refused(code),
    };
    text.into()
}

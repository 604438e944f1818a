//! Whether an offer of the claim centre can be claimed.

use contract::Instant;
use contract::coupon::{ClaimState, CouponKind, CouponOffer};

/// Why an offer cannot be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Claimed before.
    AlreadyClaimed,
    /// Claimed as often as one member may.
    LimitReached,
    /// None left.
    SoldOut {
        /// When there are more, if ever.
        next_round_at: Option<Instant>,
    },
    /// Claiming has not begun.
    NotStarted {
        /// When it does.
        from: Instant,
    },
    /// Claiming is over.
    Ended,
    /// For higher tiers; the offer names the least one.
    TierTooLow,
    /// For paid members.
    PaidOnly,
    /// For members.
    SignInRequired,
    /// This card does not know the offer's kind or state.
    NotKnown,
}

/// Whether the member can claim: exactly what the backend says, so that nothing is offered that
/// it would refuse for a reason known here.
///
/// # Errors
/// Why not, for the words beside the button.
pub fn can_claim(offer: &CouponOffer) -> Result<(), Reason> {
    match offer.claim_state {
        ClaimState::Claimable if offer.kind == CouponKind::Unknown => Err(Reason::NotKnown),
        ClaimState::Claimable => Ok(()),
        // 409 ALREADY_CLAIMED.
        ClaimState::Claimed => Err(Reason::AlreadyClaimed),
        // 409 CLAIM_LIMIT_REACHED.
        ClaimState::LimitReached => Err(Reason::LimitReached),
        // 409 COUPON_SOLD_OUT.
        ClaimState::SoldOut => Err(Reason::SoldOut { next_round_at: offer.next_round_at }),
        // 409 OFFER_NOT_STARTED.
        ClaimState::NotStarted => Err(Reason::NotStarted { from: offer.claim_from }),
        // 410 OFFER_ENDED.
        ClaimState::Ended => Err(Reason::Ended),
        // 403 TIER_TOO_LOW.
        ClaimState::TierTooLow => Err(Reason::TierTooLow),
        // 403 PAID_MEMBERSHIP_REQUIRED.
        ClaimState::PaidOnly => Err(Reason::PaidOnly),
        // 403 ENROLLMENT_REQUIRED.
        ClaimState::SignInRequired => Err(Reason::SignInRequired),
        ClaimState::Unknown => Err(Reason::NotKnown),
    }
}

/// Few enough are left to say how many.
const FEW: i64 = 50;

/// How many are left, where it is few: a large number only hurries people.
#[must_use]
pub fn few_left(offer: &CouponOffer) -> Option<i64> {
    let claimable = offer.claim_state == ClaimState::Claimable;
    offer.remaining.filter(|left| claimable && (1..=FEW).contains(left))
}

//! Whether a member may claim an offer, and how a typed exchange code is read.

use chrono::Duration;
use contract::Instant;
use contract::coupon::ClaimState;
use contract::problem::ErrorCode;

/// What decides about claiming an offer.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Claimable from (inclusive).
    pub claim_from: Instant,
    /// Claimable until (exclusive).
    pub claim_until: Instant,
    /// How many are left; nothing when unlimited.
    pub stock: Option<i64>,
    /// When the stock is filled again, and to how many.
    pub next_round: Option<(Instant, i64)>,
    /// How often one member may claim.
    pub per_member_limit: u32,
    /// The rank of the least tier.
    pub min_rank: Option<u32>,
    /// For paid members.
    pub paid_only: bool,
}

/// How long after a round the next one begins.
pub const ROUND: Duration = Duration::days(7);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimant {
    /// Nobody yet.
    Guest,
    /// A member.
    Member {
        /// The rank of the member's tier; 0 when untiered.
        rank: u32,
        /// Whether a paid plan is valid.
        paid: bool,
        /// How often this member has claimed the offer.
        claimed: u32,
    },
}

/// How many are left at `now`: a round that has begun fills the stock.
#[must_use]
pub fn remaining(terms: &Terms, now: Instant) -> Option<i64> {
    match terms.next_round {
        Some((at, filled)) if now >= at => terms.stock.map(|_| filled),
        _ => terms.stock,
    }
}

/// When the next round begins that has not begun at `now`.
#[must_use]
pub fn next_round_at(terms: &Terms, now: Instant) -> Option<Instant> {
    let (at, _) = terms.next_round?;
    let begun = (now - at).num_seconds().max(-1).div_euclid(ROUND.num_seconds()) + 1;
    Some(at + ROUND * i32::try_from(begun).ok()?)
}

/// Whether the offer can be claimed, seen by this claimant now. What nobody can change comes
/// first; what the claimant could change (sign in, rise, pay) comes last.
#[must_use]
pub fn claim_state(terms: &Terms, claimant: Claimant, now: Instant) -> ClaimState {
    if let Claimant::Member { claimed, .. } = claimant
        && claimed >= terms.per_member_limit
    {
        return if terms.per_member_limit == 1 {
            ClaimState::Claimed
        } else {
            ClaimState::LimitReached
        };
    }
    if now >= terms.claim_until {
        return ClaimState::Ended;
    }
    if now < terms.claim_from {
        return ClaimState::NotStarted;
    }
    if remaining(terms, now).is_some_and(|left| left <= 0) {
        return ClaimState::SoldOut;
    }
    match claimant {
        Claimant::Guest => ClaimState::SignInRequired,
        Claimant::Member { rank, .. } if terms.min_rank.is_some_and(|least| rank < least) => {
            ClaimState::TierTooLow
        }
        Claimant::Member { paid: false, .. } if terms.paid_only => ClaimState::PaidOnly,
        Claimant::Member { .. } => ClaimState::Claimable,
    }
}

/// The problem that answers a claim in this state; nothing when it may go on.
#[must_use]
pub fn refusal(state: ClaimState) -> Option<ErrorCode> {
    Some(match state {
        ClaimState::Claimable => return None,
        ClaimState::Claimed | ClaimState::LimitReached => ErrorCode::ClaimLimitReached,
        ClaimState::SoldOut => ErrorCode::CouponSoldOut,
        ClaimState::NotStarted => ErrorCode::OfferNotStarted,
        ClaimState::Ended => ErrorCode::OfferEnded,
        ClaimState::TierTooLow => ErrorCode::TierTooLow,
        ClaimState::PaidOnly => ErrorCode::PaidMembershipRequired,
        ClaimState::SignInRequired | ClaimState::Unknown => ErrorCode::EnrollmentRequired,
    })
}

/// An exchange code as it is stored: letters and digits only, in capitals. Spaces, dashes and
/// case do not matter, and full-width characters of a Chinese keyboard count as plain ones.
#[must_use]
pub fn normalise_code(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match u32::from(c) {
            wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests;

use contract::coupon::{
    ClaimState, CouponFace, CouponKind, CouponOffer, CouponScope, CouponThreshold,
};
use contract::ids::OfferId;

use super::{days, noon};
use crate::domain::offer::{Reason, can_claim, few_left};

fn offer(claim_state: ClaimState) -> CouponOffer {
    CouponOffer {
        id: OfferId::new("of_1"),
        name: String::new(),
        kind: CouponKind::Cash,
        face: CouponFace::default(),
        threshold: CouponThreshold { amount: 0 },
        scope: CouponScope { summary: String::new(), channels: vec![] },
        valid_days: None,
        valid_until: None,
        cost_points: 0,
        claim_state,
        remaining: None,
        per_member_limit: 1,
        claimed_by_me: 0,
        required_tier: None,
        claim_from: noon(),
        claim_until: noon() + days(1),
        next_round_at: Some(noon() + days(9)),
    }
}

#[test]
fn the_button_says_what_the_backend_says_and_each_state_its_own() {
    let mut reasons = vec![];
    for state in ClaimState::ALL.iter().copied().chain([ClaimState::Unknown]) {
        match can_claim(&offer(state)) {
            Ok(()) => assert_eq!(state, ClaimState::Claimable),
            Err(reason) => {
                assert!(!reasons.contains(&reason), "{state:?} shares {reason:?}");
                reasons.push(reason);
            }
        }
    }
    assert_eq!(reasons.len(), ClaimState::ALL.len());
}

#[test]
fn a_refusal_in_time_says_when() {
    let next_round_at = Some(noon() + days(9));
    assert_eq!(can_claim(&offer(ClaimState::SoldOut)), Err(Reason::SoldOut { next_round_at }));
    let from = noon();
    assert_eq!(can_claim(&offer(ClaimState::NotStarted)), Err(Reason::NotStarted { from }));
}

#[test]
fn an_offer_of_an_unknown_kind_has_no_action() {
    let mut offer = offer(ClaimState::Claimable);
    offer.kind = CouponKind::Unknown;
    assert_eq!(can_claim(&offer), Err(Reason::NotKnown));
}

#[test]
fn only_a_small_number_that_can_still_be_claimed_is_told() {
    let left = |state, remaining| few_left(&CouponOffer { remaining, ..offer(state) });
    assert_eq!(left(ClaimState::Claimable, Some(38)), Some(38));
    assert_eq!(left(ClaimState::Claimable, Some(5_000)), None);
    assert_eq!(left(ClaimState::Claimable, Some(0)), None);
    assert_eq!(left(ClaimState::Claimable, None), None);
    assert_eq!(left(ClaimState::Claimed, Some(3)), None);
}

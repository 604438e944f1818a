use contract::Instant;
use contract::membership::{
    AutoRenewal, AutoRenewalState, Membership, MembershipKind, MembershipState, MembershipValue,
};
use contract::money::Money;
use proptest::prelude::*;

use super::{days, hours, noon};
use crate::domain::membership::{Standing, Worth, can_buy, standing, worth};

fn plan(state: MembershipState, valid_until: Option<Instant>) -> Membership {
    Membership {
        kind: MembershipKind::Paid,
        state,
        plan_id: None,
        plan_name: None,
        term: None,
        started_at: None,
        valid_until,
        expired_days: None,
        auto_renewal: None,
        value: None,
        benefits: vec![],
    }
}

fn value(saved: i64, paid: i64) -> MembershipValue {
    let money = |amount| Money { amount, currency: "CNY".into() };
    MembershipValue { saved: money(saved), paid: money(paid), since: noon() }
}

#[test]
fn a_free_member_never_had_a_plan() {
    let free = Membership { kind: MembershipKind::Free, ..plan(MembershipState::Active, None) };
    assert_eq!(standing(&free, noon()), Standing::Never);
    assert_eq!(standing(&plan(MembershipState::None, None), noon()), Standing::Never);
}

#[test]
fn a_plan_whose_end_has_passed_has_ended_whatever_was_last_said() {
    let end = noon() - days(3);
    for state in [MembershipState::Active, MembershipState::Expiring, MembershipState::Trial] {
        let ended = standing(&plan(state, Some(end)), noon());
        assert_eq!(ended, Standing::Ended(Some(3), Some(end)));
    }
}

#[test]
fn the_day_of_the_end_counts_as_day_nought() {
    let end = noon() - hours(1);
    let ended = standing(&plan(MembershipState::Expired, Some(end)), noon());
    assert_eq!(ended, Standing::Ended(Some(0), Some(end)));
}

#[test]
fn a_plan_without_an_end_stays() {
    assert_eq!(standing(&plan(MembershipState::Active, None), noon()), Standing::Valid(None));
    let ended = Membership { expired_days: Some(4), ..plan(MembershipState::Expired, None) };
    assert_eq!(standing(&ended, noon()), Standing::Ended(Some(4), None));
}

#[test]
fn an_unknown_state_is_not_made_into_a_known_one() {
    let end = Some(noon() - days(3));
    assert_eq!(standing(&plan(MembershipState::Unknown, end), noon()), Standing::NotKnown);
    assert_eq!(standing(&plan(MembershipState::Grace, end), noon()), Standing::Grace(end));
    assert_eq!(standing(&plan(MembershipState::Refunded, end), noon()), Standing::Refunded);
}

#[test]
fn a_plan_is_sold_unless_one_renews_itself_or_is_for_good() {
    let until = Some(noon() + days(30));
    let auto = |state| AutoRenewal { state, next_charge_at: until, next_amount: None };
    let with = |state, auto_renewal| Membership { auto_renewal, ..plan(state, until) };
    for (sold, membership) in [
        (true, plan(MembershipState::None, None)),
        (true, plan(MembershipState::Active, until)),
        (true, with(MembershipState::Active, Some(auto(AutoRenewalState::Off)))),
        (false, with(MembershipState::Active, Some(auto(AutoRenewalState::On)))),
        (false, with(MembershipState::Grace, Some(auto(AutoRenewalState::PastDue)))),
        (true, with(MembershipState::Refunded, Some(auto(AutoRenewalState::On)))),
        (true, plan(MembershipState::Expired, Some(noon() - days(3)))),
        (false, plan(MembershipState::Active, None)),
        (false, plan(MembershipState::Unknown, until)),
    ] {
        assert_eq!(can_buy(&membership, noon()), sold, "{membership:?}");
    }
}

#[test]
fn amounts_of_two_currencies_are_not_compared() {
    let mut value = value(100, 50);
    value.saved.currency = "USD".into();
    assert_eq!(worth(&value), Worth::NotComparable);
}

proptest! {
    #[test]
    fn what_is_missing_or_gained_adds_up_and_is_never_negative(
        saved in 0..i64::MAX / 2,
        paid in 0..i64::MAX / 2,
    ) {
        match worth(&value(saved, paid)) {
            Worth::PaidBack(more) => {
                prop_assert!(more.amount >= 0);
                prop_assert_eq!(paid + more.amount, saved);
            }
            Worth::Missing(less) => {
                prop_assert!(less.amount > 0);
                prop_assert_eq!(saved + less.amount, paid);
            }
            Worth::NotComparable => prop_assert!(false),
        }
    }
}

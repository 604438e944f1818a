use chrono::Duration;
use contract::Instant;
use contract::membership::{
    AutoRenewal, AutoRenewalState, Membership, MembershipKind, MembershipState,
};
use contract::money::Money;
use contract::program::RenewalPolicy;
use contract::prompt::{Framing, PriceBand, Timing};

use super::{days, hours, noon};
use crate::domain::renewal::{AskTiming, RenewalDecision, decide, extra_coupon_amount};

fn yuan(amount: i64) -> Money {
    Money { amount, currency: "CNY".into() }
}

fn policy(price_band: PriceBand) -> RenewalPolicy {
    RenewalPolicy {
        price_band,
        timing: Timing::Both,
        lead_days: 30,
        framing: Framing::PlainRenew,
        extra_coupon_bps: 2000,
        aov: yuan(5500),
        auto_renewal_notice_days: 5,
        repurchase_cycle_days: 30,
    }
}

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

fn ask(timing: AskTiming, framing: Framing, extra_coupon: Option<u32>) -> RenewalDecision {
    RenewalDecision::Ask { timing, framing, extra_coupon }
}

fn with<T: Copy>(known: &[T], unknown: T) -> Vec<T> {
    known.iter().copied().chain([unknown]).collect()
}

/// One point of the input space, with the facts that the rules speak of.
struct Case {
    policy: RenewalPolicy,
    membership: Membership,
    /// Days from today to the end of the plan; the plan ends at noon and it is noon.
    days_left: i64,
    /// Days from today to the next charge.
    charge_in: Option<i64>,
}

fn every_case(mut check: impl FnMut(&Case, RenewalDecision)) -> usize {
    let mut cases = 0;
    let offsets = [-200, -61, -60, -59, -31, -30, -29, -3, -1, 0, 1, 4, 5, 6, 29, 30, 31, 365];
    for price_band in with(PriceBand::ALL, PriceBand::Unknown) {
        for timing in with(Timing::ALL, Timing::Unknown) {
            for framing in with(Framing::ALL, Framing::Unknown) {
                for (lead_days, cycle) in [(0, 10), (30, 60)] {
                    for extra_coupon_bps in [0, 1499, 1500, 2500, 2501] {
                        let policy = RenewalPolicy {
                            timing,
                            framing,
                            lead_days,
                            extra_coupon_bps,
                            repurchase_cycle_days: cycle,
                            ..policy(price_band)
                        };
                        for state in with(MembershipState::ALL, MembershipState::Unknown) {
                            for days_left in offsets {
                                let end = noon() + days(days_left);
                                cases += each_renewal(&policy, state, end, days_left, &mut check);
                            }
                        }
                    }
                }
            }
        }
    }
    cases
}

fn each_renewal(
    policy: &RenewalPolicy,
    state: MembershipState,
    end: Instant,
    days_left: i64,
    check: &mut impl FnMut(&Case, RenewalDecision),
) -> usize {
    let mut renewals = vec![(None, None), (Some(AutoRenewalState::Off), None)];
    for auto in [AutoRenewalState::On, AutoRenewalState::PastDue, AutoRenewalState::Unknown] {
        renewals.extend([None, Some(-1), Some(0), Some(5), Some(6)].map(|days| (Some(auto), days)));
    }
    for (auto, charge_in) in &renewals {
        let mut membership = plan(state, Some(end));
        membership.auto_renewal = auto.map(|state| AutoRenewal {
            state,
            next_charge_at: charge_in.map(|n| noon() + days(n) + hours(1)),
            next_amount: None,
        });
        let decision = decide(policy, &membership, noon());
        let case = Case { policy: policy.clone(), membership, days_left, charge_in: *charge_in };
        check(&case, decision);
    }
    renewals.len()
}

#[test]
fn every_combination_of_inputs_has_one_decision_and_no_two_rules_contradict() {
    let cases = every_case(|case, decision| {
        let auto = case.membership.auto_renewal.as_ref().map(|auto| auto.state);
        let renews = matches!(auto, Some(AutoRenewalState::On | AutoRenewalState::PastDue));
        let due = renews && matches!(case.charge_in, Some(0..=5));
        assert_eq!(due, matches!(decision, RenewalDecision::StatutoryNotice { .. }));
        if auto.is_some_and(|auto| auto != AutoRenewalState::Off) {
            assert!(!matches!(decision, RenewalDecision::Ask { .. }), "would be paid twice");
            return;
        }

        let ended = case.days_left <= 0;
        let had = !matches!(
            case.membership.state,
            MembershipState::None | MembershipState::Refunded | MembershipState::Unknown
        );
        let says_ended =
            matches!(case.membership.state, MembershipState::Expired | MembershipState::Grace);
        let before = had && !ended && !says_ended && case.days_left <= case.policy.lead_days.into();
        let window = i64::from(case.policy.repurchase_cycle_days.max(30));
        let lately = had && ended && -case.days_left <= window;
        let (t, framing) = (case.policy.timing, case.policy.framing);
        let extra = Some(case.policy.extra_coupon_bps).filter(|b| *b == 1500 || *b == 2500);
        let plain = |f| if f == Framing::Unknown { Framing::PlainRenew } else { f };
        let high = if framing == Framing::Care { framing } else { Framing::PlainRenew };

        let expected = match case.policy.price_band {
            PriceBand::Low if had && ended => {
                ask(AskTiming::AfterExpiry, Framing::NewProductTasting, extra)
            }
            PriceBand::High if before => ask(AskTiming::BeforeExpiry, high, None),
            PriceBand::High if lately => ask(AskTiming::AfterExpiry, high, None),
            PriceBand::Mid if before && matches!(t, Timing::BeforeExpiry | Timing::Both) => {
                ask(AskTiming::BeforeExpiry, plain(framing), None)
            }
            PriceBand::Mid if lately && matches!(t, Timing::AfterExpiry | Timing::Both) => {
                ask(AskTiming::AfterExpiry, plain(framing), extra)
            }
            _ => RenewalDecision::Nothing,
        };
        assert_eq!(decision, expected, "{:?} {:?}", case.policy, case.membership);
    });
    assert!(cases > 300_000, "{cases}");
}

#[test]
fn a_low_ticket_plan_is_asked_about_from_the_moment_it_ends_and_not_before() {
    let policy = policy(PriceBand::Low);
    let end = noon();
    let plan = plan(MembershipState::Active, Some(end));
    let tasting = ask(AskTiming::AfterExpiry, Framing::NewProductTasting, Some(2000));
    assert_eq!(decide(&policy, &plan, end - days(1)), RenewalDecision::Nothing);
    assert_eq!(decide(&policy, &plan, end - Duration::milliseconds(1)), RenewalDecision::Nothing);
    assert_eq!(decide(&policy, &plan, end), tasting);
    assert_eq!(decide(&policy, &plan, end + days(1)), tasting);
    assert_eq!(decide(&policy, &plan, end + days(400)), tasting);
}

#[test]
fn a_high_ticket_plan_is_asked_about_from_the_first_day_of_its_lead() {
    let policy = policy(PriceBand::High);
    let end = noon();
    let plan = plan(MembershipState::Active, Some(end));
    let before = ask(AskTiming::BeforeExpiry, Framing::PlainRenew, None);
    let midnight = end - days(30) - hours(12);
    assert_eq!(decide(&policy, &plan, end - days(31)), RenewalDecision::Nothing);
    assert_eq!(
        decide(&policy, &plan, midnight - Duration::milliseconds(1)),
        RenewalDecision::Nothing
    );
    assert_eq!(decide(&policy, &plan, midnight), before);
    assert_eq!(decide(&policy, &plan, end - days(29)), before);
    assert_eq!(
        decide(&policy, &plan, end + days(30)),
        ask(AskTiming::AfterExpiry, Framing::PlainRenew, None)
    );
    assert_eq!(decide(&policy, &plan, end + days(31)), RenewalDecision::Nothing);
}

#[test]
fn the_notice_is_there_five_days_before_the_charge_in_every_price_band() {
    for band in with(PriceBand::ALL, PriceBand::Unknown) {
        for policy_days in [0, 3, 5] {
            let mut policy = policy(band);
            policy.auto_renewal_notice_days = policy_days;
            let charge_at = noon();
            let mut plan = plan(MembershipState::Active, Some(charge_at));
            plan.auto_renewal = Some(AutoRenewal {
                state: AutoRenewalState::On,
                next_charge_at: Some(charge_at),
                next_amount: Some(yuan(168_800)),
            });
            let notice = RenewalDecision::StatutoryNotice { charge_at };
            assert_eq!(decide(&policy, &plan, charge_at - days(6)), RenewalDecision::Nothing);
            assert_eq!(decide(&policy, &plan, charge_at - days(5) - hours(12)), notice);
            assert_eq!(decide(&policy, &plan, charge_at - days(5)), notice);
            assert_eq!(decide(&policy, &plan, charge_at - days(4)), notice);
            assert_eq!(decide(&policy, &plan, charge_at), RenewalDecision::Nothing);
        }
    }
}

#[test]
fn a_free_member_is_never_asked_to_renew() {
    let mut plan = plan(MembershipState::Expired, Some(noon() - days(3)));
    plan.kind = MembershipKind::Free;
    for band in PriceBand::ALL {
        assert_eq!(decide(&policy(*band), &plan, noon()), RenewalDecision::Nothing);
    }
}

#[test]
fn an_ended_plan_without_its_end_counts_the_days_that_the_backend_says() {
    let mut ended = plan(MembershipState::Expired, None);
    ended.expired_days = Some(3);
    let expected = ask(AskTiming::AfterExpiry, Framing::PlainRenew, None);
    assert_eq!(decide(&policy(PriceBand::High), &ended, noon()), expected);
    ended.expired_days = Some(31);
    assert_eq!(decide(&policy(PriceBand::High), &ended, noon()), RenewalDecision::Nothing);
    let for_good = plan(MembershipState::Active, None);
    assert_eq!(decide(&policy(PriceBand::High), &for_good, noon()), RenewalDecision::Nothing);
}

#[test]
fn the_extra_coupon_is_a_part_of_the_average_order_to_the_nearest_minor_unit() {
    assert_eq!(extra_coupon_amount(&yuan(5500), 2000), yuan(1100));
    assert_eq!(extra_coupon_amount(&yuan(333), 1500), yuan(50));
    assert_eq!(extra_coupon_amount(&yuan(330), 1500), yuan(50));
    assert_eq!(extra_coupon_amount(&yuan(0), 2000), yuan(0));
    assert_eq!(extra_coupon_amount(&yuan(i64::MAX), u32::MAX), yuan(i64::MAX));
    assert_eq!(extra_coupon_amount(&yuan(i64::MIN), u32::MAX), yuan(i64::MIN));
}

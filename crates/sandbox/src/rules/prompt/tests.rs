//! What is due for whom, and the caps over random months.

use contract::membership::{AutoRenewal, AutoRenewalState, MembershipKind, MembershipState};
use contract::money::Money;
use contract::program::CapPolicy;
use contract::prompt::{PriceBand, PromptEvent, Timing};
use proptest::prelude::*;

use super::touch::{Touch, may_show, shown};
use super::*;

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn noon(offset: i64) -> Instant {
    at("2026-11-18T12:00:00+08:00") + Duration::days(offset)
}

fn policy(price_band: PriceBand) -> RenewalPolicy {
    let low = price_band == PriceBand::Low;
    RenewalPolicy {
        price_band,
        timing: if low { Timing::AfterExpiry } else { Timing::BeforeExpiry },
        lead_days: if low { 0 } else { 30 },
        framing: if low { Framing::NewProductTasting } else { Framing::Care },
        extra_coupon_bps: if low { 2_000 } else { 0 },
        aov: Money { amount: 5_500, currency: "CNY".into() },
        auto_renewal_notice_days: 5,
        repurchase_cycle_days: 30,
    }
}

fn plan(until: Instant, now: Instant, auto: bool) -> Membership {
    let ended = now >= until;
    Membership {
        kind: MembershipKind::Paid,
        state: if ended { MembershipState::Expired } else { MembershipState::Active },
        plan_id: None,
        plan_name: None,
        term: None,
        started_at: Some(until - Duration::days(180)),
        valid_until: Some(until),
        expired_days: ended.then(|| u32::try_from((now - until).num_days()).unwrap_or(0)),
        auto_renewal: auto.then_some(AutoRenewal {
            state: AutoRenewalState::On,
            next_charge_at: Some(until),
            next_amount: None,
        }),
        value: None,
        benefits: Vec::new(),
    }
}

fn facts<'a>(policy: &'a RenewalPolicy, membership: Option<&'a Membership>) -> Facts<'a> {
    Facts {
        policy,
        membership,
        tier: None,
        joined_at: noon(-300),
        last_purchase_at: None,
        welcome_until: None,
        recall_until: None,
        coupon: None,
        points: None,
    }
}

const CAPS: CapPolicy = CapPolicy { window_days: 30, max: 3, min_interval_hours: 72 };

#[test]
fn a_low_ticket_plan_is_asked_about_from_its_end_on_and_never_before() {
    let low = policy(PriceBand::Low);
    let end = at("2026-11-18T00:00:00+08:00");
    for minutes in [-60 * 24 * 90, -60 * 24, -1] {
        let now = end + Duration::minutes(minutes);
        assert_eq!(candidates(&facts(&low, Some(&plan(end, now, false))), now), []);
    }
    let found = candidates(&facts(&low, Some(&plan(end, end, false))), end);
    let [tasting] = found.as_slice() else { panic!("one prompt: {found:?}") };
    assert_eq!(tasting.framing, Framing::NewProductTasting);
    assert_eq!(tasting.extra_coupon, Some(2_000));
    assert_eq!(tasting.reason, PromptReason::ExpiredLowTicket);
    assert!(tasting.at_the_till());
}

#[test]
fn a_high_ticket_plan_is_asked_about_within_its_lead_without_an_extra() {
    let high = policy(PriceBand::High);
    let end = noon(10);
    let found = candidates(&facts(&high, Some(&plan(end, noon(0), false))), noon(0));
    let [care] = found.as_slice() else { panic!("one prompt: {found:?}") };
    assert_eq!((care.framing, care.extra_coupon), (Framing::Care, None));
    assert_eq!(care.reason, PromptReason::EndsSoonHighTicket);
    assert_eq!(candidates(&facts(&high, Some(&plan(end, noon(-30), false))), noon(-30)), []);
}

#[test]
fn a_plan_that_renews_itself_gets_its_notice_five_days_before_in_every_band() {
    for band in [PriceBand::Low, PriceBand::Mid, PriceBand::High] {
        let policy = policy(band);
        let charge = noon(5);
        let found = candidates(&facts(&policy, Some(&plan(charge, noon(0), true))), noon(0));
        let [notice] = found.as_slice() else { panic!("one prompt: {found:?}") };
        assert!(notice.statutory() && notice.kind == PromptKind::AutoRenewalNotice);
        assert_eq!(candidates(&facts(&policy, Some(&plan(charge, noon(-1), true))), noon(-1)), []);
    }
}

#[test]
fn a_member_is_called_back_from_the_thirtieth_day_after_the_last_purchase() {
    let low = policy(PriceBand::Low);
    let silent = Facts {
        last_purchase_at: Some(noon(0)),
        recall_until: Some(noon(45)),
        ..facts(&low, None)
    };
    let due = |now| candidates(&silent, now).first().map(|c| c.kind);
    assert_eq!(due(at("2026-12-17T23:59:59+08:00")), None);
    assert_eq!(due(at("2026-12-18T00:00:00+08:00")), Some(PromptKind::InactiveRecall));
    assert_eq!(due(noon(45)), None, "nothing is left in the account");
}

#[test]
fn the_most_important_comes_first() {
    let low = policy(PriceBand::Low);
    let ended = plan(noon(-3), noon(0), false);
    let all = Facts {
        last_purchase_at: Some(noon(-40)),
        recall_until: Some(noon(20)),
        points: Some((100, noon(2))),
        coupon: Some(EndingCoupon { id: CouponId::new("cp_1"), until: noon(1) }),
        ..facts(&low, Some(&ended))
    };
    let kinds: Vec<_> = candidates(&all, noon(0)).iter().map(|c| c.kind).collect();
    assert_eq!(
        kinds,
        [
            PromptKind::Renewal,
            PromptKind::InactiveRecall,
            PromptKind::CouponExpiring,
            PromptKind::PointsExpiring
        ]
    );
}

fn candidate(kind: PromptKind) -> Candidate {
    Candidate {
        kind,
        reason: PromptReason::CouponEndsSoon,
        framing: Framing::Care,
        occasion: "o".into(),
        from: noon(0),
        until: noon(30),
        extra_coupon: None,
    }
}

fn touch(prompt: &str, event: PromptEvent, at: Instant) -> Touch {
    let kind = PromptKind::CouponExpiring;
    Touch { prompt: prompt.into(), kind, fingerprint: format!("f-{prompt}"), event, at }
}

fn shows(touches: &[Touch], prompt: &str, now: Instant) -> bool {
    let candidate = candidate(PromptKind::CouponExpiring);
    may_show(&CAPS, touches, prompt, &candidate, &format!("f-{prompt}"), now)
}

#[test]
fn a_prompt_that_was_seen_stays_for_the_day_and_others_wait_for_the_interval() {
    let seen = [touch("a", PromptEvent::Impression, noon(0))];
    assert!(shows(&seen, "a", noon(0) + Duration::hours(6)));
    assert!(!shows(&seen, "b", noon(0) + Duration::hours(6)));
    assert!(!shows(&seen, "a", noon(1)));
    assert!(shows(&seen, "b", noon(3)));
    assert_eq!(shown(&seen).len(), 1);
}

#[test]
fn a_closed_prompt_does_not_come_back_inside_the_window() {
    let closed =
        [touch("a", PromptEvent::Impression, noon(0)), touch("a", PromptEvent::Dismiss, noon(0))];
    for day in 0..30 {
        assert!(!shows(&closed, "a", noon(day)), "day {day}");
    }
    assert!(shows(&closed, "a", noon(30)));
    assert!(!shows(&closed, "b", noon(2)));
    assert_eq!(shown(&closed).len(), 1);
}

#[test]
fn a_muted_kind_and_a_converted_prompt_never_come_back() {
    let muted = [touch("a", PromptEvent::MuteKind, noon(0))];
    assert!(!shows(&muted, "b", noon(200)));
    let done = [touch("a", PromptEvent::Convert, noon(0))];
    assert!(!shows(&done, "a", noon(200)));
    assert!(shows(&done, "b", noon(0)));
}

#[test]
fn a_statutory_notice_knows_no_cap_and_no_mute() {
    let full: Vec<Touch> = (0..5)
        .map(|n| touch(&format!("p{n}"), PromptEvent::Impression, noon(-n)))
        .chain([touch("m", PromptEvent::MuteKind, noon(0))])
        .collect();
    let notice = candidate(PromptKind::AutoRenewalNotice);
    assert!(may_show(&CAPS, &full, "n", &notice, "f", noon(0)));
}

proptest! {
    #[test]
    fn nobody_sees_more_than_the_cap_and_nothing_twice_in_a_window(
        visits in proptest::collection::vec((0_i64..2_000, 0_usize..6, any::<bool>()), 1..120)
    ) {
        let mut visits = visits;
        visits.sort_unstable();
        let mut touches: Vec<Touch> = Vec::new();
        for (hour, prompt, close) in visits {
            let now = noon(0) + Duration::hours(hour);
            let name = format!("p{prompt}");
            if !shows(&touches, &name, now) {
                continue;
            }
            touches.push(touch(&name, PromptEvent::Impression, now));
            if close {
                touches.push(touch(&name, PromptEvent::Dismiss, now));
            }
        }
        let history = shown(&touches);
        for one in &history {
            let window = |s: &&member_card::domain::cap::Shown| {
                s.at >= one.at && s.at - one.at < Duration::days(30)
            };
            prop_assert!(history.iter().filter(window).count() <= 3);
            let same = history.iter().filter(window).filter(|s| s.fingerprint == one.fingerprint);
            prop_assert_eq!(same.count(), 1);
            let close = history.iter().filter(|s| s.at > one.at && s.at - one.at < Duration::hours(72));
            prop_assert_eq!(close.count(), 0);
        }
    }
}

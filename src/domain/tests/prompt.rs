use contract::ids::{OfferId, PromptId};
use contract::membership::{
    AutoRenewal, AutoRenewalState, Membership, MembershipKind, MembershipState,
};
use contract::money::Money;
use contract::program::{CapPolicy, RenewalPolicy};
use contract::prompt::{
    Framing, Incentive, Placement, PriceBand, Prompt, PromptKind, PromptReason, Timing,
};
use proptest::prelude::*;

use super::{days, hours, noon};
use crate::domain::cap::{CapReason, Shown};
use crate::domain::prompt::{Context, Refusal, check, choose, is_extra, is_statutory};

fn prompt(id: &str, kind: PromptKind) -> Prompt {
    Prompt {
        id: PromptId::new(id),
        kind,
        framing: Framing::CouponInAccount,
        placement: Placement::Home,
        priority: 0,
        statutory: false,
        headline: "有一张券".into(),
        body: String::new(),
        image_url: None,
        cta: None,
        incentives: vec![],
        eligible_from: noon() - days(1),
        eligible_until: noon() + days(1),
        fingerprint: id.into(),
        cap: None,
        experiment: None,
        reason: PromptReason::CouponEndsSoon,
    }
}

fn renewal(framing: Framing) -> Prompt {
    Prompt {
        framing,
        reason: PromptReason::ExpiredLowTicket,
        ..prompt("renew", PromptKind::Renewal)
    }
}

fn notice() -> Prompt {
    Prompt {
        statutory: true,
        reason: PromptReason::AutoRenewalDue,
        ..prompt("notice", PromptKind::AutoRenewalNotice)
    }
}

fn plan(ends_in: i64, auto: Option<AutoRenewalState>) -> Membership {
    Membership {
        kind: MembershipKind::Paid,
        state: MembershipState::Active,
        plan_id: None,
        plan_name: None,
        term: None,
        started_at: None,
        valid_until: Some(noon() + days(ends_in)),
        expired_days: None,
        auto_renewal: auto.map(|state| AutoRenewal {
            state,
            next_charge_at: None,
            next_amount: None,
        }),
        value: None,
        benefits: vec![],
    }
}

fn policy(price_band: PriceBand) -> RenewalPolicy {
    RenewalPolicy {
        price_band,
        timing: Timing::AfterExpiry,
        lead_days: 0,
        framing: Framing::NewProductTasting,
        extra_coupon_bps: 2000,
        aov: Money { amount: 5500, currency: "CNY".into() },
        auto_renewal_notice_days: 5,
        repurchase_cycle_days: 30,
    }
}

const CAPS: CapPolicy = CapPolicy { window_days: 30, max: 1, min_interval_hours: 0 };

const BARE: fn() -> Context<'static> = || Context {
    now: noon(),
    renewal: None,
    caps: None,
    membership: None,
    history: &[],
    standing: None,
};

fn refusal(prompt: &Prompt, context: &Context) -> Option<Refusal> {
    check(prompt, Placement::Home, context).err()
}

#[test]
fn the_notice_stands_beside_at_most_one_primary_of_the_highest_priority() {
    let mut low = prompt("low", PromptKind::Birthday);
    low.priority = 1;
    let mut high = prompt("high", PromptKind::TierNear);
    high.priority = 9;
    let mut same = prompt("ends sooner", PromptKind::TierNear);
    same.priority = 9;
    same.eligible_until = noon() + chrono::Duration::hours(1);
    let prompts = [low, high, same, notice()];
    let choice = choose(&prompts, Placement::Home, &BARE());
    assert_eq!(choice.notice.unwrap().id.as_str(), "notice");
    assert_eq!(choice.primary.unwrap().id.as_str(), "ends sooner");
    assert_eq!(choose(&prompts, Placement::CodeScreen, &BARE()).notice, None);
}

#[test]
fn a_prompt_is_shown_only_within_its_time() {
    let mut prompt = prompt("a", PromptKind::Birthday);
    prompt.eligible_until = noon();
    assert_eq!(refusal(&prompt, &BARE()), Some(Refusal::NotNow));
    prompt.eligible_until = noon() + days(1);
    prompt.eligible_from = noon();
    assert_eq!(refusal(&prompt, &BARE()), None);
    prompt.eligible_from = noon() + chrono::Duration::milliseconds(1);
    assert_eq!(refusal(&prompt, &BARE()), Some(Refusal::NotNow));
}

#[test]
fn a_prompt_that_cannot_say_why_it_came_does_not_come() {
    let mut prompt = prompt("a", PromptKind::Birthday);
    prompt.reason = PromptReason::Unknown;
    assert_eq!(refusal(&prompt, &BARE()), Some(Refusal::NoReason));
    let unknown = Prompt { kind: PromptKind::Unknown, ..notice() };
    assert_eq!(refusal(&unknown, &BARE()), Some(Refusal::NoReason));
}

#[test]
fn a_low_ticket_plan_is_not_asked_about_before_it_ends_even_when_the_backend_does() {
    let low = policy(PriceBand::Low);
    let (valid, ended) = (plan(1, None), plan(0, None));
    let mut prompt = renewal(Framing::NewProductTasting);
    prompt.reason = PromptReason::EndsSoonHighTicket;
    let with = |membership, renewal| Context { membership, renewal, ..BARE() };
    assert_eq!(refusal(&prompt, &with(Some(&valid), Some(&low))), Some(Refusal::NotEnded));
    assert_eq!(refusal(&prompt, &with(None, Some(&low))), Some(Refusal::NotEnded));
    assert_eq!(refusal(&prompt, &with(Some(&ended), Some(&low))), None);
    let high = policy(PriceBand::High);
    assert_eq!(refusal(&prompt, &with(Some(&valid), Some(&high))), None);
    prompt.reason = PromptReason::ExpiredLowTicket;
    assert_eq!(refusal(&prompt, &with(Some(&valid), None)), Some(Refusal::NotEnded));
}

#[test]
fn a_plan_that_renews_itself_is_not_asked_about() {
    for auto in [AutoRenewalState::On, AutoRenewalState::PastDue, AutoRenewalState::Unknown] {
        let plan = plan(0, Some(auto));
        let context = Context { membership: Some(&plan), ..BARE() };
        let prompt = renewal(Framing::Care);
        assert_eq!(refusal(&prompt, &context), Some(Refusal::RenewsItself));
        assert_eq!(refusal(&notice(), &context), None);
    }
}

#[test]
fn a_tasting_does_not_lead_with_renewing() {
    let ended = plan(-3, None);
    let context = Context { membership: Some(&ended), ..BARE() };
    for headline in ["续费享好礼", "Renew today", "Time to renew"] {
        let mut prompt = renewal(Framing::NewProductTasting);
        prompt.headline = headline.into();
        assert_eq!(refusal(&prompt, &context), Some(Refusal::Headline));
        prompt.framing = Framing::PlainRenew;
        assert_eq!(refusal(&prompt, &context), None);
    }
}

#[test]
fn the_cap_holds_back_what_asks_but_not_what_the_law_demands_or_what_stands_already() {
    let history = [Shown { at: noon() - days(1), fingerprint: "a".into(), dismissed: true }];
    let mut context = Context { caps: Some(&CAPS), history: &history, ..BARE() };
    let (same, other) = (prompt("a", PromptKind::Birthday), prompt("b", PromptKind::Birthday));
    assert_eq!(refusal(&same, &context), Some(Refusal::Capped(CapReason::Dismissed)));
    assert_eq!(refusal(&other, &context), Some(Refusal::Capped(CapReason::WindowFull)));
    assert_eq!(refusal(&notice(), &context), None);
    context.standing = Some(&same.id);
    assert_eq!(refusal(&same, &context), None);
}

#[test]
fn a_prompt_that_was_seen_today_and_left_open_stands_after_a_reload() {
    let seen = |at| [Shown { at, fingerprint: "a".into(), dismissed: false }];
    let prompt = Prompt { fingerprint: "a".into(), ..prompt("p", PromptKind::TierNear) };
    let today = seen(noon() - hours(1));
    let context = Context { caps: Some(&CAPS), history: &today, ..BARE() };
    assert_eq!(refusal(&prompt, &context), None);
    let yesterday = seen(noon() - days(1));
    let context = Context { history: &yesterday, ..context };
    assert_eq!(refusal(&prompt, &context), Some(Refusal::Capped(CapReason::Repeated)));
}

#[test]
fn marking_an_advertisement_as_law_does_not_get_it_past_the_cap() {
    for kind in PromptKind::ALL {
        let prompt = Prompt { statutory: true, ..prompt("a", *kind) };
        let lawful = matches!(kind, PromptKind::AutoRenewalNotice | PromptKind::RuleChange);
        assert_eq!(is_statutory(&prompt), lawful, "{kind:?}");
    }
}

#[test]
fn an_extra_is_worth_fifteen_to_twenty_five_per_cent_of_an_order_and_asks_for_none() {
    let incentive = |bps| Incentive {
        offer_id: OfferId::new("of_1"),
        name: String::new(),
        amount_off: None,
        no_threshold: true,
        extra: true,
        aov_bps: bps,
    };
    for (bps, extra) in [(1499, false), (1500, true), (2500, true), (2501, false)] {
        assert_eq!(is_extra(&incentive(Some(bps))), extra, "{bps}");
    }
    assert!(!is_extra(&incentive(None)));
    assert!(!is_extra(&Incentive { no_threshold: false, ..incentive(Some(2000)) }));
    assert!(!is_extra(&Incentive { extra: false, ..incentive(Some(2000)) }));
}

proptest! {
    #[test]
    fn what_is_chosen_is_always_allowed_and_nothing_allowed_ranks_above_it(
        drawn in prop::collection::vec((0..18_usize, 0..10_usize, -2..3_i32, any::<bool>()), 0..8),
        ends_in in -5..5_i64,
    ) {
        let prompts: Vec<Prompt> = drawn
            .iter()
            .enumerate()
            .map(|(i, (kind, reason, priority, statutory))| Prompt {
                priority: *priority,
                statutory: *statutory,
                reason: PromptReason::ALL.get(*reason).copied().unwrap_or(PromptReason::Unknown),
                ..prompt(&i.to_string(), PromptKind::ALL[*kind])
            })
            .collect();
        let (low, plan) = (policy(PriceBand::Low), plan(ends_in, None));
        let context = Context { renewal: Some(&low), membership: Some(&plan), ..BARE() };
        let choice = choose(&prompts, Placement::Home, &context);
        let allowed: Vec<&Prompt> =
            prompts.iter().filter(|p| refusal(p, &context).is_none()).collect();
        for (chosen, statutory) in [(choice.notice, true), (choice.primary, false)] {
            let mut rivals = allowed.iter().filter(|p| is_statutory(p) == statutory);
            match chosen {
                Some(chosen) => {
                    prop_assert!(rivals.all(|p| p.priority <= chosen.priority));
                    prop_assert_eq!(refusal(chosen, &context), None);
                    prop_assert_eq!(is_statutory(chosen), statutory);
                    prop_assert!(ends_in <= 0 || chosen.kind != PromptKind::Renewal);
                }
                None => prop_assert!(rivals.next().is_none()),
            }
        }
    }
}

//! What a member could be asked now. When and how renewal is asked for is the table that the
//! card has too: [`member_card::domain::renewal`]. How often anything may be asked: [`touch`].

pub mod touch;

use chrono::Duration;
use contract::Instant;
use contract::ids::CouponId;
use contract::membership::Membership;
use contract::program::RenewalPolicy;
use contract::prompt::{Framing, PromptKind, PromptReason};
use contract::tier::{QualifyMode, TierOutcome, TierStatus};
use member_card::domain::renewal::{self, RenewalDecision};

use crate::clock::{day_of, end_of, start_of};
use crate::rules::coupon::ENDS_SOON;

/// For how many days after joining the welcome pack is worth a word.
pub const WELCOME_DAYS: i64 = 7;
/// The next tier is near when at most this part of its threshold is missing, in basis points.
pub const NEAR_BPS: i64 = 1_000;
/// The tier is said to be at risk this many days before its review.
pub const RISK_DAYS: i64 = 60;
/// Points are said to end soon this many days before.
pub const POINTS_DAYS: i64 = 7;
/// How long an occasion without an end of its own stays open.
const OPEN_DAYS: i64 = 30;

/// All that decides what a member could be asked.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The brand's policy.
    pub policy: &'a RenewalPolicy,
    /// The paid plan.
    pub membership: Option<&'a Membership>,
    /// Where the member stands on the path.
    pub tier: Option<&'a TierStatus>,
    /// When the member joined.
    pub joined_at: Instant,
    /// The last purchase.
    pub last_purchase_at: Option<Instant>,
    /// The end of an unused coupon of the welcome pack.
    pub welcome_until: Option<Instant>,
    /// The end of an unused coupon that was placed to call the member back.
    pub recall_until: Option<Instant>,
    /// The usable coupon that ends next.
    pub coupon: Option<EndingCoupon>,
    /// The points that end next, and when.
    pub points: Option<(i64, Instant)>,
}

/// A coupon that ends.
#[derive(Clone, Debug, PartialEq)]
pub struct EndingCoupon {
    /// The coupon.
    pub id: CouponId,
    /// Its end (exclusive).
    pub until: Instant,
}

/// Something that could be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// About what.
    pub kind: PromptKind,
    /// Why this member.
    pub reason: PromptReason,
    /// How it is put.
    pub framing: Framing,
    /// What makes it this one and not the next of its kind.
    pub occasion: String,
    /// Shown from.
    pub from: Instant,
    /// Shown until (exclusive).
    pub until: Instant,
    /// The extra coupon, in basis points of the average order.
    pub extra_coupon: Option<u32>,
}

impl Candidate {
    /// Required by law: against no cap, and not muted.
    #[must_use]
    pub fn statutory(&self) -> bool {
        self.kind == PromptKind::AutoRenewalNotice
    }

    /// Whether it also stands on the code screen: the moment of purchase.
    #[must_use]
    pub fn at_the_till(&self) -> bool {
        matches!(self.kind, PromptKind::AutoRenewalNotice | PromptKind::Renewal)
    }

    /// Higher is asked first.
    #[must_use]
    pub fn priority(&self) -> i32 {
        match self.kind {
            PromptKind::AutoRenewalNotice => 100,
            PromptKind::Renewal => 80,
            PromptKind::InactiveRecall => 75,
            PromptKind::NewMemberPack => 70,
            PromptKind::TierAtRisk => 50,
            PromptKind::TierNear => 45,
            PromptKind::CouponExpiring => 40,
            PromptKind::PointsExpiring => 30,
            _ => 0,
        }
    }
}

/// Everything that is due at `now`, which is in the programme's zone, whatever was shown before.
#[must_use]
pub fn candidates(facts: &Facts<'_>, now: Instant) -> Vec<Candidate> {
    let open = start_of(day_of(now)) + Duration::days(OPEN_DAYS);
    let mut found = Vec::new();
    let mut add = |kind, reason, framing, occasion: String, from: Instant, until: Instant| {
        let extra_coupon = None;
        found.push(Candidate { kind, reason, framing, occasion, from, until, extra_coupon });
    };
    if facts.welcome_until.is_some_and(|until| now < until) {
        let until = end_of(day_of(facts.joined_at + Duration::days(WELCOME_DAYS - 1)));
        if now < until {
            add(
                PromptKind::NewMemberPack,
                PromptReason::JoinedRecently,
                Framing::CouponInAccount,
                day_of(facts.joined_at).to_string(),
                facts.joined_at,
                until,
            );
        }
    }
    if let Some((from, until)) = recall_from(facts.policy, facts.last_purchase_at)
        .zip(facts.recall_until)
        .filter(|(from, until)| (*from..*until).contains(&now))
    {
        add(
            PromptKind::InactiveRecall,
            PromptReason::NoPurchaseInCycle,
            Framing::CouponInAccount,
            day_of(from).to_string(),
            from,
            until,
        );
    }
    if let Some(status) = facts.tier {
        if let Some(next) = status.next.as_ref().filter(|_| is_near(status)) {
            let since = status.current.as_ref().and_then(|tier| tier.effective_at);
            add(
                PromptKind::TierNear,
                PromptReason::TierWithinReach,
                Framing::PlainRenew,
                next.id.to_string(),
                since.unwrap_or(facts.joined_at),
                open,
            );
        }
        if let Some(review) = review_at_risk(status, now) {
            add(
                PromptKind::TierAtRisk,
                PromptReason::TierAtRisk,
                Framing::Care,
                day_of(review).to_string(),
                review - Duration::days(RISK_DAYS),
                review,
            );
        }
    }
    if let Some(coupon) =
        facts.coupon.as_ref().filter(|c| now < c.until && c.until - now <= ENDS_SOON)
    {
        add(
            PromptKind::CouponExpiring,
            PromptReason::CouponEndsSoon,
            Framing::CouponInAccount,
            coupon.id.to_string(),
            coupon.until - ENDS_SOON,
            coupon.until,
        );
    }
    if let Some((_, until)) = facts.points.filter(|(points, until)| {
        *points > 0 && now < *until && *until - now <= Duration::days(POINTS_DAYS)
    }) {
        add(
            PromptKind::PointsExpiring,
            PromptReason::PointsEndSoon,
            Framing::Care,
            day_of(until).to_string(),
            until - Duration::days(POINTS_DAYS),
            until,
        );
    }
    found.extend(renewal_of(facts, now, open));
    found.sort_by_key(|candidate| (-candidate.priority(), candidate.until));
    found
}

/// From when on a member who does not buy again is called back.
#[must_use]
pub fn recall_from(policy: &RenewalPolicy, last_purchase_at: Option<Instant>) -> Option<Instant> {
    let last = last_purchase_at?;
    Some(start_of(day_of(last)) + Duration::days(policy.repurchase_cycle_days.into()))
}

fn renewal_of(facts: &Facts<'_>, now: Instant, open: Instant) -> Option<Candidate> {
    let membership = facts.membership?;
    let end = membership.valid_until;
    match renewal::decide(facts.policy, membership, now) {
        RenewalDecision::Nothing => None,
        RenewalDecision::StatutoryNotice { charge_at } => {
            let days = facts.policy.auto_renewal_notice_days.max(renewal::LEAST_NOTICE_DAYS);
            Some(Candidate {
                kind: PromptKind::AutoRenewalNotice,
                reason: PromptReason::AutoRenewalDue,
                framing: Framing::PlainRenew,
                occasion: day_of(charge_at).to_string(),
                from: start_of(day_of(charge_at)) - Duration::days(days.into()),
                until: charge_at,
                extra_coupon: None,
            })
        }
        RenewalDecision::Ask { timing, framing, extra_coupon } => {
            let before = timing == renewal::AskTiming::BeforeExpiry;
            let lead = Duration::days(facts.policy.lead_days.into());
            let end = end.unwrap_or(now);
            Some(Candidate {
                kind: PromptKind::Renewal,
                // After the end every band gives the one reason that says so.
                reason: if before {
                    PromptReason::EndsSoonHighTicket
                } else {
                    PromptReason::ExpiredLowTicket
                },
                framing,
                occasion: format!("{}{}", day_of(end), if before { "-before" } else { "" }),
                from: if before { start_of(day_of(end)) - lead } else { end },
                until: if before { end } else { open },
                extra_coupon,
            })
        }
    }
}

fn is_near(status: &TierStatus) -> bool {
    let mut within = status.measures.iter().map(|m| {
        m.missing > 0 && m.missing.saturating_mul(10_000) <= m.threshold.saturating_mul(NEAR_BPS)
    });
    match status.qualify_mode {
        QualifyMode::All => !status.measures.is_empty() && within.all(|near| near),
        _ => within.any(|near| near),
    }
}

fn review_at_risk(status: &TierStatus, now: Instant) -> Option<Instant> {
    let review = status.current.as_ref()?.valid_until?;
    let falls = status.projection.as_ref()?.outcome == TierOutcome::Downgrade;
    (falls && now < review && review - now <= Duration::days(RISK_DAYS)).then_some(review)
}

#[cfg(test)]
mod tests;

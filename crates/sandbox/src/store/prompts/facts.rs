//! What is known of a member when prompts are chosen and worded.

use contract::Instant;
use contract::coupon::{Coupon, CouponSource};
use contract::membership::Membership;
use contract::program::RenewalPolicy;
use contract::prompt::PromptKind;
use contract::tier::TierStatus;

use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::prompt::{Candidate, EndingCoupon, Facts};
use crate::store::members::Holder;
use crate::store::offers::{self, Offer};
use crate::store::{coupons, memberships, points, tiers};

/// All that is read from the database for it.
pub struct Known {
    policy: RenewalPolicy,
    /// The paid plan.
    pub membership: Option<Membership>,
    /// Where the member stands on the path, in both languages.
    pub tier: TierStatus,
    joined_at: Instant,
    last_purchase_at: Option<Instant>,
    /// A coupon of the welcome pack.
    pub welcome: Option<Coupon>,
    /// The coupon that calls back.
    pub recall: Option<Coupon>,
    /// The coupon that ends next.
    pub ending: Option<Coupon>,
    /// The points that end next, and when.
    pub points: Option<(i64, Instant)>,
    /// The extra coupon beside a renewal.
    pub extra: Option<Offer>,
}

impl Known {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn gather(tx: &Tx<'_>, holder: &Holder) -> Outcome<Self> {
        let ends = points::overview(tx, holder)?.next_expirations;
        Ok(Self {
            policy: holder.brand.renewal_policy(),
            membership: memberships::current(tx, holder)?,
            tier: tiers::status(tx, holder)?,
            joined_at: holder.joined_at,
            last_purchase_at: holder.last_purchase_at,
            welcome: coupons::ends_next(tx, holder, Some(CouponSource::Welcome))?,
            recall: coupons::ends_next(tx, holder, Some(CouponSource::Recall))?,
            ending: coupons::ends_next(tx, holder, None)?,
            points: ends.first().map(|end| (end.points, end.expires_at)),
            extra: offers::issued_for(tx, holder.brand, CouponSource::RenewalExtra)?,
        })
    }

    /// What decides.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            policy: &self.policy,
            membership: self.membership.as_ref(),
            tier: Some(&self.tier),
            joined_at: self.joined_at,
            last_purchase_at: self.last_purchase_at,
            welcome_until: self.welcome.as_ref().map(|coupon| coupon.valid_until),
            recall_until: self.recall.as_ref().map(|coupon| coupon.valid_until),
            coupon: self
                .ending
                .as_ref()
                .map(|coupon| EndingCoupon { id: coupon.id.clone(), until: coupon.valid_until }),
            points: self.points,
        }
    }

    /// What a prompt speaks of, so that the same content has the same fingerprint.
    #[must_use]
    pub fn about(&self, candidate: &Candidate) -> String {
        let offer = |coupon: &Option<Coupon>| {
            coupon.as_ref().and_then(|c| c.offer_id.as_ref()).map(ToString::to_string)
        };
        match candidate.kind {
            PromptKind::CouponExpiring => offer(&self.ending),
            PromptKind::InactiveRecall => offer(&self.recall),
            PromptKind::TierNear => self.tier.next.as_ref().map(|tier| tier.id.to_string()),
            PromptKind::TierAtRisk => self.tier.current.as_ref().map(|tier| tier.id.to_string()),
            _ => candidate.extra_coupon.and(self.extra.as_ref()).map(|o| o.id.to_string()),
        }
        .unwrap_or_default()
    }

    /// The screen that a prompt leads to.
    #[must_use]
    pub fn route(&self, candidate: &Candidate) -> String {
        let coupon = |coupon: &Option<Coupon>| match coupon {
            Some(coupon) => format!("#/coupons/{}", coupon.id),
            None => "#/coupons".to_owned(),
        };
        match candidate.kind {
            PromptKind::Renewal | PromptKind::AutoRenewalNotice => "#/membership".to_owned(),
            PromptKind::InactiveRecall => coupon(&self.recall),
            PromptKind::CouponExpiring => coupon(&self.ending),
            PromptKind::TierNear | PromptKind::TierAtRisk => "#/tiers".to_owned(),
            PromptKind::PointsExpiring => "#/points".to_owned(),
            _ => "#/coupons".to_owned(),
        }
    }
}

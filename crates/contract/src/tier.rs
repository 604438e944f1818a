//! Tiers: the path, and where the member stands on it.

use crate::Instant;
use crate::ids::TierId;

wire_enum! {
    /// What a tier is measured by.
    pub enum MeasureKind {
        /// Money spent, in minor units.
        Spend = "SPEND",
        /// Orders.
        OrderCount = "ORDER_COUNT",
        /// Visits.
        VisitCount = "VISIT_COUNT",
        /// Nights stayed.
        Nights = "NIGHTS",
        /// Growth value: earned by buying and doing, never spent.
        GrowthValue = "GROWTH_VALUE",
        /// Points earned.
        PointsEarned = "POINTS_EARNED",
        /// Activity.
        Activity = "ACTIVITY",
    }
}

wire_enum! {
    /// Whether one measure is enough.
    pub enum QualifyMode {
        /// Any of the measures.
        Any = "ANY",
        /// All of them.
        All = "ALL",
    }
}

wire_enum! {
    /// What the next review will do.
    pub enum TierOutcome {
        /// The tier stays.
        Keep = "KEEP",
        /// A higher tier.
        Upgrade = "UPGRADE",
        /// A lower tier.
        Downgrade = "DOWNGRADE",
    }
}

wire_enum! {
    /// How far a member can fall at one review.
    pub enum DowngradePolicy {
        /// One tier.
        OneDown = "ONE_DOWN",
        /// To the tier that the measures give.
        Requalify = "REQUALIFY",
        /// Not at all.
        None = "NONE",
    }
}

wire_enum! {
    /// Why a tier changed.
    pub enum TierChangeReason {
        /// The threshold was reached.
        Qualified = "QUALIFIED",
        /// Reached again at a review.
        Requalified = "REQUALIFIED",
        /// Not reached at a review.
        Expired = "EXPIRED",
        /// A refund took it back.
        Refund = "REFUND",
        /// Bought.
        Purchased = "PURCHASED",
        /// Given.
        Gifted = "GIFTED",
        /// By hand.
        Manual = "MANUAL",
    }
}

wire_enum! {
    /// What a benefit is.
    pub enum BenefitKind {
        /// A price cut.
        Discount = "DISCOUNT",
        /// More points.
        PointMultiplier = "POINT_MULTIPLIER",
        /// A gift.
        Gift = "GIFT",
        /// Free delivery.
        FreeShipping = "FREE_SHIPPING",
        /// Buying before others.
        PriorityPurchase = "PRIORITY_PURCHASE",
        /// Something for the birthday.
        Birthday = "BIRTHDAY",
        /// A service of one's own.
        ExclusiveService = "EXCLUSIVE_SERVICE",
        /// Entry to an event.
        EventAccess = "EVENT_ACCESS",
        /// Made to measure.
        CustomGoods = "CUSTOM_GOODS",
        /// A pack of coupons.
        CouponPack = "COUPON_PACK",
    }
}

wire! {
    /// A benefit in two lines.
    pub struct Benefit {
        /// What kind; chooses the icon.
        pub kind: BenefitKind,
        /// A few words.
        pub title: String,
        /// One sentence.
        #[serde(default)]
        pub detail: String,
    }
}

wire! {
    /// A value to reach.
    pub struct Threshold {
        /// Of what.
        pub kind: MeasureKind,
        /// How much; minor units for `SPEND`.
        pub value: i64,
    }
}

wire! {
    /// One tier of the path.
    pub struct Tier {
        /// The tier.
        pub id: TierId,
        /// Its name.
        pub name: String,
        /// 1 is the lowest.
        pub rank: u32,
        /// What reaches it; empty for the one that everybody has.
        #[serde(default, deserialize_with = "lenient::list")]
        pub thresholds: Vec<Threshold>,
        /// What keeps it at the review.
        #[serde(default, deserialize_with = "lenient::list")]
        pub keep: Vec<Threshold>,
        /// How many months it lasts; nothing when for good.
        pub valid_months: Option<u32>,
        /// What it gives.
        #[serde(default, deserialize_with = "lenient::list")]
        pub benefits: Vec<Benefit>,
    }
}

wire! {
    /// `GET /tiers`: the whole path, lowest first.
    pub struct TierPath {
        /// The tiers.
        #[serde(default, deserialize_with = "lenient::list")]
        pub tiers: Vec<Tier>,
        /// How the thresholds of a tier combine.
        pub qualify_mode: QualifyMode,
        /// What happens at a review.
        pub downgrade_policy: DowngradePolicy,
        /// The rules in the brand's words.
        #[serde(default)]
        pub notes: Vec<String>,
    }
}

wire! {
    /// A tier as the status names it.
    pub struct TierRef {
        /// The tier.
        pub id: TierId,
        /// Its name.
        pub name: String,
        /// 1 is the lowest.
        pub rank: u32,
        /// Since when; on the current tier only.
        pub effective_at: Option<Instant>,
        /// Until when (exclusive); nothing when for good.
        pub valid_until: Option<Instant>,
    }
}

wire! {
    /// A stretch of time that a measure counts.
    pub struct MeasureWindow {
        /// From (inclusive).
        pub from: Instant,
        /// Until (exclusive).
        pub until: Instant,
    }
}

wire! {
    /// One measure towards the next tier.
    pub struct Measure {
        /// Of what.
        pub kind: MeasureKind,
        /// What there is.
        pub value: i64,
        /// What the next tier needs; the reached one at the top.
        pub threshold: i64,
        /// `max(0, threshold - value)`.
        pub missing: i64,
        /// What counts.
        #[serde(default, deserialize_with = "lenient::part")]
        pub window: Option<MeasureWindow>,
    }
}

wire! {
    /// What is missing to keep the tier.
    pub struct Missing {
        /// Of what.
        pub kind: MeasureKind,
        /// How much.
        pub missing: i64,
    }
}

wire! {
    /// What the next review would do today.
    pub struct Projection {
        /// The tier after the review.
        pub tier_id: Option<TierId>,
        /// Its name.
        pub tier_name: Option<String>,
        /// What happens.
        pub outcome: TierOutcome,
        /// What keeps the tier.
        #[serde(default, deserialize_with = "lenient::list")]
        pub keep_missing: Vec<Missing>,
        /// The rule.
        pub policy: DowngradePolicy,
    }
}

wire! {
    /// The last change of tier, so that the card can celebrate it once.
    pub struct TierChange {
        /// From; nothing when untiered before.
        pub from: Option<TierId>,
        /// To.
        pub to: Option<TierId>,
        /// When.
        pub at: Instant,
        /// Why.
        pub reason: TierChangeReason,
    }
}

wire! {
    /// `GET /tiers/status`.
    pub struct TierStatus {
        /// The tier; nothing when untiered.
        pub current: Option<TierRef>,
        /// The next one; nothing at the top.
        pub next: Option<TierRef>,
        /// What counts towards the next tier.
        #[serde(default, deserialize_with = "lenient::list")]
        pub measures: Vec<Measure>,
        /// How the measures combine.
        pub qualify_mode: QualifyMode,
        /// What the next review would do.
        #[serde(default, deserialize_with = "lenient::part")]
        pub projection: Option<Projection>,
        /// The last change.
        #[serde(default, deserialize_with = "lenient::part")]
        pub last_change: Option<TierChange>,
        /// What the current tier gives.
        #[serde(default, deserialize_with = "lenient::list")]
        pub benefits: Vec<Benefit>,
        /// What the next one would give.
        #[serde(default, deserialize_with = "lenient::list")]
        pub next_benefits: Vec<Benefit>,
    }
}

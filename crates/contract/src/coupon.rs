//! Coupons in the wallet, and the offers they are claimed from.

use crate::Instant;
use crate::code::{CodeToken, SymbologySpec};
use crate::ids::{CouponId, OfferId};
use crate::tier::TierRef;

wire_enum! {
    /// What a coupon gives.
    pub enum CouponKind {
        /// An amount off.
        Cash = "CASH",
        /// A part of the price off.
        Discount = "DISCOUNT",
        /// A thing in exchange for the coupon.
        Exchange = "EXCHANGE",
        /// A gift beside a purchase.
        Gift = "GIFT",
        /// Free delivery.
        FreeShipping = "FREE_SHIPPING",
        /// Buy some, get one.
        BuyGift = "BUY_GIFT",
    }
}

wire_enum! {
    /// The state of a coupon. Transitions: CONFIRMING → PENDING or EFFECTIVE; PENDING →
    /// EFFECTIVE; EFFECTIVE ⇄ LOCKED; EFFECTIVE → USED, PARTLY_USED, EXPIRED, DEACTIVATED,
    /// DELETED or TRANSFERRING; USED → EFFECTIVE or EXPIRED after a refund; TRANSFERRING →
    /// TRANSFERRED or EFFECTIVE.
    pub enum CouponState {
        /// Being issued.
        Confirming = "CONFIRMING",
        /// Not valid yet.
        Pending = "PENDING",
        /// Can be used.
        Effective = "EFFECTIVE",
        /// Reserved by an order.
        Locked = "LOCKED",
        /// Used.
        Used = "USED",
        /// Some of its value is left.
        PartlyUsed = "PARTLY_USED",
        /// Too late.
        Expired = "EXPIRED",
        /// Withdrawn by the brand.
        Deactivated = "DEACTIVATED",
        /// Deleted by the member.
        Deleted = "DELETED",
        /// On its way to somebody else.
        Transferring = "TRANSFERRING",
        /// Given to somebody else.
        Transferred = "TRANSFERRED",
    }
}

wire_enum! {
    /// Where a coupon came from.
    pub enum CouponSource {
        /// Claimed in the claim centre.
        Claim = "CLAIM",
        /// By a code.
        Exchange = "EXCHANGE",
        /// On joining.
        Welcome = "WELCOME",
        /// A task's reward.
        Task = "TASK",
        /// A check-in's reward.
        CheckIn = "CHECK_IN",
        /// Beside the renewal pack, as an extra.
        RenewalExtra = "RENEWAL_EXTRA",
        /// To call a silent member back.
        Recall = "RECALL",
        /// A tier's benefit.
        Tier = "TIER",
        /// A paid plan's benefit.
        Membership = "MEMBERSHIP",
        /// By hand.
        Manual = "MANUAL",
    }
}

wire_enum! {
    /// What the member may do with a coupon.
    pub enum CouponAction {
        /// Show a code at the till.
        ShowCode = "SHOW_CODE",
        /// Use it in the brand's shop.
        UseOnline = "USE_ONLINE",
    }
}

wire! {
    /// The value of a coupon; which field is set follows from the kind.
    #[derive(Default)]
    pub struct CouponFace {
        /// Minor units off.
        pub amount_off: Option<i64>,
        /// What is still paid, in basis points: 8500 pays 85 % (8.5 折, 15 % off).
        pub discount_bps: Option<u32>,
        /// The most that a discount takes off, in minor units.
        pub max_discount: Option<i64>,
        /// The thing, in words.
        pub item: Option<String>,
    }
}

wire! {
    /// The least an order must cost.
    pub struct CouponThreshold {
        /// Minor units; 0 is no threshold.
        pub amount: i64,
    }
}

wire! {
    /// When a coupon can be used within its validity, in the programme's zone.
    pub struct UsableWindow {
        /// ISO weekdays, 1 is Monday.
        #[serde(default)]
        pub weekdays: Vec<u8>,
        /// `HH:MM`, inclusive.
        pub from: String,
        /// `HH:MM`, exclusive.
        pub to: String,
    }
}

wire_enum! {
    /// Where something can be used.
    pub enum Channel {
        /// In stores.
        Store = "STORE",
        /// In the mini-program.
        MiniProgram = "MINI_PROGRAM",
        /// In the web shop.
        Web = "WEB",
        /// With delivery.
        Delivery = "DELIVERY",
    }
}

wire! {
    /// What a coupon is valid for.
    pub struct CouponScope {
        /// In the brand's words.
        pub summary: String,
        /// Channels; empty is all.
        #[serde(default, deserialize_with = "lenient::list")]
        pub channels: Vec<Channel>,
    }
}

wire! {
    /// What a coupon goes together with.
    #[derive(Default)]
    pub struct Stacking {
        /// With nothing else.
        #[serde(default)]
        pub exclusive: bool,
        /// How many of the same in one order; nothing when unlimited.
        pub max_per_order: Option<u32>,
    }
}

wire! {
    /// A coupon of the wallet.
    pub struct Coupon {
        /// The coupon.
        pub id: CouponId,
        /// The offer it came from.
        pub offer_id: Option<OfferId>,
        /// Its name.
        pub name: String,
        /// What it gives.
        pub kind: CouponKind,
        /// Where it stands.
        pub state: CouponState,
        /// Why, in words, for states that need it.
        pub state_reason: Option<String>,
        /// Its value.
        pub face: CouponFace,
        /// The least an order must cost.
        pub threshold: CouponThreshold,
        /// Usable from (inclusive).
        pub valid_from: Instant,
        /// Usable until (exclusive).
        pub valid_until: Instant,
        /// Days and hours; empty is always.
        #[serde(default, deserialize_with = "lenient::list")]
        pub usable_windows: Vec<UsableWindow>,
        /// What for.
        pub scope: CouponScope,
        /// With what.
        #[serde(default)]
        pub stacking: Stacking,
        /// Minor units left of a partly used one.
        pub remaining_value: Option<i64>,
        /// The order that holds it.
        pub locked_by: Option<String>,
        /// When it was used.
        pub used_at: Option<Instant>,
        /// Where it was used, in words.
        pub used_where: Option<String>,
        /// Where it came from.
        pub source: CouponSource,
        /// What the member may do.
        #[serde(default, deserialize_with = "lenient::list")]
        pub actions: Vec<CouponAction>,
        /// The brand's notes.
        #[serde(default)]
        pub notes: Vec<String>,
    }
}

wire_enum! {
    /// Whether an offer can be claimed by this member now.
    pub enum ClaimState {
        /// Yes.
        Claimable = "CLAIMABLE",
        /// Claimed.
        Claimed = "CLAIMED",
        /// As often as allowed.
        LimitReached = "LIMIT_REACHED",
        /// None left.
        SoldOut = "SOLD_OUT",
        /// Not begun.
        NotStarted = "NOT_STARTED",
        /// Over.
        Ended = "ENDED",
        /// For higher tiers.
        TierTooLow = "TIER_TOO_LOW",
        /// For paid members.
        PaidOnly = "PAID_ONLY",
        /// For members.
        SignInRequired = "SIGN_IN_REQUIRED",
    }
}

wire! {
    /// An offer of the claim centre.
    pub struct CouponOffer {
        /// The offer.
        pub id: OfferId,
        /// Its name.
        pub name: String,
        /// What its coupons give.
        pub kind: CouponKind,
        /// Their value.
        pub face: CouponFace,
        /// Their threshold.
        pub threshold: CouponThreshold,
        /// What for.
        pub scope: CouponScope,
        /// Days that a claimed coupon lives; nothing when `valid_until` is fixed.
        pub valid_days: Option<u32>,
        /// A fixed end of its coupons (exclusive).
        pub valid_until: Option<Instant>,
        /// Points that claiming costs; 0 is free.
        #[serde(default)]
        pub cost_points: i64,
        /// Whether it can be claimed.
        pub claim_state: ClaimState,
        /// How many are left; nothing when unlimited.
        pub remaining: Option<i64>,
        /// How often one member may claim.
        pub per_member_limit: u32,
        /// How often this member did.
        #[serde(default)]
        pub claimed_by_me: u32,
        /// The least tier.
        #[serde(default, deserialize_with = "lenient::part")]
        pub required_tier: Option<TierRef>,
        /// Claimable from.
        pub claim_from: Instant,
        /// Claimable until (exclusive).
        pub claim_until: Instant,
        /// When a sold-out offer has its next round.
        pub next_round_at: Option<Instant>,
    }
}

wire! {
    /// `POST /coupon-offers/{id}/claims` and `POST /coupons/exchange`.
    pub struct ClaimResult {
        /// The coupon that was issued.
        pub coupon: Coupon,
        /// The offer after the claim.
        #[serde(default, deserialize_with = "lenient::part")]
        pub offer: Option<CouponOffer>,
    }
}

wire! {
    /// `POST /coupons/exchange`.
    pub struct ExchangeRequest {
        /// The code as typed; spaces, dashes and case do not matter.
        pub code: String,
    }
}

wire! {
    /// `POST /coupons/{id}/code`: what the till scans to use one coupon.
    pub struct CouponCode {
        /// The coupon.
        pub coupon_id: CouponId,
        /// What may be shown, the preferred one first.
        #[serde(default, deserialize_with = "lenient::list")]
        pub symbologies: Vec<SymbologySpec>,
        /// The values, in time order.
        #[serde(default, deserialize_with = "lenient::list")]
        pub tokens: Vec<CodeToken>,
        /// How long each is the current one, in seconds.
        pub period_seconds: u32,
        /// When to fetch the next batch.
        pub refresh_after: Instant,
    }
}

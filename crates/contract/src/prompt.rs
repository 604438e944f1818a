//! Prompts: what a member is asked, why, and how often at most.

use crate::Instant;
use crate::ids::{OfferId, PromptId};
use crate::money::Action;

wire_enum! {
    /// What a prompt is about.
    pub enum PromptKind {
        /// Renewing a paid plan.
        Renewal = "RENEWAL",
        /// The notice before an automatic charge; information, not persuasion.
        AutoRenewalNotice = "AUTO_RENEWAL_NOTICE",
        /// Not bought for a repurchase cycle.
        InactiveRecall = "INACTIVE_RECALL",
        /// Gone for long.
        WinBack = "WIN_BACK",
        /// The pack for new members.
        NewMemberPack = "NEW_MEMBER_PACK",
        /// First steps.
        Onboarding = "ONBOARDING",
        /// A benefit waits to be claimed.
        BenefitUnclaimed = "BENEFIT_UNCLAIMED",
        /// A benefit waits to be used.
        BenefitUnused = "BENEFIT_UNUSED",
        /// A coupon ends soon.
        CouponExpiring = "COUPON_EXPIRING",
        /// Points end soon.
        PointsExpiring = "POINTS_EXPIRING",
        /// The next tier is near.
        TierNear = "TIER_NEAR",
        /// The tier is at risk.
        TierAtRisk = "TIER_AT_RISK",
        /// The tier changed.
        TierChanged = "TIER_CHANGED",
        /// A birthday.
        Birthday = "BIRTHDAY",
        /// Member day.
        MemberDay = "MEMBER_DAY",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// A questionnaire.
        Survey = "SURVEY",
        /// Changed rules.
        RuleChange = "RULE_CHANGE",
    }
}

wire_enum! {
    /// How a renewal is put.
    pub enum Framing {
        /// An invitation to taste something new.
        NewProductTasting = "NEW_PRODUCT_TASTING",
        /// What the account already holds.
        CouponInAccount = "COUPON_IN_ACCOUNT",
        /// Renewing, plainly.
        PlainRenew = "PLAIN_RENEW",
        /// Care.
        Care = "CARE",
    }
}

wire_enum! {
    /// How a brand prices.
    pub enum PriceBand {
        /// Low-ticket: a cup of tea.
        Low = "LOW",
        /// In between.
        Mid = "MID",
        /// High-ticket: a hotel night.
        High = "HIGH",
    }
}

wire_enum! {
    /// When a renewal is asked for.
    pub enum Timing {
        /// Only after the end.
        AfterExpiry = "AFTER_EXPIRY",
        /// Before the end.
        BeforeExpiry = "BEFORE_EXPIRY",
        /// Both.
        Both = "BOTH",
    }
}

wire_enum! {
    /// Where a prompt may stand.
    pub enum Placement {
        /// The home screen.
        Home = "HOME",
        /// The code screen: the moment of purchase.
        CodeScreen = "CODE_SCREEN",
        /// Using a coupon.
        CouponUse = "COUPON_USE",
        /// After a purchase.
        AfterPurchase = "AFTER_PURCHASE",
    }
}

wire_enum! {
    /// Why a member sees a prompt. A prompt without a reason is not shown.
    pub enum PromptReason {
        /// The paid plan of a low-ticket brand has ended.
        ExpiredLowTicket = "EXPIRED_LOW_TICKET",
        /// The paid plan of a high-ticket brand ends soon.
        EndsSoonHighTicket = "ENDS_SOON_HIGH_TICKET",
        /// The plan renews itself soon; the law asks for a notice.
        AutoRenewalDue = "AUTO_RENEWAL_DUE",
        /// No purchase for as long as members usually take to come back.
        NoPurchaseInCycle = "NO_PURCHASE_IN_CYCLE",
        /// Joined a short time ago.
        JoinedRecently = "JOINED_RECENTLY",
        /// The next tier is within reach.
        TierWithinReach = "TIER_WITHIN_REACH",
        /// The tier would be lost at the next review.
        TierAtRisk = "TIER_AT_RISK",
        /// A coupon of the member ends soon.
        CouponEndsSoon = "COUPON_ENDS_SOON",
        /// Points of the member end soon.
        PointsEndSoon = "POINTS_END_SOON",
    }
}

wire_enum! {
    /// What happened to a prompt.
    pub enum PromptEvent {
        /// It was seen.
        Impression = "IMPRESSION",
        /// Its button was pressed.
        Click = "CLICK",
        /// It was closed.
        Dismiss = "DISMISS",
        /// No more of this kind.
        MuteKind = "MUTE_KIND",
        /// What it asked for was done.
        Convert = "CONVERT",
    }
}

wire! {
    /// A button.
    pub struct CallToAction {
        /// Its text.
        pub label: String,
        /// What it does.
        pub action: Action,
    }
}

wire! {
    /// What a prompt brings.
    pub struct Incentive {
        /// The offer behind it.
        pub offer_id: OfferId,
        /// Its name in words.
        #[serde(default)]
        pub name: String,
        /// Minor units off, when it is an amount.
        pub amount_off: Option<i64>,
        /// Without a least order.
        #[serde(default)]
        pub no_threshold: bool,
        /// Beside the usual pack.
        #[serde(default)]
        pub extra: bool,
        /// Its worth in basis points of the average order.
        pub aov_bps: Option<u32>,
    }
}

wire! {
    /// The cap that a prompt counts against; the member can see it.
    pub struct Cap {
        /// The window, in days.
        pub window_days: u32,
        /// The most in one window.
        pub max: u32,
        /// How many there were.
        pub used: u32,
        /// The least time between two, in hours.
        pub min_interval_hours: u32,
        /// When the next may come.
        pub next_allowed_at: Option<Instant>,
    }
}

wire! {
    /// The experiment that a prompt is part of.
    pub struct Experiment {
        /// Which.
        pub key: String,
        /// This member's arm, the same on every device.
        pub variant: String,
    }
}

wire! {
    /// A prompt.
    pub struct Prompt {
        /// The prompt.
        pub id: PromptId,
        /// About what.
        pub kind: PromptKind,
        /// How it is put.
        pub framing: Framing,
        /// Where it stands.
        pub placement: Placement,
        /// Higher first.
        #[serde(default)]
        pub priority: i32,
        /// Required by law: counts against no cap and cannot be muted.
        #[serde(default)]
        pub statutory: bool,
        /// One line.
        pub headline: String,
        /// One or two sentences.
        #[serde(default)]
        pub body: String,
        /// A picture of the offer: https or a path on this origin.
        pub image_url: Option<String>,
        /// The one button.
        #[serde(default, deserialize_with = "lenient::part")]
        pub cta: Option<CallToAction>,
        /// What it brings.
        #[serde(default, deserialize_with = "lenient::list")]
        pub incentives: Vec<Incentive>,
        /// Shown from.
        pub eligible_from: Instant,
        /// Shown until (exclusive).
        pub eligible_until: Instant,
        /// The same content has the same fingerprint; it is not repeated within the window.
        pub fingerprint: String,
        /// What it counts against; nothing when statutory.
        #[serde(default, deserialize_with = "lenient::part")]
        pub cap: Option<Cap>,
        /// Which experiment.
        #[serde(default, deserialize_with = "lenient::part")]
        pub experiment: Option<Experiment>,
        /// Why this member sees it.
        pub reason: PromptReason,
    }
}

wire! {
    /// `GET /prompts?placement=`.
    pub struct PromptList {
        /// At most one that is not statutory.
        #[serde(default, deserialize_with = "lenient::list")]
        pub prompts: Vec<Prompt>,
    }
}

wire! {
    /// `POST /prompts/{id}/events`.
    pub struct PromptEventRequest {
        /// What happened.
        pub event: PromptEvent,
    }
}

wire! {
    /// The cap after an event.
    pub struct PromptEventResult {
        /// Nothing for a statutory prompt.
        pub cap: Option<Cap>,
    }
}

//! The programme: its names, rules, looks and policies.

use crate::code::SymbologySpec;
use crate::ids::{BrandId, TierId};
use crate::money::Money;
use crate::prompt::{Framing, PriceBand, Timing};
use crate::wallet::WalletPlatform;

wire_enum! {
    /// What a brand has switched on.
    pub enum Feature {
        /// Points.
        Points = "POINTS",
        /// Tiers.
        Tiers = "TIERS",
        /// Coupons.
        Coupons = "COUPONS",
        /// Daily check-in.
        CheckIn = "CHECK_IN",
        /// Tasks.
        Tasks = "TASKS",
        /// Paid membership.
        PaidMembership = "PAID_MEMBERSHIP",
        /// The card speaks with WeChat where it is opened in it.
        Wechat = "WECHAT",
        /// The brand's stores can be found on a map.
        Stores = "STORES",
        /// The card may keep itself for a start without a network. A card that finds this missing
        /// takes its service worker and what it kept away.
        OfflineStart = "OFFLINE_START",
        /// Members sign in through WeChat where the card runs inside it.
        WechatSignIn = "WECHAT_SIGN_IN",
        /// And in any other browser too, as with a stand-in for WeChat.
        WechatSignInAnywhere = "WECHAT_SIGN_IN_ANYWHERE",
    }
}

wire_enum! {
    /// How round the brand's corners are.
    pub enum CornerStyle {
        /// Generous.
        Round = "ROUND",
        /// The default.
        Soft = "SOFT",
        /// Close to square.
        Sharp = "SHARP",
    }
}

wire_enum! {
    /// The quiet pattern of a card's material, told apart without colour.
    pub enum FacePattern {
        /// None.
        Plain = "PLAIN",
        /// Rolling contour lines.
        Contours = "CONTOURS",
        /// Waves.
        Waves = "WAVES",
        /// Fine straight lines.
        Lines = "LINES",
        /// Dots.
        Dots = "DOTS",
        /// Rings.
        Rings = "RINGS",
        /// A woven grid.
        Weave = "WEAVE",
    }
}

wire! {
    /// The material of a card's face. Colours are `#rrggbb`; the card adjusts a pair that cannot
    /// be read (WCAG 2.2, 1.4.3).
    pub struct Face {
        /// Gradient start.
        pub from: String,
        /// Gradient end.
        pub to: String,
        /// Text on it.
        pub ink: Option<String>,
        /// Its pattern.
        pub pattern: FacePattern,
    }
}

wire! {
    /// The face of one tier.
    pub struct TierFace {
        /// The tier.
        pub tier_id: TierId,
        /// Its material.
        pub face: Face,
    }
}

wire! {
    /// How the brand looks.
    pub struct Theme {
        /// The one colour for actions, `#rrggbb`.
        pub accent: String,
        /// A second colour for small marks.
        pub secondary: Option<String>,
        /// Corners.
        pub corners: CornerStyle,
        /// The brand mark, one colour, drawn in the ink of where it stands: https or a path on
        /// this origin.
        pub mark_url: Option<String>,
        /// Art over the card's face: https or a path on this origin.
        pub art_url: Option<String>,
        /// The face without a tier.
        pub face: Face,
        /// A face for each tier.
        #[serde(default, deserialize_with = "lenient::list")]
        pub tier_faces: Vec<TierFace>,
    }
}

wire! {
    /// How the code behaves.
    pub struct CodePolicy {
        /// How long each value is current, in seconds.
        pub period_seconds: u32,
        /// Whether the member number may stand in.
        #[serde(default)]
        pub static_fallback_allowed: bool,
        /// What may be shown.
        #[serde(default, deserialize_with = "lenient::list")]
        pub symbologies: Vec<SymbologySpec>,
    }
}

wire! {
    /// When and how renewal is asked for.
    pub struct RenewalPolicy {
        /// The price band.
        pub price_band: PriceBand,
        /// When.
        pub timing: Timing,
        /// Days before the end, for `BEFORE_EXPIRY`.
        #[serde(default)]
        pub lead_days: u32,
        /// How it is put.
        pub framing: Framing,
        /// The extra coupon in basis points of the average order.
        #[serde(default)]
        pub extra_coupon_bps: u32,
        /// The average order.
        pub aov: Money,
        /// Days of notice before an automatic charge.
        pub auto_renewal_notice_days: u32,
        /// Days after which members usually buy again.
        pub repurchase_cycle_days: u32,
    }
}

wire! {
    /// How often the brand may ask.
    pub struct CapPolicy {
        /// The window, in days.
        pub window_days: u32,
        /// The most in one window.
        pub max: u32,
        /// The least time between two, in hours.
        pub min_interval_hours: u32,
    }
}

wire! {
    /// `GET /program`. Texts are in the language asked for.
    pub struct Program {
        /// The brand.
        pub brand_id: BrandId,
        /// The brand's name.
        pub brand_name: String,
        /// The programme's name.
        pub name: String,
        /// IANA zone, such as `Asia/Shanghai`.
        pub time_zone: String,
        /// ISO 4217 code.
        pub currency: String,
        /// What points are called.
        pub point_name: String,
        /// What the growth value is called.
        pub growth_name: String,
        /// Changes with the rules.
        pub rules_version: String,
        /// What is switched on.
        #[serde(default, deserialize_with = "lenient::list")]
        pub features: Vec<Feature>,
        /// How it looks.
        pub theme: Theme,
        /// How the code behaves.
        pub code_policy: CodePolicy,
        /// Renewal.
        #[serde(default, deserialize_with = "lenient::part")]
        pub renewal_policy: Option<RenewalPolicy>,
        /// Caps.
        #[serde(default, deserialize_with = "lenient::part")]
        pub cap_policy: Option<CapPolicy>,
        /// How to join, for a guest, in words.
        #[serde(default)]
        pub join_hint: String,
        /// The phone wallets that the brand's card can be kept in; none where this is empty.
        #[serde(default, deserialize_with = "lenient::list")]
        pub wallets: Vec<WalletPlatform>,
    }
}

//! 栖岸 Stillshore: a hotel group. High-ticket; nights or spend make the tier.

use contract::code::BarcodeFormat;
use contract::points::ExpiryRounding;
use contract::program::{CornerStyle, FacePattern, Feature};
use contract::prompt::{Framing, PriceBand, Timing};
use contract::tier::{BenefitKind, DowngradePolicy, MeasureKind, QualifyMode};
use contract::wallet::WalletPlatform;

use super::{
    BenefitDef, Brand, CapDef, FaceDef, Look, PointRules, QrDef, RenewalDef, THIS_MACHINE, TierDef,
};
use crate::rules::tier::Rung;
use crate::text::Text;

pub(super) static HOTEL: Brand = Brand {
    id: "hotel",
    name: Text::new("栖岸", "Stillshore"),
    program: Text::new("栖岸礼遇", "Stillshore Circle"),
    point_name: Text::new("潮汐分", "Tides"),
    growth_name: Text::new("入住间夜", "Nights"),
    join_hint: Text::new(
        "入住任意栖岸酒店时，在前台即可加入",
        "Join at the desk of any Stillshore hotel",
    ),
    store: Text::new("栖岸·月湾", "Stillshore Moon Bay"),
    store_address: Text::new("三亚市海棠区月湾路 1 号", "1 Moon Bay Road, Sanya"),
    store_place: (18_321_600, 109_741_200),
    rules_version: "2026-07",
    features: &[
        Feature::Points,
        Feature::Tiers,
        Feature::Coupons,
        Feature::CheckIn,
        Feature::Tasks,
        Feature::PaidMembership,
        Feature::Wechat,
        Feature::Stores,
        Feature::OfflineStart,
        Feature::WechatSignIn,
        Feature::WechatSignInAnywhere,
    ],
    wallets: &[WalletPlatform::Apple],
    embed_origins: THIS_MACHINE,
    number_prefix: "8806",
    code_prefix: "92",
    formats: &[BarcodeFormat::QrCode, BarcodeFormat::Code128],
    qr: QrDef { ec_level: "Q", version: 2, mask: 5 },
    number_stands_in: true,
    look: Look {
        accent: "#1c3a5e",
        secondary: "#b08c4a",
        corners: CornerStyle::Sharp,
        face: FaceDef {
            from: "#f2eee5",
            to: "#e2dac9",
            ink: "#1f2d3d",
            pattern: FacePattern::Plain,
        },
    },
    points: PointRules {
        per_unit_bps: 20_000,
        release_days: 3,
        months: 24,
        rounding: ExpiryRounding::EndOfYear,
    },
    tiers: &[
        TierDef {
            id: "sand",
            name: Text::new("沙岸", "Sand"),
            rank: 1,
            multiplier_bps: 10_000,
            face: FaceDef {
                from: "#efe8da",
                to: "#d9cdb6",
                ink: "#22303f",
                pattern: FacePattern::Dots,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::PointMultiplier,
                    title: Text::new("每消费 1 元得 2 潮汐分", "2 tides for each yuan"),
                    detail: Text::new("离店三天后到账", "Released three days after the stay"),
                },
                BenefitDef {
                    kind: BenefitKind::Discount,
                    title: Text::new("会员价 9.5 折", "5% off as a member"),
                    detail: Text::new("官方渠道预订时", "When you book with us directly"),
                },
            ],
        },
        TierDef {
            id: "stone",
            name: Text::new("石岸", "Stone"),
            rank: 2,
            multiplier_bps: 11_000,
            face: FaceDef {
                from: "#5c6c7d",
                to: "#3a4958",
                ink: "#ffffff",
                pattern: FacePattern::Lines,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::ExclusiveService,
                    title: Text::new("延迟退房至 14:00", "Late check-out until 14:00"),
                    detail: Text::new("视当日房态", "When the house allows"),
                },
                BenefitDef {
                    kind: BenefitKind::Discount,
                    title: Text::new("会员价 9.2 折", "8% off as a member"),
                    detail: Text::new("官方渠道预订时", "When you book with us directly"),
                },
                BenefitDef {
                    kind: BenefitKind::PointMultiplier,
                    title: Text::new("1.1 倍潮汐分", "1.1× tides"),
                    detail: Text::new("每次入住自动加成", "Added to every stay by itself"),
                },
            ],
        },
        TierDef {
            id: "brass",
            name: Text::new("铜岸", "Brass"),
            rank: 3,
            multiplier_bps: 13_000,
            face: FaceDef {
                from: "#dcc08a",
                to: "#b08c4a",
                ink: "#1a1408",
                pattern: FacePattern::Waves,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::Gift,
                    title: Text::new("双人早餐", "Breakfast for two"),
                    detail: Text::new("每次入住每晚", "Every night of every stay"),
                },
                BenefitDef {
                    kind: BenefitKind::ExclusiveService,
                    title: Text::new("房型升一级", "A room one category up"),
                    detail: Text::new("入住当日视房态", "On arrival, when the house allows"),
                },
                BenefitDef {
                    kind: BenefitKind::Discount,
                    title: Text::new("会员价 8.8 折", "12% off as a member"),
                    detail: Text::new("官方渠道预订时", "When you book with us directly"),
                },
            ],
        },
        TierDef {
            id: "moon",
            name: Text::new("月岸", "Moon"),
            rank: 4,
            multiplier_bps: 15_000,
            face: FaceDef {
                from: "#1a2c47",
                to: "#0a1220",
                ink: "#e8d9b5",
                pattern: FacePattern::Rings,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::ExclusiveService,
                    title: Text::new("套房升级四次", "Four suite upgrades a year"),
                    detail: Text::new("预订时即可确认", "Confirmed when you book"),
                },
                BenefitDef {
                    kind: BenefitKind::PriorityPurchase,
                    title: Text::new("保证有房", "A room, always"),
                    detail: Text::new("入住前 48 小时预订", "Up to 48 hours before arrival"),
                },
                BenefitDef {
                    kind: BenefitKind::EventAccess,
                    title: Text::new("中秋月湾夜宴", "The autumn moon dinner"),
                    detail: Text::new("每年两席", "Two seats a year"),
                },
                BenefitDef {
                    kind: BenefitKind::CouponPack,
                    title: Text::new("两晚礼遇房券", "Two nights on us"),
                    detail: Text::new("升级与保级时到账", "When you reach or keep the tier"),
                },
            ],
        },
    ],
    rungs: &[
        Rung { rank: 1, thresholds: &[], keep: &[], valid_months: None },
        Rung {
            rank: 2,
            thresholds: &[(MeasureKind::Nights, 5), (MeasureKind::Spend, 500_000)],
            keep: &[(MeasureKind::Nights, 4), (MeasureKind::Spend, 400_000)],
            valid_months: Some(12),
        },
        Rung {
            rank: 3,
            thresholds: &[(MeasureKind::Nights, 20), (MeasureKind::Spend, 2_000_000)],
            keep: &[(MeasureKind::Nights, 16), (MeasureKind::Spend, 1_600_000)],
            valid_months: Some(12),
        },
        Rung {
            rank: 4,
            thresholds: &[(MeasureKind::Nights, 50), (MeasureKind::Spend, 6_000_000)],
            keep: &[(MeasureKind::Nights, 40), (MeasureKind::Spend, 5_000_000)],
            valid_months: Some(12),
        },
    ],
    qualify_mode: QualifyMode::Any,
    downgrade_policy: DowngradePolicy::Requalify,
    tier_notes: &[
        Text::new(
            "间夜或消费，任一达标即升级，近 12 个月累计",
            "Nights or spend, whichever comes first, over 12 months",
        ),
        Text::new("升级立即生效，有效 12 个月", "You move up at once, for 12 months"),
        Text::new(
            "到期未保级时，按近 12 个月的记录重新定级",
            "If the tier is not kept, the last 12 months decide anew",
        ),
    ],
    renewal: RenewalDef {
        price_band: PriceBand::High,
        timing: Timing::BeforeExpiry,
        lead_days: 30,
        framing: Framing::CouponInAccount,
        extra_coupon_bps: 1000,
        aov: 128_000,
        auto_renewal_notice_days: 5,
        repurchase_cycle_days: 90,
    },
    cap: CapDef { window_days: 30, max: 2, min_interval_hours: 168 },
};

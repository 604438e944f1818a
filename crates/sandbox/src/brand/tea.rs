//! 山雾茶 Mistleaf: a tea chain. Low-ticket; growth value makes the tier.

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

pub(super) static TEA: Brand = Brand {
    id: "tea",
    name: Text::new("山雾茶", "Mistleaf"),
    program: Text::new("山雾会员", "Mistleaf Club"),
    point_name: Text::new("茶点", "Leaves"),
    growth_name: Text::new("成长值", "Growth"),
    join_hint: Text::new(
        "在任意门店点单时报手机号，即可成为会员",
        "Give your phone number with an order in any store to join",
    ),
    store: Text::new("云栖路店", "Cloud Lane"),
    store_address: Text::new(
        "杭州市西湖区云栖路 18 号一层",
        "18 Cloud Lane, ground floor, Hangzhou",
    ),
    store_place: (30_184_500, 120_090_300),
    rules_version: "2026-09",
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
    wallets: &[WalletPlatform::Apple, WalletPlatform::Google],
    embed_origins: THIS_MACHINE,
    number_prefix: "6212",
    code_prefix: "91",
    formats: &[BarcodeFormat::QrCode, BarcodeFormat::Code128],
    qr: QrDef { ec_level: "M", version: 2, mask: 3 },
    number_stands_in: true,
    look: Look {
        accent: "#1f7a4d",
        secondary: "#c9a24b",
        corners: CornerStyle::Round,
        face: FaceDef {
            from: "#f3f6ee",
            to: "#dfe9da",
            ink: "#1b3a2a",
            pattern: FacePattern::Plain,
        },
    },
    points: PointRules {
        per_unit_bps: 10_000,
        release_days: 0,
        months: 12,
        rounding: ExpiryRounding::EndOfMonth,
    },
    tiers: &[
        TierDef {
            id: "new-leaf",
            name: Text::new("新叶", "New Leaf"),
            rank: 1,
            multiplier_bps: 10_000,
            face: FaceDef {
                from: "#eaf4ea",
                to: "#c9e3cd",
                ink: "#16402b",
                pattern: FacePattern::Contours,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::PointMultiplier,
                    title: Text::new("每消费 1 元得 1 茶点", "1 leaf for each yuan"),
                    detail: Text::new("门店与小程序下单都算", "In stores and in the mini-program"),
                },
                BenefitDef {
                    kind: BenefitKind::Birthday,
                    title: Text::new("生日当月饮品券", "A drink in your birthday month"),
                    detail: Text::new("生日当月 1 号到账", "Arrives on the 1st of the month"),
                },
            ],
        },
        TierDef {
            id: "green-leaf",
            name: Text::new("青叶", "Green Leaf"),
            rank: 2,
            multiplier_bps: 12_000,
            face: FaceDef {
                from: "#2c8757",
                to: "#1b6440",
                ink: "#ffffff",
                pattern: FacePattern::Waves,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::PointMultiplier,
                    title: Text::new("1.2 倍茶点", "1.2× leaves"),
                    detail: Text::new("每笔消费自动加成", "Added to every order by itself"),
                },
                BenefitDef {
                    kind: BenefitKind::FreeShipping,
                    title: Text::new("每月 1 张免配送费券", "One free delivery a month"),
                    detail: Text::new("每月 1 号到账", "Arrives on the 1st"),
                },
                BenefitDef {
                    kind: BenefitKind::Birthday,
                    title: Text::new("生日当月饮品券", "A drink in your birthday month"),
                    detail: Text::new("任选一款，不限价", "Any drink, whatever it costs"),
                },
            ],
        },
        TierDef {
            id: "gold",
            name: Text::new("金卡", "Gold"),
            rank: 3,
            multiplier_bps: 15_000,
            face: FaceDef {
                from: "#efdca6",
                to: "#cba54f",
                ink: "#2b1f05",
                pattern: FacePattern::Rings,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::PointMultiplier,
                    title: Text::new("1.5 倍茶点", "1.5× leaves"),
                    detail: Text::new("每笔消费自动加成", "Added to every order by itself"),
                },
                BenefitDef {
                    kind: BenefitKind::Discount,
                    title: Text::new("周二 8.8 折", "12% off on Tuesdays"),
                    detail: Text::new("每周二一单，不与其他券同用", "One order, not with coupons"),
                },
                BenefitDef {
                    kind: BenefitKind::PriorityPurchase,
                    title: Text::new("新品提前三天尝", "New teas three days early"),
                    detail: Text::new("上市前在常去门店", "At your usual store"),
                },
            ],
        },
        TierDef {
            id: "summit",
            name: Text::new("云顶", "Summit"),
            rank: 4,
            multiplier_bps: 20_000,
            face: FaceDef {
                from: "#27433a",
                to: "#0e1c17",
                ink: "#e8f1e6",
                pattern: FacePattern::Weave,
            },
            benefits: &[
                BenefitDef {
                    kind: BenefitKind::PointMultiplier,
                    title: Text::new("2 倍茶点", "2× leaves"),
                    detail: Text::new("每笔消费自动加成", "Added to every order by itself"),
                },
                BenefitDef {
                    kind: BenefitKind::EventAccess,
                    title: Text::new("春茶品鉴会两席", "Two seats at the spring tasting"),
                    detail: Text::new("每年四月，提前邀请", "Every April, by invitation"),
                },
                BenefitDef {
                    kind: BenefitKind::CustomGoods,
                    title: Text::new("刻字随行杯", "An engraved tumbler"),
                    detail: Text::new("升级当年一只", "One in the year you reach it"),
                },
                BenefitDef {
                    kind: BenefitKind::ExclusiveService,
                    title: Text::new("专属茶师", "A tea master of your own"),
                    detail: Text::new("到店可约一对一选茶", "Choose teas together, by appointment"),
                },
            ],
        },
    ],
    rungs: &[
        Rung { rank: 1, thresholds: &[], keep: &[], valid_months: None },
        Rung {
            rank: 2,
            thresholds: &[(MeasureKind::GrowthValue, 300)],
            keep: &[(MeasureKind::GrowthValue, 200)],
            valid_months: Some(12),
        },
        Rung {
            rank: 3,
            thresholds: &[(MeasureKind::GrowthValue, 1000)],
            keep: &[(MeasureKind::GrowthValue, 700)],
            valid_months: Some(12),
        },
        Rung {
            rank: 4,
            thresholds: &[(MeasureKind::GrowthValue, 3000)],
            keep: &[(MeasureKind::GrowthValue, 2000)],
            valid_months: Some(12),
        },
    ],
    qualify_mode: QualifyMode::Any,
    downgrade_policy: DowngradePolicy::OneDown,
    tier_notes: &[
        Text::new(
            "实付 1 元得 1 成长值，近 12 个月累计",
            "1 growth for each yuan paid, counted over 12 months",
        ),
        Text::new("达到门槛立即升级，等级有效 12 个月", "You move up at once, for 12 months"),
        Text::new(
            "到期未达保级值时，只降一级",
            "If the keep value is missed, you go down one tier only",
        ),
        Text::new("退款会扣回对应成长值", "A refund takes its growth back"),
    ],
    renewal: RenewalDef {
        price_band: PriceBand::Low,
        timing: Timing::AfterExpiry,
        lead_days: 0,
        framing: Framing::NewProductTasting,
        extra_coupon_bps: 2000,
        aov: 5500,
        auto_renewal_notice_days: 5,
        repurchase_cycle_days: 30,
    },
    cap: CapDef { window_days: 30, max: 3, min_interval_hours: 72 },
};

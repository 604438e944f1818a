//! The offers of the hotel group.

use contract::coupon::{Channel, CouponKind, CouponSource, UsableWindow};
use contract::ids::TierId;

use super::offer::{day, offer, round, unlisted};
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::store::offers::{Offer, exchange};
use crate::text::Text;

const ALL: Text = Text::new("全部酒店，客房通用", "Any room in any house");

/// Seeds them.
///
/// # Errors
/// When the database fails.
pub fn offers(tx: &Tx<'_>) -> Outcome<()> {
    let brand = Brand::find("hotel").ok_or_else(|| Failure::not_found("brand"))?;
    for listed in listed(tx) {
        listed.insert(tx, brand, None)?;
    }
    for (issued, purpose) in issued(tx) {
        issued.insert(tx, brand, purpose.map(CouponSource::as_str))?;
    }
    let shore = Offer {
        amount_off: Some(10_000),
        per_member_limit: 1,
        ..unlisted(
            tx,
            220,
            "hotel-shore",
            Text::new("栖岸 100 元券", "¥100 from the shore"),
            CouponKind::Cash,
            ALL,
        )
    };
    shore.insert(tx, brand, None)?;
    exchange::add(tx, brand, "SHORE-2026", &shore)
}

/// The claim centre; the last one stands first.
fn listed(tx: &Tx<'_>) -> Vec<Offer> {
    let named = |seq, id, zh, en, kind| Offer {
        valid_days: Some(90),
        ..offer(tx, seq, id, Text::new(zh, en), kind, ALL)
    };
    vec![
        Offer {
            item: Some(Text::new("连住两晚，第三晚免费", "Stay two nights, the third is free")),
            paid_only: true,
            windows: vec![UsableWindow {
                weekdays: vec![1, 2, 3, 4, 7],
                from: "00:00".to_owned(),
                to: "24:00".to_owned(),
            }],
            ..named(201, "hotel-third-night", "住二送一", "The third night", CouponKind::BuyGift)
        },
        Offer {
            item: Some(Text::new("迎宾酒一瓶", "A bottle of wine in the room")),
            min_tier: Some(TierId::new("brass")),
            stock: Some(40),
            ..named(202, "hotel-wine", "铜岸迎宾酒", "Wine for Brass", CouponKind::Gift)
        },
        Offer {
            amount_off: Some(30_000),
            threshold: 200_000,
            claim_from: day(tx, 2),
            ..named(203, "hotel-autumn", "满 2,000 减 300", "¥300 off ¥2,000", CouponKind::Cash)
        },
        Offer {
            discount_bps: Some(7_000),
            max_discount: Some(60_000),
            stock: Some(0),
            next_round: round(tx, 3, 50),
            ..named(204, "hotel-sea-view", "海景房 7 折", "30% off sea view", CouponKind::Discount)
        },
        Offer {
            amount_off: Some(15_000),
            stock: Some(1),
            next_round: round(tx, 7, 20),
            always_gone: true,
            ..named(205, "hotel-weekend", "周末 150 元券", "¥150 off a weekend", CouponKind::Cash)
        },
        Offer {
            item: Some(Text::new("房型升一级", "One room category up")),
            cost_points: 3_000,
            per_member_limit: 2,
            ..named(
                206,
                "hotel-upgrade",
                "潮汐分换升房",
                "An upgrade for tides",
                CouponKind::Exchange,
            )
        },
        Offer {
            discount_bps: Some(9_000),
            max_discount: Some(50_000),
            per_member_limit: 2,
            stock: Some(200),
            ..named(207, "hotel-discount", "客房 9 折", "10% off a room", CouponKind::Discount)
        },
        Offer {
            amount_off: Some(20_000),
            threshold: 150_000,
            stock: Some(120),
            ..named(208, "hotel-cash", "满 1,500 减 200", "¥200 off ¥1,500", CouponKind::Cash)
        },
    ]
}

/// What the programme issues by itself.
fn issued(tx: &Tx<'_>) -> Vec<(Offer, Option<CouponSource>)> {
    let named = |seq, id, zh, en, kind| Offer {
        valid_days: Some(120),
        ..unlisted(tx, seq, id, Text::new(zh, en), kind, ALL)
    };
    vec![
        (
            Offer {
                amount_off: Some(12_800),
                ..named(
                    211,
                    "hotel-recall",
                    "无门槛 128 元券",
                    "¥128, no minimum",
                    CouponKind::Cash,
                )
            },
            Some(CouponSource::Recall),
        ),
        (
            Offer {
                item: Some(Text::new("双人早餐一份", "Breakfast for two")),
                ..named(
                    212,
                    "hotel-welcome",
                    "入会双早",
                    "Breakfast to start with",
                    CouponKind::Exchange,
                )
            },
            Some(CouponSource::Welcome),
        ),
        (
            Offer {
                item: Some(Text::new("大堂吧饮品一杯", "A drink in the lobby")),
                ..named(
                    213,
                    "hotel-streak",
                    "七日欢迎饮品",
                    "A drink for seven days",
                    CouponKind::Exchange,
                )
            },
            Some(CouponSource::CheckIn),
        ),
        (
            Offer {
                item: Some(Text::new("栖岸香薰一盒", "A box of Stillshore scent")),
                ..named(214, "hotel-scent", "专属礼：香薰", "A scent for you", CouponKind::Gift)
            },
            Some(CouponSource::Task),
        ),
        (
            Offer {
                channels: vec![Channel::Store],
                scope: Text::new("行李送达机场或车站", "Luggage to the airport or the station"),
                ..named(
                    215,
                    "hotel-luggage",
                    "行李免费送",
                    "Free luggage delivery",
                    CouponKind::FreeShipping,
                )
            },
            Some(CouponSource::Tier),
        ),
        (
            Offer {
                amount_off: Some(100_000),
                divisible: true,
                max_per_order: None,
                notes: vec![Text::new("可以分多次用完", "Can be used bit by bit")],
                ..named(216, "hotel-gift-card", "1,000 元礼券", "¥1,000 gift", CouponKind::Cash)
            },
            Some(CouponSource::Manual),
        ),
        (
            Offer {
                item: Some(Text::new("下午茶买一送一", "Buy one afternoon tea, get one")),
                ..named(
                    217,
                    "hotel-tea-time",
                    "双人下午茶",
                    "Afternoon tea for two",
                    CouponKind::BuyGift,
                )
            },
            Some(CouponSource::Membership),
        ),
    ]
}

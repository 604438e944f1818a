//! The offers of the tea chain.

use contract::coupon::{Channel, CouponKind, CouponSource, UsableWindow};
use contract::ids::TierId;

use super::offer::{day, offer, round, unlisted};
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::store::offers::{Offer, exchange};
use crate::text::Text;

const ALL: Text = Text::new("全部门店，饮品通用", "Any drink in any store");

/// Seeds them.
///
/// # Errors
/// When the database fails.
pub fn offers(tx: &Tx<'_>) -> Outcome<()> {
    let brand = Brand::find("tea").ok_or_else(|| Failure::not_found("brand"))?;
    for listed in listed(tx) {
        listed.insert(tx, brand, None)?;
    }
    for (issued, purpose) in issued(tx) {
        issued.insert(tx, brand, purpose.map(CouponSource::as_str))?;
    }
    let mist = Offer {
        amount_off: Some(500),
        per_member_limit: 1,
        ..unlisted(
            tx,
            120,
            "tea-mist",
            Text::new("山雾 5 元券", "¥5 from the mist"),
            CouponKind::Cash,
            ALL,
        )
    };
    mist.insert(tx, brand, None)?;
    exchange::add(tx, brand, "MIST-2026", &mist)
}

/// The claim centre; the last one stands first.
fn listed(tx: &Tx<'_>) -> Vec<Offer> {
    let named = |seq, id, zh, en, kind| offer(tx, seq, id, Text::new(zh, en), kind, ALL);
    vec![
        Offer {
            item: Some(Text::new("指定茶饮买一送一", "Buy one tea, get one")),
            paid_only: true,
            windows: vec![UsableWindow {
                weekdays: vec![2, 4],
                from: "14:00".to_owned(),
                to: "17:30".to_owned(),
            }],
            ..named(101, "tea-pair", "午后两杯", "Two for the afternoon", CouponKind::BuyGift)
        },
        Offer {
            item: Some(Text::new("随行杯一只", "A tumbler")),
            min_tier: Some(TierId::new("gold")),
            stock: Some(60),
            ..named(102, "tea-tumbler", "金卡随行杯", "A tumbler for Gold", CouponKind::Gift)
        },
        Offer {
            amount_off: Some(2_000),
            threshold: 6_000,
            claim_from: day(tx, 2),
            ..named(103, "tea-spring", "满 60 减 20", "¥20 off ¥60", CouponKind::Cash)
        },
        Offer {
            discount_bps: Some(5_000),
            max_discount: Some(1_500),
            stock: Some(0),
            next_round: round(tx, 3, 200),
            ..named(104, "tea-half", "半价尝鲜", "Half price", CouponKind::Discount)
        },
        Offer {
            amount_off: Some(1_000),
            stock: Some(1),
            next_round: round(tx, 7, 100),
            always_gone: true,
            ..named(105, "tea-cold-brew", "冷泡茶 10 元券", "¥10 off cold brew", CouponKind::Cash)
        },
        Offer {
            item: Some(Text::new("现泡茶一杯，大杯", "A large brewed tea")),
            cost_points: 500,
            per_member_limit: 2,
            ..named(106, "tea-cup", "茶点换现泡茶", "A tea for leaves", CouponKind::Exchange)
        },
        Offer {
            discount_bps: Some(8_500),
            max_discount: Some(2_000),
            per_member_limit: 2,
            stock: Some(500),
            ..named(107, "tea-discount", "全场 8.5 折", "15% off", CouponKind::Discount)
        },
        Offer {
            amount_off: Some(800),
            threshold: 3_000,
            stock: Some(300),
            ..named(108, "tea-cash", "满 30 减 8", "¥8 off ¥30", CouponKind::Cash)
        },
    ]
}

/// What the programme issues by itself.
fn issued(tx: &Tx<'_>) -> Vec<(Offer, Option<CouponSource>)> {
    let named = |seq, id, zh, en, kind| unlisted(tx, seq, id, Text::new(zh, en), kind, ALL);
    vec![
        (
            Offer {
                amount_off: Some(1_100),
                per_member_limit: 1,
                valid_days: Some(14),
                scope: Text::new("任意新品", "Any new arrival"),
                ..named(110, "tea-tasting", "新品尝鲜券", "New tea tasting", CouponKind::Cash)
            },
            Some(CouponSource::RenewalExtra),
        ),
        (
            Offer {
                amount_off: Some(800),
                ..named(111, "tea-recall", "无门槛 8 元券", "¥8, no minimum", CouponKind::Cash)
            },
            Some(CouponSource::Recall),
        ),
        (
            Offer {
                amount_off: Some(600),
                ..named(112, "tea-welcome", "入会 6 元券", "¥6 to start with", CouponKind::Cash)
            },
            Some(CouponSource::Welcome),
        ),
        (
            Offer {
                item: Some(Text::new("任选小料一份", "Any topping")),
                valid_days: Some(7),
                ..named(
                    113,
                    "tea-streak",
                    "七日小料券",
                    "A topping for seven days",
                    CouponKind::Exchange,
                )
            },
            Some(CouponSource::CheckIn),
        ),
        (
            Offer {
                item: Some(Text::new("山雾茶巾一条", "A Mistleaf tea cloth")),
                valid_days: Some(60),
                channels: vec![Channel::Store],
                ..named(114, "tea-cloth", "千元礼：茶巾", "A tea cloth", CouponKind::Gift)
            },
            Some(CouponSource::Task),
        ),
        (
            Offer {
                channels: vec![Channel::Delivery],
                ..named(115, "tea-delivery", "免配送费", "Free delivery", CouponKind::FreeShipping)
            },
            Some(CouponSource::Tier),
        ),
        (
            Offer {
                amount_off: Some(10_000),
                divisible: true,
                max_per_order: None,
                notes: vec![Text::new("可以分多次用完", "Can be used bit by bit")],
                ..named(116, "tea-gift-card", "100 元礼券", "¥100 gift", CouponKind::Cash)
            },
            Some(CouponSource::Manual),
        ),
        (
            Offer {
                item: Some(Text::new("会员日茶饮买一送一", "Buy one, get one on member day")),
                ..named(117, "tea-member-day", "会员日两杯", "Member day pair", CouponKind::BuyGift)
            },
            Some(CouponSource::Membership),
        ),
    ]
}

//! The paid plans, and who holds one.

use chrono::Months;
use contract::membership::{AutoRenewalState, PlanTerm};
use contract::tier::BenefitKind;
use rusqlite::params;

use super::offer::day;
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::membership::months;
use crate::store::members::Holder;
use crate::text::Text;

struct Plan {
    id: &'static str,
    brand: &'static str,
    name: Text,
    term: PlanTerm,
    price: i64,
    auto_renews: bool,
    benefits: [(BenefitKind, Text, Text); 3],
}

/// The first of a brand is the one that its seeded members hold.
static PLANS: [Plan; 3] = [
    Plan {
        id: "tea-half-year",
        brand: "tea",
        name: Text::new("山雾半年卡", "Mistleaf half-year plan"),
        term: PlanTerm::HalfYear,
        price: 9_900,
        auto_renews: true,
        benefits: [
            (
                BenefitKind::CouponPack,
                Text::new("每月 4 张券", "Four coupons a month"),
                Text::new("每月 1 号放进卡包", "In the wallet on the 1st"),
            ),
            (
                BenefitKind::Gift,
                Text::new("会员日买一送一", "Two for one on member day"),
                Text::new("每月 8 号，全场茶饮", "On the 8th, any tea"),
            ),
            (
                BenefitKind::PriorityPurchase,
                Text::new("新品先尝", "New teas first"),
                Text::new("上市前三天到店可点", "Three days before everybody"),
            ),
        ],
    },
    Plan {
        id: "tea-year",
        brand: "tea",
        name: Text::new("山雾年卡", "Mistleaf annual plan"),
        term: PlanTerm::Year,
        price: 16_800,
        auto_renews: false,
        benefits: [
            (
                BenefitKind::CouponPack,
                Text::new("每月 6 张券", "Six coupons a month"),
                Text::new("每月 1 号放进卡包", "In the wallet on the 1st"),
            ),
            (
                BenefitKind::Gift,
                Text::new("会员日买一送一", "Two for one on member day"),
                Text::new("每月 8 号，全场茶饮", "On the 8th, any tea"),
            ),
            (
                BenefitKind::CustomGoods,
                Text::new("年礼一份", "A gift of the year"),
                Text::new("十二月到店领取", "Collected in a store in December"),
            ),
        ],
    },
    Plan {
        id: "hotel-year",
        brand: "hotel",
        name: Text::new("栖岸年度会员", "Stillshore annual plan"),
        term: PlanTerm::Year,
        price: 199_900,
        auto_renews: true,
        benefits: [
            (
                BenefitKind::Gift,
                Text::new("一晚礼遇房", "One night on us"),
                Text::new("平日标准房，一年一次", "A standard room on a weekday, once a year"),
            ),
            (
                BenefitKind::Discount,
                Text::new("客房 8.5 折", "15% off every room"),
                Text::new("官方渠道预订时", "When you book with us directly"),
            ),
            (
                BenefitKind::ExclusiveService,
                Text::new("延迟退房至 16:00", "Late check-out until 16:00"),
                Text::new("每次入住都有", "On every stay"),
            ),
        ],
    },
];

/// Seeds the plans of a brand.
///
/// # Errors
/// When the database fails.
pub fn define(tx: &Tx<'_>, brand: &Brand) -> Outcome<()> {
    let plans = PLANS.iter().filter(|plan| plan.brand == brand.id);
    for (at, plan) in (0_i64..).zip(plans) {
        tx.execute(
            "INSERT INTO plan (id, brand, name_zh, name_en, term, price, place, auto_renews)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                plan.id,
                plan.brand,
                plan.name.zh,
                plan.name.en,
                plan.term.as_str(),
                plan.price,
                at,
                plan.auto_renews
            ],
        )?;
        for (place, (kind, title, detail)) in (0_i64..).zip(&plan.benefits) {
            tx.execute(
                "INSERT INTO plan_benefit
                    (plan, place, kind, title_zh, title_en, detail_zh, detail_en)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![plan.id, place, kind.as_str(), title.zh, title.en, detail.zh, detail.en],
            )?;
        }
    }
    Ok(())
}

/// Gives the seeded members that have one their plan.
///
/// # Errors
/// When the database fails.
pub fn hold(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    let Some(plan) = PLANS.iter().find(|plan| plan.brand == holder.brand.id) else {
        return Ok(());
    };
    let (ends_in, renews) = match holder.persona.as_str() {
        "expired" => (-3, false),
        "renewing" => (5, true),
        "loyal" => (120, false),
        _ => return Ok(()),
    };
    let valid_until = day(tx, ends_in);
    let started_at = valid_until - months(plan.term).unwrap_or(Months::new(12));
    // What a plan has saved is a little under twice its price: 18,650 for 9,900.
    let saved = plan.price * 18_650 / 9_900;
    let auto = if renews { AutoRenewalState::On } else { AutoRenewalState::Off };
    tx.execute(
        "INSERT INTO membership
            (member, plan, started_at, valid_until, paid, saved, auto, next_charge_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            holder.id.as_str(),
            plan.id,
            started_at.timestamp_millis(),
            valid_until.timestamp_millis(),
            plan.price,
            saved / 50 * 50,
            auto.as_str(),
            renews.then(|| valid_until.timestamp_millis())
        ],
    )?;
    Ok(())
}

//! The way to the next tier: the missing amount first, then the track with the next tier's
//! benefit at its end. At risk and the top have their own words, never an empty bar.

use contract::tier::{Benefit, BenefitKind, MeasureKind, TierStatus};

use super::context::Card;
use crate::domain::tier::{Progress, TierView, view};
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::ui::{Child, El, Icon, el, icon, progress, row, rows};

/// An amount of a measure in words: `10 点`, `¥360`, `2 nights`.
pub fn amount(card: Card, kind: MeasureKind, value: i64) -> String {
    let formats = card.formats();
    let words = &card.texts.tiers;
    let unit = match kind {
        MeasureKind::Spend => return plain(&formats.amount(value)),
        MeasureKind::OrderCount => words.units_orders,
        MeasureKind::VisitCount => words.units_visits,
        MeasureKind::Nights => words.units_nights,
        MeasureKind::GrowthValue
        | MeasureKind::PointsEarned
        | MeasureKind::Activity
        | MeasureKind::Unknown => words.units_points,
    };
    fill(unit.of(value), &[&formats.number(value)])
}

/// The icon of a benefit.
pub fn benefit_icon(kind: BenefitKind) -> Icon {
    match kind {
        BenefitKind::Discount | BenefitKind::CouponPack => Icon::Ticket,
        BenefitKind::PointMultiplier => Icon::Coin,
        BenefitKind::Gift | BenefitKind::CustomGoods => Icon::Gift,
        BenefitKind::Birthday | BenefitKind::EventAccess => Icon::Calendar,
        BenefitKind::FreeShipping
        | BenefitKind::PriorityPurchase
        | BenefitKind::ExclusiveService
        | BenefitKind::Unknown => Icon::Star,
    }
}

/// Benefits as rows.
pub fn benefits(list: &[Benefit]) -> El {
    let row = |benefit: &Benefit| {
        let (title, detail) = (benefit.title.clone(), benefit.detail.clone());
        row(Some(benefit_icon(benefit.kind)), title, detail, Child::Nothing)
    };
    rows(list.iter().map(row).collect())
}

/// The tier in one block, as home shows it and the tiers screen begins with it.
pub fn tier_progress(card: Card, status: &TierStatus) -> El {
    let words = &card.texts.tiers;
    let now = card.now();
    let block = el("div", "tier-block").test_id("tier-progress");
    let name = status.current.as_ref().map_or("", |tier| tier.name.as_str());
    match view(status, now) {
        TierView::Top => block.child(headline(&fill(words.top, &[name]))),
        TierView::Untiered { next: Some(next), progress: Some(progress) }
        | TierView::Climbing { next, progress: Some(progress) } => {
            climbing(card, block, status, &next.name, &progress)
        }
        TierView::Untiered { .. } => block.child(headline(words.untiered)),
        TierView::Climbing { next, progress: None } => {
            block.child(headline(&fill(words.next_brings, &[&next.name])))
        }
        TierView::AtRisk { review_at, keep, falls_to } => {
            let amounts: Vec<String> = keep
                .iter()
                .filter(|missing| missing.missing > 0)
                .map(|missing| amount(card, missing.kind, missing.missing))
                .collect();
            let Some(needed) = amounts
                .into_iter()
                .reduce(|all, next| fill(words.or, &[all.as_str(), next.as_str()]))
            else {
                return block.child(headline(words.kept));
            };
            let until = card.formats().last_moment(review_at, now);
            let line = headline(&fill(words.at_risk, &[&needed, name, &until]));
            let falls =
                falls_to.map(|tier| el("p", "tier-note").child(fill(words.falls_to, &[tier])));
            let measures = keep.iter().filter_map(|missing| {
                let measure = status.measures.iter().find(|m| m.kind == missing.kind)?;
                let target = measure.value.saturating_add(missing.missing);
                Some(track(card, missing.kind, measure.value, target))
            });
            block
                .attr("data-state", "at-risk")
                .child(el("div", "tier-alert").child(icon(Icon::Warning)).child(line))
                .children(measures.collect::<Vec<_>>())
                .child(falls)
        }
    }
}

fn climbing(card: Card, block: El, status: &TierStatus, next: &str, way: &Progress<'_>) -> El {
    let words = &card.texts.tiers;
    let measure = way.measure;
    let line = if way.missing > 0 {
        let missing = amount(card, measure.kind, way.missing);
        fill(words.missing, &[&missing, next])
    } else {
        fill(words.reached, &[next])
    };
    let brings = status.next_benefits.first().map(|benefit| {
        let title = [&fill(words.next_brings, &[next]), " · ", &benefit.title].concat();
        el("p", "tier-note").child(icon(benefit_icon(benefit.kind))).child(title)
    });
    block
        .child(headline(&line))
        .child(track(card, measure.kind, measure.value, measure.threshold))
        .child(brings)
}

fn track(card: Card, kind: MeasureKind, value: i64, target: i64) -> El {
    let (have, need) = (amount(card, kind, value), amount(card, kind, target));
    let spoken = fill(card.texts.tiers.of, &[&have, &need]);
    let share = f64::from(crate::domain::fraction::Fraction::of(value, target).bps()) / 10_000.0;
    let ends = |text: String| el("span", "").child(text);
    progress(card.texts.tiers.title.into(), spoken, share, ends(have), ends(need))
}

fn headline(text: &str) -> El {
    el("p", "tier-missing").test_id("tier-missing").child(text.to_owned())
}

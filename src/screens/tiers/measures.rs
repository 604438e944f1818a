//! What is counted: towards the next tier by each measure, and towards keeping the present one.

use contract::program::Program;
use contract::tier::{
    Measure, MeasureKind, QualifyMode, Threshold, TierOutcome, TierPath, TierStatus,
};

use crate::domain::tier::progress as progress_of;
use crate::i18n::fill;
use crate::screens::context::Card;
use crate::screens::tier_progress::amount;
use crate::ui::{self, Child, El, Icon, el, icon, progress};

/// What a measure is called.
pub(super) fn name(card: Card, kind: MeasureKind) -> String {
    let words = &card.further().tiers;
    let program = |pick: fn(&Program) -> &str| {
        card.home().map(|home| pick(&home.program).to_owned()).unwrap_or_default()
    };
    match kind {
        MeasureKind::GrowthValue => program(|program| &program.growth_name),
        MeasureKind::PointsEarned => {
            fill(words.measure_points, &[&program(|program| &program.point_name)])
        }
        MeasureKind::Spend => words.measure_spend.into(),
        MeasureKind::OrderCount => words.measure_orders.into(),
        MeasureKind::VisitCount => words.measure_visits.into(),
        MeasureKind::Nights => words.measure_nights.into(),
        MeasureKind::Activity | MeasureKind::Unknown => words.measure_activity.into(),
    }
}

/// Every measure towards the next tier: what there is of what it takes, and what is missing.
pub(super) fn section(card: Card, status: &TierStatus, next: &str) -> El {
    let words = &card.further().tiers;
    let mode = match (status.measures.len(), status.qualify_mode) {
        (0 | 1, _) | (_, QualifyMode::Unknown) => None,
        (_, QualifyMode::Any) => Some(words.any_is_enough),
        (_, QualifyMode::All) => Some(words.all_are_needed),
    };
    let mode = mode.map(|mode| el("p", "hint").child(mode));
    let since = status.measures.iter().find_map(|measure| measure.window.as_ref());
    let since = since.map(|window| {
        let day = card.formats().day(window.from, card.now());
        el("p", "hint tiny").child(fill(words.counted_since, &[&day]))
    });
    let list = status.measures.iter().map(|measure| line(card, measure));
    let body = el("div", "surface stack")
        .child(mode)
        .child(el("ul", "stack stack-l").children(list))
        .child(since);
    ui::section(fill(words.measures, &[next]), None, vec![body])
}

fn line(card: Card, measure: &Measure) -> El {
    let words = &card.further().tiers;
    let way = progress_of(measure);
    let name = name(card, measure.kind);
    let missing = if way.missing > 0 {
        fill(words.missing_short, &[&amount(card, measure.kind, way.missing)])
    } else {
        words.measure_reached.to_owned()
    };
    let have = amount(card, measure.kind, measure.value);
    let need = amount(card, measure.kind, measure.threshold);
    let of = fill(card.texts.tiers.of, &[&have, &need]);
    let share = f64::from(way.fraction.bps()) / 10_000.0;
    let head = el("p", "line line-spread")
        .child(el("span", "").child(name.clone()))
        .child(el("span", "strong").child(missing));
    el("li", "stack stack-s").child(head).child(progress(
        name,
        of.clone(),
        share,
        Child::Nothing,
        el("span", "").child(of),
    ))
}

/// Thresholds in words: '20 nights or ¥20,000 spent'.
pub(super) fn needs(card: Card, mode: QualifyMode, thresholds: &[Threshold]) -> Option<String> {
    let words = &card.further().tiers;
    let join = if mode == QualifyMode::All { words.both } else { words.either };
    let need = |threshold: &Threshold| {
        let Threshold { kind, value } = *threshold;
        match kind {
            MeasureKind::Spend => fill(words.need_spend, &[&amount(card, kind, value)]),
            MeasureKind::OrderCount | MeasureKind::VisitCount | MeasureKind::Nights => {
                fill(words.need_counted, &[&amount(card, kind, value)])
            }
            _ => fill(words.need_named, &[&name(card, kind), &card.formats().number(value)]),
        }
    };
    thresholds.iter().map(need).reduce(|all, next| fill(join, &[&all, &next]))
}

/// What keeps the present tier, and whether it is enough; nothing where nothing can be lost.
pub(super) fn keeping(card: Card, path: &TierPath, status: &TierStatus) -> Option<El> {
    let words = &card.further().tiers;
    let current = status.current.as_ref()?;
    let review_at = current.valid_until?;
    let projection = status.projection.as_ref()?;
    let tier = path.tiers.iter().find(|tier| tier.id == current.id)?;
    let keep = needs(card, path.qualify_mode, &tier.keep)?;
    let until = card.formats().last_moment(review_at, card.now());
    let missing = projection.keep_missing.iter().filter(|missing| missing.missing > 0);
    let missing = missing.map(|missing| amount(card, missing.kind, missing.missing));
    let join = if path.qualify_mode == QualifyMode::All { words.both } else { words.either };
    let missing = missing.reduce(|all, next| fill(join, &[&all, &next]));
    let (shows, verdict) = match (projection.outcome, missing) {
        (TierOutcome::Downgrade, Some(missing)) => {
            (Icon::Clock, fill(words.keep_missing, &[&missing, &until]))
        }
        (TierOutcome::Keep | TierOutcome::Upgrade, _) => (Icon::Check, words.keep_safe.to_owned()),
        _ => return None,
    };
    let body = el("div", "surface stack stack-s")
        .child(el("p", "tiers-line tiers-verdict").child(icon(shows)).child(verdict))
        .child(el("p", "hint").child(fill(words.keep_needs, &[&keep])));
    Some(ui::section(fill(words.keeping, &[&current.name]), None, vec![body]))
}

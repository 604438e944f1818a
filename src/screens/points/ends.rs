//! When points end: one line for each moment, soonest first, and the rule in plain words.

use contract::points::{ExpiryKind, ExpiryRounding, ExpiryRule, PointBatch};
use leptos::prelude::*;

use super::details::Detail;
use super::{note, plain_number};
use crate::domain::points::{End, ends};
use crate::i18n::fill;
use crate::reactive::RwSignal;
use crate::screens::context::Card;
use crate::ui::{
    self, El, Icon, Look, Shape, Tone, badge, button, dynamic, el, icon, nothing, row, rows,
    skeleton,
};

/// How many ends are shown before all of them are asked for.
const FIRST: usize = 4;

/// The section.
pub(super) fn section(card: Card, detail: RwSignal<Option<Detail>>) -> El {
    let all = RwSignal::new(false);
    let list = card.remote(card.store.expirations(), waiting, move |card, expirations| {
        ready(card, &ends(&expirations.batches, card.now()), all, detail)
    });
    let rule = dynamic(move || {
        let points = card.store.points().value();
        let rule = points.and_then(|points| rule_of(card, points.expiry_rule.as_ref()?));
        rule.map_or_else(nothing, |rule| note(rule).view())
    });
    let body = vec![el("div", "stack").child(list).child(rule)];
    ui::section(card.further().points.ends.into(), None, body)
}

fn waiting(card: Card) -> El {
    skeleton(card.texts.common.loading.into(), Shape::Rows, 2)
}

fn ready(card: Card, ends: &[End], all: RwSignal<bool>, detail: RwSignal<Option<Detail>>) -> El {
    let words = &card.further().points;
    if ends.is_empty() {
        return el("p", "hint").child(words.no_ends);
    }
    let shown = if all.get() { ends.len() } else { FIRST };
    // A button for one more line would take the place of that line.
    let hidden = ends.len() > shown + 1;
    let shown = if hidden { shown } else { ends.len() };
    let lines = ends.iter().take(shown).enumerate();
    let several = ends.len() > 1;
    let lines = lines.map(|(index, end)| line(card, end, several && index == 0, detail)).collect();
    let more = hidden.then(|| {
        let count = card.formats().number(i64::try_from(ends.len()).unwrap_or_default());
        let show = Callback::new(move |()| all.set(true));
        button(Look::Quiet, fill(words.all_ends, &[&count]), show)
    });
    el("div", "stack").child(rows(lines)).child(more)
}

fn line(card: Card, end: &End, first: bool, detail: RwSignal<Option<Detail>>) -> El {
    let words = &card.further().points;
    let formats = card.formats();
    let title = when(card, end);
    let from = match end.batches.as_slice() {
        [one] => one.title.clone(),
        many => {
            let count = i64::try_from(many.len()).unwrap_or_default();
            fill(words.from_many, &[&formats.number(count)])
        }
    };
    let next = (first && end.at.is_some()).then(|| badge(Tone::Plain, words.ends_next));
    let head = el("span", "row-title line").child(title).child(next);
    let open = end.clone();
    el("button", "row points-row")
        .attr("type", "button")
        .child(el("span", "row-words").child(head).child(el("span", "row-detail").child(from)))
        .child(el("span", "row-end").child(plain_number(card, end.points)))
        .child(el("span", "row-onwards").child(icon(Icon::Chevron)))
        .on("click", move |_| detail.set(Some(Detail::End(open.clone()))))
}

/// When it ends, in words.
pub(super) fn when(card: Card, end: &End) -> String {
    let words = &card.further().points;
    end.at.map_or_else(
        || words.never_ends.to_owned(),
        |at| fill(words.ends_at, &[&card.formats().last_moment(at, card.now())]),
    )
}

/// What is left of each earning, for the sheet.
pub(super) fn batches(card: Card, end: &End) -> El {
    let formats = card.formats();
    let batch = |batch: &PointBatch| {
        let earned = formats.moment(batch.earned_at, card.now());
        let earned = fill(card.further().points.earned_at, &[&earned]);
        let figure = plain_number(card, batch.points);
        row(None, batch.title.clone(), earned, figure)
    };
    rows(end.batches.iter().map(batch).collect())
}

fn rule_of(card: Card, rule: &ExpiryRule) -> Option<String> {
    let words = &card.further().points;
    let text = match (rule.kind, rule.rounding) {
        (ExpiryKind::Never, _) => return Some(words.rule_never.into()),
        (ExpiryKind::Unknown, _) | (_, ExpiryRounding::Unknown) => return None,
        (ExpiryKind::AfterDuration, ExpiryRounding::None) => words.rule_exact,
        (ExpiryKind::AfterDuration, ExpiryRounding::EndOfDay) => words.rule_day,
        (ExpiryKind::AfterDuration, ExpiryRounding::EndOfMonth) => words.rule_month,
        (ExpiryKind::AfterDuration, ExpiryRounding::EndOfYear) => words.rule_year,
    };
    Some(fill(text, &[&card.formats().number(rule.months.into())]))
}

//! When the till takes the code while it is looked at: a quiet word of what it did, in the code's
//! place, and after it the next code.

use std::sync::Arc;

use contract::code::{CardCode, CodeScan, ScanKind};
use leptos::prelude::*;

use super::watch::Watch;
use crate::domain::code::Lookout;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::{Memo, RwSignal, effect};
use crate::screens::Card;
use crate::ui::{El, Look, Size, button, confirmation, el, number};

/// How long it is said, in milliseconds.
pub const SAID_MS: u32 = 6_000;

/// What the till just did; nothing most of the time.
pub fn told(
    card: Card,
    watch: Watch,
    code: Memo<Option<Arc<CardCode>>>,
) -> RwSignal<Option<CodeScan>> {
    let told = RwSignal::new(None::<CodeScan>);
    let mut lookout = None;
    effect(move || {
        let Some(code) = code.get() else { return };
        let (last, now) = (code.last_scan.as_ref(), card.now());
        let lookout = lookout.get_or_insert_with(|| Lookout::new(now, last));
        let Some(scan) = last else { return };
        // What is being said may turn out to be more, such as the points that it brought.
        let more = told.with_untracked(|said| {
            said.as_ref().is_some_and(|said| said.at == scan.at && said != scan)
        });
        if lookout.is_news(scan, now) || more {
            told.set(Some(scan.clone()));
        }
    });
    let over = Callback::new(move |()| told.set(None));
    watch.after(SAID_MS, move || told.with(Option::is_some), over);
    told
}

/// What the till did, as far as it is known.
pub fn said(card: Card, scan: &CodeScan) -> El {
    let words = card.code_texts();
    let head = match scan.kind {
        ScanKind::Purchase => words.purchased,
        _ => words.scanned,
    };
    let formats = card.formats();
    let points = scan.points.filter(|points| *points != 0).map(|points| {
        let mut figure = formats.points(points);
        if points > 0 {
            figure.value.insert(0, '+');
        }
        el("p", "").child(number(Size::Large, figure))
    });
    let spent = scan.amount.as_ref().map(|amount| {
        el("p", "small weak").child(fill(words.spent, &[&plain(&formats.money(amount))]))
    });
    let title = (!scan.title.is_empty()).then(|| el("p", "weak").child(scan.title.clone()));
    confirmation(head.into(), vec![title, points, spent].into_iter().flatten().collect())
}

/// The way to the next code before the time is over.
pub fn next(card: Card, told: RwSignal<Option<CodeScan>>) -> El {
    let over = Callback::new(move |()| told.set(None));
    button(Look::Secondary, card.code_texts().next, over).test_id("next-code")
}

//! The points screen: what there is, what comes, what ends and when, and every entry behind it.

mod details;
mod ends;
mod entry;
mod history;

use contract::points::{PendingRelease, Points};
use leptos::prelude::*;

use self::details::Detail;
use super::context::Card;
use super::members::members;
use super::points_summary::summary;
use crate::i18n::fill;
use crate::reactive::{RwSignal, memo};
use crate::route::Route;
use crate::state::Phase;
use crate::ui::{
    self, Child, El, Figure, Icon, Shape, Size, dynamic, el, nothing, number, row, rows, section,
    skeleton, stat, stats,
};

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let body = members(card, move || screen(card));
    ui::page(card.bar(card.further().points.title, &Route::Home), vec![el("div", "").child(body)])
        .view()
}

fn screen(card: Card) -> El {
    let store = card.store;
    // Home has just said the same: the figure is there at once.
    if store.points().peek().is_none()
        && let Some(points) = store.home.peek().and_then(|home| home.points.clone())
    {
        store.points().put(points);
    }
    store.points().ensure();
    store.expirations().ensure();
    let detail = RwSignal::new(None::<Detail>);
    let history = history::History::new(card);
    // A lost connection is said once: the rest waits for the account, and the ledger for the ends.
    let account_known = memo(move || {
        matches!(store.points().phase(), Phase::Ready(..)).then(|| {
            match store.expirations().phase() {
                Phase::Failed(error) if error.is_offline() => Some(error),
                _ => None,
            }
        })
    });
    let rest = dynamic(move || match account_known.get() {
        None => nothing(),
        Some(Some(error)) => {
            card.failure(&error, Callback::new(move |()| store.expirations().load())).view()
        }
        Some(None) => {
            store.expirations().ensure();
            el("div", "stack stack-l")
                .child(ends::section(card, detail))
                .child(history.section(card, detail))
                .view()
        }
    });
    el("div", "stack stack-l")
        .child(card.remote(store.points(), waiting, |card, points| account(card, &points)))
        .child(rest)
        .child(details::sheet(card, detail))
}

fn waiting(card: Card) -> El {
    let loading = || card.texts.common.loading.to_owned();
    el("div", "stack").child(skeleton(loading(), Shape::Figure, 1)).child(skeleton(
        loading(),
        Shape::Rows,
        4,
    ))
}

fn account(card: Card, points: &Points) -> El {
    let words = &card.further().points;
    let formats = card.formats();
    let figure = |name: &str, value: i64| {
        let figure = number(Size::Medium, formats.points(value));
        stat(name.to_owned(), figure, Child::Nothing)
    };
    let mut waiting = Vec::new();
    // A single release says it all in its own line below.
    if points.pending != 0 && points.pending_releases.len() != 1 {
        waiting.push(figure(words.pending, points.pending));
    }
    if points.locked != 0 {
        waiting.push(figure(words.locked, points.locked));
    }
    let waiting = (!waiting.is_empty()).then(|| stats(waiting));
    let locked = (points.locked != 0).then(|| el("p", "hint").child(words.locked_note));
    let total =
        |name: &str, value| stat(name.to_owned(), plain_number(card, value), Child::Nothing);
    let totals = stats(vec![
        total(words.lifetime_earned, points.lifetime_earned),
        total(words.spent, points.spent),
        total(words.expired, points.expired),
    ]);
    let head = el("div", "surface points-head")
        .child(summary(card, points))
        .child(waiting)
        .child(locked)
        .child(el("div", "points-totals rule").child(totals));
    el("div", "stack stack-l").child(head).child(coming(card, &points.pending_releases))
}

/// Pending points by when they arrive.
fn coming(card: Card, releases: &[PendingRelease]) -> Option<El> {
    let words = &card.further().points;
    let now = card.now();
    let release = |release: &PendingRelease| {
        let when = card.formats().moment(release.available_at, now);
        row(
            Some(entry::icon_of(release.source)),
            fill(words.arrives, &[&when]),
            words.reason(release.source).to_owned(),
            entry::signed(card, release.points, Size::Small),
        )
    };
    let coming = releases.iter().filter(|release| release.points != 0).map(release);
    let coming: Vec<El> = coming.collect();
    (!coming.is_empty()).then(|| section(words.coming.into(), None, vec![rows(coming)]))
}

/// A figure without the name of points, where the whole screen is about them.
fn plain_number(card: Card, points: i64) -> El {
    let value = card.formats().number(points);
    number(Size::Small, Figure { value, ..Figure::default() })
}

/// A note with an icon before it.
fn note(text: String) -> El {
    el("p", "points-note").child(ui::icon(Icon::Info)).child(text)
}

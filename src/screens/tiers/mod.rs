//! The tiers screen: where the member stands, what is missing, what keeps the tier, and the whole
//! path with what each tier takes and gives. A guest sees the path.

mod measures;
mod path;

use contract::tier::{DowngradePolicy, TierPath, TierStatus};
use leptos::prelude::*;

use super::context::Card;
use super::tier_progress::tier_progress;
use crate::domain::tier::{TierView, view as view_of};
use crate::i18n::fill;
use crate::reactive::memo;
use crate::route::Route;
use crate::ui::{self, El, Icon, Shape, dynamic, el, icon, nothing, section, skeleton};

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let store = card.store;
    // Home has just said the same: the way to the next tier is there at once.
    if store.tier().peek().is_none()
        && let Some(status) = store.home.peek().and_then(|home| home.tier.clone())
    {
        store.tier().put(status);
    }
    store.tiers().ensure();
    let body = card.remote(store.tiers(), waiting, move |card, path| ready(card, &path));
    ui::page(card.bar(card.texts.tiers.title, &Route::Home), vec![el("div", "").child(body)]).view()
}

fn waiting(card: Card) -> El {
    let loading = || card.texts.common.loading.to_owned();
    el("div", "stack").child(skeleton(loading(), Shape::Figure, 1)).child(skeleton(
        loading(),
        Shape::Rows,
        5,
    ))
}

fn ready(card: Card, path: &TierPath) -> El {
    let words = &card.further().tiers;
    if path.tiers.is_empty() {
        return card.empty(words.empty, None);
    }
    let member = memo(move || card.home().map(|home| home.member.is_some()));
    let own = path.clone();
    let standing = dynamic(move || {
        match member.get() {
            Some(true) => {}
            Some(false) => return joining(card).map_or_else(nothing, El::view),
            None => return nothing(),
        }
        card.store.tier().ensure();
        let path = own.clone();
        card.remote(card.store.tier(), waiting_for_standing, move |card, status| {
            standing(card, &path, &status)
        })
    });
    let all = path.clone();
    let steps = dynamic(move || {
        let status = card.store.tier().value().filter(|_| member.get() == Some(true));
        path::steps(card, &all, status.as_deref()).view()
    });
    let steps = section(words.path.into(), None, vec![el("div", "surface").child(steps)]);
    el("div", "stack stack-l").child(standing).child(steps).child(rules(card, path))
}

/// For a guest: how to begin.
fn joining(card: Card) -> Option<El> {
    let home = card.home()?;
    let hint = home.program.join_hint.clone();
    (!hint.is_empty()).then(|| el("p", "well").child(hint))
}

fn waiting_for_standing(card: Card) -> El {
    skeleton(card.texts.common.loading.into(), Shape::Rows, 2)
}

/// Where the member stands: everything that is theirs alone.
fn standing(card: Card, path: &TierPath, status: &TierStatus) -> El {
    let words = &card.further().tiers;
    let now = card.now();
    let valid = status.current.as_ref().map(|tier| {
        let line = match tier.valid_until {
            Some(end) => {
                fill(words.valid_until, &[&tier.name, &card.formats().last_moment(end, now)])
            }
            None => fill(words.valid_always, &[&tier.name]),
        };
        el("p", "tiers-line").child(icon(Icon::Calendar)).child(line)
    });
    let view = view_of(status, now);
    // The block above says what is missing by the measure that decides; where others count too,
    // or where it speaks of keeping the tier, all of them follow.
    let more = status.measures.len() > 1 || matches!(view, TierView::AtRisk { .. });
    let next = status.next.as_ref().filter(|_| more);
    let at_risk = matches!(view, TierView::AtRisk { .. });
    el("div", "stack stack-l")
        .child(el("div", "surface stack").child(tier_progress(card, status)).child(valid))
        .child(next.map(|next| measures::section(card, status, &next.name)))
        .child((!at_risk).then(|| measures::keeping(card, path, status)).flatten())
        .child(not_points(card, status))
}

/// What makes the tier is told apart from what can be spent.
fn not_points(card: Card, status: &TierStatus) -> Option<El> {
    let home = card.home()?;
    let names: Vec<String> =
        status.measures.iter().map(|measure| measures::name(card, measure.kind)).collect();
    (!names.is_empty()).then(|| {
        let names = names.join(card.texts.common.and);
        let line = fill(card.further().tiers.not_points, &[&names, &home.program.point_name]);
        el("p", "tiers-line").child(icon(Icon::Info)).child(line)
    })
}

/// The rules in the brand's words, or what the contract says of a review where it has none.
fn rules(card: Card, path: &TierPath) -> Option<El> {
    let words = &card.further().tiers;
    let mut lines = path.notes.clone();
    if lines.is_empty() {
        lines.push(
            match path.downgrade_policy {
                DowngradePolicy::OneDown => words.policy_one_down,
                DowngradePolicy::Requalify => words.policy_requalify,
                DowngradePolicy::None => words.policy_none,
                DowngradePolicy::Unknown => return None,
            }
            .into(),
        );
    }
    let list = el("ul", "tiers-rules").children(lines.into_iter().map(|l| el("li", "").child(l)));
    Some(section(words.rules.into(), None, vec![list]))
}

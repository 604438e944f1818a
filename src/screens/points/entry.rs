//! One entry of the ledger: in the list, and with all that is known of it.

use contract::points::{PointKind, PointReason, PointState, PointTransaction};

use super::details::Detail;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::reactive::RwSignal;
use crate::screens::context::Card;
use crate::ui::{El, Figure, Icon, Size, Tone, badge, el, icon, number, row, rows};

/// The icon of a reason.
pub(super) fn icon_of(reason: PointReason) -> Icon {
    match reason {
        PointReason::Order => Icon::Bag,
        PointReason::OrderItemRefund | PointReason::OrderCancel => Icon::Refresh,
        PointReason::CheckIn | PointReason::MakeUp => Icon::Calendar,
        PointReason::Task => Icon::Tasks,
        PointReason::Referral => Icon::People,
        PointReason::Birthday | PointReason::Welcome | PointReason::Redemption => Icon::Gift,
        PointReason::Campaign | PointReason::DoublePoints => Icon::Star,
        PointReason::Expiry => Icon::Clock,
        PointReason::Manual => Icon::Pen,
        PointReason::LimitReached | PointReason::Unknown => Icon::Info,
    }
}

/// What is added or taken, with its sign.
pub(super) fn signed(card: Card, points: i64, size: Size) -> El {
    let (before, tone) = match points.signum() {
        1 => ("+", "good"),
        -1 => ("−", "plain"),
        _ => ("", "plain"),
    };
    let magnitude = i64::try_from(points.unsigned_abs()).unwrap_or(i64::MAX);
    let value = [before, &card.formats().number(magnitude)].concat();
    number(size, Figure { value, ..Figure::default() }).attr("data-tone", tone)
}

/// An entry in the list; a press shows all of it.
pub(super) fn entry(card: Card, entry: &PointTransaction, detail: RwSignal<Option<Detail>>) -> El {
    let words = &card.further().points;
    let formats = card.formats();
    let mut about = formats.moment(entry.occurred_at, card.now());
    let mut say = |word: &str| {
        if !word.is_empty() && word != entry.title {
            about.push_str(" · ");
            about.push_str(word);
        }
    };
    match entry.kind {
        PointKind::Earn | PointKind::Redeem => say(words.reason(entry.reason)),
        PointKind::Expire => say(words.kind(entry.kind)),
        kind => {
            say(words.kind(kind));
            say(words.reason(entry.reason));
        }
    }
    let state = state(card, entry)
        .filter(|_| entry.state != PointState::Posted)
        .map(|(tone, text)| badge(tone, text));
    let after = entry.balance_after.map(|balance| {
        el("span", "row-detail").child(fill(words.balance, &[&formats.number(balance)]))
    });
    let open = entry.clone();
    let button = el("button", "row points-row")
        .attr("type", "button")
        .attr("data-state", entry.state.as_str())
        .child(el("span", "row-icon").child(icon(icon_of(entry.reason))))
        .child(
            el("span", "row-words")
                .child(spread(
                    el("span", "small").child(entry.title.clone()),
                    Some(signed(card, entry.points, Size::Small)),
                ))
                .child(spread(el("span", "row-detail").child(about), after))
                .child(state),
        )
        .on("click", move |_| detail.set(Some(Detail::Entry(Box::new(open.clone())))));
    el("li", "rows-item").child(button)
}

/// A line whose end stands at the row's end.
fn spread(words: El, end: Option<El>) -> El {
    el("span", "points-line").child(words).child(end)
}

/// Whether it counts, in words; nothing for a state that this version does not know.
fn state(card: Card, entry: &PointTransaction) -> Option<(Tone, String)> {
    let words = &card.further().points;
    Some(match entry.state {
        PointState::Pending => {
            let text = entry.available_at.map_or_else(
                || words.state_pending_open.to_owned(),
                |at| {
                    let when = card.formats().moment(at, card.now());
                    fill(words.state_pending, &[&when])
                },
            );
            (Tone::Accent, text)
        }
        PointState::Posted => (Tone::Good, words.state_posted.into()),
        PointState::Reversed => (Tone::Plain, words.state_reversed.into()),
        PointState::Expired => (Tone::Plain, words.state_expired.into()),
        PointState::Unknown => return None,
    })
}

/// All that is known of an entry, for the sheet.
pub(super) fn all_of(card: Card, entry: &PointTransaction) -> El {
    let words = &card.further().points;
    let formats = card.formats();
    let now = card.now();
    let mut lines = Vec::new();
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push(row(None, name.to_owned(), String::new(), value));
        }
    };
    let id = |id: &contract::ids::TransactionId| id.to_string();
    line(words.detail_kind, Some(words.kind(entry.kind).into()));
    line(words.detail_reason, Some(words.reason(entry.reason).into()));
    line(words.detail_state, state(card, entry).map(|(_, text)| text));
    line(words.detail_when, Some(formats.moment(entry.occurred_at, now)));
    line(words.detail_ends, entry.expires_at.map(|end| formats.last_moment(end, now)));
    line(words.detail_balance, entry.balance_after.map(|left| plain(&formats.points(left))));
    line(words.detail_order, entry.order_ref.clone());
    line(words.detail_reverses, entry.reverses_id.as_ref().map(id));
    line(words.detail_rules, Some(entry.rules_version.clone()));
    line(words.detail_id, Some(id(&entry.id)));
    el("div", "stack points-detail")
        .child(el("p", "").child(signed(card, entry.points, Size::Large)))
        .child(el("p", "strong").child(entry.title.clone()))
        .child(rows(lines))
}

//! What a coupon's rules say, in plain words.

use chrono::NaiveDate;
use contract::coupon::{Channel, Coupon, Stacking, UsableWindow};

use crate::domain::coupon::weekday_runs;
use crate::i18n::fill;
use crate::screens::Card;
use crate::screens::coupon_face::scope;
use crate::ui::{El, el, section};

/// The rules as a list of what and how.
pub fn rules(card: Card, coupon: &Coupon) -> El {
    let words = &card.further().coupons.detail;
    let list = [
        line(words.validity, vec![span(card, coupon)]),
        line(words.hours, hours(card, &coupon.usable_windows)),
        line(words.scope, vec![scope(card, &coupon.face, &coupon.scope)]),
        line(words.channels, vec![channels(card, &coupon.scope.channels)]),
        line(words.stacking, stacking(card, &coupon.stacking)),
        line(words.notes, coupon.notes.clone()),
    ];
    let list = el("dl", "coupon-rules").children(list.into_iter().flatten());
    section(words.rules.into(), None, vec![list])
}

/// A line, unless there is nothing to say.
fn line(what: &str, how: Vec<String>) -> Option<El> {
    let how: Vec<El> = how
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| el("p", "").child(text))
        .collect();
    (!how.is_empty()).then(|| {
        el("div", "coupon-rule")
            .child(el("dt", "").child(what.to_owned()))
            .child(el("dd", "").children(how))
    })
}

fn span(card: Card, coupon: &Coupon) -> String {
    let (formats, now) = (card.formats(), card.now());
    let from = formats.moment(coupon.valid_from, now);
    let until = formats.last_moment(coupon.valid_until, now);
    fill(card.further().coupons.detail.span, &[&from, &until])
}

fn hours(card: Card, windows: &[UsableWindow]) -> Vec<String> {
    if windows.is_empty() {
        return vec![card.further().coupons.detail.any_time.into()];
    }
    let window = |window: &UsableWindow| {
        [&days(card, &window.weekdays), " ", &window.from, "–", &window.to].concat()
    };
    windows.iter().map(window).collect()
}

/// Weekdays in words; three and more in a row as first to last.
fn days(card: Card, weekdays: &[u8]) -> String {
    let words = &card.further().coupons.detail;
    let mut parts = Vec::new();
    for (first, last) in weekday_runs(weekdays) {
        match last - first {
            6 => parts.push(words.every_day.to_owned()),
            0 => parts.push(weekday(card, first)),
            1 => parts.extend([weekday(card, first), weekday(card, last)]),
            _ => parts.push(fill(words.weekdays, &[&weekday(card, first), &weekday(card, last)])),
        }
    }
    parts.join(card.further().coupons.detail.list)
}

/// The name of an ISO weekday: 1 January 2024 was a Monday.
fn weekday(card: Card, day: u8) -> String {
    NaiveDate::from_ymd_opt(2024, 1, day.into())
        .map(|day| card.formats().weekday_long(day))
        .unwrap_or_default()
}

fn channels(card: Card, channels: &[Channel]) -> String {
    let words = &card.further().coupons.detail;
    let name = |channel: &Channel| match channel {
        Channel::Store => Some(words.store),
        Channel::MiniProgram => Some(words.mini_program),
        Channel::Web => Some(words.web),
        Channel::Delivery => Some(words.delivery),
        Channel::Unknown => None,
    };
    channels.iter().filter_map(name).collect::<Vec<_>>().join(card.further().coupons.detail.list)
}

fn stacking(card: Card, stacking: &Stacking) -> Vec<String> {
    let words = &card.further().coupons.detail;
    let with = if stacking.exclusive { words.exclusive } else { words.combinable };
    let most = stacking
        .max_per_order
        .map(|most| fill(words.per_order, &[&card.formats().number(most.into())]));
    core::iter::once(with.to_owned()).chain(most).collect()
}

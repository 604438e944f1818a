//! Check-in: the streak, the strip of the current cycle with today's button, what comes next, and
//! the calendar. Every day is the programme's; the device's date plays no part.

mod month;
mod strip;

use contract::Instant;
use contract::check_in::CheckIns;
use leptos::prelude::*;

use super::confirm::{Asked, confirm};
use super::context::Card;
use super::members::members;
use crate::domain::check_in::{self, Mark, Reason};
use crate::i18n::fill;
use crate::reactive::{RwSignal, Signal, follow, memo};
use crate::route::Route;
use crate::state::Store;
use crate::ui::{
    self, Child, El, Icon, Shape, Size, dynamic, el, live_number, nothing, row, rows, section,
    skeleton,
};

pub use strip::strip;

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let asked: Asked = RwSignal::new(None);
    let body = members(card, move || {
        let days = card.store.check_ins();
        days.ensure();
        let ends_at = |store: Store| Some(store.check_ins().peek()?.day_ends_at);
        follow_the_day(card, ends_at, |store| store.check_ins().load());
        let known = memo(move || days.value().is_some());
        // Once the days are known the parts follow them each for itself, so that the streak can
        // roll and a turned page of the calendar stays.
        let body = dynamic(move || {
            if known.get() {
                ready(card, asked).view()
            } else {
                card.remote(days, waiting, |_, _| el("div", ""))
            }
        });
        el("div", "").child(body)
    });
    let bar = card.bar(card.further().check_in.title, &Route::Home);
    ui::page(bar, vec![el("div", "").child(body)]).child(confirm(card, asked)).view()
}

/// Asks for the home screen's data again when the programme's day is over: for screens that show
/// the strip.
pub fn follow_home(card: Card) {
    let ends_at = |store: Store| Some(store.home.peek()?.check_in.as_ref()?.day_ends_at);
    follow_the_day(card, ends_at, |store| store.home.load());
}

/// Asks again when the programme's day is over, at most every ten seconds until the backend has
/// moved on too.
fn follow_the_day(card: Card, ends_at: fn(Store) -> Option<Instant>, reload: fn(Store)) {
    follow(move |asked: Option<Option<u32>>| {
        let tick = card.tick.get();
        let asked = asked.flatten();
        if ends_at(card.store).is_none_or(|end| card.now() < end) {
            return None;
        }
        if asked.is_some_and(|at| tick.wrapping_sub(at) < 10) {
            return asked;
        }
        reload(card.store);
        Some(tick)
    });
}

fn waiting(card: Card) -> El {
    let loading = || card.texts.common.loading.to_owned();
    el("div", "stack stack-l")
        .child(skeleton(loading(), Shape::Tickets, 2))
        .child(skeleton(loading(), Shape::Rows, 5).attr("aria-hidden", true))
}

fn ready(card: Card, asked: Asked) -> El {
    let words = &card.further().check_in;
    let days = card.store.check_ins();
    let streak = Signal::derive(move || {
        let streak = days.value().map_or(0, |days| days.streak);
        card.formats().number(streak.into())
    });
    let part = |draw: fn(Card, &CheckIns) -> El| {
        dynamic(move || days.value().map_or_else(nothing, |days| draw(card, &days).view()))
    };
    let hero = el("div", "surface check-in-hero")
        .child(el("p", "weak small").child(words.streak))
        .child(live_number(Size::Huge, streak, words.days.into()))
        .child(part(cumulative))
        .child(part(strip))
        .child(part(today));
    el("div", "stack stack-l").child(hero).child(part(rewards)).child(section(
        words.calendar.into(),
        None,
        vec![month::month(card, asked)],
    ))
}

fn cumulative(card: Card, days: &CheckIns) -> El {
    let count = card.formats().number(days.cumulative.into());
    el("p", "hint").child(fill(card.further().check_in.cumulative, &[&count]))
}

/// What to do today, or why there is nothing to do.
fn today(card: Card, days: &CheckIns) -> El {
    let words = &card.further().check_in;
    let full = days.streak > 0 && days.streak.is_multiple_of(days.cycle_length);
    let line = match check_in::can_check_in(days) {
        Ok(_) => {
            let until = card.formats().last_moment(days.day_ends_at, card.now());
            fill(words.press_until, &[&until])
        }
        Err(Reason::AlreadyDone) if full => words.cycle_done.into(),
        Err(Reason::AlreadyDone) => words.done_today.into(),
        Err(Reason::NotInProgram) => words.not_in_program.into(),
        Err(Reason::NotKnown) => words.not_known.into(),
    };
    el("p", "hint check-in-today").child(line)
}

/// The next reward and the one that completes the cycle.
fn rewards(card: Card, days: &CheckIns) -> El {
    let words = &card.further().check_in;
    let formats = card.formats();
    let open = check_in::can_check_in(days).is_ok();
    let mut coming: Vec<El> = check_in::strip(days)
        .into_iter()
        .filter(|place| matches!(place.mark, Mark::Today | Mark::Upcoming))
        .filter_map(|place| {
            let away = place.date.signed_duration_since(days.today).num_days();
            let when = match away {
                0 => words.by_today.to_owned(),
                1 if !open => words.by_tomorrow.to_owned(),
                _ => fill(words.in_days, &[&formats.number(away + i64::from(open))]),
            };
            Some(row(Some(Icon::Gift), formats.reward(place.reward?), when, Child::Nothing))
        })
        .collect();
    if coming.is_empty() {
        return el("div", "");
    }
    let last = coming.pop();
    coming.truncate(1);
    coming.extend(last);
    section(words.rewards.into(), None, vec![rows(coming)])
}

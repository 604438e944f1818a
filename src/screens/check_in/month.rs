//! The calendar: a month at a time, the days that can be made up pressable.

use std::sync::Arc;

use chrono::Datelike;
use contract::Day;
use contract::check_in::{CheckInState, CheckIns};
use leptos::prelude::*;

use crate::domain::check_in::{self, Cell, MakeUpReason};
use crate::domain::points::Month;
use crate::domain::time::day_at;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::screens::Card;
use crate::screens::confirm::{Answer, Asked, Question};
use crate::state::{Deed, Phase};
use crate::ui::{
    self, Child, DayState, El, Icon, Look, calendar, dynamic, el, icon_button, nothing,
};

/// The calendar with its ways to other months.
pub fn month(card: Card, asked: Asked) -> El {
    let months = card.store.months();
    months.turn(None);
    let body = dynamic(move || {
        let Some(present) = card.store.check_ins().value() else { return nothing() };
        let this_month = Month::of(present.today);
        let shown = months.turned_to().unwrap_or(this_month);
        let known = if shown == this_month { Some(present.clone()) } else { months.days_of(shown) };
        let failed = match (&known, months.remote.phase()) {
            (None, Phase::Failed(error)) => {
                let retry = Callback::new(move |()| months.remote.load());
                Some(card.failure(&error, retry))
            }
            _ => None,
        };
        // Until the month is there its days stand without their states.
        let days = known.as_ref().unwrap_or(&present);
        el("div", "stack")
            .child(head(card, shown, this_month))
            .child(grid(card, asked, days, shown))
            .child(failed)
            .child(known.and_then(|days| make_up_line(card, &days, shown)))
            .view()
    });
    el("div", "surface").child(body)
}

fn head(card: Card, shown: Month, this_month: Month) -> El {
    let words = &card.further().check_in;
    let months = card.store.months();
    let joined = card.home().and_then(|home| {
        let member = home.member.as_ref()?;
        Some(Month::of(day_at(member.joined_at, card.now())))
    });
    let turn = |icon: Icon, name: &str, to: Month, there: bool| {
        let to = (to != this_month).then_some(to);
        let press = Callback::new(move |()| {
            if there {
                months.turn(to);
            }
        });
        icon_button(icon, name.to_owned(), press).attr("aria-disabled", !there)
    };
    let name = shown.first_day().map(|day| card.formats().month(day)).unwrap_or_default();
    let earlier = joined.is_none_or(|joined| shown > joined);
    el("div", "month-head")
        .child(turn(Icon::Back, words.previous, shown.previous(), earlier))
        .child(el("p", "strong").attr("aria-live", "polite").child(name))
        .child(turn(Icon::Chevron, words.next, shown.next(), shown < this_month))
}

fn grid(card: Card, asked: Asked, check_ins: &Arc<CheckIns>, shown: Month) -> El {
    let weeks = check_in::month_grid(check_ins, shown);
    let blank = weeks.first().map_or(0, |week| week.iter().take_while(|day| day.is_none()).count());
    let days = weeks.iter().flatten().flatten().map(|cell| day(card, asked, check_ins, *cell));
    // A Monday; the names of the others follow.
    let monday = Day::from_ymd_opt(2024, 1, 1);
    let week = monday.iter().flat_map(|day| day.iter_days().take(7));
    calendar(week.map(|day| card.formats().weekday(day)).collect(), blank, days.collect())
}

fn day(card: Card, asked: Asked, check_ins: &Arc<CheckIns>, cell: Cell) -> ui::Day {
    let words = &card.further().check_in;
    let formats = card.formats();
    let points = card.home().and_then(|home| home.points.as_ref().map(|p| p.available));
    let make_up = check_in::can_make_up(check_ins, cell.date, points);
    let (state, spoken) = match (cell.state, make_up) {
        (_, Ok(()) | Err(MakeUpReason::PointsMissing(_))) => {
            (DayState::CanMakeUp, words.can_make_up)
        }
        (CheckInState::Done, _) => (DayState::Done, card.texts.check_in.done),
        (CheckInState::MadeUp, _) => (DayState::MadeUp, words.made_up),
        (CheckInState::Available, _) => (DayState::Open, words.open),
        (CheckInState::Missed, _) => (DayState::Missed, words.missed),
        (CheckInState::Future | CheckInState::NotInProgram | CheckInState::Unknown, _) => {
            (DayState::Plain, "{0}")
        }
    };
    let mut name = formats.calendar_day(cell.date);
    if cell.today {
        name = fill(words.is_today, &[&name]);
    }
    let press = match state {
        DayState::CanMakeUp => {
            let check_ins = Arc::clone(check_ins);
            Some(Callback::new(move |()| {
                asked.set(Some(Arc::new(question(card, &check_ins, cell.date))));
            }))
        }
        DayState::Open => Some(Callback::new(move |()| card.store.press(Deed::CheckIn(cell.date)))),
        _ => None,
    };
    let number = formats.number(cell.date.day().into());
    ui::Day { number, state, spoken: fill(spoken, &[&name]), press }
}

/// What making a day up costs and what remains.
fn question(card: Card, check_ins: &CheckIns, date: Day) -> Question {
    let words = &card.further().check_in;
    let formats = card.formats.get_untracked();
    let points = card.store.home.peek().and_then(|home| home.points.as_ref().map(|p| p.available));
    let make_up = check_ins.make_up.as_ref();
    let cost = make_up.map_or(0, |make_up| make_up.cost.points);
    let mut lines = Vec::new();
    if cost > 0 {
        let have = points.map_or_else(String::new, |points| plain(&formats.points(points)));
        lines.push(fill(words.make_up_cost, &[&plain(&formats.points(cost)), &have]));
    } else {
        lines.push(words.make_up_free.to_owned());
    }
    if let Some(make_up) = make_up {
        let after = formats.number(make_up.remaining.saturating_sub(1).into());
        lines.push(fill(words.make_up_after, &[&after]));
    }
    let answer = match check_in::can_make_up(check_ins, date, points) {
        Err(MakeUpReason::PointsMissing(missing)) => {
            let missing = plain(&formats.points(missing));
            Answer::Off(fill(words.points_missing, &[&missing]))
        }
        Err(MakeUpReason::NoneLeft) => Answer::Off(words.none_left.into()),
        Err(MakeUpReason::NotAllowed) => Answer::Off(card.further().shared.refusal.make_up.into()),
        Ok(()) => Answer::Press(Deed::MakeUp(date)),
    };
    Question {
        title: fill(words.make_up_title, &[&formats.calendar_day(date)]),
        lines,
        label: words.make_up.into(),
        look: Look::Primary,
        answer,
    }
}

/// Whether days of the month in view can be made up, for how much, and how often still.
fn make_up_line(card: Card, check_ins: &CheckIns, shown: Month) -> Option<El> {
    let words = &card.further().check_in;
    let formats = card.formats();
    let make_up = check_ins.make_up.as_ref()?;
    let left = formats.number(make_up.remaining.into());
    let allowed = make_up.allowed_dates.iter().any(|date| Month::of(*date) == shown);
    let line = if make_up.remaining == 0 && shown == Month::of(check_ins.today) {
        words.none_left.to_owned()
    } else if make_up.remaining == 0 || !allowed {
        return None;
    } else if make_up.cost.points > 0 {
        let cost = plain(&formats.points(make_up.cost.points));
        fill(words.make_up_hint, &[&cost, &left])
    } else {
        fill(words.make_up_free_hint, &[&left])
    };
    Some(el("p", "hint").child(Child::from(line)))
}

//! Every entry of the ledger, newest first, by direction and by month.

use contract::changes::Resource;
use contract::points::{Direction, PointTransaction};
use leptos::prelude::*;

use super::details::Detail;
use super::entry;
use crate::domain::points::{Month, months_since};
use crate::reactive::{RwSignal, Signal, StoredValue};
use crate::screens::context::Card;
use crate::screens::endless::{Frame, endless};
use crate::state::{LedgerFilter, Pages};
use crate::ui::{self, El, Icon, Shape, Tab, dynamic, el, icon, tabs};

/// What the member chose to see.
#[derive(Clone, Copy)]
pub(super) struct History {
    /// 0 is everything, 1 what adds, 2 what takes.
    direction: RwSignal<usize>,
    month: RwSignal<Option<Month>>,
    /// The whole ledger, asked for when the screen opens.
    first: StoredValue<Option<Pages<PointTransaction>>>,
}

impl History {
    /// Everything; its first page is on its way.
    pub(super) fn new(card: Card) -> Self {
        let pages = pages(card, None, None);
        pages.begin();
        Self {
            direction: RwSignal::new(0),
            month: RwSignal::new(None),
            first: StoredValue::new(Some(pages)),
        }
    }

    /// The section: filters, and what they leave.
    pub(super) fn section(self, card: Card, detail: RwSignal<Option<Detail>>) -> El {
        let words = &card.further().points;
        let tab = |label: &str| Tab { label: label.into(), count: String::new() };
        let tabs = tabs(
            words.history.into(),
            vec![tab(words.all), tab(words.incoming), tab(words.outgoing)],
            self.direction.into(),
            Callback::new(move |chosen| self.direction.set(chosen)),
        );
        let month = Signal::derive(move || match self.month.get().and_then(Month::first_day) {
            Some(day) => card.formats().month(day),
            None => words.all_months.to_owned(),
        });
        let choose = el("button", "tab points-month")
            .attr("type", "button")
            .attr("aria-haspopup", "dialog")
            .child(icon(Icon::Calendar))
            .child(month)
            .on("click", move |_| detail.set(Some(Detail::Months(self.month))));
        let list = dynamic(move || self.list(card, detail).view());
        let filters = el("div", "points-filters").child(tabs).child(choose);
        ui::section(words.history.into(), None, vec![filters, el("div", "points-list").child(list)])
    }

    fn list(self, card: Card, detail: RwSignal<Option<Detail>>) -> El {
        let direction = match self.direction.get() {
            1 => Some(Direction::In),
            2 => Some(Direction::Out),
            _ => None,
        };
        let month = self.month.get();
        let everything = direction.is_none() && month.is_none();
        let first = self.first.try_update_value(Option::take).flatten().filter(|_| everything);
        let pages = first.unwrap_or_else(|| pages(card, direction, month));
        let frame = Frame {
            list: "rows points-ledger",
            chunk: "points-chunk",
            shape: Shape::Rows,
            empty: if everything { empty } else { empty_here },
        };
        endless(card, pages, frame, move |one| entry::entry(card, one, detail))
    }
}

fn pages(
    card: Card,
    direction: Option<Direction>,
    month: Option<Month>,
) -> Pages<PointTransaction> {
    let filter = LedgerFilter { direction, month: month.map(Month::key) };
    Pages::new(&card.store.api(), &[Resource::Points])
        .asked(move |api, cursor| api.point_transactions(&filter, cursor))
}

fn empty(card: Card) -> El {
    card.empty(card.further().points.no_entries, None)
}

fn empty_here(card: Card) -> El {
    card.empty(card.further().points.no_entries_here, None)
}

/// The months to choose from, by year, for the sheet; `chosen` then runs.
pub(super) fn months(card: Card, month: RwSignal<Option<Month>>, chosen: Callback<()>) -> El {
    let formats = card.formats();
    let now = card.now();
    let joined = card.home().and_then(|home| home.member.as_ref().map(|member| member.joined_at));
    let choice = move |label: String, value: Option<Month>| {
        el("button", "tab points-choice")
            .attr("type", "button")
            .attr("aria-pressed", month.get_untracked() == value)
            .child(label)
            .on("click", move |_| {
                month.set(value);
                chosen.try_run(());
            })
    };
    let choices = months_since(joined.unwrap_or(now), now)
        .into_iter()
        .filter_map(|month| Some(choice(formats.month(month.first_day()?), Some(month))));
    el("div", "points-months")
        .child(choice(card.further().points.all_months.into(), None))
        .children(choices.collect::<Vec<_>>())
}

//! The one sheet of the points screen.

use contract::points::PointTransaction;
use leptos::prelude::*;

use super::{ends, entry, history};
use crate::domain::points::{End, Month};
use crate::reactive::{RwSignal, Signal};
use crate::screens::context::Card;
use crate::ui::{self, El, SheetText, dynamic, nothing};

/// What the sheet shows.
#[derive(Clone)]
pub(super) enum Detail {
    /// An entry of the ledger.
    Entry(Box<PointTransaction>),
    /// What ends at one moment.
    End(End),
    /// The months to choose from.
    Months(RwSignal<Option<Month>>),
}

/// The sheet, there while there is something to show.
pub(super) fn sheet(card: Card, detail: RwSignal<Option<Detail>>) -> AnyView {
    let close = Callback::new(move |()| detail.set(None));
    dynamic(move || {
        let Some(shown) = detail.get() else { return nothing() };
        let title = match &shown {
            Detail::Entry(_) => card.further().points.details.to_owned(),
            Detail::End(end) => ends::when(card, end),
            Detail::Months(_) => card.further().points.choose_month.to_owned(),
        };
        let text = SheetText { title, close_name: card.texts.common.close.into() };
        let body = move || -> El {
            match &shown {
                Detail::Entry(one) => entry::all_of(card, one),
                Detail::End(end) => ends::batches(card, end),
                Detail::Months(month) => history::months(card, *month, close),
            }
        };
        ui::sheet(Signal::stored(true), text, close, body)
    })
}

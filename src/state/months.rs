//! The calendar's month that the member turned to, beside the present one.

use contract::changes::Resource;
use contract::check_in::CheckIns;

use super::remote::{Remote, Thing};
use crate::api::Api;
use crate::domain::points::Month;
use crate::reactive::RwSignal;

/// Another month of check-ins. `Copy`, and alive as long as the page.
#[derive(Clone, Copy)]
pub struct Months {
    turned_to: RwSignal<Option<Month>>,
    /// The month that was turned to.
    pub remote: Remote<CheckIns>,
}

impl Months {
    /// Nothing turned to yet.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        let remote = Remote::new(api, &[Resource::CheckIns]);
        Self { turned_to: RwSignal::new(None::<Month>), remote }
    }

    /// The same, told how a month is asked for.
    #[must_use]
    pub fn asked(self) -> Self {
        let turned_to = self.turned_to;
        let remote = self
            .remote
            .asked(move |api| api.check_ins(turned_to.get_untracked().map(Month::key).as_deref()));
        Self { remote, ..self }
    }

    pub(super) fn thing(self) -> Thing {
        self.remote.thing()
    }

    /// The month that was turned to, `None` for the present one; follows changes.
    #[must_use]
    pub fn turned_to(self) -> Option<Month> {
        self.turned_to.get()
    }

    /// Turns to a month; `None` is the present one, which the store has.
    pub fn turn(self, month: Option<Month>) {
        if self.turned_to.get_untracked() == month {
            return;
        }
        self.turned_to.set(month);
        self.remote.clear();
        if month.is_some() {
            self.remote.load();
        }
    }

    /// The days of `month`, once they are there; an answer for a month that was turned away from
    /// meanwhile is none. Follows changes.
    #[must_use]
    pub fn days_of(self, month: Month) -> Option<std::sync::Arc<CheckIns>> {
        self.remote.value().filter(|known| {
            known.days.is_empty() || known.days.iter().any(|day| Month::of(day.date) == month)
        })
    }
}

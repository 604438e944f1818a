//! A member's history, lived through step by step by the rules themselves.

use chrono::{Days, TimeDelta};
use contract::Instant;
use contract::ids::MemberId;
use contract::member::MemberState;
use contract::points::PointReason;
use contract::tier::TierChangeReason;

use super::PERSONAS;
use crate::brand::Brand;
use crate::clock::{day_of, start_of};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::store::members::{self, Holder, Seat};
use crate::store::points::{self, Earning, Spending};
use crate::store::purchases::{self, Purchase};
use crate::store::tiers;
use crate::text::Text;
use crate::till;

/// A history in the making. Days count back from the present; steps come in the order of time.
pub(super) struct Story<'t, 'c> {
    tx: &'t Tx<'c>,
    present: Instant,
    pub(super) holder: Holder,
    last_order: Option<String>,
}

impl<'t, 'c> Story<'t, 'c> {
    /// A persona of a brand who joined some days ago, in the lowest tier.
    pub(super) fn join(
        tx: &'t Tx<'c>,
        brand: &'static Brand,
        persona: &str,
        days: u64,
    ) -> Outcome<Self> {
        tx.come_back();
        let present = tx.now();
        let at = moment(present, days, 9);
        let index = PERSONAS.iter().position(|known| known.id == persona);
        let known = index.and_then(|index| PERSONAS.get(index));
        let known = known.ok_or_else(|| Failure::not_found("persona"))?;
        let seat = brand.tier_of_rank(1).map(|tier| Seat { tier, since: at, until: None });
        let holder = Holder {
            id: MemberId::new(format!("{}-{persona}", brand.id)),
            brand,
            persona: persona.to_owned(),
            number: format!("{}345678{:02}", brand.number_prefix, 90 + index.unwrap_or(0)),
            name: known.name.clone(),
            state: MemberState::Member,
            joined_at: at,
            last_purchase_at: None,
            seat,
        };
        members::insert(tx, &holder)?;
        tx.relive(at);
        let to = seat.map(|seat| seat.tier.id);
        tiers::log_change(tx, &holder, None, to, at, TierChangeReason::Qualified)?;
        let mut story = Self { tx, present, holder, last_order: None };
        story.earn_at(at, 20, PointReason::Welcome, Text::new("入会礼", "Welcome gift"))?;
        Ok(story)
    }

    /// A purchase: whole units of the currency, and nights.
    pub(super) fn buy(&mut self, days: u64, units: i64, nights: i64) -> Outcome<()> {
        let hour = 10 + (days * 7 + units.unsigned_abs()) % 10;
        self.go(moment(self.present, days, hour))?;
        let order = till::order_number(self.tx, &self.holder)?;
        let purchase = Purchase {
            order: order.clone(),
            member: self.holder.id.clone(),
            paid: units * 100,
            discount: 0,
            nights,
            coupon: None,
            at: self.tx.now(),
            refunded_at: None,
        };
        till::book(self.tx, &mut self.holder, &purchase)?;
        self.last_order = Some(order);
        Ok(())
    }

    /// Several purchases: days ago, units, nights.
    pub(super) fn buy_all(&mut self, all: &[(u64, i64, i64)]) -> Outcome<()> {
        all.iter().try_for_each(|(days, units, nights)| self.buy(*days, *units, *nights))
    }

    /// The last purchase goes back.
    pub(super) fn refund_last(&mut self, days: u64) -> Outcome<()> {
        self.go(moment(self.present, days, 20))?;
        let order = self.last_order.take().ok_or_else(|| Failure::not_found("order"))?;
        let purchase = purchases::get(self.tx, &order)?;
        till::unbook(self.tx, &mut self.holder, &purchase)?;
        Ok(())
    }

    /// Points that no purchase earned.
    pub(super) fn earn(
        &mut self,
        days: u64,
        points: i64,
        reason: PointReason,
        title: Text,
    ) -> Outcome<()> {
        self.earn_at(moment(self.present, days, 9), points, reason, title)
    }

    fn earn_at(
        &mut self,
        at: Instant,
        points: i64,
        reason: PointReason,
        title: Text,
    ) -> Outcome<()> {
        self.go(at)?;
        let earning = Earning { points, reason, title, order: None, available_at: None };
        points::earn(self.tx, &self.holder, &earning)?;
        Ok(())
    }

    /// Points spent on a reward.
    pub(super) fn spend(&mut self, days: u64, points: i64, title: Text) -> Outcome<()> {
        self.go(moment(self.present, days, 15))?;
        let spending = Spending { points, reason: PointReason::Redemption, title };
        points::spend(self.tx, &self.holder, &spending)?;
        Ok(())
    }

    /// The end of the history: the present.
    pub(super) fn end(mut self) -> Outcome<()> {
        self.go(self.present)?;
        self.tx.come_back();
        Ok(())
    }

    fn go(&mut self, at: Instant) -> Outcome<()> {
        self.tx.relive(at);
        points::settle(self.tx, &self.holder)?;
        tiers::settle(self.tx, &mut self.holder)
    }
}

/// An hour of a past day in the programme's zone; never later than the present.
fn moment(present: Instant, days: u64, hour: u64) -> Instant {
    let day = day_of(present).checked_sub_days(Days::new(days));
    let hour = TimeDelta::hours(i64::try_from(hour).unwrap_or(0));
    let at = day.map_or(present, start_of) + hour;
    let latest = match days {
        0 => start_of(day_of(present)).max(present - TimeDelta::minutes(10)),
        _ => present,
    };
    at.min(latest)
}

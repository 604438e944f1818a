//! Daily check-ins.

mod days;

use chrono::Datelike as _;
use contract::Day;
use contract::changes::Resource;
use contract::check_in::{CheckInDay, CheckInResult, CheckIns, MakeUp, MakeUpCost, StreakReward};
use contract::coupon::CouponSource;
use contract::money::Reward;
use contract::points::PointReason;
use contract::problem::{ErrorCode, ProblemParams};
use contract::program::Feature;
use rusqlite::{OptionalExtension as _, params};
use serde_json::json;

pub use days::record;
use days::{history, insert, keep_cycle, made_up_this_month};

use super::members::Holder;
use super::offers::Offer;
use super::points::{Earning, Spending};
use super::{coupons, offers, points};
use crate::clock::{day_of, end_of};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::check_in::{
    CYCLE, History, MAKE_UP_COST, MAKE_UPS_A_MONTH, days_of_month, points_of,
};
use crate::text::Text;

/// The seven days of the current cycle, for the bootstrap; nothing where the brand has none.
///
/// # Errors
/// When the database fails.
pub fn current_cycle(tx: &Tx<'_>, holder: &Holder) -> Outcome<Option<CheckIns>> {
    if !holder.brand.features.contains(&Feature::CheckIn) {
        return Ok(None);
    }
    let history = history(tx, holder)?;
    let days = history.strip(day_of(tx.now()));
    view(tx, holder, &history, days).map(Some)
}

/// A month's calendar; without a month the present one.
///
/// # Errors
/// When the database fails.
pub fn month(tx: &Tx<'_>, holder: &Holder, of: Option<(i32, u32)>) -> Outcome<CheckIns> {
    let today = day_of(tx.now());
    let (year, month) = of.unwrap_or((today.year(), today.month()));
    view(tx, holder, &history(tx, holder)?, days_of_month(year, month).collect())
}

/// Checks in today. Repeating gives the same.
///
/// # Errors
/// 409 `CHECK_IN_DATE_MISMATCH` with the programme's today when `day` is another.
pub fn check_in(tx: &Tx<'_>, holder: &Holder, day: Day) -> Outcome<CheckInResult> {
    let today = day_of(tx.now());
    if day != today {
        return Err(Failure::new(ErrorCode::CheckInDateMismatch)
            .with(ProblemParams { today: Some(today), ..ProblemParams::default() }));
    }
    let mut history = history(tx, holder)?;
    if !history.days.contains(&day) {
        add(tx, holder, &mut history, day, false)?;
    }
    result(tx, holder, day)
}

/// Makes up a missed day for points. Repeating gives the same and costs nothing.
///
/// # Errors
/// 409 `MAKE_UP_NOT_ALLOWED` for a day that cannot be made up, `POINTS_INSUFFICIENT` with what is
/// missing.
pub fn make_up(tx: &Tx<'_>, holder: &Holder, day: Day) -> Outcome<CheckInResult> {
    let today = day_of(tx.now());
    let mut history = history(tx, holder)?;
    if history.made_up.contains(&day) {
        return result(tx, holder, day);
    }
    let used = made_up_this_month(tx, holder)?;
    if !history.allowed(today, day_of(holder.joined_at), used).contains(&day) {
        return Err(Failure::new(ErrorCode::MakeUpNotAllowed)
            .with(ProblemParams { today: Some(today), ..ProblemParams::default() }));
    }
    let title = Text::made(format!("补签 {day}"), format!("Made up {day}"));
    let reason = PointReason::MakeUp;
    points::spend(tx, holder, &Spending { points: MAKE_UP_COST, reason, title })?;
    add(tx, holder, &mut history, day, true)?;
    result(tx, holder, day)
}

/// The member's streak now, and the last day of the latest rewarded cycle.
///
/// # Errors
/// When the database fails.
pub fn standing(tx: &Tx<'_>, holder: &Holder) -> Outcome<(u32, Option<Day>)> {
    let history = history(tx, holder)?;
    Ok((history.streak(day_of(tx.now())), history.cycles.last().copied()))
}

/// Adds a day and gives what it brings: its points, or those of the seventh day and the coupon
/// when it completes a cycle.
fn add(
    tx: &Tx<'_>,
    holder: &Holder,
    history: &mut History,
    day: Day,
    made_up: bool,
) -> Outcome<()> {
    let Some(added) = history.add(day) else { return Ok(()) };
    let bonus = bonus(tx, holder, added.completes)?;
    let place = if added.completes.is_some() { CYCLE } else { added.streak_day };
    let given = points_of(place);
    insert(tx, holder, day, made_up, given, bonus.as_ref(), tx.now())?;
    keep_cycle(tx, holder, added.completes)?;
    points::earn(
        tx,
        holder,
        &Earning {
            points: given,
            reason: PointReason::CheckIn,
            title: Text::made(format!("签到第 {place} 天"), format!("Check-in, day {place}")),
            order: None,
            available_at: None,
        },
    )?;
    if let Some(offer) = &bonus {
        coupons::issue(tx, holder, offer, CouponSource::CheckIn)?;
    }
    tx.record_change(&holder.id, Resource::CheckIns)?;
    tx.record_change(&holder.id, Resource::Tasks)?;
    let kind = if made_up { "CHECK_IN_MADE_UP" } else { "CHECKED_IN" };
    let detail = json!({ "day": day, "streak_day": place, "completes": added.completes });
    tx.record_effect(&holder.id, kind, detail)
}

/// The offer of the cycle's coupon, when a cycle was completed.
fn bonus(tx: &Tx<'_>, holder: &Holder, completes: Option<Day>) -> Outcome<Option<Offer>> {
    match completes {
        Some(_) => offers::issued_for(tx, holder.brand, CouponSource::CheckIn),
        None => Ok(None),
    }
}

/// What a day brought, with the calendar of its month.
fn result(tx: &Tx<'_>, holder: &Holder, day: Day) -> Outcome<CheckInResult> {
    let (points, offer): (i64, Option<String>) = tx
        .prepare_cached("SELECT points, offer FROM check_in WHERE member = ?1 AND day = ?2")?
        .query_row(params![holder.id.as_str(), day.to_string()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?
        .ok_or_else(|| Failure::not_found("check-in"))?;
    let of = Some((day.year(), day.month()));
    let offer = offer.map(|id| offers::get(tx, holder.brand, &id)).transpose()?;
    Ok(CheckInResult { reward: reward(tx, points, offer), check_ins: month(tx, holder, of)? })
}

fn reward(tx: &Tx<'_>, points: i64, offer: Option<Offer>) -> Reward {
    Reward {
        points: Some(points),
        gift: None,
        coupon: offer.as_ref().map(|offer| offer.name.to(tx.lang())),
        offer_id: offer.map(|offer| offer.id),
    }
}

fn view(tx: &Tx<'_>, holder: &Holder, history: &History, days: Vec<Day>) -> Outcome<CheckIns> {
    let today = day_of(tx.now());
    let joined = day_of(holder.joined_at);
    let used = made_up_this_month(tx, holder)?;
    let bonus = offers::issued_for(tx, holder.brand, CouponSource::CheckIn)?;
    let rewards = (1..=CYCLE).map(|streak_day| StreakReward {
        streak_day,
        reward: reward(tx, points_of(streak_day), bonus.clone().filter(|_| streak_day == CYCLE)),
    });
    Ok(CheckIns {
        today,
        day_ends_at: end_of(today),
        streak: history.streak(today),
        cycle_length: CYCLE,
        cumulative: u32::try_from(history.days.len()).unwrap_or(u32::MAX),
        days: days
            .into_iter()
            .map(|date| CheckInDay { date, state: history.state(date, today, joined) })
            .collect(),
        rewards: rewards.collect(),
        make_up: Some(MakeUp {
            allowed_dates: history.allowed(today, joined, used),
            cost: MakeUpCost { points: MAKE_UP_COST },
            remaining: MAKE_UPS_A_MONTH.saturating_sub(used),
        }),
    })
}

//! The days of a member's check-ins as they are stored.

use chrono::Datelike as _;
use contract::{Day, Instant};
use rusqlite::params;

use crate::clock::{day_of, start_of};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::check_in::{CYCLE, History, points_of};
use crate::store::members::Holder;
use crate::store::offers::Offer;

/// Writes a day that the seed data has, with what it would have brought and without bringing it.
///
/// # Errors
/// When the database fails.
pub fn record(tx: &Tx<'_>, holder: &Holder, day: Day, made_up: bool) -> Outcome<()> {
    let mut history = history(tx, holder)?;
    if let Some(added) = history.add(day) {
        let bonus = super::bonus(tx, holder, added.completes)?;
        let points = points_of(added.completes.map_or(added.streak_day, |_| CYCLE));
        insert(tx, holder, day, made_up, points, bonus.as_ref(), start_of(day))?;
        keep_cycle(tx, holder, added.completes)?;
    }
    Ok(())
}

/// Writes a day.
///
/// # Errors
/// When the day is there already.
pub fn insert(
    tx: &Tx<'_>,
    holder: &Holder,
    day: Day,
    made_up: bool,
    points: i64,
    bonus: Option<&Offer>,
    at: Instant,
) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO check_in (member, day, made_up, points, offer, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        holder.id.as_str(),
        day.to_string(),
        made_up,
        points,
        bonus.map(|offer| offer.id.as_str()),
        at.timestamp_millis()
    ])?;
    Ok(())
}

/// Writes a rewarded cycle by its last day.
///
/// # Errors
/// When it was rewarded already.
pub fn keep_cycle(tx: &Tx<'_>, holder: &Holder, last: Option<Day>) -> Outcome<()> {
    if let Some(last) = last {
        tx.prepare_cached("INSERT INTO check_in_cycle (member, last_day) VALUES (?1, ?2)")?
            .execute(params![holder.id.as_str(), last.to_string()])?;
    }
    Ok(())
}

/// All that decides about a member's check-ins.
///
/// # Errors
/// When the database fails.
pub fn history(tx: &Tx<'_>, holder: &Holder) -> Outcome<History> {
    let day = |text: String| text.parse::<Day>().map_err(|error| Failure::internal(&error));
    let mut history = History::default();
    let mut statement = tx.prepare_cached("SELECT day, made_up FROM check_in WHERE member = ?1")?;
    let rows = statement
        .query_map([holder.id.as_str()], |row| Ok((row.get(0)?, row.get::<_, bool>(1)?)))?;
    for row in rows {
        let (text, made_up) = row?;
        let date = day(text)?;
        history.days.insert(date);
        if made_up {
            history.made_up.insert(date);
        }
    }
    let mut statement =
        tx.prepare_cached("SELECT last_day FROM check_in_cycle WHERE member = ?1")?;
    for row in statement.query_map([holder.id.as_str()], |row| row.get(0))? {
        history.cycles.insert(day(row?)?);
    }
    Ok(history)
}

/// How many days were made up in the calendar month of today, whichever days those were.
///
/// # Errors
/// When the database fails.
pub fn made_up_this_month(tx: &Tx<'_>, holder: &Holder) -> Outcome<u32> {
    let today = day_of(tx.now());
    let first = start_of(today.with_day(1).unwrap_or(today));
    Ok(tx
        .prepare_cached("SELECT count(*) FROM check_in WHERE member = ?1 AND made_up AND at >= ?2")?
        .query_row(params![holder.id.as_str(), first.timestamp_millis()], |row| row.get(0))?)
}

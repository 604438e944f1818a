//! What the tiers are measured by: growth value, nights, spend. Earned, never spent.

use contract::Instant;
use contract::tier::{MeasureKind, MeasureWindow};
use rusqlite::params;

use super::members::Holder;
use crate::brand::MEASURE_MONTHS;
use crate::clock::{day_of, end_of, start_of};
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::calendar::months_before;

/// Adds to a measure; negative takes back. [`super::tiers::lift`] acts on it.
///
/// # Errors
/// When the database fails.
pub fn add(
    tx: &Tx<'_>,
    holder: &Holder,
    measure: MeasureKind,
    value: i64,
    order: Option<&str>,
) -> Outcome<()> {
    if value == 0 {
        return Ok(());
    }
    insert(tx, holder, measure, value, tx.now(), order)
}

/// Adds to a measure at another time, for seed data.
///
/// # Errors
/// When the database fails.
pub fn insert(
    tx: &Tx<'_>,
    holder: &Holder,
    measure: MeasureKind,
    value: i64,
    at: Instant,
    order: Option<&str>,
) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO growth_entry (member, measure, value, at, order_ref)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        holder.id.as_str(),
        measure.as_str(),
        value,
        at.timestamp_millis(),
        order
    ])?;
    Ok(())
}

/// The measures of a stretch of time.
#[derive(Clone, Debug, Default)]
pub struct Measures(Vec<(MeasureKind, i64)>);

impl Measures {
    /// The value of one measure.
    #[must_use]
    pub fn value(&self, kind: MeasureKind) -> i64 {
        self.0.iter().find(|(known, _)| *known == kind).map_or(0, |(_, value)| *value)
    }
}

/// What counts from an instant (inclusive) until another (exclusive).
///
/// # Errors
/// When the database fails.
pub fn between(tx: &Tx<'_>, holder: &Holder, from: Instant, until: Instant) -> Outcome<Measures> {
    let mut statement = tx.prepare_cached(
        "SELECT measure, sum(value) FROM growth_entry
         WHERE member = ?1 AND at >= ?2 AND at < ?3 GROUP BY measure",
    )?;
    let rows = statement.query_map(
        params![holder.id.as_str(), from.timestamp_millis(), until.timestamp_millis()],
        |row| Ok((MeasureKind::from_wire(&row.get::<_, String>(0)?), row.get(1)?)),
    )?;
    Ok(Measures(rows.collect::<Result<_, _>>()?))
}

/// The year that counts now: whole days, today included, so that it changes once a day.
#[must_use]
pub fn window(tx: &Tx<'_>) -> MeasureWindow {
    let from = day_of(months_before(tx.now(), MEASURE_MONTHS));
    MeasureWindow { from: start_of(from), until: end_of(day_of(tx.now())) }
}

/// The measures that count now.
///
/// # Errors
/// When the database fails.
pub fn current(tx: &Tx<'_>, holder: &Holder) -> Outcome<Measures> {
    let window = window(tx);
    between(tx, holder, window.from, window.until)
}

//! The values that the till scans: rotating, unguessable, taken once.

use axum::http::StatusCode;
use chrono::TimeDelta;
use contract::Instant;
use contract::changes::Resource;
use contract::code::CodeToken;
use contract::problem::ErrorCode;
use rusqlite::{OptionalExtension as _, params};
use serde_json::json;

use super::members::{self, Holder};
use super::settings;
use crate::brand::{Brand, CODE_PERIOD_SECONDS};
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

const PERIOD_MS: i64 = CODE_PERIOD_SECONDS as i64 * 1000;

/// How long a value is taken after its period, in milliseconds: a till needs a moment.
const GRACE_MS: i64 = 30_000;

/// How many values one batch has: twenty minutes' worth, so that more than ten are left when the
/// next one is due.
const BATCH: i64 = 40;

/// When the next batch is due.
const REFRESH: TimeDelta = TimeDelta::minutes(5);

/// How long values are remembered after their end, so that a till is told why, in milliseconds.
const REMEMBERED_MS: i64 = 86_400_000;

/// A batch of values.
#[derive(Clone, Debug)]
pub struct Issued {
    /// In time order.
    pub tokens: Vec<CodeToken>,
    /// When to fetch the next batch.
    pub refresh_after: Instant,
}

/// Whom and what a scanned value means.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// The value; nothing when it was the member number, which is never used up.
    pub value: Option<String>,
    /// The member.
    pub holder: Holder,
    /// The coupon, when it is the code of one.
    pub coupon: Option<String>,
}

/// A value as it is stored; times in milliseconds.
struct Kept {
    member: String,
    coupon: Option<String>,
    not_before: i64,
    not_after: i64,
    used: bool,
}

/// The values of a member's card, or of one coupon, from now on. The same moment gives the same
/// values until one of them was used. Values that were [placed](place) come before any other
/// while one of them is the current one.
///
/// # Errors
/// When the database fails.
pub fn issue(tx: &Tx<'_>, holder: &Holder, coupon: Option<&str>) -> Outcome<Issued> {
    let placed = if coupon.is_none() { placed(tx, holder)? } else { Vec::new() };
    if placed.first().is_some_and(|first| first.not_before <= tx.now()) {
        let end = placed.last().map_or(tx.now(), |last| last.not_after);
        return Ok(Issued { tokens: placed, refresh_after: end.min(tx.now() + REFRESH) });
    }
    let next_placed = placed.first().map_or(tx.now() + REFRESH, |first| first.not_before);
    let refresh_after = next_placed.min(tx.now() + REFRESH);
    Ok(Issued { tokens: made(tx, holder, coupon)?, refresh_after })
}

/// The values that the backend makes.
fn made(tx: &Tx<'_>, holder: &Holder, coupon: Option<&str>) -> Outcome<Vec<CodeToken>> {
    let key = settings::code_secret(tx)?;
    let used: i64 = tx
        .prepare_cached(
            "SELECT coalesce(max(used_at), 0) FROM code WHERE member = ?1 AND coupon IS ?2",
        )?
        .query_row(params![holder.id.as_str(), coupon], |row| row.get(0))?;
    tx.prepare_cached("DELETE FROM code WHERE not_after < ?1")?
        .execute([tx.now_ms() - REMEMBERED_MS])?;
    let first = tx.now_ms().div_euclid(PERIOD_MS);
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO code (value, member, coupon, not_before, not_after)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut tokens = Vec::new();
    for step in first..first + BATCH {
        let message = format!("{} {} {step} {used}", holder.id, coupon.unwrap_or_default());
        let value =
            digits(holder.brand.code_prefix, &secret::keyed(key.as_bytes(), message.as_bytes()));
        let (not_before, not_after) = (step * PERIOD_MS, (step + 1) * PERIOD_MS + GRACE_MS);
        insert.execute(params![value, holder.id.as_str(), coupon, not_before, not_after])?;
        tokens.push(CodeToken {
            value,
            not_before: from_millis(not_before),
            not_after: from_millis(not_after),
        });
    }
    Ok(tokens)
}

/// The values that were placed on a member's card and neither ended nor used.
fn placed(tx: &Tx<'_>, holder: &Holder) -> Outcome<Vec<CodeToken>> {
    let mut statement = tx.prepare_cached(
        "SELECT value, not_before, not_after FROM code
         WHERE member = ?1 AND placed = 1 AND used_at IS NULL AND not_after > ?2
         ORDER BY not_before",
    )?;
    let rows = statement.query_map(params![holder.id.as_str(), tx.now_ms()], |row| {
        Ok(CodeToken {
            value: row.get(0)?,
            not_before: from_millis(row.get(1)?),
            not_after: from_millis(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Places chosen values on a member's card, one after the other from now on, `seconds` each. What
/// was placed before ends; without values nothing takes its place.
///
/// # Errors
/// When the database fails.
pub fn place(tx: &Tx<'_>, holder: &Holder, values: &[String], seconds: i64) -> Outcome<()> {
    tx.prepare_cached(
        "UPDATE code SET not_after = ?2 WHERE member = ?1 AND placed = 1 AND not_after > ?2",
    )?
    .execute(params![holder.id.as_str(), tx.now_ms()])?;
    let mut insert = tx.prepare_cached(
        "INSERT OR REPLACE INTO code (value, member, coupon, not_before, not_after, placed)
         VALUES (?1, ?2, NULL, ?3, ?4, 1)",
    )?;
    let mut start = tx.now_ms();
    for value in values {
        let end = start + seconds * 1000;
        insert.execute(params![value, holder.id.as_str(), start, end])?;
        start = end;
    }
    tx.record_change(&holder.id, Resource::Card)
}

/// 20 digits: the prefix and 18 from the hash (about 59 bits).
fn digits(prefix: &str, hash: &[u8; 32]) -> String {
    let number =
        hash.iter().fold(0_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(*byte)));
    format!("{prefix}{:018}", number % 1_000_000_000_000_000_000)
}

/// Whom a value means, without taking it. A till may scan a little early or late. The member
/// number stands in for a code where the brand allows it, in groups or not.
///
/// # Errors
/// 404 when it is not one of ours, 410 `TOKEN_EXPIRED` past its end, 409 `COUPON_USED` or
/// `ORDER_STATE_CONFLICT` when it was taken before.
pub fn look_up(tx: &Tx<'_>, text: &str) -> Outcome<Scanned> {
    // As it was scanned first: a chosen value may begin or end with a space.
    let trimmed = text.trim();
    let found = match kept(tx, text)? {
        Some(kept) => Some((text, kept)),
        None => kept(tx, trimmed)?.map(|kept| (trimmed, kept)),
    };
    let Some((value, kept)) = found else { return by_number(tx, trimmed) };
    if kept.used {
        let code = match kept.coupon {
            Some(_) => ErrorCode::CouponUsed,
            None => ErrorCode::OrderStateConflict,
        };
        return Err(Failure::new(code).because("this code was taken already"));
    }
    if tx.now_ms() >= kept.not_after {
        return Err(ended());
    }
    if tx.now_ms() < kept.not_before - GRACE_MS {
        let early = Failure::new(ErrorCode::OrderStateConflict);
        return Err(early.because("this code is not yet valid"));
    }
    let holder = members::get(tx, &kept.member)?;
    Ok(Scanned { value: Some(value.to_owned()), holder, coupon: kept.coupon })
}

/// The brand whose symbol a value is drawn as.
///
/// # Errors
/// 404 when it is not one of ours, 410 `TOKEN_EXPIRED` when no till takes it any more.
pub fn brand_of(tx: &Tx<'_>, value: &str) -> Outcome<&'static Brand> {
    let kept = kept(tx, value)?.ok_or_else(|| Failure::not_found("code"))?;
    if kept.used || tx.now_ms() >= kept.not_after {
        return Err(ended());
    }
    Ok(members::get(tx, &kept.member)?.brand)
}

fn kept(tx: &Tx<'_>, value: &str) -> Outcome<Option<Kept>> {
    let found = tx
        .prepare_cached(
            "SELECT member, coupon, not_before, not_after, used_at FROM code WHERE value = ?1",
        )?
        .query_row([value], |row| {
            Ok(Kept {
                member: row.get(0)?,
                coupon: row.get(1)?,
                not_before: row.get(2)?,
                not_after: row.get(3)?,
                used: row.get::<_, Option<i64>>(4)?.is_some(),
            })
        })
        .optional()?;
    Ok(found)
}

fn by_number(tx: &Tx<'_>, text: &str) -> Outcome<Scanned> {
    let number: String = text.chars().filter(|character| *character != ' ').collect();
    let holder = members::of_number(tx, &number)?;
    let holder = holder.filter(|holder| holder.brand.number_stands_in);
    let holder = holder.ok_or_else(|| Failure::not_found("code"))?;
    Ok(Scanned { value: None, holder, coupon: None })
}

fn ended() -> Failure {
    let gone = Failure::new(ErrorCode::TokenExpired).because("this code has ended");
    Failure { status: StatusCode::GONE, ..gone }
}

/// Takes a value, once; a member number any time.
///
/// # Errors
/// As [`look_up`].
pub fn take(tx: &Tx<'_>, text: &str) -> Outcome<Scanned> {
    let scanned = look_up(tx, text)?;
    let Some(value) = &scanned.value else { return Ok(scanned) };
    tx.prepare_cached("UPDATE code SET used_at = ?2 WHERE value = ?1")?
        .execute(params![value, tx.now_ms()])?;
    tx.record_change(&scanned.holder.id, Resource::Card)?;
    tx.record_effect(
        &scanned.holder.id,
        "CODE_TAKEN",
        json!({ "code": value, "coupon": scanned.coupon }),
    )?;
    Ok(scanned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_twenty_digits_and_begins_with_its_prefix() {
        for seed in 0..200_u8 {
            let value = digits("91", &secret::keyed(&[seed], b"code"));
            assert_eq!(value.len(), 20);
            assert!(value.starts_with("91") && value.chars().all(|c| c.is_ascii_digit()));
        }
    }
}

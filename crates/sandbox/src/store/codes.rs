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
use crate::brand::CODE_PERIOD_SECONDS;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

const PERIOD_MS: i64 = CODE_PERIOD_SECONDS as i64 * 1000;

/// How long a value is taken after its period, in milliseconds: a till needs a moment.
const GRACE_MS: i64 = 30_000;

/// How many values one batch has: a quarter of an hour.
const BATCH: i64 = 30;

/// How long values are remembered after their end, so that a till is told why, in milliseconds.
const REMEMBERED_MS: i64 = 86_400_000;

/// A batch of values.
#[derive(Clone, Debug)]
pub struct Issued {
    /// In time order.
    pub tokens: Vec<CodeToken>,
    /// When to fetch the next batch: ten minutes before this one ends.
    pub refresh_after: Instant,
}

/// Whom and what a scanned value means.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// The value.
    pub value: String,
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
/// values until one of them was used.
///
/// # Errors
/// When the database fails.
pub fn issue(tx: &Tx<'_>, holder: &Holder, coupon: Option<&str>) -> Outcome<Issued> {
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
    Ok(Issued { tokens, refresh_after: tx.now() + TimeDelta::minutes(5) })
}

/// 20 digits: the prefix and 18 from the hash (about 59 bits).
fn digits(prefix: &str, hash: &[u8; 32]) -> String {
    let number =
        hash.iter().fold(0_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(*byte)));
    format!("{prefix}{:018}", number % 1_000_000_000_000_000_000)
}

/// Whom a value means, without taking it. A till may scan a little early or late.
///
/// # Errors
/// 404 when it is not one of ours, 410 `TOKEN_EXPIRED` past its end, 409 `COUPON_USED` or
/// `ORDER_STATE_CONFLICT` when it was taken before.
pub fn look_up(tx: &Tx<'_>, value: &str) -> Outcome<Scanned> {
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
    let kept = found.ok_or_else(|| Failure::not_found("code"))?;
    if kept.used {
        let code = match kept.coupon {
            Some(_) => ErrorCode::CouponUsed,
            None => ErrorCode::OrderStateConflict,
        };
        return Err(Failure::new(code).because("this code was taken already"));
    }
    if tx.now_ms() >= kept.not_after {
        let gone = Failure::new(ErrorCode::TokenExpired).because("this code has ended");
        return Err(Failure { status: StatusCode::GONE, ..gone });
    }
    if tx.now_ms() < kept.not_before - GRACE_MS {
        let early = Failure::new(ErrorCode::OrderStateConflict);
        return Err(early.because("this code is not yet valid"));
    }
    let holder = members::get(tx, &kept.member)?;
    Ok(Scanned { value: value.to_owned(), holder, coupon: kept.coupon })
}

/// Takes a value, once.
///
/// # Errors
/// As [`look_up`].
pub fn take(tx: &Tx<'_>, value: &str) -> Outcome<Scanned> {
    let scanned = look_up(tx, value)?;
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

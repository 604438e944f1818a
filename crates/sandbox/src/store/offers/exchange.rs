//! Codes that turn into coupons. Some always fail, each with its own error, so that people can
//! see how the card says it.

use contract::coupon::{ClaimResult, CouponSource};
use contract::problem::{ErrorCode, ProblemParams};
use rusqlite::{OptionalExtension as _, params};

use super::Offer;
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::offer::normalise_code;
use crate::store::members::Holder;

/// Adds a code that gives a coupon of an offer, once to each member.
///
/// # Errors
/// When the database fails.
pub fn add(tx: &Tx<'_>, brand: &Brand, code: &str, offer: &Offer) -> Outcome<()> {
    tx.prepare_cached("INSERT INTO exchange_code (brand, code, offer) VALUES (?1, ?2, ?3)")?
        .execute(params![brand.id, normalise_code(code), offer.id.as_str()])?;
    Ok(())
}

/// Adds a code that always fails.
///
/// # Errors
/// When the database fails.
pub fn add_refused(tx: &Tx<'_>, brand: &Brand, code: &str, error: ErrorCode) -> Outcome<()> {
    tx.prepare_cached("INSERT INTO exchange_code (brand, code, refusal) VALUES (?1, ?2, ?3)")?
        .execute(params![brand.id, normalise_code(code), error.as_str()])?;
    Ok(())
}

/// Turns a typed code into a coupon.
///
/// # Errors
/// 422 for an empty code, 409 `EXCHANGE_CODE_INVALID` for one that is not known,
/// `ALREADY_CLAIMED` for one that this member used before, or the claim's own refusals.
pub fn exchange(tx: &Tx<'_>, holder: &Holder, typed: &str) -> Outcome<ClaimResult> {
    let code = normalise_code(typed);
    if code.is_empty() {
        return Err(Failure::field("code", "EMPTY"));
    }
    let known: Option<(Option<String>, Option<String>)> = tx
        .prepare_cached("SELECT offer, refusal FROM exchange_code WHERE brand = ?1 AND code = ?2")?
        .query_row(params![holder.brand.id, code], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let offer = match known {
        Some((_, Some(refusal))) => return Err(sentinel(tx, ErrorCode::from_wire(&refusal))),
        Some((Some(offer), None)) => super::get(tx, holder.brand, &offer)?,
        _ => return Err(Failure::new(ErrorCode::ExchangeCodeInvalid)),
    };
    let used: Option<i64> = tx
        .prepare_cached("SELECT at FROM exchange_use WHERE member = ?1 AND code = ?2")?
        .query_row(params![holder.id.as_str(), code], |row| row.get(0))
        .optional()?;
    if used.is_some() {
        return Err(Failure::new(ErrorCode::AlreadyClaimed));
    }
    let mut result = super::take(tx, holder, &offer, CouponSource::Exchange)?;
    tx.prepare_cached(
        "INSERT INTO exchange_use (member, code, coupon, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![holder.id.as_str(), code, result.coupon.id.as_str(), tx.now_ms()])?;
    if !offer.listed {
        result.offer = None;
    }
    Ok(result)
}

/// A refusal with the values that its code speaks of.
fn sentinel(tx: &Tx<'_>, code: ErrorCode) -> Failure {
    let next = tx.now() + crate::rules::offer::ROUND;
    let params = match code {
        ErrorCode::CouponSoldOut => {
            ProblemParams { next_round_at: Some(next), ..ProblemParams::default() }
        }
        ErrorCode::PointsInsufficient => {
            ProblemParams { missing: Some(120), ..ProblemParams::default() }
        }
        _ => ProblemParams::default(),
    };
    Failure::new(code).with(params)
}

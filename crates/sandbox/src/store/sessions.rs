//! Sessions: an access token for requests and a refresh token that rotates. Only hashes are kept.

use chrono::TimeDelta;
use contract::ids::{BrandId, Token};
use contract::member::MemberState;
use contract::problem::ErrorCode;
use contract::session::Session;
use rusqlite::{OptionalExtension as _, params};

use super::members::{self, Holder};
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

/// How long a refresh token lives: half a year.
const REFRESH_MS: i64 = 182 * 86_400_000;

/// How long the refresh token before the present one is still taken, in milliseconds: an answer
/// that was lost on its way must not sign the member out.
const OVERLAP_MS: i64 = 60_000;

/// Whoever a session belongs to.
pub struct Visitor {
    /// The brand.
    pub brand: &'static Brand,
    /// The member; nothing for a guest.
    pub holder: Option<Holder>,
}

struct Secrets {
    access: String,
    access_until: i64,
    refresh: String,
}

fn secrets(tx: &Tx<'_>, access_seconds: u32) -> Outcome<Secrets> {
    Ok(Secrets {
        access: secret::token()?,
        access_until: tx.now_ms() + i64::from(access_seconds) * 1000,
        refresh: secret::token()?,
    })
}

/// Opens a session for a member, or for a guest.
///
/// # Errors
/// When the database fails.
pub fn open(
    tx: &Tx<'_>,
    brand: &'static Brand,
    member: Option<&str>,
    access_seconds: u32,
) -> Outcome<Session> {
    let made = secrets(tx, access_seconds)?;
    tx.prepare_cached(
        "INSERT INTO session (brand, member, access_hash, access_until, refresh_hash,
                              refresh_until, rotated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        brand.id,
        member,
        secret::hash(&made.access),
        made.access_until,
        secret::hash(&made.refresh),
        tx.now_ms() + REFRESH_MS,
        tx.now_ms()
    ])?;
    session(tx, brand, member, made)
}

/// Renews a session once for each refresh token. The token before the present one is taken for
/// another minute.
///
/// # Errors
/// 401 `UNAUTHENTICATED` for an unknown token, `TOKEN_EXPIRED` for one past its end.
pub fn renew(tx: &Tx<'_>, refresh: &Token, access_seconds: u32) -> Outcome<Session> {
    let hash = secret::hash(refresh.reveal());
    let row: Option<(i64, String, Option<String>, i64)> = tx
        .prepare_cached(
            "SELECT id, brand, member, refresh_until FROM session
             WHERE refresh_hash = ?1 OR (previous_refresh = ?1 AND rotated_at > ?2)",
        )?
        .query_row(params![hash, tx.now_ms() - OVERLAP_MS], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let (id, brand, member, until) =
        row.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated).because("unknown session"))?;
    if until <= tx.now_ms() {
        return Err(Failure::new(ErrorCode::TokenExpired));
    }
    let brand = Brand::find(&brand).ok_or_else(|| Failure::not_found("brand"))?;
    let made = secrets(tx, access_seconds)?;
    tx.prepare_cached(
        "UPDATE session SET access_hash = ?2, access_until = ?3, refresh_hash = ?4,
                refresh_until = ?5, previous_refresh = ?6, rotated_at = ?7
         WHERE id = ?1",
    )?
    .execute(params![
        id,
        secret::hash(&made.access),
        made.access_until,
        secret::hash(&made.refresh),
        tx.now_ms() + REFRESH_MS,
        hash,
        tx.now_ms()
    ])?;
    session(tx, brand, member.as_deref(), made)
}

fn session(
    tx: &Tx<'_>,
    brand: &'static Brand,
    member: Option<&str>,
    made: Secrets,
) -> Outcome<Session> {
    let member_state = match member {
        None => MemberState::Guest,
        Some(id) => members::get(tx, id)?.state,
    };
    let life = TimeDelta::milliseconds(made.access_until - tx.now_ms());
    Ok(Session {
        access_token: Token::new(made.access),
        expires_at: tx.now() + life,
        refresh_token: Some(Token::new(made.refresh)),
        member_state,
        brand_id: BrandId::new(brand.id),
    })
}

/// Whoever an access token belongs to.
///
/// # Errors
/// 401 `UNAUTHENTICATED` for an unknown token, `TOKEN_EXPIRED` for one past its end.
pub fn visitor(tx: &Tx<'_>, access: &str) -> Outcome<Visitor> {
    let row: Option<(String, Option<String>, i64)> = tx
        .prepare_cached("SELECT brand, member, access_until FROM session WHERE access_hash = ?1")?
        .query_row([secret::hash(access)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (brand, member, until) = row.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
    if until <= tx.now_ms() {
        return Err(Failure::new(ErrorCode::TokenExpired));
    }
    let brand = Brand::find(&brand).ok_or_else(|| Failure::not_found("brand"))?;
    let holder = match member {
        None => None,
        Some(id) => Some(members::get(tx, &id)?),
    };
    Ok(Visitor { brand, holder })
}

//! Sessions: access tokens for requests and refresh tokens that rotate. Only hashes are kept.

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

/// How long a refresh token that was used is still taken, in milliseconds: an answer that was lost
/// on its way must not sign the member out, and neither must another tab that was as quick.
const OVERLAP_MS: i64 = 60_000;

/// Whoever a session belongs to.
pub struct Visitor {
    /// The brand.
    pub brand: &'static Brand,
    /// The member; nothing for a guest.
    pub holder: Option<Holder>,
}

/// How long a token that ended is remembered, in milliseconds, so that it is told from one that never
/// was.
const MEMORY_MS: i64 = 86_400_000;

const ACCESS: &str = "ACCESS";
const REFRESH: &str = "REFRESH";

struct Secrets {
    access: String,
    access_until: i64,
    refresh: String,
}

/// Makes a pair of tokens for a session.
fn issue(tx: &Tx<'_>, session: i64, access_seconds: u32) -> Outcome<Secrets> {
    let made = Secrets {
        access: secret::token()?,
        access_until: tx.now_ms() + i64::from(access_seconds) * 1000,
        refresh: secret::token()?,
    };
    let refresh_until = tx.now_ms() + REFRESH_MS;
    let tokens =
        [(&made.access, ACCESS, made.access_until), (&made.refresh, REFRESH, refresh_until)];
    tx.prepare_cached("DELETE FROM session_token WHERE until < ?1")?
        .execute([tx.now_ms() - MEMORY_MS])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO session_token (hash, session, kind, until) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (token, kind, until) in tokens {
        insert.execute(params![secret::hash(token), session, kind, until])?;
    }
    Ok(made)
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
    tx.prepare_cached("INSERT INTO session (brand, member) VALUES (?1, ?2)")?
        .execute(params![brand.id, member])?;
    let made = issue(tx, tx.last_insert_rowid(), access_seconds)?;
    session(tx, brand, member, made)
}

/// A token as it is kept.
struct Kept {
    session: i64,
    brand: String,
    member: Option<String>,
    until: i64,
    used: bool,
}

fn find(tx: &Tx<'_>, token: &str, kind: &str) -> Outcome<Option<Kept>> {
    Ok(tx
        .prepare_cached(
            "SELECT session.id, session.brand, session.member, token.until, token.used
             FROM session_token AS token JOIN session ON session.id = token.session
             WHERE token.hash = ?1 AND token.kind = ?2",
        )?
        .query_row([secret::hash(token).as_str(), kind], |row| {
            Ok(Kept {
                session: row.get(0)?,
                brand: row.get(1)?,
                member: row.get(2)?,
                until: row.get(3)?,
                used: row.get(4)?,
            })
        })
        .optional()?)
}

/// Renews a session: a new pair of tokens beside the ones that there are. The refresh token is
/// taken for another minute; an access token lives on until its end, since another tab has it.
///
/// # Errors
/// 401 `UNAUTHENTICATED` for a token that is not known or was used before, `TOKEN_EXPIRED` for one
/// past its end.
pub fn renew(tx: &Tx<'_>, refresh: &Token, access_seconds: u32) -> Outcome<Session> {
    let unknown = || Failure::new(ErrorCode::Unauthenticated).because("unknown session");
    let kept = find(tx, refresh.reveal(), REFRESH)?.ok_or_else(unknown)?;
    if kept.until <= tx.now_ms() {
        return Err(if kept.used { unknown() } else { Failure::new(ErrorCode::TokenExpired) });
    }
    let brand = Brand::find(&kept.brand).ok_or_else(|| Failure::not_found("brand"))?;
    tx.prepare_cached(
        "UPDATE session_token SET used = 1, until = min(until, ?2) WHERE hash = ?1 AND used = 0",
    )?
    .execute(params![secret::hash(refresh.reveal()), tx.now_ms() + OVERLAP_MS])?;
    let made = issue(tx, kept.session, access_seconds)?;
    session(tx, brand, kept.member.as_deref(), made)
}

/// Ends the session of an access token with all its tokens.
///
/// # Errors
/// 401 `UNAUTHENTICATED` for a token that is not known, `TOKEN_EXPIRED` for one past its end.
pub fn end(tx: &Tx<'_>, access: &str) -> Outcome<()> {
    let kept = find(tx, access, ACCESS)?;
    let kept = kept.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
    if kept.until <= tx.now_ms() {
        return Err(Failure::new(ErrorCode::TokenExpired));
    }
    forget(tx, kept.session)
}

/// Ends the session of a refresh token where it is somebody else's than `member`'s.
///
/// # Errors
/// When the database fails.
pub fn end_of_another(tx: &Tx<'_>, refresh: &Token, member: &str) -> Outcome<()> {
    match find(tx, refresh.reveal(), REFRESH)? {
        Some(kept) if kept.member.as_deref() != Some(member) => forget(tx, kept.session),
        _ => Ok(()),
    }
}

fn forget(tx: &Tx<'_>, session: i64) -> Outcome<()> {
    tx.prepare_cached("DELETE FROM session_token WHERE session = ?1")?.execute([session])?;
    tx.prepare_cached("DELETE FROM session WHERE id = ?1")?.execute([session])?;
    Ok(())
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
        sign_in: None,
    })
}

/// Whoever an access token belongs to.
///
/// # Errors
/// 401 `UNAUTHENTICATED` for an unknown token, `TOKEN_EXPIRED` for one past its end.
pub fn visitor(tx: &Tx<'_>, access: &str) -> Outcome<Visitor> {
    let kept = find(tx, access, ACCESS)?;
    let kept = kept.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
    if kept.until <= tx.now_ms() {
        return Err(Failure::new(ErrorCode::TokenExpired));
    }
    let brand = Brand::find(&kept.brand).ok_or_else(|| Failure::not_found("brand"))?;
    let holder = match kept.member {
        None => None,
        Some(id) => Some(members::get(tx, &id)?),
    };
    Ok(Visitor { brand, holder })
}

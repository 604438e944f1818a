//! One-time tickets: how a page is opened as somebody, the way a mini-program's web-view does it.

use chrono::TimeDelta;
use contract::ids::Token;
use contract::problem::ErrorCode;
use contract::ticket::Ticket;
use rusqlite::{OptionalExtension as _, params};

use super::members::{self, Holder};
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

/// How long a ticket lives, in milliseconds; the contract allows no more.
const LIFE_MS: i64 = 60_000;

/// Whom a ticket lets in.
pub struct Admitted {
    /// The brand.
    pub brand: &'static Brand,
    /// The member's id; nothing for a guest.
    pub member: Option<String>,
}

/// Writes a ticket for a persona of a brand; `guest` is a visitor without a member.
///
/// # Errors
/// 404 when the brand has no such persona.
pub fn issue(tx: &Tx<'_>, brand: &str, persona: &str) -> Outcome<Token> {
    let brand = Brand::find(brand).ok_or_else(|| Failure::not_found("brand"))?;
    let member = members::of_persona(tx, brand, persona)?;
    write(tx, brand, member.as_deref())
}

/// Writes a ticket for a member who is signed in.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn hand_over(tx: &Tx<'_>, holder: &Holder) -> Outcome<Ticket> {
    let ticket = write(tx, holder.brand, Some(holder.id.as_str()))?;
    Ok(Ticket { ticket, expires_at: tx.now() + TimeDelta::milliseconds(LIFE_MS) })
}

fn write(tx: &Tx<'_>, brand: &Brand, member: Option<&str>) -> Outcome<Token> {
    let ticket = secret::token()?;
    tx.prepare_cached("DELETE FROM ticket WHERE expires_at < ?1")?
        .execute([tx.now_ms() - LIFE_MS])?;
    tx.prepare_cached(
        "INSERT INTO ticket (hash, brand, member, expires_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![secret::hash(&ticket), brand.id, member, tx.now_ms() + LIFE_MS])?;
    Ok(Token::new(ticket))
}

/// Takes a ticket, once.
///
/// # Errors
/// 401 `UNAUTHENTICATED` when it is not known, `TOKEN_EXPIRED` when it is too old or was used.
pub fn take(tx: &Tx<'_>, ticket: &Token) -> Outcome<Admitted> {
    let hash = secret::hash(ticket.reveal());
    let row: Option<(String, Option<String>, i64, bool)> = tx
        .prepare_cached("SELECT brand, member, expires_at, used FROM ticket WHERE hash = ?1")?
        .query_row([&hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    let (brand, member, expires_at, used) =
        row.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated).because("unknown ticket"))?;
    if used || expires_at <= tx.now_ms() {
        return Err(Failure::new(ErrorCode::TokenExpired).because("a ticket is taken once"));
    }
    tx.prepare_cached("UPDATE ticket SET used = 1 WHERE hash = ?1")?.execute([&hash])?;
    let brand = Brand::find(&brand).ok_or_else(|| Failure::not_found("brand"))?;
    Ok(Admitted { brand, member })
}

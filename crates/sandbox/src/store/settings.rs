//! Single values of the database: the clock's offset, the secret of the codes, whether it is
//! seeded, whether cards may start without a network, and of each brand the key of its tokens and
//! whose pages may show its card.

use rusqlite::{OptionalExtension as _, params};

use crate::brand::Brand;
use crate::db::Tx;
use crate::error::Outcome;
use crate::secret;

fn get(tx: &Tx<'_>, name: &str) -> Outcome<Option<String>> {
    Ok(tx
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

fn set(tx: &Tx<'_>, name: &str, value: &str) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO setting (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute(params![name, value])?;
    Ok(())
}

/// Whether the seed data is there.
///
/// # Errors
/// When the database fails.
pub fn seeded(tx: &Tx<'_>) -> Outcome<bool> {
    Ok(get(tx, "seeded")?.is_some())
}

/// Notes that the seed data is there.
///
/// # Errors
/// When the database fails.
pub fn mark_seeded(tx: &Tx<'_>) -> Outcome<()> {
    set(tx, "seeded", &tx.now_ms().to_string())
}

/// How far the clock is ahead of real time, in milliseconds.
///
/// # Errors
/// When the database fails.
pub fn clock_offset(tx: &Tx<'_>) -> Outcome<i64> {
    Ok(get(tx, "clock_offset")?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Keeps the clock's offset, in milliseconds.
///
/// # Errors
/// When the database fails.
pub fn set_clock_offset(tx: &Tx<'_>, offset: i64) -> Outcome<()> {
    set(tx, "clock_offset", &offset.to_string())
}

/// Whether the card may keep itself for a start without a network; it may unless it was switched
/// off.
///
/// # Errors
/// When the database fails.
pub fn worker_enabled(tx: &Tx<'_>) -> Outcome<bool> {
    Ok(get(tx, "worker")?.as_deref() != Some("off"))
}

/// Switches that.
///
/// # Errors
/// When the database fails.
pub fn set_worker_enabled(tx: &Tx<'_>, enabled: bool) -> Outcome<()> {
    set(tx, "worker", if enabled { "on" } else { "off" })
}

/// The ticket that signs for the JS-SDK, and when it ends, in milliseconds since the epoch.
///
/// # Errors
/// When the database fails.
pub fn js_ticket(tx: &Tx<'_>) -> Outcome<Option<(String, i64)>> {
    let kept = get(tx, "js_ticket")?;
    Ok(kept
        .as_deref()
        .and_then(|kept| kept.split_once(' '))
        .and_then(|(ends_at, ticket)| Some((ticket.to_owned(), ends_at.parse().ok()?))))
}

/// Keeps that.
///
/// # Errors
/// When the database fails.
pub fn set_js_ticket(tx: &Tx<'_>, ticket: &str, ends_at: i64) -> Outcome<()> {
    set(tx, "js_ticket", &format!("{ends_at} {ticket}"))
}

/// The secret of a brand's service account, known to its backend and to WeChat; made when it is first
/// asked for.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn wechat_secret(tx: &Tx<'_>, brand: &Brand) -> Outcome<String> {
    let name = format!("wechat_secret:{}", brand.id);
    if let Some(secret) = get(tx, &name)? {
        return Ok(secret);
    }
    let secret = secret::token()?;
    set(tx, &name, &secret)?;
    Ok(secret)
}

/// The key of the rotating codes; made when it is first asked for.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn code_secret(tx: &Tx<'_>) -> Outcome<String> {
    made(tx, "code_secret")
}

/// The key that the merchant and the stand-in for WeChat Pay share; made when it is first asked
/// for.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn pay_secret(tx: &Tx<'_>) -> Outcome<String> {
    made(tx, "pay_secret")
}

fn made(tx: &Tx<'_>, name: &str) -> Outcome<String> {
    if let Some(secret) = get(tx, name)? {
        return Ok(secret);
    }
    let secret = secret::token()?;
    set(tx, name, &secret)?;
    Ok(secret)
}

/// The key with which a brand's own server signs its tokens, 64 characters; made when it is first
/// asked for.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn brand_key(tx: &Tx<'_>, brand: &Brand) -> Outcome<String> {
    let name = format!("brand_key:{}", brand.id);
    if let Some(key) = get(tx, &name)? {
        return Ok(key);
    }
    let key = secret::token()?;
    set(tx, &name, &key)?;
    Ok(key)
}

/// Whose pages may show a brand's card in a frame: origins as a policy names them (CSP level 3,
/// `frame-ancestors`), such as `https://shop.example` or `http://localhost:*`.
///
/// # Errors
/// When the database fails.
pub fn embed_origins(tx: &Tx<'_>, brand: &Brand) -> Outcome<Vec<String>> {
    Ok(match get(tx, &format!("embed_origins:{}", brand.id))? {
        Some(text) => text.split_whitespace().map(str::to_owned).collect(),
        None => brand.embed_origins.iter().map(|origin| (*origin).to_owned()).collect(),
    })
}

/// Sets them; none at all forbids every frame.
///
/// # Errors
/// When the database fails.
pub fn set_embed_origins(tx: &Tx<'_>, brand: &Brand, origins: &[String]) -> Outcome<()> {
    set(tx, &format!("embed_origins:{}", brand.id), &origins.join(" "))
}

//! The stand-in for WeChat's sign-in of mini-programs: the codes that `wx.login` gives, and what a
//! brand's backend gets for one (`auth.code2Session`).

use rusqlite::{OptionalExtension as _, params};

use super::members;
use crate::brand::{BRANDS, Brand};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

/// How long a code lives, in milliseconds: five minutes, as WeChat's.
const LIFE_MS: i64 = 300_000;

/// Whom a code stands for.
pub struct Person {
    /// The brand whose mini-program asked.
    pub brand: &'static Brand,
    /// As whom the mini-program knows the person: another one in each mini-program.
    pub openid: String,
    /// The member that the person is, if one.
    pub member: Option<String>,
}

/// Why there is nobody for a code; `errcode` in WeChat's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// None of this mini-program, or too old.
    Invalid = 40029,
    /// It was used.
    Used = 40163,
}

/// The id of a brand's mini-program: WeChat's are `wx` and 16 hex digits.
#[must_use]
pub fn appid(brand: &Brand) -> String {
    let hash = secret::hash(format!("mini-program of {}", brand.id));
    format!("wx{}", hash.get(..16).unwrap_or_default())
}

/// Gives out a code for a persona of a brand; `guest` is somebody who is no member.
///
/// # Errors
/// 404 when the brand has no such persona.
pub fn issue(tx: &Tx<'_>, brand: &Brand, persona: &str) -> Outcome<String> {
    let member = members::of_persona(tx, brand, persona)?;
    let appid = appid(brand);
    let openid = secret::hash(format!("{appid} {persona}"));
    let code = secret::token()?;
    tx.prepare_cached("DELETE FROM js_code WHERE until < ?1")?.execute([tx.now_ms() - LIFE_MS])?;
    tx.prepare_cached(
        "INSERT INTO js_code (hash, appid, openid, member, until) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        secret::hash(&code),
        appid,
        format!("o{}", openid.get(..27).unwrap_or_default()),
        member,
        tx.now_ms() + LIFE_MS
    ])?;
    Ok(code)
}

/// Takes a code, once.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &Tx<'_>, code: &str) -> Outcome<Result<Person, Refused>> {
    let hash = secret::hash(code);
    let row: Option<(String, String, Option<String>, i64, bool)> = tx
        .prepare_cached("SELECT appid, openid, member, until, used FROM js_code WHERE hash = ?1")?
        .query_row([&hash], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((app, openid, member, until, used)) = row else { return Ok(Err(Refused::Invalid)) };
    if used || until <= tx.now_ms() {
        return Ok(Err(if used { Refused::Used } else { Refused::Invalid }));
    }
    tx.prepare_cached("UPDATE js_code SET used = 1 WHERE hash = ?1")?.execute([&hash])?;
    let brand = BRANDS.into_iter().find(|brand| appid(brand) == app);
    let brand = brand.ok_or_else(|| Failure::not_found("brand"))?;
    Ok(Ok(Person { brand, openid, member }))
}

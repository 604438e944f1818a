//! The stand-in's codes: what WeChat's authorisation page gives out and its token endpoint takes.

use rusqlite::{OptionalExtension as _, params};

use crate::db::Tx;
use crate::error::Outcome;
use crate::secret;

/// How long a code lives, in milliseconds: five minutes, as WeChat's.
const LIFE_MS: i64 = 300_000;

/// Whom a code stands for.
pub struct Granted {
    /// As whom the account knows the person.
    pub openid: String,
    /// What the person allowed: `snsapi_base` or `snsapi_userinfo`.
    pub scope: String,
    /// Whether the page is a snapshot, whose person is made up.
    pub snapshot: bool,
}

/// Gives out a code for a service account.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn issue(tx: &Tx<'_>, appid: &str, granted: &Granted) -> Outcome<String> {
    let code = secret::hex(&secret::random::<16>()?);
    tx.prepare_cached(
        "INSERT INTO wechat_code (hash, appid, openid, scope, snapshot, until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        secret::hash(&code),
        appid,
        granted.openid,
        granted.scope,
        granted.snapshot,
        tx.now_ms() + LIFE_MS
    ])?;
    Ok(code)
}

/// Takes a code, once; or gives WeChat's number of the error: 40029 for a code that is none of this
/// account or too old, 40163 for one that was used.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &Tx<'_>, appid: &str, code: &str) -> Outcome<Result<Granted, u32>> {
    let hash = secret::hash(code);
    let row: Option<(Granted, i64, bool)> = tx
        .prepare_cached(
            "SELECT openid, scope, snapshot, until, used FROM wechat_code
             WHERE hash = ?1 AND appid = ?2",
        )?
        .query_row([hash.as_str(), appid], |row| {
            let granted =
                Granted { openid: row.get(0)?, scope: row.get(1)?, snapshot: row.get(2)? };
            Ok((granted, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((granted, until, used)) = row else { return Ok(Err(40029)) };
    if used {
        return Ok(Err(40163));
    }
    if until <= tx.now_ms() {
        return Ok(Err(40029));
    }
    tx.prepare_cached("UPDATE wechat_code SET used = 1 WHERE hash = ?1")?.execute([&hash])?;
    Ok(Ok(granted))
}

//! Passes for a phone's wallet: each fetched once, and soon. A phone fetches one without a session,
//! so its address is a secret of its own.

use contract::problem::ErrorCode;
use contract::wallet::{WalletPass, WalletPlatform};
use rusqlite::{OptionalExtension as _, params};

use super::members::{self, Holder};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

/// How long a pass can be fetched, in milliseconds.
const LIFE_MS: i64 = 5 * 60_000;

/// The address of a pass for a member's card.
///
/// # Errors
/// 403 for a wallet that the brand does not have.
pub fn issue(tx: &Tx<'_>, holder: &Holder, platform: WalletPlatform) -> Outcome<WalletPass> {
    if !holder.brand.wallets.contains(&platform) {
        return Err(Failure::new(ErrorCode::FeatureDisabled));
    }
    let secret = secret::token()?;
    tx.prepare_cached("DELETE FROM wallet_pass WHERE expires_at < ?1")?.execute([tx.now_ms()])?;
    tx.prepare_cached(
        "INSERT INTO wallet_pass (hash, member, platform, expires_at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        secret::hash(&secret),
        holder.id.as_str(),
        platform.as_str(),
        tx.now_ms() + LIFE_MS
    ])?;
    let ending = if platform == WalletPlatform::Apple { ".pkpass" } else { "" };
    Ok(WalletPass { url: ["/sandbox/passes/", &secret, ending].concat() })
}

/// Takes a pass, once: whose it is and for which wallet.
///
/// # Errors
/// 410 when it is not known, too old, or was fetched.
pub fn take(tx: &Tx<'_>, secret: &str) -> Outcome<(Holder, WalletPlatform)> {
    let hash = secret::hash(secret);
    let gone = || Failure {
        status: axum::http::StatusCode::GONE,
        ..Failure::new(ErrorCode::TokenExpired)
    };
    let row: Option<(String, String)> = tx
        .prepare_cached(
            "SELECT member, platform FROM wallet_pass
             WHERE hash = ?1 AND used = 0 AND expires_at > ?2",
        )?
        .query_row(params![hash, tx.now_ms()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (member, platform) = row.ok_or_else(gone)?;
    tx.prepare_cached("UPDATE wallet_pass SET used = 1 WHERE hash = ?1")?.execute([&hash])?;
    Ok((members::get(tx, &member)?, WalletPlatform::from_wire(&platform)))
}

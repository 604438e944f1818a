//! The ticket that signs for the JS-SDK. WeChat gives an account one for two hours and few of them
//! a day, so that a backend keeps one for all of its requests.

use crate::db::Tx;
use crate::error::Outcome;
use crate::secret;
use crate::store::settings;

/// How long a ticket lives, in milliseconds.
const LIFE_MS: i64 = 7_200_000;

/// The present ticket; another one once it has ended.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn current(tx: &Tx<'_>) -> Outcome<String> {
    if let Some((ticket, ends_at)) = settings::js_ticket(tx)?
        && tx.now_ms() < ends_at
    {
        return Ok(ticket);
    }
    let ticket = secret::token()?;
    settings::set_js_ticket(tx, &ticket, tx.now_ms() + LIFE_MS)?;
    Ok(ticket)
}

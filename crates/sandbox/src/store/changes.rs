//! What changed since a client last looked.

use contract::changes::{Changes, Resource};
use contract::ids::MemberId;
use rusqlite::params;

use crate::db::Tx;
use crate::error::Outcome;
use crate::http::Cursor;

/// Where the log of changes ends now.
///
/// # Errors
/// When the database fails.
pub fn cursor(tx: &Tx<'_>) -> Outcome<String> {
    let last: i64 = tx
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM change_log")?
        .query_row([], |row| row.get(0))?;
    Ok(Cursor::encode(&last))
}

/// What changed for a member after a cursor; without one nothing, only where the log ends.
///
/// # Errors
/// 400 `CURSOR_INVALID` for a foreign cursor.
pub fn since(tx: &Tx<'_>, member: &MemberId, after: Option<&str>) -> Outcome<Changes> {
    let Some(after) = Cursor::decode::<i64>(after)? else {
        return Ok(Changes { cursor: cursor(tx)?, changed: Vec::new() });
    };
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT resource FROM change_log
         WHERE seq > ?2 AND member IN (?1, '*') ORDER BY resource",
    )?;
    let changed = statement
        .query_map(params![member.as_str(), after], |row| row.get::<_, String>(0))?
        .map(|name| Ok(Resource::from_wire(&name?)))
        .collect::<Outcome<Vec<_>>>()?;
    Ok(Changes { cursor: cursor(tx)?, changed })
}

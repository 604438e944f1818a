//! What happened to a member's prompts, as it is stored.

use contract::changes::Resource;
use contract::prompt::{PromptEvent, PromptKind};
use rusqlite::{OptionalExtension as _, params};
use serde_json::json;

use super::Subject;
use crate::clock::{day_of, from_millis};
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::prompt::touch::Touch;
use crate::store::members::Holder;

/// Everything that counts, oldest first. What is statutory counts against no cap, and is here
/// only to know that it was closed.
///
/// # Errors
/// When the database fails.
pub fn touches(tx: &Tx<'_>, holder: &Holder) -> Outcome<Vec<Touch>> {
    let mut statement = tx.prepare_cached(
        "SELECT prompt, kind, fingerprint, event, at FROM prompt_touch
         WHERE member = ?1 AND (NOT statutory OR event <> 'IMPRESSION') ORDER BY at, seq",
    )?;
    let rows = statement.query_map([holder.id.as_str()], |row| {
        Ok(Touch {
            prompt: row.get(0)?,
            kind: PromptKind::from_wire(&row.get::<_, String>(1)?),
            fingerprint: row.get(2)?,
            event: PromptEvent::from_wire(&row.get::<_, String>(3)?),
            at: from_millis(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A prompt that something happened to before and that is no longer due.
///
/// # Errors
/// When the database fails.
pub fn earlier(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<Option<Subject>> {
    Ok(tx
        .prepare_cached(
            "SELECT kind, fingerprint, statutory FROM prompt_touch
             WHERE member = ?1 AND prompt = ?2 LIMIT 1",
        )?
        .query_row(params![holder.id.as_str(), id], |row| {
            Ok(Subject {
                id: id.to_owned(),
                kind: PromptKind::from_wire(&row.get::<_, String>(0)?),
                fingerprint: row.get(1)?,
                statutory: row.get(2)?,
                variant: None,
            })
        })
        .optional()?)
}

/// Notes an event. A second impression on the same day changes nothing.
///
/// # Errors
/// When the database fails.
pub fn write(tx: &Tx<'_>, holder: &Holder, prompt: &Subject, event: PromptEvent) -> Outcome<()> {
    let written = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO prompt_touch
                (member, prompt, kind, fingerprint, statutory, event, day, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            holder.id.as_str(),
            prompt.id,
            prompt.kind.as_str(),
            prompt.fingerprint,
            prompt.statutory,
            event.as_str(),
            day_of(tx.now()).to_string(),
            tx.now_ms()
        ])?;
    if written == 0 {
        return Ok(());
    }
    let closes =
        matches!(event, PromptEvent::Dismiss | PromptEvent::MuteKind | PromptEvent::Convert);
    if closes {
        tx.record_change(&holder.id, Resource::Prompts)?;
    }
    let detail = json!({ "prompt_id": prompt.id, "kind": prompt.kind, "event": event });
    tx.record_effect(&holder.id, "PROMPT_EVENT", detail)
}

//! Writes that can be repeated: one effect for each key.
//!
//! The scope of a key is member, method and path. The same key with the same body gives the first
//! answer again, with another body 422, and while the first is still at work 409.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use contract::changes::Resource;
use contract::problem::{ErrorCode, FieldProblem, ProblemParams};
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

/// How long an answer is kept, in milliseconds of sandbox time: a day is the contract's least.
const KEPT_MS: i64 = 48 * 3_600_000;

/// Where a key counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope(String);

impl Scope {
    /// The scope of one member's key at one place.
    #[must_use]
    pub fn new(member: &str, method: &str, path: &str, key: &str) -> Self {
        Self(format!("{member} {method} {path} {key}"))
    }
}

/// The answer that a key has.
pub struct Earlier {
    stored: Stored,
    replayed: bool,
}

#[derive(Serialize, Deserialize)]
enum Stored {
    Done { data: Box<RawValue>, changed: Vec<Resource> },
    Refused(Refusal),
}

#[derive(Serialize, Deserialize)]
struct Refusal {
    code: ErrorCode,
    status: u16,
    detail: Option<String>,
    params: Box<ProblemParams>,
    fields: Vec<FieldProblem>,
}

impl Earlier {
    /// What becomes of the work's first result.
    ///
    /// # Errors
    /// A failure that may pass by itself: it is not kept, the client may try the key again.
    pub fn first(result: Outcome<Box<RawValue>>, changed: Vec<Resource>) -> Outcome<Self> {
        let stored = match result {
            Ok(data) => Stored::Done { data, changed },
            Err(failure) if failure.status.is_server_error() => return Err(failure),
            Err(failure) => Stored::Refused(Refusal {
                code: failure.code,
                status: failure.status.as_u16(),
                detail: failure.detail,
                params: failure.params,
                fields: failure.fields,
            }),
        };
        Ok(Self { stored, replayed: false })
    }

    /// Answers with it, marked when it is not the first time.
    ///
    /// # Errors
    /// The stored refusal, or when the answer cannot be written.
    pub fn respond(
        self,
        write: impl FnOnce(Box<RawValue>, Vec<Resource>) -> Outcome<Response>,
    ) -> Outcome<Response> {
        match self.stored {
            Stored::Done { data, changed } => {
                let mut response = write(data, changed)?;
                if self.replayed {
                    response.headers_mut().insert(
                        HeaderName::from_static("idempotency-replayed"),
                        HeaderValue::from_static("true"),
                    );
                }
                Ok(response)
            }
            Stored::Refused(refusal) => Err(Failure {
                status: StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::CONFLICT),
                detail: refusal.detail,
                params: refusal.params,
                fields: refusal.fields,
                replayed: self.replayed,
                ..Failure::new(refusal.code)
            }),
        }
    }
}

/// The answer that this key has already, if any.
///
/// # Errors
/// 422 when the key was used with another body.
pub fn find(tx: &Tx<'_>, scope: &Scope, body: &[u8]) -> Outcome<Option<Earlier>> {
    let row: Option<(String, String)> = tx
        .prepare_cached("SELECT body_hash, answer FROM idempotency WHERE scope = ?1")?
        .query_row([&scope.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((body_hash, answer)) = row else { return Ok(None) };
    if body_hash != secret::hash(body) {
        return Err(Failure::new(ErrorCode::IdempotencyKeyReused));
    }
    Ok(Some(Earlier { stored: serde_json::from_str(&answer)?, replayed: true }))
}

/// Keeps the first answer of a key, and lets go of those past their time.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &Tx<'_>, scope: &Scope, body: &[u8], earlier: &Earlier) -> Outcome<()> {
    tx.prepare_cached("DELETE FROM idempotency WHERE at < ?1")?.execute([tx.now_ms() - KEPT_MS])?;
    tx.prepare_cached(
        "INSERT INTO idempotency (scope, body_hash, answer, at) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        scope.0,
        secret::hash(body),
        serde_json::to_string(&earlier.stored)?,
        tx.now_ms()
    ])?;
    Ok(())
}

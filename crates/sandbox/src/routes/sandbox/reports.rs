//! `/sandbox/csp-reports`: what browsers refused because of a page's policy. The pages name it
//! (`report-uri`); tests read it at their end.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use crate::app::App;
use crate::error::Failure;
use crate::http::parse;

/// Takes a report, in whatever media type it comes.
pub async fn add(State(app): State<App>, body: Bytes) -> Result<StatusCode, Failure> {
    let report: Value = parse(&body)?;
    app.refused().add(report.get("csp-report").unwrap_or(&report).clone());
    Ok(StatusCode::NO_CONTENT)
}

/// All of them, the oldest first.
pub async fn list(State(app): State<App>) -> Json<Vec<Value>> {
    Json(app.refused().all())
}

/// Forgets them.
pub async fn clear(State(app): State<App>) -> StatusCode {
    app.refused().clear();
    StatusCode::NO_CONTENT
}

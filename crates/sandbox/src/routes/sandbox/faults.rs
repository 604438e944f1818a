//! `/sandbox/faults`: breaking the network.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::error::Failure;
use crate::faults::{Active, Rule};
use crate::http::parse;

pub async fn list(State(app): State<App>) -> Json<Vec<Active>> {
    Json(app.faults().list())
}

pub async fn add(
    State(app): State<App>,
    body: Bytes,
) -> Result<(StatusCode, Json<Active>), Failure> {
    let rule: Rule = parse(&body)?;
    Ok((StatusCode::CREATED, Json(app.faults().add(rule)?)))
}

pub async fn clear(State(app): State<App>) -> StatusCode {
    app.faults().clear();
    StatusCode::NO_CONTENT
}

//! `GET` and `DELETE /sandbox/requests`: what the card asked for, and from where.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::requests::Seen;

pub async fn list(State(app): State<App>) -> Json<Vec<Seen>> {
    Json(app.requests().all())
}

pub async fn clear(State(app): State<App>) -> StatusCode {
    app.requests().clear();
    StatusCode::NO_CONTENT
}

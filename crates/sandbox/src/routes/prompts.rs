//! The endpoints of prompts.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use contract::prompt::{Placement, PromptEventRequest, PromptList};
use serde::Deserialize;

use crate::app::App;
use crate::error::Failure;
use crate::http::{Answer, Call, Params, parse};
use crate::store::prompts;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/prompts", get(list)).route("/prompts/{id}/events", post(event))
}

#[derive(Deserialize)]
struct Query {
    placement: Option<String>,
}

async fn list(call: Call, Params(query): Params<Query>) -> Answer {
    let placement = match query.placement.as_deref().map(Placement::from_wire) {
        Some(Placement::Unknown) => return Err(Failure::field("placement", "UNKNOWN")),
        known => known,
    };
    call.read(move |tx, holder| Ok(PromptList { prompts: prompts::due(tx, holder, placement)? }))
        .await
}

async fn event(call: Call, Path(id): Path<String>, body: Bytes) -> Answer {
    let request = parse::<PromptEventRequest>(&body);
    call.write(body, move |tx, holder| prompts::report(tx, holder, &id, request?.event)).await
}

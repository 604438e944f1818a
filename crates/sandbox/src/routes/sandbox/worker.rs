//! `/sandbox/worker`: whether the card may keep itself for a start without a network. Switched
//! off, the programme lacks `OFFLINE_START`, and `/sw.js` is a worker that takes itself and what
//! it kept away.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use contract::changes::Resource;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::Occasion;
use crate::error::Failure;
use crate::http::parse;
use crate::store::settings;

#[derive(Serialize, Deserialize)]
pub struct Worker {
    enabled: bool,
}

pub async fn show(State(app): State<App>) -> Result<Json<Worker>, Failure> {
    let enabled = app.run(Occasion::at(app.now()), settings::worker_enabled).await?;
    Ok(Json(Worker { enabled }))
}

/// Switches it and tells open cards.
pub async fn set(State(app): State<App>, body: Bytes) -> Result<Json<Worker>, Failure> {
    let Worker { enabled } = parse(&body)?;
    app.run(Occasion::at(app.now()), move |tx| {
        settings::set_worker_enabled(tx, enabled)?;
        tx.record_change_for_all(Resource::Program)
    })
    .await?;
    Ok(Json(Worker { enabled }))
}

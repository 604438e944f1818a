//! The endpoints of tasks.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use contract::task::TaskList;

use crate::app::App;
use crate::http::{Answer, Call};
use crate::store::tasks;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/tasks", get(list)).route("/tasks/{id}/claims", post(claim))
}

async fn list(call: Call) -> Answer {
    call.read(|tx, holder| Ok(TaskList { tasks: tasks::list(tx, holder)? })).await
}

async fn claim(call: Call, Path(id): Path<String>, body: Bytes) -> Answer {
    call.write(body, move |tx, holder| tasks::claim(tx, holder, &id)).await
}

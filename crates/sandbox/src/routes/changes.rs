//! `GET /changes`: a long poll that answers when something changed for the member.

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use crate::app::App;
use crate::http::{Answer, Call, Params};
use crate::store::changes;

/// The longest that an answer is held back, in seconds: below the usual 30 s of proxies.
const LONGEST_WAIT: u64 = 25;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/changes", get(wait))
}

#[derive(Deserialize)]
struct Query {
    cursor: Option<String>,
    wait: Option<u64>,
}

async fn wait(call: Call, Params(query): Params<Query>) -> Answer {
    let seconds = query.wait.unwrap_or(0).min(LONGEST_WAIT);
    let end = Instant::now() + Duration::from_secs(seconds);
    // Subscribed before the first look, so that a change between look and wait is not lost.
    let mut wake = call.app().changes();
    let has_cursor = query.cursor.as_deref().is_some_and(|cursor| !cursor.is_empty());
    loop {
        wake.mark_unchanged();
        let cursor = query.cursor.clone();
        let found = call
            .member_work(move |tx, holder| changes::since(tx, &holder.id, cursor.as_deref()))
            .await?;
        if !found.changed.is_empty() || !has_cursor {
            return call.secret(&found);
        }
        if !matches!(timeout_at(end, wake.changed()).await, Ok(Ok(()))) {
            return call.secret(&found);
        }
    }
}

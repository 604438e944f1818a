//! `GET /tiers` and `GET /tiers/status`.

use axum::Router;
use axum::routing::get;

use crate::app::App;
use crate::http::reply::Caching;
use crate::http::{Answer, Call};
use crate::store::tiers;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/tiers", get(path)).route("/tiers/status", get(status))
}

async fn path(call: Call) -> Answer {
    call.visit(Caching::Revalidate, |tx, visitor| Ok(visitor.brand.to_path(tx.lang()))).await
}

async fn status(call: Call) -> Answer {
    call.read(tiers::status).await
}

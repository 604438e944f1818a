//! `GET /program`.

use axum::Router;
use axum::routing::get;

use crate::app::App;
use crate::http::reply::Caching;
use crate::http::{Answer, Call};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/program", get(program))
}

async fn program(call: Call) -> Answer {
    call.visit(Caching::Revalidate, |tx, visitor| Ok(visitor.brand.to_program(tx.lang()))).await
}

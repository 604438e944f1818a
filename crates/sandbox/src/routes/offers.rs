//! The endpoints of offers.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use serde::Deserialize;

use crate::app::App;
use crate::http::{Answer, Call, Params};
use crate::store::offers;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/coupon-offers", get(list))
        .route("/coupon-offers/{id}/claims", post(claim))
}

#[derive(Deserialize)]
struct Query {
    limit: Option<u32>,
    cursor: Option<String>,
}

async fn list(call: Call, Params(query): Params<Query>) -> Answer {
    call.visit_page(move |tx, visitor| {
        offers::list(tx, visitor, query.limit, query.cursor.as_deref())
    })
    .await
}

async fn claim(call: Call, Path(id): Path<String>, body: Bytes) -> Answer {
    call.write(body, move |tx, holder| offers::claim(tx, holder, &id)).await
}

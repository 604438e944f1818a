//! `GET /stores`.

use axum::Router;
use axum::routing::get;
use contract::store::StoreList;

use crate::app::App;
use crate::http::reply::Caching;
use crate::http::{Answer, Call};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/stores", get(list))
}

async fn list(call: Call) -> Answer {
    call.visit(Caching::Revalidate, |tx, visitor| {
        Ok(StoreList { stores: vec![visitor.brand.to_store(tx.lang())] })
    })
    .await
}

//! The points account and its history.

use axum::Router;
use axum::routing::get;
use contract::points::Direction;
use serde::Deserialize;

use crate::app::App;
use crate::http::{Answer, Call, Params, limit};
use crate::store::points::{self, Filter};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/points", get(overview))
        .route("/points/expirations", get(expirations))
        .route("/points/transactions", get(transactions))
}

async fn overview(call: Call) -> Answer {
    call.read(points::overview).await
}

async fn expirations(call: Call) -> Answer {
    call.read(points::expirations).await
}

#[derive(Deserialize)]
struct Query {
    direction: Option<Direction>,
    month: Option<String>,
    limit: Option<u32>,
    cursor: Option<String>,
}

async fn transactions(call: Call, Params(query): Params<Query>) -> Answer {
    let filter = Filter {
        direction: query.direction,
        month: query.month.filter(|month| !month.is_empty()),
        limit: limit(query.limit),
        cursor: query.cursor,
    };
    call.read_page(move |tx, holder| points::entries(tx, holder, &filter)).await
}

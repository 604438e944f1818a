//! The endpoints of coupons.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{get, post};
use contract::coupon::{CouponState, ExchangeRequest};
use serde::Deserialize;

use crate::app::App;
use crate::error::{Failure, Outcome};
use crate::http::{Answer, Call, Params, parse};
use crate::store::{coupons, offers};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/coupons", get(list))
        .route("/coupons/exchange", post(exchange))
        .route("/coupons/{id}", get(one))
        .route("/coupons/{id}/code", post(code))
}

#[derive(Deserialize)]
struct Query {
    state: Option<String>,
    limit: Option<u32>,
    cursor: Option<String>,
}

async fn list(call: Call, Params(query): Params<Query>) -> Answer {
    let states = states(query.state.as_deref().unwrap_or_default())?;
    call.read_page(move |tx, holder| {
        coupons::list(tx, holder, &states, query.limit, query.cursor.as_deref())
    })
    .await
}

async fn one(call: Call, Path(id): Path<String>) -> Answer {
    call.read(move |tx, holder| coupons::get(tx, holder, &id)).await
}

async fn code(call: Call, Path(id): Path<String>, body: Bytes) -> Answer {
    call.write(body, move |tx, holder| coupons::code::issue(tx, holder, &id)).await
}

async fn exchange(call: Call, body: Bytes) -> Answer {
    let request = parse::<ExchangeRequest>(&body);
    call.write(body, move |tx, holder| offers::exchange::exchange(tx, holder, &request?.code)).await
}

/// A comma-separated list of states.
fn states(list: &str) -> Outcome<Vec<CouponState>> {
    list.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| match CouponState::from_wire(name) {
            CouponState::Unknown => Err(Failure::field("state", "UNKNOWN")),
            known => Ok(known),
        })
        .collect()
}

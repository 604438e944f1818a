//! The endpoints of membership.

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::routing::{delete, get, post};
use contract::order::MembershipOrderRequest;

use crate::app::App;
use crate::http::{Answer, Call, parse};
use crate::store::{memberships, orders, plans};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/membership", get(membership))
        .route("/membership/plans", get(offered))
        .route("/membership/orders", post(order))
        .route("/membership/orders/{id}", get(ordered))
        .route("/membership/auto-renewal", delete(cancel))
}

async fn membership(call: Call) -> Answer {
    call.read(memberships::get).await
}

async fn offered(call: Call) -> Answer {
    call.read(plans::list).await
}

async fn order(call: Call, body: Bytes) -> Answer {
    let request = body.clone();
    call.write(body, move |tx, holder| {
        let request: MembershipOrderRequest = parse(&request)?;
        orders::create(tx, holder, &request)
    })
    .await
}

async fn ordered(call: Call, Path(id): Path<String>) -> Answer {
    call.read_secret(move |tx, holder| orders::get(tx, holder, &id)).await
}

async fn cancel(call: Call, body: Bytes) -> Answer {
    call.write(body, memberships::cancel_auto_renewal).await
}

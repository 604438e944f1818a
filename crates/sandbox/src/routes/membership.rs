//! The endpoints of membership.

use axum::Router;
use axum::body::Bytes;
use axum::routing::{delete, get};

use crate::app::App;
use crate::http::{Answer, Call};
use crate::store::memberships;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/membership", get(membership))
        .route("/membership/auto-renewal", delete(cancel))
}

async fn membership(call: Call) -> Answer {
    call.read(memberships::get).await
}

async fn cancel(call: Call, body: Bytes) -> Answer {
    call.write(body, memberships::cancel_auto_renewal).await
}

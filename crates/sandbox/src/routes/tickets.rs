//! `POST /tickets`: a session handed over to a page that is about to open.

use axum::Router;
use axum::routing::post;

use crate::app::App;
use crate::http::{Answer, Call};
use crate::store::tickets;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/tickets", post(create))
}

/// A frozen member gets one too: they may look at their card.
async fn create(call: Call) -> Answer {
    let ticket = call.member_work(tickets::hand_over).await?;
    call.secret(&ticket)
}

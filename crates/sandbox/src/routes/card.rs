//! `GET /card/code`: the values that the till scans.

use axum::Router;
use axum::routing::get;
use contract::code::{CardCode, CodeMode};

use crate::app::App;
use crate::brand::CODE_PERIOD_SECONDS;
use crate::db::Tx;
use crate::error::Outcome;
use crate::http::{Answer, Call};
use crate::store::codes;
use crate::store::members::Holder;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/card/code", get(show))
}

async fn show(call: Call) -> Answer {
    call.read_secret(code).await
}

/// The code of a member's card.
///
/// # Errors
/// When the database fails.
pub fn code(tx: &Tx<'_>, holder: &Holder) -> Outcome<CardCode> {
    let issued = codes::issue(tx, holder, None)?;
    Ok(CardCode {
        membership_number: holder.grouped_number(),
        mode: CodeMode::Rotating,
        symbologies: holder.brand.symbologies(),
        tokens: issued.tokens,
        period_seconds: CODE_PERIOD_SECONDS,
        refresh_after: issued.refresh_after,
        static_fallback_allowed: true,
        last_scan: None,
    })
}

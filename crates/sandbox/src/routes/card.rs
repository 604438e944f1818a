//! `GET /card/code`: the values that the till scans, and one of them as a drawing.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::routing::get;
use contract::code::{CardCode, CodeMode};
use serde::Deserialize;

use crate::app::App;
use crate::brand::CODE_PERIOD_SECONDS;
use crate::db::{Occasion, Tx};
use crate::error::Outcome;
use crate::http::{Answer, Call, Params};
use crate::store::members::Holder;
use crate::store::{codes, scans};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/card/code", get(show)).route("/card/code.svg", get(drawing))
}

async fn show(call: Call) -> Answer {
    call.read_secret(code).await
}

#[derive(Deserialize)]
struct Query {
    token: String,
}

/// One value as the brand's QR Code, for a page without WASM. It needs no session: whoever has
/// the value has the code.
async fn drawing(State(app): State<App>, Params(query): Params<Query>) -> Answer {
    let occasion = Occasion::at(app.now());
    let svg =
        app.run(occasion, move |tx| codes::brand_of(tx, &query.token)?.drawn(&query.token)).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, svg).into_response())
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
        static_fallback_allowed: holder.brand.number_stands_in,
        last_scan: scans::last(tx, holder)?,
    })
}

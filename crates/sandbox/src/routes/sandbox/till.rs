//! `/sandbox/till`: what a till's software would call on a brand's backend.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;

use super::occasion;
use crate::app::App;
use crate::error::Failure;
use crate::http::parse;
use crate::till::{self, Order, Receipt, Refund, Scan};

#[derive(Deserialize)]
struct ScanRequest {
    code: String,
}

#[derive(Deserialize)]
struct RefundRequest {
    order: String,
}

pub async fn scan(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Scan>, Failure> {
    let request: ScanRequest = parse(&body)?;
    Ok(Json(app.run(occasion(&app, &headers), move |tx| till::scan(tx, &request.code)).await?))
}

pub async fn purchase(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Receipt>, Failure> {
    let order: Order = parse(&body)?;
    Ok(Json(app.run(occasion(&app, &headers), move |tx| till::purchase(tx, &order)).await?))
}

pub async fn refund(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Refund>, Failure> {
    let request: RefundRequest = parse(&body)?;
    Ok(Json(app.run(occasion(&app, &headers), move |tx| till::refund(tx, &request.order)).await?))
}

//! The endpoints of check-ins.

use axum::Router;
use axum::extract::Path;
use axum::routing::{get, put};
use contract::Day;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Failure, Outcome};
use crate::http::{Answer, Call, Params};
use crate::rules::check_in::parse_month;
use crate::store::check_ins;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/check-ins", get(month))
        .route("/check-ins/{date}", put(check_in))
        .route("/check-ins/{date}/make-up", put(make_up))
}

#[derive(Deserialize)]
struct Query {
    month: Option<String>,
}

async fn month(call: Call, Params(query): Params<Query>) -> Answer {
    let month = query
        .month
        .map(|text| parse_month(&text).ok_or_else(|| Failure::field("month", "NOT_A_MONTH")))
        .transpose()?;
    call.read(move |tx, holder| check_ins::month(tx, holder, month)).await
}

async fn check_in(call: Call, Path(date): Path<String>) -> Answer {
    let day = day(&date)?;
    call.put(move |tx, holder| check_ins::check_in(tx, holder, day)).await
}

async fn make_up(call: Call, Path(date): Path<String>) -> Answer {
    let day = day(&date)?;
    call.put(move |tx, holder| check_ins::make_up(tx, holder, day)).await
}

fn day(text: &str) -> Outcome<Day> {
    text.parse().map_err(|_| Failure::field("date", "NOT_A_DAY"))
}

//! The endpoints: `/v1` as the contract lists them, and `/sandbox` for people and tests.

mod bootstrap;
mod card;
mod changes;
mod check_ins;
mod coupons;
mod js_sdk;
mod member;
mod membership;
mod offers;
mod points;
mod program;
mod prompts;
pub mod sandbox;
mod sessions;
mod sign_in;
mod stores;
mod tasks;
mod tickets;
mod tiers;
mod wallet;

use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use axum::{Json, Router};
use contract::problem::ErrorCode;

use crate::app::App;
use crate::error::Failure;
use crate::{faults, files, http, requests};

/// The most that a request's body may have, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// Everything the program serves. Faults stand inside the writing of problem documents, so that
/// a refused status comes out as one.
pub fn router(app: App) -> Router {
    let v1 = Router::new()
        .merge(sessions::routes())
        .merge(tickets::routes())
        .merge(sign_in::routes())
        .merge(bootstrap::routes())
        .merge(changes::routes())
        .merge(program::routes())
        .merge(stores::routes())
        .merge(js_sdk::routes())
        .merge(member::routes())
        .merge(card::routes())
        .merge(points::routes())
        .merge(tiers::routes())
        .merge(coupons::routes())
        .merge(offers::routes())
        .merge(check_ins::routes())
        .merge(tasks::routes())
        .merge(membership::routes())
        .merge(prompts::routes())
        .merge(wallet::routes())
        .route("/openapi.json", get(openapi))
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_method);
    Router::new()
        .nest("/v1", v1)
        .nest("/sandbox", sandbox::routes())
        .merge(js_sdk::files())
        .merge(files::routes())
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(app.clone(), faults::inject))
        .layer(from_fn_with_state(app.clone(), http::finish))
        .layer(from_fn_with_state(app.clone(), http::cors::allow))
        .layer(from_fn_with_state(app.clone(), requests::remember))
        .with_state(app)
}

async fn openapi() -> Json<serde_json::Value> {
    Json(contract::openapi::document())
}

async fn no_such_route(uri: Uri) -> Failure {
    Failure::new(ErrorCode::NotFound).because(format!("no such route: {}", uri.path()))
}

async fn no_such_method(method: Method, uri: Uri) -> Failure {
    Failure::new(ErrorCode::NotFound).because(format!("no {method} at {}", uri.path()))
}

//! `GET /program`.

use axum::Router;
use axum::routing::get;
use contract::program::{Feature, Program};

use crate::app::App;
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::Outcome;
use crate::http::reply::Caching;
use crate::http::{Answer, Call};
use crate::store::settings;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/program", get(program))
}

async fn program(call: Call) -> Answer {
    call.visit(Caching::Revalidate, |tx, visitor| wire(tx, visitor.brand)).await
}

/// A brand's programme, with the features that are switched on.
///
/// # Errors
/// When the database fails.
pub fn wire(tx: &Tx<'_>, brand: &'static Brand) -> Outcome<Program> {
    let mut program = brand.to_program(tx.lang());
    if !settings::worker_enabled(tx)? {
        program.features.retain(|feature| *feature != Feature::OfflineStart);
    }
    Ok(program)
}

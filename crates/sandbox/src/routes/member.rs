//! `GET /member`.

use axum::Router;
use axum::routing::get;
use contract::member::Member;

use crate::app::App;
use crate::db::Tx;
use crate::error::Outcome;
use crate::http::{Answer, Call};
use crate::rules::lifecycle::{History, stage};
use crate::store::members::Holder;
use crate::store::purchases;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/member", get(member))
}

async fn member(call: Call) -> Answer {
    call.read(wire).await
}

/// A member as the contract writes one.
///
/// # Errors
/// When the database fails.
pub fn wire(tx: &Tx<'_>, holder: &Holder) -> Outcome<Member> {
    let (purchases, _) = purchases::summary(tx, &holder.id)?;
    let history = History {
        joined_at: holder.joined_at,
        last_purchase_at: holder.last_purchase_at,
        purchases,
    };
    Ok(Member {
        id: holder.id.clone(),
        state: holder.state,
        name: Some(holder.name.to(tx.lang())),
        masked_number: holder.masked_number(),
        joined_at: holder.joined_at,
        lifecycle: stage(history, holder.brand.renewal.repurchase_cycle_days, tx.now()),
    })
}

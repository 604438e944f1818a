//! The endpoint of passes for a phone's wallet.

use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use contract::wallet::WalletPassRequest;

use crate::app::App;
use crate::http::{Answer, Call, parse};
use crate::store::passes;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/wallet-passes", post(issue))
}

async fn issue(call: Call, body: Bytes) -> Answer {
    let request = body.clone();
    call.write(body, move |tx, holder| {
        let request: WalletPassRequest = parse(&request)?;
        passes::issue(tx, holder, request.platform)
    })
    .await
}

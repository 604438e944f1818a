//! `POST /wechat/js-config`, the JS-SDK's file, and for the stand-in for WeChat whether a
//! signature is good.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use contract::problem::ErrorCode;
use contract::wechat::{JsConfig, JsConfigRequest};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::Occasion;
use crate::error::Failure;
use crate::http::{Answer, Call, parse};
use crate::js_sdk::{global, signable, signature};
use crate::pay::APP_ID;
use crate::secret;
use crate::store::js_ticket;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/wechat/js-config", post(config))
}

/// The routes at the root.
pub fn files() -> Router<App> {
    Router::new().route("/wechat/jweixin-1.6.0.js", get(file))
}

async fn config(call: Call, body: Bytes) -> Answer {
    let request: JsConfigRequest = parse(&body)?;
    let options = call.app().options().clone();
    let sdk_hosted = options.wechat_sdk.is_some();
    let signed = call
        .visitor_work(move |tx, _| {
            let url = signable(&request.url, &options.js_domains)
                .ok_or_else(|| Failure::new(ErrorCode::OriginNotAllowed))?;
            let (nonce_str, timestamp) = (secret::name()?, tx.now_ms() / 1000);
            let ticket = js_ticket::current(tx)?;
            Ok(JsConfig {
                app_id: APP_ID.to_owned(),
                timestamp,
                signature: signature(&ticket, &nonce_str, timestamp, url),
                nonce_str,
                sdk_hosted,
                reminder_templates: vec!["tmpl_coupon_ends".to_owned()],
                share_page: Some("/pages/share/share".to_owned()),
            })
        })
        .await?;
    call.secret(&signed)
}

async fn file(State(app): State<App>) -> Result<Response, Failure> {
    let missing = || Failure::not_found("file");
    let path = app.options().wechat_sdk.clone().ok_or_else(missing)?;
    let text = tokio::task::spawn_blocking(move || std::fs::read_to_string(path))
        .await
        .map_err(|error| Failure::internal(&error))?
        .map_err(|_| missing())?;
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, global(&text)).into_response())
}

#[derive(Deserialize)]
struct Presented {
    url: String,
    nonce_str: String,
    timestamp: i64,
    signature: String,
}

#[derive(Serialize)]
pub struct Verdict {
    valid: bool,
}

/// `POST /sandbox/wechat/js-signature`: what WeChat says of a signature that a page at `url` hands
/// over. The account is bound to every host here; that it is not to others is WeChat's own matter.
pub async fn verify(State(app): State<App>, body: Bytes) -> Result<Json<Verdict>, Failure> {
    let given: Presented = parse(&body)?;
    let ticket = app.run(Occasion::at(app.now()), js_ticket::current).await?;
    let expected = signature(&ticket, &given.nonce_str, given.timestamp, &given.url);
    Ok(Json(Verdict { valid: expected == given.signature }))
}

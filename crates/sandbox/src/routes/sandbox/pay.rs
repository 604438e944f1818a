//! Paying: the cashier's page for people, and what a payer does with a payment, for the page and
//! for the bridge of a test.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use contract::wallet::WalletPlatform;
use serde::Deserialize;

use super::occasion;
use super::pages::{POLICY, headers};
use crate::app::App;
use crate::error::Failure;
use crate::http::parse;
use crate::pay::{self, Bill, Does, Handed};
use crate::pkpass;
use crate::store::passes;

const CASHIER: &str = include_str!("../../page/cashier.html");
const SCRIPT: &str = include_str!("../../page/cashier.js");

/// `GET /sandbox/pay/{prepay}`.
pub async fn cashier() -> impl IntoResponse {
    let policy = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers("text/html; charset=utf-8"), policy, CASHIER)
}

/// `GET /sandbox/cashier.js`.
pub async fn script() -> impl IntoResponse {
    (headers("text/javascript; charset=utf-8"), SCRIPT)
}

/// `GET /sandbox/wechat/pay/{prepay}`: what is to be paid.
pub async fn open(
    State(app): State<App>,
    Path(prepay): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Bill>, Failure> {
    Ok(Json(app.run(occasion(&app, &headers), move |tx| pay::open(tx, &prepay)).await?))
}

#[derive(Deserialize)]
struct Act {
    outcome: Does,
    payment: Option<Handed>,
}

/// `POST /sandbox/wechat/pay/{prepay}`: `outcome` is `paid`, `unpaid`, `refused`, `checking` or
/// `closed`; `payment` are the parameters that a page handed to the bridge, whose signature is
/// checked then.
pub async fn act(
    State(app): State<App>,
    Path(prepay): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Bill>, Failure> {
    let act: Act = parse(&body)?;
    let work =
        move |tx: &crate::db::Tx<'_>| pay::act(tx, &prepay, act.outcome, act.payment.as_ref());
    Ok(Json(app.run(occasion(&app, &headers), work).await?))
}

/// `GET /sandbox/passes/{secret}`: a pass for Apple Wallet, or the page that stands in for
/// Google's.
pub async fn pass(
    State(app): State<App>,
    Path(secret): Path<String>,
    request: HeaderMap,
) -> Result<Response, Failure> {
    let secret = secret.strip_suffix(".pkpass").unwrap_or(&secret).to_owned();
    let occasion = occasion(&app, &request);
    let lang = occasion.lang;
    let taken = app.run(occasion, move |tx| passes::take(tx, &secret)).await;
    let (holder, platform) = match taken {
        Ok(taken) => taken,
        Err(failure) if failure.status == StatusCode::GONE => {
            return Ok((StatusCode::GONE, Html(GONE)).into_response());
        }
        Err(failure) => return Err(failure),
    };
    let kept = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    if platform != WalletPlatform::Apple {
        return Ok((kept, Html(GOOGLE)).into_response());
    }
    let kind = [
        (header::CONTENT_TYPE, "application/vnd.apple.pkpass"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"member-card.pkpass\""),
    ];
    Ok((kept, kind, pkpass::of(&holder, lang)?).into_response())
}

const GOOGLE: &str = "<!doctype html><html lang=en><meta charset=utf-8>\
    <meta name=viewport content=\"width=device-width\"><link rel=icon href=\"data:,\"><title>In place of Google Wallet</title>\
    <h1>In place of Google Wallet</h1>\
    <p>A brand\u{2019}s backend leads to Google\u{2019}s page here, which saves the card. The sandbox \
    leads nowhere outside this machine. <a href=\"/#/me\">Back to the card</a>\
    <p lang=zh-CN>真实的后端会从这里打开谷歌钱包的保存页面。沙盒不会离开这台机器。\
    <a href=\"/#/me\">回到会员卡</a>";

const GONE: &str = "<!doctype html><html lang=en><meta charset=utf-8>\
    <meta name=viewport content=\"width=device-width\"><link rel=icon href=\"data:,\"><title>Fetched already</title>\
    <h1>This pass was fetched, or its time is over</h1>\
    <p>Each works once. <a href=\"/#/me\">Back to the card</a>\
    <p lang=zh-CN>每个链接只能用一次。<a href=\"/#/me\">回到会员卡</a>，再添加一次就好。";

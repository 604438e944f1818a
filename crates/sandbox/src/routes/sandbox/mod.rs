//! What only the sandbox has, under `/sandbox`: never part of a brand's backend. Answers are plain
//! JSON without the envelope; refusals are problem documents.

mod clock;
mod codes;
mod embed;
mod faults;
mod ledger;
mod mini_program;
mod oauth;
mod pages;
mod pay;
mod reports;
mod requests;
mod reset;
mod till;
mod worker;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::routing::{get, post};

use crate::app::App;
use crate::db::Occasion;
use crate::text::Lang;

/// The routes below `/sandbox`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(pages::page))
        .route("/page.js", get(pages::script))
        .route("/page.css", get(pages::style))
        .route("/as/{persona}", get(pages::open_as))
        .route("/personas", get(pages::personas))
        .route("/wechat/js-signature", post(super::js_sdk::verify))
        .route("/reset", post(reset::reset))
        .route("/clock", get(clock::show).post(clock::set))
        .route("/codes", post(codes::place))
        .route("/embed", get(embed::page))
        .route("/embed.js", get(embed::script))
        .route("/embed.css", get(embed::style))
        .route("/brand-token", post(embed::sign))
        .route("/embed-origins", get(embed::origins).post(embed::set_origins))
        .route("/worker", get(worker::show).post(worker::set))
        .route("/wechat/mini-program/login", post(mini_program::login))
        .route("/wechat/sns/jscode2session", get(mini_program::exchange))
        .route("/till/scan", post(till::scan))
        .route("/till/purchase", post(till::purchase))
        .route("/till/refund", post(till::refund))
        .route("/faults", get(faults::list).post(faults::add).delete(faults::clear))
        .route("/pay/{prepay}", get(pay::cashier))
        .route("/cashier.js", get(pay::script))
        .route("/wechat/pay/{prepay}", get(pay::open).post(pay::act))
        .route("/passes/{secret}", get(pay::pass))
        .route("/csp-reports", get(reports::list).post(reports::add).delete(reports::clear))
        .route("/ledger/{member}", get(ledger::show))
        .route("/requests", get(requests::list).delete(requests::clear))
        .route("/wechat/connect/oauth2/authorize", get(oauth::authorise))
        .route("/wechat/sns/oauth2/access_token", get(oauth::access_token))
        .route("/wechat/forget", get(oauth::forget))
        .route("/openapi.json", get(super::openapi))
}

/// Work of the sandbox's own pages, in the language of the browser.
fn occasion(app: &App, headers: &HeaderMap) -> Occasion {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Occasion { lang: Lang::from_header(asked.unwrap_or_default()), ..Occasion::at(app.now()) }
}

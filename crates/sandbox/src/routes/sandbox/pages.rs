//! The page for people, and the way from it into a member's card.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::occasion;
use crate::app::App;
use crate::brand::BRANDS;
use crate::db::Occasion;
use crate::error::Failure;
use crate::http::Params;
use crate::store::tickets;

const PAGE: &str = include_str!("../../page/index.html");
const SCRIPT: &str = include_str!("../../page/page.js");
const STYLE: &str = include_str!("../../page/page.css");

/// The policy of the sandbox's own pages.
pub const POLICY: &str = "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; \
                       base-uri 'none'; form-action 'none'; object-src 'none'; \
                       require-trusted-types-for 'script'; trusted-types 'none'; \
                       report-uri /sandbox/csp-reports";

/// The headers of a file of the sandbox's own pages.
pub type Headers = [(HeaderName, &'static str); 3];

/// The headers of a media type.
pub fn headers(kind: &'static str) -> Headers {
    [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ]
}

pub async fn page() -> impl IntoResponse {
    let policy = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers("text/html; charset=utf-8"), policy, PAGE)
}

pub async fn script() -> (Headers, &'static str) {
    (headers("text/javascript; charset=utf-8"), SCRIPT)
}

pub async fn style() -> (Headers, &'static str) {
    (headers("text/css; charset=utf-8"), STYLE)
}

/// The brands and their members, in the language of the browser.
pub async fn personas(State(app): State<App>, request: HeaderMap) -> Result<Json<Value>, Failure> {
    let occasion = occasion(&app, &request);
    let lang = occasion.lang;
    let found = app
        .run(occasion, |tx| {
            let mut statement = tx.prepare_cached("SELECT brand, persona FROM member")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<Vec<(String, String)>, _>>()?)
        })
        .await?;
    let brands: Vec<Value> = BRANDS
        .iter()
        .map(|brand| {
            let personas: Vec<Value> = crate::seed::PERSONAS
                .iter()
                .filter(|persona| {
                    persona.id == "guest"
                        || found.iter().any(|(b, p)| b == brand.id && p == persona.id)
                })
                .map(|persona| json!({ "id": persona.id, "about": persona.about.pick(lang) }))
                .collect();
            json!({
                "id": brand.id,
                "name": brand.name.pick(lang),
                "accent": brand.look.accent,
                "personas": personas,
            })
        })
        .collect();
    Ok(Json(json!(brands)))
}

#[derive(Deserialize)]
pub struct Query {
    brand: Option<String>,
}

/// Opens the card as a persona, by the same one-time ticket in the fragment that a
/// mini-program's web-view hands over.
pub async fn open_as(
    State(app): State<App>,
    Path(persona): Path<String>,
    Params(query): Params<Query>,
) -> Result<Response, Failure> {
    let brand = query.brand.unwrap_or_else(|| "tea".to_owned());
    let issued =
        app.run(Occasion::at(app.now()), move |tx| tickets::issue(tx, &brand, &persona)).await;
    match issued {
        Ok(ticket) => {
            let to = Redirect::to(&format!("/#t={}", ticket.reveal()));
            Ok(([(header::CACHE_CONTROL, "no-store")], to).into_response())
        }
        Err(failure) if failure.status == StatusCode::NOT_FOUND => {
            Ok((StatusCode::NOT_FOUND, Html(UNKNOWN)).into_response())
        }
        Err(failure) => Err(failure),
    }
}

const UNKNOWN: &str = "<!doctype html><html lang=en><meta charset=utf-8>\
    <meta name=viewport content=\"width=device-width\"><title>No such persona</title>\
    <h1>There is no such persona</h1>\
    <p>This brand has no member of that name. <a href=/sandbox>Pick one in the sandbox.</a>\
    <p lang=zh-CN>这个品牌没有这位会员，请到<a href=/sandbox>沙盒</a>里选一位。";

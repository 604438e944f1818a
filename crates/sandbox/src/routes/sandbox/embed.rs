//! The card in a brand's own page: the page that shows it live, what the brand's server does there
//! (`/sandbox/brand-token`), and whose pages may hold the card (`/sandbox/embed-origins`).

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::pages::{Headers, headers};
use crate::app::App;
use crate::brand::{BRANDS, Brand};
use crate::db::Occasion;
use crate::error::{Failure, Outcome};
use crate::http::parse;
use crate::store::{brand_tokens, settings};

const PAGE: &str = include_str!("../../page/embed.html");
const SCRIPT: &str = include_str!("../../page/embed.js");
const STYLE: &str = include_str!("../../page/embed.css");

/// What a brand's page has to allow, and no more: the script of the element and the card's frame, or
/// what the card is without one, all from this program by its other name, which is another origin.
const POLICY: &str = "default-src 'self'; \
                      script-src 'self' 'wasm-unsafe-eval' http://localhost:* http://127.0.0.1:*; \
                      connect-src 'self' http://localhost:* http://127.0.0.1:*; \
                      frame-src http://localhost:* http://127.0.0.1:*; \
                      img-src 'self' data: http://localhost:* http://127.0.0.1:*; frame-ancestors 'self'; base-uri 'none'; \
                      form-action 'none'; object-src 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'; \
                      report-uri /sandbox/csp-reports";

/// The page for brands.
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

/// The most origins that a brand may name.
const MOST: usize = 20;

#[derive(Deserialize)]
struct Signing {
    brand: String,
    persona: String,
}

/// Plays the brand's server, which knows who is signed in there: a token for a persona.
pub async fn sign(State(app): State<App>, body: Bytes) -> Result<Response, Failure> {
    let asked: Signing = parse(&body)?;
    let token = app
        .run(Occasion::at(app.now()), move |tx| {
            brand_tokens::issue(tx, brand(&asked.brand)?, &asked.persona)
        })
        .await?;
    let answer: Json<Value> = Json(json!({ "token": token.reveal() }));
    Ok(([(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

#[derive(Serialize, Deserialize)]
pub struct Origins {
    brand: String,
    origins: Vec<String>,
}

/// Whose pages may hold each brand's card.
pub async fn origins(
    State(app): State<App>,
) -> Result<Json<BTreeMap<&'static str, Vec<String>>>, Failure> {
    let all = app.run(Occasion::at(app.now()), |tx| {
        BRANDS
            .iter()
            .map(|brand| Ok((brand.id, settings::embed_origins(tx, brand)?)))
            .collect::<Outcome<BTreeMap<_, _>>>()
    });
    Ok(Json(all.await?))
}

/// Sets them for one brand.
pub async fn set_origins(State(app): State<App>, body: Bytes) -> Result<Json<Origins>, Failure> {
    let asked: Origins = parse(&body)?;
    if asked.origins.len() > MOST {
        return Err(Failure::field("origins", "TOO_MANY"));
    }
    if !asked.origins.iter().all(|origin| is_origin(origin)) {
        return Err(Failure::field("origins", "NOT_AN_ORIGIN"));
    }
    app.run(Occasion::at(app.now()), move |tx| {
        settings::set_embed_origins(tx, brand(&asked.brand)?, &asked.origins)?;
        Ok(Json(asked))
    })
    .await
}

fn brand(id: &str) -> Outcome<&'static Brand> {
    Brand::find(id).ok_or_else(|| Failure::not_found("brand"))
}

/// Whether a policy may name it (CSP level 3, `host-source`): a scheme, one host without wildcards
/// and a port, nothing else; without TLS only this machine, and only there any port.
fn is_origin(text: &str) -> bool {
    let (text, any_port) = match text.strip_suffix(":*") {
        Some(text) => (text, true),
        None => (text, false),
    };
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    let host = authority.host();
    let local = matches!(host, "localhost" | "127.0.0.1");
    let plain = host.bytes().all(|byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
    });
    let whole = format!("{scheme}://{authority}") == text && !authority.as_str().contains('@');
    let port = !any_port || (local && authority.port().is_none());
    plain && !host.is_empty() && whole && port && (scheme == "https" || (scheme == "http" && local))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port_and_nothing_that_a_policy_would_read_as_more() {
        for good in [
            "https://shop.example",
            "https://shop.example:8443",
            "http://localhost:9400",
            "http://127.0.0.1:*",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "*",
            "https:",
            "https://*.example",
            "https://shop.example:*",
            "http://shop.example",
            "https://shop.example/",
            "https://shop.example/path",
            "https://shop.example?",
            "https://a@shop.example",
            "https://shop.example; script-src *",
            "https://shop.example https://other.example",
            "https://Shop.example",
            "shop.example",
            "javascript://shop.example",
            "'self'",
            "",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}

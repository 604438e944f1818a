//! Brands' pages that hold the card without a frame ask the backend themselves: the ones that a brand
//! named may, and read what is answered (Fetch standard, "CORS protocol"). Without cookies: who it is,
//! says the token alone.

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
    VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::origin;
use crate::app::App;
use crate::brand::BRANDS;
use crate::db::Occasion;
use crate::store::settings;

/// What the card sends, and what it reads beside what every page may.
const SENDS: &str =
    "accept-language, authorization, client, content-type, idempotency-key, if-none-match";
const READS: &str = "etag, request-id, retry-after";
/// How long a browser need not ask again, in seconds.
const REMEMBERED: &str = "600";

/// Lets the named pages in. A preflight says no more of itself than its page, so any brand's list
/// counts; what they read is what the token in the request is for.
pub async fn allow(State(app): State<App>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/v1/") {
        return next.run(request).await;
    }
    let named = named(&app, request.headers()).await;
    let asks = request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if request.method() == Method::OPTIONS && asks {
        let mut answer = StatusCode::NO_CONTENT.into_response();
        if named.is_some() {
            let out = answer.headers_mut();
            let methods = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
            out.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
            out.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(SENDS));
            out.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(REMEMBERED));
        }
        answer
    } else {
        next.run(request).await
    };
    let out = response.headers_mut();
    // A cache must not give one page the answer to another.
    out.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = named {
        out.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        out.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(READS));
    }
    response
}

/// The origin of a page that is not ours and that a brand named.
async fn named(app: &App, headers: &HeaderMap) -> Option<HeaderValue> {
    let value = headers.get(ORIGIN)?.clone();
    let text = value.to_str().ok()?.to_owned();
    if origin::of(headers).is_some_and(|own| own == text) {
        return None;
    }
    let listed = app.run(Occasion::at(app.now()), move |tx| {
        for brand in BRANDS {
            if settings::embed_origins(tx, brand)?.iter().any(|named| is(named, &text)) {
                return Ok(true);
            }
        }
        Ok(false)
    });
    listed.await.is_ok_and(|listed| listed).then_some(value)
}

/// Whether an entry of a list means this origin: the same, or with any port where it says so.
fn is(named: &str, origin: &str) -> bool {
    let Some(host) = named.strip_suffix(":*") else { return named == origin };
    match origin.strip_prefix(host) {
        Some("") => true,
        Some(port) => port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_the_named_one_and_none_that_only_begins_or_ends_like_it() {
        for (named, origin) in [
            ("https://shop.example", "https://shop.example"),
            ("http://localhost:*", "http://localhost:8787"),
            ("http://localhost:*", "http://localhost"),
        ] {
            assert!(is(named, origin), "{origin}");
        }
        for (named, origin) in [
            ("https://shop.example", "https://shop.example.evil.example"),
            ("https://shop.example", "http://shop.example"),
            ("https://shop.example", "https://shop.example:8443"),
            ("http://localhost:*", "http://localhost.evil.example"),
            ("http://localhost:*", "http://localhost:80.evil.example"),
            ("http://localhost:*", "https://localhost:80"),
            ("http://localhost:*", "null"),
        ] {
            assert!(!is(named, origin), "{origin}");
        }
    }
}

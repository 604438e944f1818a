//! A network that can be broken: rules that hold answers back, lose them, or spoil them.

mod page;
mod rules;

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use contract::problem::ErrorCode;
use futures::stream::{self, StreamExt as _};

pub use rules::{Active, Faults, Kind, Override, Rule};

use crate::app::App;
use crate::error::Failure;

/// The largest body that is held in memory to be sent twice or cut, in bytes.
const HELD: usize = 32 << 20;

/// Marks an answer that is never sent: the server closes the connection instead.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

/// The headers that a rule gives an answer or takes from it, once it is written.
#[derive(Clone, Debug)]
pub struct Overrides(pub Vec<Override>);

/// Lets the rules in force strike a request. The sandbox's own pages and endpoints are spared, so
/// that a rule can always be taken away.
pub async fn inject(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == "/sandbox" || path.starts_with("/sandbox/") {
        return next.run(request).await;
    }
    let struck = app.faults().strike(request.method().as_str(), path);
    if !struck.delay.is_zero() {
        tokio::time::sleep(struck.delay).await;
    }
    let kind = struck.other.as_ref().map(|rule| rule.kind);
    if !struck.headers.is_empty() || matches!(kind, Some(Kind::Truncate | Kind::Script)) {
        // The answer itself, and not word that an earlier one is still current.
        request.headers_mut().remove(header::IF_NONE_MATCH);
    }
    if matches!(kind, Some(Kind::Truncate | Kind::Script)) {
        // Half of a compressed file would break its encoding, and not what it holds.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let mut response = match struck.other {
        Some(rule) => spoil(&rule, request, next).await,
        None => next.run(request).await,
    };
    if !struck.headers.is_empty() {
        response.extensions_mut().insert(Overrides(struck.headers));
    }
    response
}

async fn spoil(rule: &Rule, request: Request, next: Next) -> Response {
    match rule.kind {
        Kind::DropBefore => dropped(),
        Kind::DropAfter => {
            next.run(request).await;
            dropped()
        }
        Kind::Status => refusal(rule.status).into_response(),
        Kind::Truncate => truncate(next.run(request).await).await,
        Kind::Garbage => {
            Html("<!doctype html><title>Sign in</title><p>Welcome to our Wi-Fi.").into_response()
        }
        Kind::Duplicate => twice(request, next).await,
        Kind::Script => page::with_script(next.run(request).await, &rule.source).await,
        Kind::Delay | Kind::Header => next.run(request).await,
    }
}

fn dropped() -> Response {
    let mut response = StatusCode::BAD_GATEWAY.into_response();
    response.extensions_mut().insert(Dropped);
    response
}

fn refusal(status: u16) -> Failure {
    let code = match status {
        401 => ErrorCode::TokenExpired,
        404 => ErrorCode::NotFound,
        429 => ErrorCode::RateLimited,
        502 | 504 => ErrorCode::UpstreamUnavailable,
        503 => ErrorCode::Maintenance,
        400..500 => ErrorCode::InvalidRequest,
        _ => ErrorCode::Internal,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let retry_after = matches!(status.as_u16(), 429 | 503).then_some(1);
    let failure = Failure { status, retry_after, ..Failure::new(code) };
    failure.because("a fault of the sandbox")
}

/// Announces the whole length and sends half of it.
async fn truncate(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(whole) = to_bytes(body, HELD).await else { return dropped() };
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let half: Bytes = whole.slice(..whole.len() / 2);
    // The half must be on its way before the connection breaks, or nothing of it is sent.
    let cut = stream::once(async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(std::io::Error::new(std::io::ErrorKind::ConnectionReset, "truncated by a fault"))
    });
    Response::from_parts(parts, Body::from_stream(stream::iter([Ok(half)]).chain(cut)))
}

async fn twice(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, HELD).await else { return dropped() };
    let first = Request::from_parts(parts.clone(), Body::from(body.clone()));
    next.clone().run(first).await;
    next.run(Request::from_parts(parts, Body::from(body))).await
}

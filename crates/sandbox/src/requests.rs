//! The last requests as they came in, for tests that look for secrets in addresses: an address
//! stands in the browser's history, in logs of proxies and in `Referer`.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;

use crate::app::App;

/// How many are remembered.
const MOST: usize = 1_000;

/// WeChat's token endpoint, whose address holds the account's secret: only backends ask it.
const BACKENDS_ONLY: &str = "/sandbox/wechat/sns/";

/// A request.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// `Referer`, empty when there was none.
    pub referer: String,
}

/// The last requests, oldest first.
#[derive(Default)]
pub struct Requests(Mutex<VecDeque<Seen>>);

impl Requests {
    /// All that are remembered.
    #[must_use]
    pub fn all(&self) -> Vec<Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn push(&self, seen: Seen) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() == MOST {
            all.pop_front();
        }
        all.push_back(seen);
    }
}

/// Remembers each request.
pub async fn remember(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("", |path| path.as_str());
    if !path.starts_with(BACKENDS_ONLY) {
        let referer = request.headers().get(header::REFERER);
        app.requests().push(Seen {
            method: request.method().to_string(),
            path: path.to_owned(),
            referer: referer.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
        });
    }
    next.run(request).await
}

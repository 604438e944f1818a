//! The envelope around answers, with its caching headers.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Instant;
use contract::changes::Resource;
use contract::envelope::{Envelope, Page};
use serde_json::value::RawValue;

use crate::error::Outcome;
use crate::secret;
use crate::text::Lang;

/// Whether an answer may be kept by the client's cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// Kept, but asked for again with its `ETag`.
    Revalidate,
    /// Never kept: codes and results of writes.
    Never,
}

/// An answer before it is written.
pub struct Reply {
    /// `data`, already JSON.
    pub data: Box<RawValue>,
    /// Set on lists.
    pub page: Option<Page>,
    /// What a write made stale.
    pub changed: Vec<Resource>,
    /// The backend's time.
    pub now: Instant,
    /// Names the request.
    pub request_id: String,
    /// The language of the texts in it.
    pub lang: Lang,
    /// Caching.
    pub caching: Caching,
}

impl Reply {
    /// Writes it; 304 when the client's `If-None-Match` names the same data.
    ///
    /// # Errors
    /// When the envelope cannot be written.
    pub fn respond(self, if_none_match: Option<&str>) -> Outcome<Response> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.lang.tag()));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Authorization"));
        let cache = match self.caching {
            Caching::Revalidate => "private, no-cache",
            Caching::Never => "no-store",
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        if self.caching == Caching::Revalidate {
            let etag = self.etag();
            let matches = if_none_match.is_some_and(|header| names(header, &etag));
            if let Ok(value) = HeaderValue::from_str(&etag) {
                headers.insert(header::ETAG, value);
            }
            if matches {
                return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
            }
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let envelope = Envelope {
            data: self.data,
            server_time: self.now,
            request_id: self.request_id,
            page: self.page,
            changed: self.changed,
        };
        Ok((headers, serde_json::to_vec(&envelope)?).into_response())
    }

    /// Made of the data and its language, without the time, so that it stays while they do.
    fn etag(&self) -> String {
        let next = self.page.as_ref().and_then(|page| page.next_cursor.as_deref());
        let text = format!("{}\n{}\n{next:?}", self.lang.tag(), self.data.get());
        format!("\"{}\"", secret::hash(text).get(..32).unwrap_or_default())
    }
}

/// Whether an `If-None-Match` header names an entity tag (RFC 9110, 13.1.2: weak comparison).
#[must_use]
pub fn names(header: &str, etag: &str) -> bool {
    header
        .split(',')
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == "*" || tag == etag)
}

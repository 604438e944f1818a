//! The envelope around every answer, and paging.

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::changes::Resource;

/// Every 2xx answer with a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Envelope<T> {
    /// The answer itself.
    pub data: T,
    /// The backend's clock when it answered. In the body because a page on another origin cannot
    /// read the `Date` header.
    pub server_time: Instant,
    /// For support: names this request in the backend's logs.
    pub request_id: String,
    /// Set on lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    /// What a write made stale; the client fetches exactly these again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Resource>,
}

wire! {
    /// Where the next page of a list begins. Pages are newest first and stable while entries
    /// arrive: no gap, no double.
    pub struct Page {
        /// Pass it back as `cursor`; nothing when this was the last page.
        pub next_cursor: Option<String>,
        /// How many items this page holds at most (1..=50).
        pub limit: u32,
    }
}

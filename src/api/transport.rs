//! What the client needs from the outside: sending, waiting, a monotonic clock, chance.

use contract::endpoints::Method;
use futures::future::LocalBoxFuture;

/// A request, complete but for the origin.
#[derive(Clone, Debug)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// Path and query, from `/v1` on.
    pub path: String,
    /// Headers. `Authorization` is among them: never log this.
    pub headers: Vec<(&'static str, String)>,
    /// A JSON body.
    pub body: Option<String>,
    /// After this many milliseconds the transport gives up with [`TransportError::Timeout`].
    pub timeout_ms: u32,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpResponse {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header as it was sent: seconds, or a date that is not honoured.
    pub retry_after: Option<String>,
    /// The body as text.
    pub body: String,
    /// When it was sent and received on the monotonic clock, in milliseconds, where that was not
    /// while the transport was asked.
    pub exchanged_ms: Option<(f64, f64)>,
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// No connection, or it was lost; whether the request took effect is not known.
    Network,
    /// No answer in time; whether the request took effect is not known.
    Timeout,
}

/// The outside. `Send + Sync` so that a client fits into a Leptos context.
pub trait Transport: Send + Sync {
    /// Sends one request once.
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Waits that many milliseconds.
    fn sleep(&self, ms: u32) -> LocalBoxFuture<'_, ()>;

    /// Milliseconds on a clock that only goes forward, whatever the device's date says.
    fn monotonic_ms(&self) -> f64;

    /// A number from 0 up to 1, for jitter.
    fn chance(&self) -> f64;
}

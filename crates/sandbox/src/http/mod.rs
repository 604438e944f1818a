//! What every endpoint shares: who calls, the envelope, paging, repeatable writes, errors.

pub mod call;
pub mod cookie;
pub mod cors;
pub mod cursor;
pub mod idempotency;
pub mod in_flight;
pub mod origin;
pub mod query;
pub mod reply;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

pub use call::{Answer, Call};
pub use cursor::{Cursor, limit, page};
pub use query::{Params, parse};

use crate::app::App;
use crate::error::{self, Failure};
use crate::faults::Overrides;
use crate::secret;

/// Names a request in the logs.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Gives each request its id, and writes failures as problem documents with that id.
pub async fn finish(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = secret::name().unwrap_or_default();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        let overrides = response.extensions_mut().remove::<Overrides>();
        response = error::document(failure, &id, app.now());
        overrides.map(|overrides| response.extensions_mut().insert(overrides));
    }
    if let Some(Overrides(headers)) = response.extensions_mut().remove::<Overrides>() {
        for (name, value) in headers {
            match value {
                Some(value) => drop(response.headers_mut().insert(name, value)),
                None => drop(response.headers_mut().remove(name)),
            }
        }
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("request-id"), value);
    }
    response
}

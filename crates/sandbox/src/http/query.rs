//! Query strings and JSON bodies, refused in the contract's way.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use contract::problem::ErrorCode;
use serde::de::DeserializeOwned;

use crate::error::{Failure, Outcome};

/// The query string as a type; 400 when it does not fit.
#[derive(Clone, Debug)]
pub struct Params<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Outcome<Self> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(value)) => Ok(Self(value)),
            Err(error) => Err(Failure::new(ErrorCode::InvalidRequest).because(error.body_text())),
        }
    }
}

/// A JSON body as a type.
///
/// # Errors
/// 400 when it is not JSON, 422 when it is JSON of another shape.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Outcome<T> {
    serde_json::from_slice(body).map_err(|error| {
        let code = match error.classify() {
            serde_json::error::Category::Data => ErrorCode::ValidationFailed,
            _ => ErrorCode::InvalidRequest,
        };
        Failure::new(code).because(error.to_string())
    })
}

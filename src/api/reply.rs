//! What a call gives, and a call on its way.

use core::any::Any;
use core::marker::PhantomData;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::sync::Arc;

use contract::changes::Resource;
use futures::future::LocalBoxFuture;

use super::error::ApiError;

/// What a call gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// The data.
    pub data: T,
    /// What a write made stale.
    pub changed: Vec<Resource>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// The same for the same data: tells whether anything changed without comparing it.
    pub digest: u64,
}

/// The result of a call.
pub type ApiResult<T> = Result<Answer<T>, ApiError>;

/// Data of any type: what a call gives before its type matters.
pub type Anything = Arc<dyn Any + Send + Sync>;

/// A call on its way. Boxed, so that what waits for it is small, and `'static`, so that it outlives
/// the screen that asked.
///
/// The way of a call is compiled once, and not for each type that it may bring: the type comes
/// back at the very end.
#[must_use = "a call does nothing until it is awaited"]
pub struct Reply<T> {
    exchange: LocalBoxFuture<'static, ApiResult<Anything>>,
    marker: PhantomData<fn() -> T>,
}

impl<T> Reply<T> {
    /// A call whose data is a `T`.
    pub(super) fn new(exchange: LocalBoxFuture<'static, ApiResult<Anything>>) -> Self {
        Self { exchange, marker: PhantomData }
    }

    /// The same without its type, for whoever keeps data of many types.
    #[must_use]
    pub fn erased(self) -> LocalBoxFuture<'static, ApiResult<Anything>> {
        self.exchange
    }
}

impl<T: Send + Sync + 'static> Future for Reply<T> {
    type Output = ApiResult<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<ApiResult<T>> {
        let Poll::Ready(result) = self.exchange.as_mut().poll(context) else {
            return Poll::Pending;
        };
        Poll::Ready(result.and_then(|Answer { data, changed, next_cursor, digest }| {
            // What was decoded as a `T` a moment ago, and is held by nobody else.
            let data = data.downcast().ok().and_then(Arc::into_inner).ok_or_else(|| {
                let (endpoint, path) = (String::new(), String::new());
                ApiError::Decode { endpoint, path, detail: "another type".into() }
            })?;
            Ok(Answer { data, changed, next_cursor, digest })
        }))
    }
}

//! Writes that are at work right now, so that the same key is never worked on twice at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::problem::ErrorCode;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::idempotency::Scope;
use crate::error::{Failure, Outcome};

/// The writes at work.
#[derive(Clone, Debug, Default)]
pub struct InFlight(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    scopes: Mutex<HashSet<Scope>>,
    ended: Notify,
}

/// Held while a write is at work; letting go of it ends that.
#[derive(Debug)]
pub struct Running {
    scope: Scope,
    inner: Arc<Inner>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.inner.scopes.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.scope);
        self.inner.ended.notify_waiters();
    }
}

impl InFlight {
    /// Marks a write as being at work. While the same key is at work already it waits a little,
    /// since most end in a moment and can then be replayed.
    ///
    /// # Errors
    /// 409 `IDEMPOTENCY_IN_PROGRESS` when the other goes on for longer than `patience`.
    pub async fn begin(&self, scope: &Scope, patience: Duration) -> Outcome<Running> {
        let end = Instant::now() + patience;
        loop {
            // Made before looking: it hears of every end from here on.
            let ended = self.0.ended.notified();
            if self.0.scopes.lock().unwrap_or_else(PoisonError::into_inner).insert(scope.clone()) {
                return Ok(Running { scope: scope.clone(), inner: Arc::clone(&self.0) });
            }
            if timeout_at(end, ended).await.is_err() {
                return Err(Failure::new(ErrorCode::IdempotencyInProgress).retry_after(1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(key: &str) -> Scope {
        Scope::new("tea-growing", "POST", "/v1/coupons/exchange", key)
    }

    #[tokio::test]
    async fn the_same_key_at_work_is_refused_and_another_is_not() {
        let writes = InFlight::default();
        let patience = Duration::from_millis(20);
        let _first = writes.begin(&scope("a"), patience).await.unwrap();
        let refused = writes.begin(&scope("a"), patience).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::IdempotencyInProgress);
        assert_eq!(refused.retry_after, Some(1));
        writes.begin(&scope("b"), patience).await.unwrap();
    }

    #[tokio::test]
    async fn waiting_ends_when_the_first_does() {
        let writes = InFlight::default();
        let first = writes.begin(&scope("a"), Duration::ZERO).await.unwrap();
        let second = tokio::spawn({
            let writes = writes.clone();
            async move { writes.begin(&scope("a"), Duration::from_secs(60)).await.is_ok() }
        });
        tokio::task::yield_now().await;
        drop(first);
        assert!(second.await.unwrap());
    }
}

//! The typed client of the card's API, v1: one method per endpoint, a typed result and a typed
//! error for each.
//!
//! The client knows nothing of the browser: it sends through a [`Transport`]. In the card that is
//! `fetch` (`api::browser`), in tests a script, and natively the reference backend's router in
//! process.
//!
//! ```
//! use std::sync::Arc;
//!
//! use contract::ids::{OfferId, Token};
//! use member_card::api::{Api, ApiError, Entry, IntentKey, Transport};
//!
//! async fn claim(transport: Arc<dyn Transport>) -> Result<(), ApiError> {
//!     let api = Api::new(transport, "en");
//!     // A ticket from the page's fragment, used once, by the first call that needs a session.
//!     api.enter(Entry::Ticket(Token::new("one-time")));
//!     let home = api.bootstrap().await?;
//!     println!("{}", home.data.program.name);
//!     // A write names the press it belongs to; pressing twice has one effect.
//!     let press = IntentKey::new("5f0c6c1e-8f0e-4b46-a1a5-0b8f8e3f2f10");
//!     let claimed = api.claim_offer(&OfferId::new("of_1"), &press).await?;
//!     println!("{:?} made stale: {:?}", claimed.data.coupon.id, claimed.changed);
//!     Ok(())
//! }
//! ```
//!
//! What it does on its own: reads are repeated with jittered backoff and `Retry-After`; writes
//! are repeated only with the key of their press; a session that ended is renewed once, however
//! many requests wait for it; the backend's clock is taken from every answer.

#[cfg(target_arch = "wasm32")]
pub mod browser;
mod buying;
mod calls;
mod client;
mod decode;
mod endpoint;
mod error;
mod leaving;
mod reply;
mod retry;
mod session;
mod transport;

pub use client::Api;
pub use endpoint::{CouponFilter, IntentKey, LedgerFilter, wechat_sign_in};
pub use error::ApiError;
pub use reply::{Answer, Anything, ApiResult, Reply};
pub use session::{Entry, SessionKeeper, StoredSession};
pub use transport::{HttpRequest, HttpResponse, Transport, TransportError};

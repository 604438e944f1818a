//! The ends of a session: leaving, what another tab did, and what came of a sign-in elsewhere.

use contract::endpoints::Method;
use contract::ids::{BrandId, Token};
use contract::session::{Session, SignInOutcome};
use futures::future::LocalBoxFuture;

use super::client::{Api, request};
use super::decode;
use super::endpoint::Call;
use super::error::ApiError;
use super::session::Entry;

impl Api {
    /// Leaves: the session is forgotten here at once, and the future ends it at the backend, as far
    /// as that can be reached.
    #[must_use]
    pub fn leave(&self) -> LocalBoxFuture<'static, ()> {
        let (access, refresh) = self.sessions().tokens();
        self.sign_out();
        let api = self.clone();
        Box::pin(async move {
            let Some(error) = api.end(access).await else { return };
            // The access token had ended. The refresh token must not outlive what the member said.
            if error.needs_sign_in()
                && let Some(refresh) = refresh
                && let Some(access) = api.renewed(refresh).await
            {
                api.end(Some(access)).await;
            }
        })
    }

    /// An access token that nobody keeps.
    async fn renewed(&self, refresh: Token) -> Option<Token> {
        let body = Some(request(Entry::Refresh(refresh)).to_json().to_text());
        let call = Call { method: Method::Post, body, repeatable: false, ..Call::get("/sessions") };
        let answer = self.send_with_retry(&call, None).await.ok()?;
        Some(decode::data::<Session>(call.endpoint(), &answer).ok()?.access_token)
    }

    /// Why a session could not be ended. That there is nothing to read afterwards is no failure.
    async fn end(&self, access: Option<Token>) -> Option<ApiError> {
        let call = Call { method: Method::Delete, ..Call::get("/sessions") };
        self.send_with_retry(&call, access.as_ref()).await.err()
    }

    /// What came of a sign-in through WeChat, once.
    #[must_use]
    pub fn take_sign_in(&self) -> Option<SignInOutcome> {
        self.sessions().take_sign_in()
    }

    /// Whether the session that all tabs share is this page's own.
    #[must_use]
    pub fn keeps_own(&self) -> bool {
        self.sessions().keeps_own()
    }

    /// Goes on with the session that all tabs share, or as a visitor where there is none; not with
    /// one of another brand, which gives false.
    pub fn adopt(&self, brand: Option<&BrandId>) -> bool {
        self.sessions().adopt(brand)
    }
}

//! A request to `/v1`: who calls, in which language, and the ways to answer.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use contract::envelope::Page;
use contract::member::MemberState;
use contract::problem::ErrorCode;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::RequestId;
use super::idempotency::{self, Earlier, Scope};
use super::reply::{Caching, Reply};
use crate::app::App;
use crate::db::{Occasion, Tx};
use crate::error::{Failure, Outcome};
use crate::store::jobs;
use crate::store::members::Holder;
use crate::store::sessions::{self, Visitor};
use crate::text::Lang;

/// How long a write waits for the same key at work before it is refused.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a handler gives.
pub type Answer = Result<Response, Failure>;

/// A request to `/v1`, as an extractor. Its verbs run the work in one transaction, after the
/// session was checked and whatever fell due for the member (expiry, releases, reviews) was
/// written.
#[derive(Clone)]
pub struct Call {
    app: App,
    token: Option<String>,
    lang: Lang,
    key: Option<String>,
    if_none_match: Option<String>,
    method: Method,
    path: String,
    request_id: String,
}

impl FromRequestParts<App> for Call {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let text = |name: &str| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        Ok(Self {
            app: app.clone(),
            token: text(header::AUTHORIZATION.as_str())
                .and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned)),
            lang: Lang::from_header(&text(header::ACCEPT_LANGUAGE.as_str()).unwrap_or_default()),
            key: text("idempotency-key"),
            if_none_match: text(header::IF_NONE_MATCH.as_str()),
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            request_id: parts
                .extensions
                .get::<RequestId>()
                .map(|id| id.0.clone())
                .unwrap_or_default(),
        })
    }
}

impl Call {
    /// The sandbox itself, for handlers that need more than one transaction.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The language asked for.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Answers a member's GET.
    ///
    /// # Errors
    /// 401 without a session, 403 for a guest, or what the work gives.
    pub async fn read<T: Serialize>(
        self,
        work: impl FnOnce(&Tx<'_>, &Holder) -> Outcome<T> + Send + 'static,
    ) -> Answer {
        let done = self.member_work(move |tx, holder| raw(&work(tx, holder)?)).await?;
        self.reply(done, None, Caching::Revalidate)
    }

    /// Answers a member's GET of what must not be kept, such as codes.
    ///
    /// # Errors
    /// As [`Call::read`].
    pub async fn read_secret<T: Serialize>(
        self,
        work: impl FnOnce(&Tx<'_>, &Holder) -> Outcome<T> + Send + 'static,
    ) -> Answer {
        let done = self.member_work(move |tx, holder| raw(&work(tx, holder)?)).await?;
        self.reply(done, None, Caching::Never)
    }

    /// Answers a member's GET of a list.
    ///
    /// # Errors
    /// As [`Call::read`].
    pub async fn read_page<T: Serialize>(
        self,
        work: impl FnOnce(&Tx<'_>, &Holder) -> Outcome<(Vec<T>, Page)> + Send + 'static,
    ) -> Answer {
        let (data, page) = self
            .member_work(move |tx, holder| {
                let (items, page) = work(tx, holder)?;
                Ok((raw(&items)?, page))
            })
            .await?;
        self.reply(data, Some(page), Caching::Revalidate)
    }

    /// Answers a GET that guests may make too.
    ///
    /// # Errors
    /// 401 without a session, or what the work gives.
    pub async fn visit<T: Serialize>(
        self,
        caching: Caching,
        work: impl FnOnce(&Tx<'_>, &Visitor) -> Outcome<T> + Send + 'static,
    ) -> Answer {
        let done = self.visitor_work(move |tx, visitor| raw(&work(tx, visitor)?)).await?;
        self.reply(done, None, caching)
    }

    /// Answers a GET of a list that guests may make too.
    ///
    /// # Errors
    /// As [`Call::visit`].
    pub async fn visit_page<T: Serialize>(
        self,
        work: impl FnOnce(&Tx<'_>, &Visitor) -> Outcome<(Vec<T>, Page)> + Send + 'static,
    ) -> Answer {
        let (data, page) = self
            .visitor_work(move |tx, visitor| {
                let (items, page) = work(tx, visitor)?;
                Ok((raw(&items)?, page))
            })
            .await?;
        self.reply(data, Some(page), Caching::Revalidate)
    }

    /// Answers a member's write that needs an `Idempotency-Key`. The effect and the answer are
    /// committed together, so that the same key never has a second effect. A refusal is the
    /// key's answer too; what may pass by itself (5xx) is not.
    ///
    /// # Errors
    /// As the contract's section on idempotency says, or what the work gives.
    pub async fn write<T: Serialize>(
        self,
        body: Bytes,
        work: impl FnOnce(&Tx<'_>, &Holder) -> Outcome<T> + Send + 'static,
    ) -> Answer {
        let key = self.key.clone().filter(|key| (1..=128).contains(&key.len()));
        let key = key.ok_or_else(|| Failure::new(ErrorCode::IdempotencyKeyRequired))?;
        let holder = self.member_work(|_, holder| may_write(holder)).await?;
        let scope = Scope::new(holder.id.as_str(), self.method.as_str(), &self.path, &key);
        let _running = self.app.in_flight().begin(&scope, PATIENCE).await?;
        let answer = self
            .run(move |tx| {
                if let Some(earlier) = idempotency::find(tx, &scope, &body)? {
                    return Ok(earlier);
                }
                let result = tx.part(|| raw(&work(tx, &holder)?));
                let earlier = Earlier::first(result, tx.changed(&holder.id))?;
                idempotency::keep(tx, &scope, &body, &earlier)?;
                Ok(earlier)
            })
            .await?;
        answer.respond(|data, changed| {
            Reply { changed, ..self.envelope(data, None, Caching::Never) }.respond(None)
        })
    }

    /// Answers a member's write that is idempotent by its URL.
    ///
    /// # Errors
    /// 401 without a session, 403 for a guest or a frozen member, or what the work gives.
    pub async fn put<T: Serialize>(
        self,
        work: impl FnOnce(&Tx<'_>, &Holder) -> Outcome<T> + Send + 'static,
    ) -> Answer {
        let (data, changed) = self
            .member_work(move |tx, holder| {
                let holder = may_write(holder)?;
                let data = raw(&work(tx, &holder)?)?;
                Ok((data, tx.changed(&holder.id)))
            })
            .await?;
        Reply { changed, ..self.envelope(data, None, Caching::Never) }.respond(None)
    }

    /// Ends the caller's session: 204.
    ///
    /// # Errors
    /// 401 without a session.
    pub async fn sign_out(self) -> Answer {
        let token = self.token.clone();
        let token = token.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
        self.run(move |tx| sessions::end(tx, &token)).await?;
        Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
    }

    /// Answers with data that must not be kept.
    ///
    /// # Errors
    /// When the data cannot be written.
    pub fn secret(&self, data: &impl Serialize) -> Answer {
        self.reply(raw(data)?, None, Caching::Never)
    }

    /// Runs work for the session's holder or guest.
    ///
    /// # Errors
    /// 401 without a session, or what the work gives.
    pub async fn visitor_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>, &Visitor) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let token = self.token.clone();
        self.run(move |tx| {
            let token = token.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated))?;
            let mut visitor = sessions::visitor(tx, &token)?;
            if let Some(holder) = visitor.holder.as_mut() {
                jobs::settle(tx, holder)?;
            }
            work(tx, &visitor)
        })
        .await
    }

    /// Runs work for the session's member.
    ///
    /// # Errors
    /// 401 without a session, 403 for a guest, or what the work gives.
    pub async fn member_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>, &Holder) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        self.visitor_work(move |tx, visitor| match &visitor.holder {
            Some(holder) => work(tx, holder),
            None => Err(Failure::new(ErrorCode::EnrollmentRequired)),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let occasion = Occasion { now: self.app.now(), lang: self.lang, key: self.key.clone() };
        self.app.run(occasion, work).await
    }

    fn reply(&self, data: Box<RawValue>, page: Option<Page>, caching: Caching) -> Answer {
        self.envelope(data, page, caching).respond(self.if_none_match.as_deref())
    }

    fn envelope(&self, data: Box<RawValue>, page: Option<Page>, caching: Caching) -> Reply {
        Reply {
            data,
            page,
            changed: Vec::new(),
            now: self.app.now(),
            request_id: self.request_id.clone(),
            lang: self.lang,
            caching,
        }
    }
}

fn raw(value: &impl Serialize) -> Outcome<Box<RawValue>> {
    Ok(to_raw_value(value)?)
}

fn may_write(holder: &Holder) -> Outcome<Holder> {
    match holder.state {
        MemberState::Member => Ok(holder.clone()),
        MemberState::Frozen => Err(Failure::new(ErrorCode::MemberFrozen)),
        _ => Err(Failure::new(ErrorCode::EnrollmentRequired)),
    }
}

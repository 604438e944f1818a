//! The client: one method per endpoint, and the one path that every call takes.

use std::sync::{Arc, Mutex, PoisonError};

use contract::Instant;
use contract::decode::Decode;
use contract::endpoints::Method;
use contract::ids::Token;
use contract::json::Json;
use contract::member::MemberState;
use contract::session::{Grant, Session, SessionRequest};
use futures::future::LocalBoxFuture;

use super::decode;
use super::endpoint::Call;
use super::error::ApiError;
use super::reply::{Anything, ApiResult, Reply};
use super::retry::pause_ms;
use super::session::{Entry, SessionKeeper, Sessions, Turn, TurnGuard};
use super::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::domain::clock::ServerClock;

/// The client. Cheap to clone; all clones share one session and one clock.
#[derive(Clone)]
pub struct Api {
    inner: Arc<Inner>,
}

struct Inner {
    transport: Arc<dyn Transport>,
    sessions: Sessions,
    clock: Mutex<ServerClock>,
    language: Mutex<&'static str>,
}

const CLIENT: &str = concat!("member-card/", env!("CARGO_PKG_VERSION"));

impl Api {
    /// A client without a kept session. `language` is a BCP 47 tag such as `zh-CN`.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, language: &'static str) -> Self {
        Self::with_keeper(transport, language, None)
    }

    /// A client that keeps its session between loads.
    #[must_use]
    pub fn with_keeper(
        transport: Arc<dyn Transport>,
        language: &'static str,
        keeper: Option<Box<dyn SessionKeeper>>,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                transport,
                sessions: Sessions::new(keeper),
                clock: Mutex::new(ServerClock::default()),
                language: Mutex::new(language),
            }),
        }
    }

    /// Asks for texts in another language from now on.
    pub fn set_language(&self, language: &'static str) {
        *self.inner.language.lock().unwrap_or_else(PoisonError::into_inner) = language;
    }

    /// The backend's time now; nothing before the first answer.
    #[must_use]
    pub fn now(&self) -> Option<Instant> {
        let monotonic = self.inner.transport.monotonic_ms();
        self.inner.clock.lock().unwrap_or_else(PoisonError::into_inner).now(monotonic)
    }

    /// Who the session says this is.
    #[must_use]
    pub fn member_state(&self) -> Option<MemberState> {
        self.inner.sessions.member_state()
    }

    /// Whether there is a session, or something to begin one with.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.inner.sessions.access().is_some() || self.inner.sessions.can_begin()
    }

    /// Signs in with `entry` as soon as a call needs a session; however many wait for it, once.
    pub fn enter(&self, entry: Entry) {
        self.inner.sessions.enter(entry);
    }

    /// Forgets the session.
    pub fn sign_out(&self) {
        self.inner.sessions.end();
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.inner.sessions
    }

    async fn sign_in(&self, request: &SessionRequest) -> Result<(), ApiError> {
        let body = Some(request.to_json().to_text());
        // Not repeatable: a ticket or a refresh token is used up by the first request that
        // arrives, and a second one would be taken for theft.
        let call = Call {
            method: Method::Post,
            body,
            repeatable: request.grant == Grant::Guest,
            ..Call::get("/sessions")
        };
        let body = self.send_with_retry(&call, None).await?;
        let session = decode::data::<Session>(call.endpoint(), &body)?;
        self.inner.sessions.begin(session);
        Ok(())
    }

    // The one path that every call takes.

    pub(super) fn fetch<T: Decode + Send + Sync + 'static>(&self, call: Call) -> Reply<T> {
        Reply::new(self.exchange(call, decode::one::<T>))
    }

    pub(super) fn list<T: Decode + Send + Sync + 'static>(&self, call: Call) -> Reply<Vec<T>> {
        Reply::new(self.exchange(call, decode::many::<T>))
    }

    fn exchange(
        &self,
        call: Call,
        read: decode::Read,
    ) -> LocalBoxFuture<'static, ApiResult<Anything>> {
        let api = self.clone();
        Box::pin(async move {
            let body = api.perform(&call).await?;
            decode::answer(call.endpoint(), &body, read)
        })
    }

    /// Sends with the session, and once more after a renewal.
    async fn perform(&self, call: &Call) -> Result<Json, ApiError> {
        let mut access = self.inner.sessions.access();
        if access.is_none() {
            self.renew(None).await?;
            access = self.inner.sessions.access();
        }
        match self.send_with_retry(call, access.as_ref()).await {
            Err(error) if error.needs_sign_in() => {
                self.renew(access.as_ref()).await?;
                let access = self.inner.sessions.access();
                self.send_with_retry(call, access.as_ref()).await
            }
            result => result,
        }
    }

    /// Signs in or renews once for all who wait. A refusal ends the session.
    async fn renew(&self, failed: Option<&Token>) -> Result<(), ApiError> {
        let sessions = &self.inner.sessions;
        let entry = match sessions.turn(failed) {
            Turn::Mine(entry) => entry,
            Turn::Wait(signal) => {
                let _ = signal.await;
                return match sessions.access() {
                    Some(access) if Some(&access) != failed => Ok(()),
                    _ => Err(sessions.failure().unwrap_or_else(signed_out)),
                };
            }
            Turn::Impossible => return Err(signed_out()),
        };
        let turn = TurnGuard(sessions);
        let result = self.sign_in(&request(entry)).await;
        if let Err(error) = &result {
            if error.needs_sign_in() {
                sessions.end();
            }
            sessions.fail(error);
        }
        drop(turn);
        result
    }

    pub(super) async fn send_with_retry(
        &self,
        call: &Call,
        access: Option<&Token>,
    ) -> Result<Json, ApiError> {
        let transport = &self.inner.transport;
        let mut attempt = 1;
        loop {
            let sent = transport.monotonic_ms();
            let result = transport.send(self.request(call, access)).await;
            let exchanged = match &result {
                Ok(HttpResponse { exchanged_ms: Some(exchanged), .. }) => *exchanged,
                _ => (sent, transport.monotonic_ms()),
            };
            let (error, retry_after) = match result {
                Ok(response) if (200..300).contains(&response.status) => {
                    let body = decode::parse(call.endpoint(), &response.body)?;
                    self.observe(decode::server_time(&body), exchanged);
                    return Ok(body);
                }
                Ok(HttpResponse { status, retry_after, body, .. }) => {
                    let problem = decode::problem_of(status, &body);
                    self.observe(problem.server_time, exchanged);
                    (ApiError::Problem(Arc::new(problem)), retry_after)
                }
                Err(TransportError::Network) => (ApiError::Network, None),
                Err(TransportError::Timeout) => (ApiError::Timeout, None),
            };
            let chance = transport.chance();
            match pause_ms(&error, call.repeatable, attempt, retry_after.as_deref(), chance) {
                Some(ms) => transport.sleep(ms).await,
                None => return Err(error),
            }
            attempt += 1;
        }
    }

    fn request(&self, call: &Call, access: Option<&Token>) -> HttpRequest {
        let language = *self.inner.language.lock().unwrap_or_else(PoisonError::into_inner);
        let mut headers = vec![("Accept-Language", language.into()), ("Client", CLIENT.into())];
        if let Some(token) = access {
            headers.push(("Authorization", ["Bearer ", token.reveal()].concat()));
        }
        if let Some(key) = &call.key {
            headers.push(("Idempotency-Key", key.clone()));
        }
        if call.body.is_some() {
            headers.push(("Content-Type", "application/json".into()));
        }
        HttpRequest {
            method: call.method,
            path: ["/v1", &call.path].concat(),
            headers,
            body: call.body.clone(),
            timeout_ms: call.timeout_ms,
        }
    }

    /// Takes the backend's time from an answer, whatever else it says.
    fn observe(&self, server_time: Option<Instant>, (sent, received): (f64, f64)) {
        let Some(server_time) = server_time else { return };
        let mut clock = self.inner.clock.lock().unwrap_or_else(PoisonError::into_inner);
        clock.observe(server_time, sent, received);
    }
}

pub(super) fn request(entry: Entry) -> SessionRequest {
    let mut request = SessionRequest {
        grant: Grant::Guest,
        brand_id: None,
        ticket: None,
        refresh_token: None,
        code: None,
        brand_token: None,
    };
    match entry {
        Entry::Ticket(ticket) => {
            request.grant = Grant::Ticket;
            request.ticket = Some(ticket);
        }
        Entry::Guest(brand_id) => request.brand_id = brand_id,
        Entry::Refresh(token) => {
            request.grant = Grant::Refresh;
            request.refresh_token = Some(token);
        }
    }
    request
}

fn signed_out() -> ApiError {
    ApiError::Problem(Arc::new(decode::problem_of(401, "")))
}

//! A small client: one sandbox in memory, one member's session.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use sandbox::Sandbox;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    /// `data` of the envelope.
    pub fn data(&self) -> &Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        &self.body["data"]
    }

    /// The code of a problem.
    pub fn code(&self) -> &str {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.body);
        assert_eq!(self.body["status"], self.status.as_u16());
        self.body["code"].as_str().unwrap()
    }
}

/// Whoever calls.
#[derive(Clone)]
pub struct Client {
    pub sandbox: Sandbox,
    pub token: Option<String>,
}

impl Client {
    /// Nobody yet, at a fresh sandbox.
    pub fn new() -> Self {
        Self { sandbox: Sandbox::in_memory().unwrap(), token: None }
    }

    /// A persona of the tea brand, at a fresh sandbox.
    pub async fn tea(persona: &str) -> Self {
        Self::new().sign_in("tea", persona).await
    }

    /// The same sandbox as a persona.
    pub async fn sign_in(&self, brand: &str, persona: &str) -> Self {
        let ticket = self.sandbox.ticket(brand, persona).await.unwrap();
        let body = json!({ "grant": "TICKET", "ticket": ticket.reveal() });
        let session = self.post("/v1/sessions", body).await;
        let token = session.data()["access_token"].as_str().unwrap().to_owned();
        Self { sandbox: self.sandbox.clone(), token: Some(token) }
    }

    pub async fn raw(&self, request: Request<Body>) -> Response {
        self.sandbox.router().oneshot(request).await.unwrap()
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let response = self.raw(request.body(body).unwrap()).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send("POST", path, &[], Some(body)).await
    }

    /// A write with its key.
    pub async fn write(&self, path: &str, key: &str, body: Option<Value>) -> Reply {
        self.send("POST", path, &[("idempotency-key", key)], body).await
    }

    pub async fn ledger(&self, member: &str) -> Value {
        let reply = self.get(&format!("/sandbox/ledger/{member}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply.body
    }

    pub async fn advance(&self, seconds: i64) {
        let reply = self.post("/sandbox/clock", json!({ "advance_seconds": seconds })).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    }

    /// The effects of one kind in a member's ledger.
    pub async fn effects(&self, member: &str, kind: &str) -> Vec<Value> {
        let ledger = self.ledger(member).await;
        let effects = ledger["effects"].as_array().unwrap();
        effects.iter().filter(|effect| effect["kind"] == kind).cloned().collect()
    }
}

/// A day in seconds.
pub const DAY: i64 = 86_400;

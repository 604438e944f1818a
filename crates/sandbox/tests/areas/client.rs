//! A card without a screen: signs in as a seeded member and speaks the contract.

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use chrono::Days;
use contract::problem::{ErrorCode, Problem};
use contract::{Day, Instant};
use sandbox::Sandbox;
use sandbox::app::Options;
use sandbox::clock::{day_of, from_millis, real_millis, start_of};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// An answer: its status, and its body as JSON.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub replayed: bool,
    pub body: Value,
}

impl Answer {
    /// The data of a 2xx answer.
    pub fn data<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_value(self.body["data"].clone()).expect("data of this type")
    }

    /// The problem of any other answer.
    pub fn problem(&self) -> Problem {
        assert!(!self.status.is_success(), "{} {}", self.status, self.body);
        serde_json::from_value(self.body.clone()).expect("a problem document")
    }

    /// The problem's code.
    pub fn code(&self) -> ErrorCode {
        self.problem().code
    }

    /// What a write made stale.
    pub fn changed(&self) -> Vec<String> {
        serde_json::from_value(self.body["changed"].clone()).unwrap_or_default()
    }
}

/// A seeded sandbox whose clock stands shortly before midnight of the day it was seeded on, so
/// that everything seeded for that day has happened.
pub struct World {
    pub sandbox: Sandbox,
    today: Day,
    _folder: TempDir,
}

const FILE: &str = "sandbox.db";

static SEEDED: OnceLock<(TempDir, Day)> = OnceLock::new();

/// Seeds a database file; the day is the one on which both began and ended.
fn seed_once() -> (TempDir, Day) {
    loop {
        let folder = TempDir::new().expect("a folder");
        let today = day_of(from_millis(real_millis()));
        drop(Sandbox::open(folder.path(), Options::default()).expect("a sandbox"));
        if day_of(from_millis(real_millis())) == today {
            return (folder, today);
        }
    }
}

impl World {
    /// A copy of one database that is seeded once for all tests of this run.
    pub fn new() -> Self {
        let (seeded, today) = SEEDED.get_or_init(seed_once);
        let folder = TempDir::new().expect("a folder");
        std::fs::copy(seeded.path().join(FILE), folder.path().join(FILE)).expect("a copy");
        let options = Options { access_seconds: 500 * 86_400, ..Options::default() };
        let sandbox = Sandbox::open(folder.path(), options).expect("a sandbox");
        let world = Self { sandbox, today: *today, _folder: folder };
        world.at(0);
        world
    }

    /// The day that lies so many days from the seeded one.
    pub fn day(&self, offset: i64) -> Day {
        let days = Days::new(offset.unsigned_abs());
        if offset < 0 { self.today - days } else { self.today + days }
    }

    /// Moves the clock to ten minutes before the end of that day.
    pub fn at(&self, offset: i64) {
        self.set(start_of(self.day(offset)) + chrono::Duration::minutes(24 * 60 - 10));
    }

    /// Moves the clock to an instant.
    pub fn set(&self, to: Instant) {
        let clock = self.sandbox.app().clock();
        let ahead = to - self.sandbox.app().now();
        clock.set_offset(clock.offset() + ahead.num_milliseconds());
    }

    pub async fn card(&self, brand: &str, persona: &str) -> Card {
        let ticket = self.sandbox.ticket(brand, persona).await.expect("a ticket");
        self.sign_in(json!({ "grant": "TICKET", "ticket": ticket.reveal() })).await
    }

    pub async fn guest(&self, brand: &str) -> Card {
        self.sign_in(json!({ "grant": "GUEST", "brand_id": brand })).await
    }

    async fn sign_in(&self, request: Value) -> Card {
        let mut card = Card::new(self);
        let answer = card.send("POST", "/v1/sessions", None, Some(request)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        card.token = answer.body["data"]["access_token"].as_str().expect("a token").to_owned();
        card
    }

    /// An order at the till, in minor units.
    pub async fn purchase(&self, order: Value) -> Answer {
        let till = Card::new(self);
        till.send("POST", "/sandbox/till/purchase", None, Some(order)).await
    }

    /// Takes an order back.
    pub async fn refund(&self, order: &str) -> Answer {
        let till = Card::new(self);
        till.send("POST", "/sandbox/till/refund", None, Some(json!({ "order": order }))).await
    }

    /// The effects of one kind that a member has had, newest first.
    pub async fn effects(&self, member: &str, kind: &str) -> Vec<Value> {
        let reader = Card::new(self);
        let ledger = reader.send("GET", &format!("/sandbox/ledger/{member}"), None, None).await;
        let effects = ledger.body["effects"].as_array().expect("effects").clone();
        effects.into_iter().filter(|effect| effect["kind"] == kind).collect()
    }
}

/// One signed-in card.
#[derive(Clone)]
pub struct Card {
    router: Router,
    token: String,
    language: &'static str,
}

impl Card {
    fn new(world: &World) -> Self {
        Self { router: world.sandbox.router(), token: String::new(), language: "zh-CN" }
    }

    /// The same card in another language.
    pub fn speaking(&self, language: &'static str) -> Self {
        Self { language, ..self.clone() }
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: Option<Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT_LANGUAGE, self.language);
        if !self.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        let replayed = response.headers().contains_key("idempotency-replayed");
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, replayed, body }
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        self.send("GET", &format!("/v1{path}"), None, None).await.data()
    }

    pub async fn post(&self, path: &str, key: &str) -> Answer {
        self.send("POST", &format!("/v1{path}"), Some(key), None).await
    }

    pub async fn post_json(&self, path: &str, key: &str, body: Value) -> Answer {
        self.send("POST", &format!("/v1{path}"), Some(key), Some(body)).await
    }

    pub async fn put(&self, path: &str) -> Answer {
        self.send("PUT", &format!("/v1{path}"), None, None).await
    }

    /// Every item of a list, page by page.
    pub async fn all<T: DeserializeOwned>(&self, path: &str) -> Vec<T> {
        let (mut items, mut cursor) = (Vec::new(), String::new());
        loop {
            let join = if path.contains('?') { '&' } else { '?' };
            let page = format!("/v1{path}{join}limit=50&cursor={cursor}");
            let answer = self.send("GET", &page, None, None).await;
            items.extend(answer.data::<Vec<T>>());
            match answer.body["page"]["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => return items,
            }
        }
    }
}

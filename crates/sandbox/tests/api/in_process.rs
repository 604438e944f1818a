//! The router as the client's outside, with a network that can lose what it carries.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use member_card::api::{Api, Entry, HttpRequest, HttpResponse, Transport, TransportError};
use sandbox::Sandbox;
use sandbox::app::Options;
use serde_json::Value;
use tower::ServiceExt;

/// What happens to a request.
#[derive(Clone, Copy, PartialEq)]
pub enum Fate {
    /// It never arrives.
    LostBefore,
    /// It takes effect, and the answer is lost.
    LostAfter,
    /// The backend is down.
    Status(u16),
    /// It goes well.
    Well,
}

pub struct Network {
    router: Router,
    start: Instant,
    fates: Mutex<VecDeque<Fate>>,
    pub sent: Mutex<Vec<String>>,
    pub pauses: Mutex<Vec<u32>>,
}

impl Network {
    /// What happens to the next requests, in order; after them all goes well.
    pub fn meets(&self, fates: &[Fate]) {
        *self.fates.lock().unwrap() = fates.iter().copied().collect();
    }

    pub fn count(&self, request: &str) -> usize {
        self.sent.lock().unwrap().iter().filter(|sent| *sent == request).count()
    }
}

impl Transport for Network {
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'_, Result<HttpResponse, TransportError>> {
        async move {
            let line = format!("{} {}", request.method.as_str(), request.path);
            self.sent.lock().unwrap().push(line);
            let fate = self.fates.lock().unwrap().pop_front().unwrap_or(Fate::Well);
            match fate {
                Fate::LostBefore => return Err(TransportError::Network),
                Fate::Status(status) => {
                    return Ok(HttpResponse {
                        status,
                        retry_after: None,
                        body: "busy".into(),
                        exchanged_ms: None,
                    });
                }
                Fate::LostAfter | Fate::Well => {}
            }
            let mut builder = Request::builder().method(request.method.as_str()).uri(&request.path);
            for (name, value) in &request.headers {
                builder = builder.header(*name, value);
            }
            let body = request.body.map_or_else(Body::empty, Body::from);
            let response = self.router.clone().oneshot(builder.body(body).unwrap()).await.unwrap();
            let status = response.status().as_u16();
            let retry_after = response.headers().get("retry-after");
            let retry_after = retry_after.map(|value| value.to_str().unwrap().to_owned());
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            if fate == Fate::LostAfter {
                return Err(TransportError::Network);
            }
            Ok(HttpResponse { status, retry_after, body, exchanged_ms: None })
        }
        .boxed_local()
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'_, ()> {
        self.pauses.lock().unwrap().push(ms);
        // The others get their turn, as they would while a page waits.
        tokio::task::yield_now().boxed_local()
    }

    fn monotonic_ms(&self) -> f64 {
        self.start.elapsed().as_secs_f64() * 1000.0
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

pub struct World {
    pub sandbox: Sandbox,
    pub network: Arc<Network>,
}

impl World {
    pub fn new() -> Self {
        let sandbox = Sandbox::in_memory_with(Options::default()).unwrap();
        let network = Network {
            router: sandbox.router(),
            start: Instant::now(),
            fates: Mutex::default(),
            sent: Mutex::default(),
            pauses: Mutex::default(),
        };
        Self { sandbox, network: Arc::new(network) }
    }

    /// A client of its own, signed in as a persona by a one-time ticket.
    pub async fn client(&self, brand: &str, persona: &str) -> Api {
        let api = Api::new(Arc::clone(&self.network) as Arc<dyn Transport>, "zh-CN");
        api.enter(Entry::Ticket(self.sandbox.ticket(brand, persona).await.unwrap()));
        api
    }

    /// A call of the sandbox's own, such as the till's.
    pub async fn sandbox_call(&self, method: &str, path: &str, body: Value) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.network.router.clone().oneshot(request).await.unwrap();
        assert!(response.status().is_success(), "{method} {path}: {}", response.status());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }
}

//! The browser as the client's outside: `fetch` with a timeout, timers, the monotonic clock.

use core::future::Future;
use std::sync::{Mutex, PoisonError};

use contract::endpoints::Method;
use futures::FutureExt;
use futures::future::{Either, LocalBoxFuture, select};
use gloo_net::http::RequestBuilder;
use gloo_timers::future::TimeoutFuture;
use web_sys::AbortController;

use super::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::domain::steady::Steady;

/// Sends to the origin that `base` names; empty is the page's own, which needs no CORS.
pub struct BrowserTransport {
    base: String,
    clock: Mutex<Steady>,
}

impl BrowserTransport {
    /// `base` is an origin such as `https://api.example.com`, or empty.
    pub fn new(base: impl Into<String>) -> Self {
        Self { base: base.into(), clock: Mutex::new(Steady::default()) }
    }
}

impl Transport for BrowserTransport {
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'_, Result<HttpResponse, TransportError>> {
        async move {
            let abort = AbortController::new().ok();
            let timeout = TimeoutFuture::new(request.timeout_ms);
            let url = [&self.base, request.path.as_str()].concat();
            let exchange = exchange(&url, &request, abort.as_ref());
            match select(core::pin::pin!(exchange), timeout).await {
                Either::Left((result, _)) => result,
                Either::Right(((), _)) => {
                    // A plain abort: gloo-net panics when fetch rejects with anything but an
                    // `Error`, and a reason would be exactly that.
                    if let Some(abort) = abort {
                        abort.abort();
                    }
                    Err(TransportError::Timeout)
                }
            }
        }
        .boxed_local()
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'_, ()> {
        TimeoutFuture::new(ms).boxed_local()
    }

    fn monotonic_ms(&self) -> f64 {
        let clock = web_sys::window().and_then(|window| window.performance());
        let monotonic = clock.map_or(0.0, |clock| clock.now());
        let mut steady = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        steady.read(monotonic, js_sys::Date::now())
    }

    fn chance(&self) -> f64 {
        js_sys::Math::random()
    }
}

fn exchange<'a>(
    url: &str,
    request: &'a HttpRequest,
    abort: Option<&AbortController>,
) -> impl Future<Output = Result<HttpResponse, TransportError>> + use<'a> {
    let method = match request.method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Delete => gloo_net::http::Method::DELETE,
    };
    let signal = abort.map(AbortController::signal);
    let mut builder = RequestBuilder::new(url).method(method).abort_signal(signal.as_ref());
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let ready = match &request.body {
        Some(body) => builder.body(body.as_str()),
        None => builder.build(),
    };
    async move {
        let response = ready
            .map_err(|_| TransportError::Network)?
            .send()
            .await
            .map_err(|_| TransportError::Network)?;
        let status = response.status();
        let retry_after = response.headers().get("retry-after");
        let body = response.text().await.map_err(|_| TransportError::Network)?;
        Ok(HttpResponse { status, retry_after, body, exchanged_ms: None })
    }
}

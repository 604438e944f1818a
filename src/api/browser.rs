//! The browser as the client's outside: `fetch` with a timeout, timers, the monotonic clock.

use std::sync::{Mutex, PoisonError};

use contract::endpoints::Method;
use futures::FutureExt;
use futures::future::{Either, LocalBoxFuture, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

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
                Either::Left((result, _)) => result.map_err(|_| TransportError::Network),
                Either::Right(((), _)) => {
                    if let Some(abort) = &abort {
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

async fn exchange(
    url: &str,
    request: &HttpRequest,
    abort: Option<&AbortController>,
) -> Result<HttpResponse, JsValue> {
    let options = RequestInit::new();
    options.set_method(match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    });
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    options.set_headers(&headers);
    if let Some(body) = &request.body {
        options.set_body(&JsValue::from_str(body));
    }
    options.set_signal(abort.map(AbortController::signal).as_ref());
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await?;
    let response: Response = response.unchecked_into();
    let status = response.status();
    let retry_after = response.headers().get("retry-after")?;
    let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(HttpResponse { status, retry_after, body, exchanged_ms: None })
}

//! `fetch` with the shell before it: the first answers are on their way already, and what says
//! something of the code is told to the shell, which keeps it for when the module is not there.

use futures::FutureExt as _;
use futures::future::{Either, LocalBoxFuture, select};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api::browser::BrowserTransport;
use crate::api::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::host::shell;

/// The answers that say something of the code.
const OF_THE_CODE: [&str; 2] = ["/v1/bootstrap", "/v1/card/code"];

/// Sends by the browser what the shell has not sent yet.
pub struct EarlyTransport(pub BrowserTransport);

impl Transport for EarlyTransport {
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'_, Result<HttpResponse, TransportError>> {
        async move {
            if let Some(answer) = shell::take(&request.path) {
                let answer = JsFuture::from(answer.unchecked_into::<js_sys::Promise>());
                let timeout = self.sleep(request.timeout_ms);
                match select(answer, timeout).await {
                    Either::Left((Ok(answer), _)) => {
                        if let Some(response) = response(answer) {
                            return Ok(response);
                        }
                    }
                    Either::Left((Err(_), _)) => return Err(TransportError::Network),
                    Either::Right(((), _)) => return Err(TransportError::Timeout),
                }
            }
            let of_the_code = OF_THE_CODE.contains(&request.path.as_str());
            let sent = self.monotonic_ms();
            let result = self.0.send(request).await;
            if let Ok(response) = &result
                && of_the_code
                && response.status == 200
            {
                shell::seen(&response.body, sent, self.monotonic_ms());
            }
            result
        }
        .boxed_local()
    }

    fn sleep(&self, ms: u32) -> LocalBoxFuture<'_, ()> {
        self.0.sleep(ms)
    }

    fn monotonic_ms(&self) -> f64 {
        self.0.monotonic_ms()
    }

    fn chance(&self) -> f64 {
        self.0.chance()
    }
}

/// Status, `Retry-After`, body, sent and received; nothing when the shell did not ask after all.
fn response(answer: JsValue) -> Option<HttpResponse> {
    let answer: Array = answer.dyn_into().ok()?;
    let number = |at: u32| answer.get(at).as_f64();
    Some(HttpResponse {
        status: number(0)? as u16,
        retry_after: answer.get(1).as_string(),
        body: answer.get(2).as_string()?,
        exchanged_ms: Some((number(3)?, number(4)?)),
    })
}

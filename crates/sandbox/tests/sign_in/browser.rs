//! As much of a browser as a redirect needs: cookies by path, and no step that was not asked for.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use sandbox::app::Options;
use sandbox::{Sandbox, server};
use serde_json::{Value, json};

/// A sandbox that listens.
pub struct Server {
    pub origin: String,
}

impl Server {
    pub async fn start(wechat: Option<String>) -> Self {
        let listener = server::bind("127.0.0.1".parse().unwrap(), 0).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let options = Options { own: Some(origin.clone()), wechat, ..Options::default() };
        let sandbox = Sandbox::in_memory_with(options).unwrap();
        tokio::spawn(server::serve(listener, sandbox.router()));
        Self { origin }
    }

    pub fn browser(&self) -> Browser {
        let client = Client::builder(TokioExecutor::new()).build(HttpConnector::new());
        Browser { origin: self.origin.clone(), client, cookies: Vec::new() }
    }

    pub async fn advance(&self, seconds: i64) {
        let body = json!({ "advance_seconds": seconds });
        self.browser().post("/sandbox/clock", &body).await;
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cookie {
    pub name: String,
    pub value: String,
    pub path: String,
    /// The rest, as it was sent.
    pub attributes: String,
}

#[derive(Clone)]
pub struct Browser {
    origin: String,
    client: Client<HttpConnector, Body>,
    pub cookies: Vec<Cookie>,
}

#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    /// Where the browser is sent.
    pub fn location(&self) -> &str {
        assert!(self.status.is_redirection(), "{self:?}");
        self.headers["location"].to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{self:?}"))
    }
}

impl Browser {
    /// `to` is a path, or a URL of the server.
    pub async fn get(&mut self, to: &str) -> Reply {
        self.send("GET", to, &[], Body::empty()).await
    }

    pub async fn get_with(&mut self, to: &str, headers: &[(&str, &str)]) -> Reply {
        self.send("GET", to, headers, Body::empty()).await
    }

    pub async fn post(&mut self, to: &str, body: &Value) -> Reply {
        self.send("POST", to, &[], Body::from(body.to_string())).await
    }

    async fn send(
        &mut self,
        method: &str,
        to: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Reply {
        let to = to.strip_prefix(&self.origin).unwrap_or(to);
        let to = to.split('#').next().unwrap_or_default();
        let path = to.split('?').next().unwrap_or_default();
        let mut request = Request::builder().method(method).uri(format!("{}{to}", self.origin));
        let sent: Vec<String> = self
            .cookies
            .iter()
            .filter(|cookie| path.starts_with(&cookie.path))
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        if !sent.is_empty() {
            request = request.header("cookie", sent.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.client.request(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        for line in parts.headers.get_all("set-cookie") {
            self.keep(line.to_str().unwrap());
        }
        let bytes = to_bytes(Body::new(body), usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply { status: parts.status, headers: parts.headers, text }
    }

    fn keep(&mut self, line: &str) {
        let (pair, attributes) = line.split_once("; ").unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        let path = attributes.split("; ").find_map(|one| one.strip_prefix("Path=")).unwrap();
        self.cookies.retain(|cookie| (cookie.name.as_str(), cookie.path.as_str()) != (name, path));
        if !attributes.contains("Max-Age=0;") {
            self.cookies.push(Cookie {
                name: name.to_owned(),
                value: value.to_owned(),
                path: path.to_owned(),
                attributes: attributes.to_owned(),
            });
        }
    }

    pub fn cookie(&self, name: &str) -> Option<&Cookie> {
        self.cookies.iter().find(|cookie| cookie.name == name)
    }

    /// Presses the button of a brand's card: the address of WeChat's page.
    pub async fn begin(&mut self, brand: &str, route: &str) -> String {
        let mut path = format!("/v1/wechat/sign-in?brand={brand}&route=");
        member_card::route::escape(route, &mut path);
        self.get(&path).await.location().to_owned()
    }

    /// Picks somebody on WeChat's page: the address of the way back.
    pub async fn pick(&mut self, page: &str, person: &str) -> String {
        let page = page.split('#').next().unwrap();
        self.get(&format!("{page}&person={person}")).await.location().to_owned()
    }

    /// Asks for a session as the page does that was just opened.
    pub async fn session(&mut self, refresh_token: Option<&str>) -> Reply {
        let body = match refresh_token {
            None => json!({ "grant": "GUEST", "brand_id": "tea" }),
            Some(token) => json!({ "grant": "REFRESH", "refresh_token": token }),
        };
        self.post("/v1/sessions", &body).await
    }

    /// The id of the member that an access token belongs to.
    pub async fn member(&mut self, access_token: &Value) -> Reply {
        let bearer = format!("Bearer {}", access_token.as_str().unwrap());
        self.get_with("/v1/member", &[("authorization", &bearer)]).await
    }
}

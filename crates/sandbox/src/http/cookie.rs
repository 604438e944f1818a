//! Cookies (RFC 6265bis) as the sign-in needs them: never readable by a script, and each for one
//! place.

use axum::http::{HeaderMap, HeaderValue, header};

use super::origin;

/// A cookie of ours.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    /// Its name.
    pub name: &'static str,
    /// The only path below which the browser sends it.
    pub path: &'static str,
    /// `SameSite`: `Lax` comes along when a link of another site leads here, `Strict` does not.
    pub same_site: &'static str,
    /// How long it lives, in seconds.
    pub seconds: u32,
}

impl Cookie {
    /// What the browser sent; nothing when it sent none, or an empty one.
    #[must_use]
    pub fn read(&self, headers: &HeaderMap) -> Option<String> {
        let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        sent.flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, value)| *name == self.name && !value.is_empty())
            .map(|(_, value)| value.to_owned())
    }

    /// Leaves a value with the browser. `request` are the headers of what is answered.
    pub fn leave(&self, value: &str, request: &HeaderMap, answer: &mut HeaderMap) {
        self.write(value, self.seconds, request, answer);
    }

    /// Takes it from the browser.
    pub fn take(&self, request: &HeaderMap, answer: &mut HeaderMap) {
        self.write("", 0, request, answer);
    }

    fn write(&self, value: &str, seconds: u32, request: &HeaderMap, answer: &mut HeaderMap) {
        let Self { name, path, same_site, .. } = self;
        let secure = if origin::is_https(request) { "; Secure" } else { "" };
        let text = format!(
            "{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}"
        );
        if let Ok(value) = HeaderValue::from_str(&text) {
            answer.append(header::SET_COOKIE, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COOKIE: Cookie = Cookie { name: "a", path: "/x", same_site: "Lax", seconds: 9 };

    #[test]
    fn one_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("aa=1; a=2; b=3"));
        assert_eq!(COOKIE.read(&headers).as_deref(), Some("2"));
        headers.insert(header::COOKIE, HeaderValue::from_static("a=; aa=1"));
        assert_eq!(COOKIE.read(&headers), None);
    }

    #[test]
    fn a_cookie_is_secure_where_the_request_was() {
        let (mut request, mut answer) = (HeaderMap::new(), HeaderMap::new());
        COOKIE.leave("v", &request, &mut answer);
        assert_eq!(answer[header::SET_COOKIE], "a=v; Path=/x; Max-Age=9; HttpOnly; SameSite=Lax");
        request.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        let mut answer = HeaderMap::new();
        COOKIE.take(&request, &mut answer);
        let text = "a=; Path=/x; Max-Age=0; HttpOnly; SameSite=Lax; Secure";
        assert_eq!(answer[header::SET_COOKIE], text);
    }
}

//! Under which origin a request came: what the browser calls us, which may be another name than our
//! own.

use axum::http::{HeaderMap, header};

/// Whether the browser spoke TLS, to us or to a proxy before us.
#[must_use]
pub fn is_https(headers: &HeaderMap) -> bool {
    text(headers, "x-forwarded-proto").eq_ignore_ascii_case("https")
}

/// The origin, such as `http://127.0.0.1:8787`; nothing when the request names no host, or one that
/// could not stand in a URL.
#[must_use]
pub fn of(headers: &HeaderMap) -> Option<String> {
    let host = text(headers, header::HOST.as_str());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let scheme = if is_https(headers) { "https" } else { "http" };
    (!host.is_empty() && host.chars().all(plain)).then(|| format!("{scheme}://{host}"))
}

/// The host of a URL without its port; nothing when it is no plain `http` or `https` URL.
#[must_use]
pub fn host_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    if authority.is_empty() || authority.contains(['@', '\\', '%']) {
        return None;
    }
    let end = authority.rfind(']').map_or(0, |at| at + 1);
    let (host, port) = match authority.get(end..)?.find(':') {
        Some(at) => authority.split_at_checked(end + at)?,
        None => (authority, ""),
    };
    port.chars().skip(1).all(|c| c.is_ascii_digit()).then_some(host)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_the_whole_host_and_nothing_that_looks_like_one() {
        assert_eq!(host_of("http://127.0.0.1:87/v1?a#b"), Some("127.0.0.1"));
        assert_eq!(host_of("https://[::1]:87/v1"), Some("[::1]"));
        assert_eq!(host_of("https://card.example"), Some("card.example"));
        assert_eq!(host_of("http://127.0.0.1.evil.example/"), Some("127.0.0.1.evil.example"));
        for url in [
            "",
            "/v1",
            "//card.example/",
            "javascript:alert(1)",
            "http:/card.example",
            "http://card.example@evil.example/",
            "http://card.example\\@evil.example/",
            "http://card.example:8x/",
            "http://",
        ] {
            assert_eq!(host_of(url), None, "{url}");
        }
    }
}

//! A script that a rule puts into a page: what an extension or a web-view does before the page
//! itself runs.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::{HELD, dropped};

/// Puts a script first into the head of a page, and lets the page's policy allow it beside what it
/// allowed. Any other answer stays as it is.
pub(super) async fn with_script(response: Response, source: &str) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.and_then(|kind| kind.to_str().ok()).is_some_and(is_html);
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(whole) = to_bytes(body, HELD).await else { return dropped() };
    let page = insert(&String::from_utf8_lossy(&whole), source);
    let headers = &mut parts.headers;
    // The page is no longer the file that these speak of.
    headers.remove(header::ETAG);
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|now| now.to_str().ok());
    if let Some(policy) = policy
        && let Ok(value) = HeaderValue::from_str(&serving::with_script(policy, source))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    Response::from_parts(parts, Body::from(page))
}

fn is_html(kind: &str) -> bool {
    kind.starts_with("text/html")
}

/// The page with the script right after the start of its head; where it names no head, after its
/// doctype, where the parser begins one.
fn insert(page: &str, source: &str) -> String {
    let at = end_of_tag(page, "<head").or_else(|| end_of_tag(page, "<!doctype")).unwrap_or(0);
    let (before, after) = page.split_at_checked(at).unwrap_or(("", page));
    format!("{before}<script>{source}</script>{after}")
}

/// Where the first tag of a name ends.
fn end_of_tag(page: &str, open: &str) -> Option<usize> {
    let lower = page.to_ascii_lowercase();
    let starts = lower.match_indices(open).map(|(start, _)| start + open.len());
    let whole_name = |end: &usize| {
        lower.get(*end..).is_some_and(|rest| rest.starts_with(['>', ' ', '\n', '\r', '\t']))
    };
    let end = starts.into_iter().find(whole_name)?;
    lower.get(end..)?.find('>').map(|length| end + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_comes_before_whatever_the_head_has() {
        for (page, with) in [
            ("<html><head><title>", "<html><head><script>x()</script><title>"),
            ("<HEAD lang=zh><p>", "<HEAD lang=zh><script>x()</script><p>"),
            ("<!doctype html><header>", "<!doctype html><script>x()</script><header>"),
            ("<p>", "<script>x()</script><p>"),
        ] {
            assert_eq!(insert(page, "x()"), with);
        }
    }
}

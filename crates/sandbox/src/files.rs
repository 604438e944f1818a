//! The built card and the brands' art, as static files.

pub(crate) mod policy;

use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use axum::Router;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::db::Occasion;
use crate::error::{Failure, Outcome};
use crate::http::reply::names;
use crate::store::settings;

/// Precompressed variants, the smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>The card is not built</title>\
    <p>The API is running, but there is no built card to serve. Run <code>cargo xtask run</code>, \
    which builds it, or name a built one with <code>--dist</code>. \
    <a href=\"/sandbox\">The sandbox</a> works without it.";

/// The routes at the root.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(index))
        .route("/sw.js", get(worker))
        .route("/brands/{brand}/mark.svg", get(mark))
        .route("/brands/{brand}/art.svg", get(art))
        .route("/{*path}", get(file))
}

async fn index(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    match serve(&app, "index.html", &headers).await {
        Err(failure) if failure.status == StatusCode::NOT_FOUND => {
            Ok((StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response())
        }
        other => other,
    }
}

async fn file(
    State(app): State<App>,
    UrlPath(path): UrlPath<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    serve(&app, &path, &headers).await
}

/// The service worker; while it is switched off the one that takes itself away.
async fn worker(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let enabled = app.run(Occasion::at(app.now()), settings::worker_enabled).await?;
    serve(&app, if enabled { "sw.js" } else { "sw-off.js" }, &headers).await
}

async fn mark(UrlPath(brand): UrlPath<String>, headers: HeaderMap) -> Result<Response, Failure> {
    drawing(
        &headers,
        match brand.as_str() {
            "tea" => Some(include_str!("brand/art/tea-mark.svg")),
            "hotel" => Some(include_str!("brand/art/hotel-mark.svg")),
            _ => None,
        },
    )
}

async fn art(UrlPath(brand): UrlPath<String>, headers: HeaderMap) -> Result<Response, Failure> {
    drawing(
        &headers,
        match brand.as_str() {
            "tea" => Some(include_str!("brand/art/tea-art.svg")),
            "hotel" => Some(include_str!("brand/art/hotel-art.svg")),
            _ => None,
        },
    )
}

fn drawing(headers: &HeaderMap, svg: Option<&'static str>) -> Result<Response, Failure> {
    let svg = svg.ok_or_else(|| Failure::not_found("brand"))?;
    let etag = format!("\"{}\"", crate::secret::hash(svg));
    let mut response = if unchanged(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
    };
    guard(response.headers_mut(), &etag, "public, max-age=3600", None);
    Ok(response)
}

/// One file as it will be sent.
struct Found {
    bytes: Vec<u8>,
    etag: String,
    encoding: Option<&'static str>,
    policy: Option<String>,
}

async fn serve(app: &App, path: &str, headers: &HeaderMap) -> Result<Response, Failure> {
    let missing = || Failure::not_found("file");
    let root = app.options().dist.clone().ok_or_else(missing)?;
    let file = inside(&root, path).ok_or_else(missing)?;
    let accepted = text(headers, header::ACCEPT_ENCODING.as_str()).to_owned();
    let found = tokio::task::spawn_blocking(move || read(&file, &accepted))
        .await
        .map_err(|error| Failure::internal(&error))??;
    let cache = if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = if unchanged(headers, &found.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, media_type(path))], found.bytes).into_response()
    };
    let out = response.headers_mut();
    if let Some(encoding) = found.encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    guard(out, &found.etag, cache, found.policy.as_deref());
    Ok(response)
}

fn read(file: &Path, accepted: &str) -> Outcome<Found> {
    let missing = |_| Failure::not_found("file");
    let html = file.extension().is_some_and(|ending| ending == "html");
    let policy = match html {
        true => Some(policy::of(&std::fs::read_to_string(file).map_err(missing)?)),
        false => None,
    };
    let (path, encoding) = ENCODINGS
        .iter()
        .filter(|(name, _)| accepts(accepted, name))
        .find_map(|(name, ending)| {
            let mut with = file.as_os_str().to_owned();
            with.push(format!(".{ending}"));
            let with = PathBuf::from(with);
            with.is_file().then_some((with, Some(*name)))
        })
        .unwrap_or_else(|| (file.to_owned(), None));
    let meta = std::fs::metadata(&path).map_err(missing)?;
    if !meta.is_file() {
        return Err(Failure::not_found("file"));
    }
    let changed = meta
        .modified()
        .ok()
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    let etag = format!("\"{:x}-{changed:x}\"", meta.len());
    let bytes = std::fs::read(&path).map_err(missing)?;
    Ok(Found { bytes, etag, encoding, policy })
}

/// The file of a URL's path inside a folder; nothing when it would lead out of it or is hidden.
fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let plain = Path::new(path).components().all(|part| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    });
    (plain && !path.contains('\\')).then(|| root.join(path))
}

/// Whether an `Accept-Encoding` header takes an encoding (RFC 9110, 12.5.3).
fn accepts(header: &str, name: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let named = parts.next().is_some_and(|offered| offered.eq_ignore_ascii_case(name));
        named && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// Whether a file's name carries the hash of its content, so that it never changes.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '.', '_'])
        .any(|part| part.len() >= 8 && part.chars().all(|c| c.is_ascii_hexdigit()))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn unchanged(headers: &HeaderMap, etag: &str) -> bool {
    let header = text(headers, header::IF_NONE_MATCH.as_str());
    !header.is_empty() && names(header, etag)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn guard(headers: &mut HeaderMap, etag: &str, cache: &'static str, policy: Option<&str>) {
    if let Ok(value) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let referrer = HeaderValue::from_static("strict-origin-when-cross-origin");
    headers.insert(header::REFERRER_POLICY, referrer);
    if let Some(value) = policy.and_then(|policy| HeaderValue::from_str(policy).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside_its_folder() {
        let root = Path::new("dist");
        assert_eq!(inside(root, "a/b.css"), Some(PathBuf::from("dist/a/b.css")));
        for path in ["../secret", "a/../../secret", "/etc/passwd", ".git/config", "a\\..\\b"] {
            assert_eq!(inside(root, path), None, "{path}");
        }
    }

    #[test]
    fn only_a_name_with_a_hash_is_immutable() {
        assert!(has_hash("member-card-0a1b2c3d4e5f6071_bg.wasm"));
        assert!(has_hash("assets/base-0a1b2c3d.css"));
        assert!(!has_hash("boot.js") && !has_hash("index.html"));
    }

    #[test]
    fn an_encoding_with_weight_zero_is_not_accepted() {
        assert!(accepts("gzip, br;q=0.9", "br"));
        assert!(!accepts("gzip, br;q=0", "br") && !accepts("", "br"));
    }
}

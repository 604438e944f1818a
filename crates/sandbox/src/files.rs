//! The built card and the brands' art, as static files.

use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use serving::{Kind, Setting};

use crate::app::App;
use crate::brand::Brand;
use crate::db::Occasion;
use crate::error::{Failure, Outcome};
use crate::http::Params;
use crate::http::reply::names;
use crate::secret;
use crate::store::settings;

/// Precompressed variants, the smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Where browsers tell what a policy refused, for tests and for people.
pub(crate) const REPORTS: &str = "/sandbox/csp-reports";

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>The card is not built</title>\
    <p>The API is running, but there is no built card to serve. Run <code>cargo xtask run</code>, \
    which builds it, or name a built one with <code>--dist</code>. \
    <a href=\"/sandbox\">The sandbox</a> works without it.";

/// The routes at the root.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(index))
        .route("/embed", get(embed))
        .route("/sw.js", get(worker))
        .route("/brands/{brand}/mark.svg", get(mark))
        .route("/brands/{brand}/art.svg", get(art))
        .route("/{*path}", get(file))
}

async fn index(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    match serve(&app, "index.html", &headers, Setting::ALONE.ancestors).await {
        Err(failure) if failure.status == StatusCode::NOT_FOUND => {
            Ok((StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response())
        }
        other => other,
    }
}

#[derive(Deserialize)]
struct Shown {
    brand: Option<String>,
}

/// The page for frames, which only the pages of its brand may hold.
async fn embed(
    State(app): State<App>,
    Params(shown): Params<Shown>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let origins = match shown.brand.as_deref().and_then(Brand::find) {
        Some(brand) => {
            app.run(Occasion::at(app.now()), |tx| settings::embed_origins(tx, brand)).await?
        }
        None => Vec::new(),
    };
    let ancestors =
        if origins.is_empty() { Setting::ALONE.ancestors.to_owned() } else { origins.join(" ") };
    serve(&app, "embed.html", &headers, &ancestors).await
}

async fn file(
    State(app): State<App>,
    UrlPath(path): UrlPath<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    // Whose pages may hold it is known at `/embed` only.
    if Kind::of(&path) == Kind::Frame {
        return Err(Failure::not_found("file"));
    }
    serve(&app, &path, &headers, Setting::ALONE.ancestors).await
}

/// The service worker; while it is switched off the one that takes itself away.
async fn worker(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let enabled = app.run(Occasion::at(app.now()), settings::worker_enabled).await?;
    let name = if enabled { "sw.js" } else { "sw-off.js" };
    serve(&app, name, &headers, Setting::ALONE.ancestors).await
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
    let etag = etag(svg.as_bytes(), "");
    let mut response = if unchanged(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
    };
    let out = response.headers_mut();
    guard(out, &etag, Kind::Other, None);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    // Brands' pages show it where the card stands in them without a frame, and a mask is read.
    for (name, value) in
        [("cross-origin-resource-policy", "cross-origin"), ("access-control-allow-origin", "*")]
    {
        out.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    Ok(response)
}

/// One file as it will be sent.
struct Found {
    bytes: Vec<u8>,
    etag: String,
    encoding: Option<&'static str>,
    policy: Option<String>,
}

async fn serve(
    app: &App,
    path: &str,
    headers: &HeaderMap,
    ancestors: &str,
) -> Result<Response, Failure> {
    let missing = || Failure::not_found("file");
    let root = app.options().dist.clone().ok_or_else(missing)?;
    let file = inside(&root, path).ok_or_else(missing)?;
    let accepted = text(headers, header::ACCEPT_ENCODING.as_str()).to_owned();
    let kind = Kind::of(path);
    let ancestors = matches!(kind, Kind::Page | Kind::Frame).then(|| ancestors.to_owned());
    let read = move || read(&file, &accepted, ancestors.as_deref());
    let found =
        tokio::task::spawn_blocking(read).await.map_err(|error| Failure::internal(&error))??;
    let mut response = if unchanged(headers, &found.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, serving::media_type(path))], found.bytes).into_response()
    };
    let out = response.headers_mut();
    if let Some(encoding) = found.encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    guard(out, &found.etag, kind, found.policy.as_deref());
    Ok(response)
}

/// Reads a file in the smallest form that is accepted; of a page, who may hold it is in its policy.
fn read(file: &Path, accepted: &str, ancestors: Option<&str>) -> Outcome<Found> {
    let missing = |_| Failure::not_found("file");
    let policy = match ancestors {
        Some(ancestors) => {
            let page = std::fs::read_to_string(file).map_err(missing)?;
            let report = Some(REPORTS);
            Some(serving::policy(&page, &Setting { ancestors, report, ..Setting::ALONE }))
        }
        None => None,
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
    if !path.is_file() {
        return Err(Failure::not_found("file"));
    }
    let bytes = std::fs::read(&path).map_err(missing)?;
    let etag = etag(&bytes, policy.as_deref().unwrap_or_default());
    Ok(Found { bytes, etag, encoding, policy })
}

/// What a browser holds a kept answer by (RFC 9110, 8.8.3): the same bytes, the same tag, on any
/// server and after any deployment. A page of another policy is another page: what a browser does
/// with a header that came with "not modified" is its own matter.
fn etag(bytes: &[u8], policy: &str) -> String {
    format!("\"{}\"", secret::hash([bytes, policy.as_bytes()].concat()))
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

fn unchanged(headers: &HeaderMap, etag: &str) -> bool {
    let header = text(headers, header::IF_NONE_MATCH.as_str());
    !header.is_empty() && names(header, etag)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn guard(headers: &mut HeaderMap, etag: &str, kind: Kind, policy: Option<&str>) {
    if let Ok(value) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, value);
    }
    for (name, value) in kind.headers() {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
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
    fn an_encoding_with_weight_zero_is_not_accepted() {
        assert!(accepts("gzip, br;q=0.9", "br"));
        assert!(!accepts("gzip, br;q=0", "br") && !accepts("", "br"));
    }
}

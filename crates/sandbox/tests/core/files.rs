//! The built card as static files.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use sandbox::Sandbox;
use sandbox::app::Options;
use serde_json::json;

use super::client::{Client, Reply};

fn client() -> (Client, tempfile::TempDir) {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dist.path().join(name), text).unwrap();
    write(
        "index.html",
        "<!doctype html><style>a{}</style><script>1</script><script src=/boot.js></script>",
    );
    write("card-0a1b2c3d4e5f6071_bg.wasm", "wasm");
    write("card-0a1b2c3d4e5f6071_bg.wasm.br", "brotli");
    write("card-0a1b2c3d4e5f6071_bg.wasm.gz", "gzip");
    write("boot.js", "boot()");
    write("embed.html", "<!doctype html><script>2</script>");
    write("embed.js", "embed()");
    write("version.json", "{\"build\":\"0a1b2c3d4e5f6071\"}");
    write(".secret", "no");
    let options = Options { dist: Some(dist.path().to_owned()), ..Options::default() };
    (Client { sandbox: Sandbox::in_memory_with(options).unwrap(), token: None }, dist)
}

/// A file's headers and its text.
async fn text(client: &Client, path: &str, headers: &[(&str, &str)]) -> (HeaderMap, String) {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (parts, body) = client.raw(request.body(Body::empty()).unwrap()).await.into_parts();
    assert!(parts.status.is_success(), "{path} {}", parts.status);
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

fn header(reply: &Reply, name: &str) -> String {
    reply.headers.get(name).map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_page_is_revalidated_and_carries_a_strict_policy() {
    let (client, _dist) = client();
    let page = client.get("/").await;
    assert_eq!(header(&page, "cache-control"), "no-cache");
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
    assert_eq!(header(&page, "x-content-type-options"), "nosniff");
    assert_eq!(header(&page, "referrer-policy"), "strict-origin-when-cross-origin");
    let policy = header(&page, "content-security-policy");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(policy.matches("sha256-").count(), 2);
    assert!(policy.contains("; frame-ancestors 'none'; "), "{policy}");
    assert!(policy.contains("; require-trusted-types-for 'script'; trusted-types member-card;"));
    assert_eq!(header(&page, "x-frame-options"), "DENY");
    assert_eq!(header(&page, "cross-origin-opener-policy"), "same-origin");
    assert_eq!(header(&page, "cross-origin-resource-policy"), "same-origin");
    assert!(header(&page, "permissions-policy").contains("screen-wake-lock=(self)"));
    assert_eq!(header(&page, "set-cookie"), "");
    let same = client.send("GET", "/", &[("if-none-match", &header(&page, "etag"))], None).await;
    assert_eq!(same.status.as_u16(), 304);
}

#[tokio::test]
async fn a_hashed_file_is_immutable_and_comes_precompressed() {
    let (client, _dist) = client();
    let path = "/card-0a1b2c3d4e5f6071_bg.wasm";
    for (accepts, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("identity", "")] {
        let file = client.send("GET", path, &[("accept-encoding", accepts)], None).await;
        assert_eq!(header(&file, "content-type"), "application/wasm");
        assert_eq!(header(&file, "content-encoding"), encoding);
        assert_eq!(header(&file, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&file, "vary"), "Accept-Encoding");
    }
    let plain = client.get("/boot.js").await;
    assert_eq!(header(&plain, "cache-control"), "no-cache");
    assert_eq!(header(&plain, "content-type"), "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn the_page_for_frames_may_be_held_by_the_pages_of_its_brand_and_no_other() {
    let (client, _dist) = client();
    let origins = json!({ "brand": "tea", "origins": ["https://shop.example"] });
    client.post("/sandbox/embed-origins", origins).await;
    let ancestors = async |path: &str| {
        let (headers, body) = text(&client, path, &[]).await;
        assert!(body.contains("<script>2</script>"), "{path}");
        assert!(headers.get("x-frame-options").is_none(), "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
        let policy = headers["content-security-policy"].to_str().unwrap().to_owned();
        let (_, rest) = policy.split_once("frame-ancestors ").unwrap();
        rest.split(';').next().unwrap().to_owned()
    };
    assert_eq!(ancestors("/embed?brand=tea").await, "https://shop.example");
    assert!(ancestors("/embed?brand=hotel").await.starts_with("http://127.0.0.1:*"));
    for nobody in ["/embed", "/embed?brand=nobody", "/embed?brand=%27self%27"] {
        assert_eq!(ancestors(nobody).await, "'none'", "{nobody}");
    }
    let none = json!({ "brand": "tea", "origins": [] });
    client.post("/sandbox/embed-origins", none).await;
    assert_eq!(ancestors("/embed?brand=tea").await, "'none'");
    assert_eq!(client.get("/embed.html").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_page_whose_policy_changed_is_no_longer_the_one_that_is_kept() {
    let (client, _dist) = client();
    let tag = header(&client.get("/embed?brand=tea").await, "etag");
    let asked = [("if-none-match", tag.as_str())];
    let again = client.send("GET", "/embed?brand=tea", &asked, None).await;
    assert_eq!(again.status.as_u16(), 304);
    let origins = json!({ "brand": "tea", "origins": ["https://shop.example"] });
    client.post("/sandbox/embed-origins", origins).await;
    let (headers, _) = text(&client, "/embed?brand=tea", &asked).await;
    assert_ne!(headers["etag"].to_str().unwrap(), tag);
}

#[tokio::test]
async fn a_tag_is_that_of_the_bytes_and_not_of_the_moment_they_were_written() {
    let (client, dist) = client();
    let path = "/card-0a1b2c3d4e5f6071_bg.wasm";
    let (before, _) = text(&client, path, &[]).await;
    std::fs::write(dist.path().join(&path[1..]), "wasm").unwrap();
    let (after, _) = text(&client, path, &[]).await;
    assert_eq!(before["etag"], after["etag"]);
    let (packed, _) = text(&client, path, &[("accept-encoding", "br")]).await;
    assert_ne!(packed["etag"], after["etag"]);
}

#[tokio::test]
async fn brands_pages_may_load_the_loader_and_hashed_files_and_nothing_else() {
    let (client, _dist) = client();
    for (path, open) in [
        ("/embed.js", "*"),
        ("/card-0a1b2c3d4e5f6071_bg.wasm", "*"),
        ("/", ""),
        ("/boot.js", ""),
        ("/version.json", ""),
    ] {
        let (headers, _) = text(&client, path, &[("origin", "https://shop.example")]).await;
        let allowed = headers.get("access-control-allow-origin");
        assert_eq!(allowed.map_or("", |value| value.to_str().unwrap()), open, "{path}");
    }
    let (headers, _) = text(&client, "/version.json", &[]).await;
    assert_eq!(headers["cache-control"], "no-store");
}

#[tokio::test]
async fn what_browsers_refuse_is_told_where_the_page_says() {
    let (client, _dist) = client();
    let (headers, _) = text(&client, "/", &[]).await;
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("; report-uri /sandbox/csp-reports"), "{policy}");
    let report = json!({ "csp-report": { "blocked-uri": "inline" } });
    assert_eq!(client.post("/sandbox/csp-reports", report).await.status.as_u16(), 204);
    let told = client.get("/sandbox/csp-reports").await;
    assert_eq!(told.body, json!([{ "blocked-uri": "inline" }]));
    client.send("DELETE", "/sandbox/csp-reports", &[], None).await;
    assert_eq!(client.get("/sandbox/csp-reports").await.body, json!([]));
}

#[tokio::test]
async fn the_worker_can_be_switched_off_and_then_takes_itself_away() {
    let (client, dist) = client();
    let client = client.sign_in("tea", "growing").await;
    let write = |name: &str, text: &str| std::fs::write(dist.path().join(name), text).unwrap();
    let features = async |client: &Client| {
        let program = client.get("/v1/program").await.data()["features"].to_string();
        let first = client.get("/v1/bootstrap").await.data()["program"]["features"].to_string();
        assert_eq!(program, first);
        program
    };
    write("sw.js", "keep()");
    assert_eq!(text(&client, "/sw.js", &[]).await.1, "keep()");
    assert_eq!(client.get("/sandbox/worker").await.body, json!({ "enabled": true }));
    assert!(features(&client).await.contains("OFFLINE_START"));

    let before = client.get("/v1/changes").await.data()["cursor"].as_str().unwrap().to_owned();
    let off = client.post("/sandbox/worker", json!({ "enabled": false })).await;
    assert_eq!(off.body, json!({ "enabled": false }));
    assert!(!features(&client).await.contains("OFFLINE_START"));
    let changes = client.get(&format!("/v1/changes?cursor={before}")).await;
    assert_eq!(changes.data()["changed"], json!(["program"]));
    assert_eq!(client.get("/sw.js").await.status.as_u16(), 404);
    write("sw-off.js", "leave()");
    for path in ["/sw.js", "/sw-off.js"] {
        let (headers, body) = text(&client, path, &[]).await;
        assert_eq!(body, "leave()");
        assert_eq!(headers["cache-control"], "no-cache");
        assert_eq!(headers["content-type"], "text/javascript; charset=utf-8");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert_eq!(policy, "default-src 'none'; connect-src 'self'");
    }
    client.post("/sandbox/worker", json!({ "enabled": true })).await;
    assert_eq!(text(&client, "/sw.js", &[]).await.1, "keep()");
    let wrong = client.post("/sandbox/worker", json!({ "enabled": "no" })).await;
    assert_eq!(wrong.code(), "VALIDATION_FAILED");
}

#[tokio::test]
async fn a_build_may_be_replaced_while_it_is_served() {
    let (client, dist) = client();
    let old = client.get("/").await;
    let page = "<!doctype html><html><head></head><script>2</script>";
    std::fs::write(dist.path().join("index.html"), page).unwrap();
    let tag = header(&old, "etag");
    let (headers, body) = text(&client, "/", &[("if-none-match", &tag)]).await;
    assert_eq!(body, page);
    assert_ne!(headers["content-security-policy"], header(&old, "content-security-policy"));
}

#[tokio::test]
async fn two_builds_can_be_served_on_one_database() {
    let data = tempfile::tempdir().unwrap();
    let serve = |script: &str| {
        let dist = tempfile::tempdir().unwrap();
        std::fs::write(dist.path().join("boot.js"), script).unwrap();
        let options = Options { dist: Some(dist.path().to_owned()), ..Options::default() };
        (Sandbox::open(data.path(), options).unwrap(), dist)
    };
    let ((old, _old_dist), (new, _new_dist)) = (serve("old()"), serve("new()"));
    let client = Client { sandbox: old, token: None }.sign_in("tea", "growing").await;
    let newer = Client { sandbox: new, token: client.token.clone() };
    assert_eq!(text(&client, "/boot.js", &[]).await.1, "old()");
    assert_eq!(text(&newer, "/boot.js", &[]).await.1, "new()");
    let body = json!({ "member_id": "tea-growing", "amount": 1000 });
    client.post("/sandbox/till/purchase", body).await;
    let points = |reply: Reply| reply.data()["available"].clone();
    assert_eq!(points(client.get("/v1/points").await), points(newer.get("/v1/points").await));
}

#[tokio::test]
async fn nothing_outside_and_nothing_hidden_is_served() {
    let (client, _dist) = client();
    for path in ["/.secret", "/..%2fCargo.toml", "/%2e%2e/%2e%2e/etc/passwd", "/nothing.js"] {
        assert_eq!(client.get(path).await.status.as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn without_a_built_card_the_page_says_how_to_build_one() {
    let client = Client::new();
    let page = client.get("/").await;
    assert_eq!(page.status.as_u16(), 503);
    assert_eq!(client.get("/sandbox").await.status.as_u16(), 200);
}

#[tokio::test]
async fn each_brand_has_its_own_small_art() {
    let client = Client::new();
    for brand in ["tea", "hotel"] {
        for art in ["mark", "art"] {
            let drawing = client.get(&format!("/brands/{brand}/{art}.svg")).await;
            assert_eq!(header(&drawing, "content-type"), "image/svg+xml");
        }
    }
    assert_eq!(client.get("/brands/nobody/mark.svg").await.status.as_u16(), 404);
}

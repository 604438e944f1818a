//! The built card as static files.

use sandbox::Sandbox;
use sandbox::app::Options;

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
    write(".secret", "no");
    let options = Options { dist: Some(dist.path().to_owned()), ..Options::default() };
    (Client { sandbox: Sandbox::in_memory_with(options).unwrap(), token: None }, dist)
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

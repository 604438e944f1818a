//! nginx and Caddy answer as the sandbox does, file by file and header by header.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use e2e::front::{Front, Server};
use e2e::http::{self, Answer};
use e2e::{Sandbox, place};

use crate::ORIGINS;

/// The headers that have to be the same, beside the policy and what depends on the encoding.
const SAME: [&str; 9] = [
    "access-control-allow-origin",
    "cache-control",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
];

/// Every file of the build by its address, the pages, and what there is not.
fn paths(dist: &Path) -> Result<BTreeSet<String>> {
    let mut paths: BTreeSet<String> = [
        "/",
        "/embed?brand=tea",
        "/embed?brand=nobody",
        "/embed",
        "/embed.html",
        "/nothing",
        "/nothing-0123456789abcdef.js",
        "/nothing.html",
        "/.hidden",
        "/..%2fCargo.toml",
        "/brands/tea/mark.svg",
        "/v1/nothing",
    ]
    .map(str::to_owned)
    .into();
    for entry in std::fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !name.ends_with(".gz") && name != "embed.html" {
            paths.insert(format!("/{name}"));
        }
    }
    Ok(paths)
}

/// What of an answer has to be the same: without where the sandbox has reports sent to, and without
/// what only TLS is for.
fn compared(answer: &Answer, backend: bool) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    if answer.status != 200 && !backend {
        // An address that is none is a bad request to one and not found to the other.
        return BTreeMap::from([("refused".to_owned(), (answer.status / 100).to_string())]);
    }
    all.insert("status".to_owned(), answer.status.to_string());
    for (name, value) in &answer.headers {
        if name == "content-security-policy" {
            let value = value.replace("; upgrade-insecure-requests", "");
            let value = value.split("; report-uri").next().unwrap_or_default();
            all.insert(name.clone(), value.to_owned());
        } else if SAME.contains(&name.as_str()) || name == "content-encoding" {
            all.insert(name.clone(), value.clone());
        }
    }
    all
}

async fn answers_as_the_sandbox(server: Server) -> Result<()> {
    let dist = place::dist()?;
    let mut sandbox = Sandbox::start(dist.clone()).await?;
    let backend = sandbox.origin().trim_start_matches("http://").to_owned();
    let origins: Vec<_> = ORIGINS.split(' ').map(str::to_owned).collect();
    sandbox.set_embed_origins("tea", &origins).await?;
    let front = Front::start(server, &dist, &backend, ORIGINS, false).await?;
    let authority = format!("127.0.0.1:{}", front.card);

    let (mut packed, mut kept) = (0, 0);
    for path in paths(&dist)? {
        let proxied = ["/v1/", "/brands/"].iter().any(|start| path.starts_with(start));
        for encodings in ["br, gzip", "gzip", "identity"] {
            let asked = [("accept-encoding", encodings)];
            let ours = http::get(&backend, &path, &asked).await?;
            let theirs = http::get(&authority, &path, &asked).await?;
            let (should, is) = (compared(&ours, proxied), compared(&theirs, proxied));
            ensure!(is == should, "{path}, {encodings}:\nis {is:#?}\nshould be {should:#?}");
            let secure = theirs.headers.get("strict-transport-security");
            ensure!(theirs.status != 200 || secure.is_some(), "{path} says nothing of TLS");
            if theirs.status != 200 {
                let cache = theirs.headers.get("cache-control").map_or("", String::as_str);
                ensure!(
                    !cache.contains("immutable"),
                    "{path}, which is not there, stays for a year"
                );
                continue;
            }
            ensure!(theirs.body == ours.body, "{path}, {encodings}: another body");
            if theirs.headers.contains_key("content-encoding") {
                packed += 1;
                let vary = theirs.headers.get("vary").context("packed without `vary`")?;
                ensure!(vary.eq_ignore_ascii_case("accept-encoding"), "{path}: {vary}");
            }
            let tag = theirs.headers.get("etag").with_context(|| format!("{path} has no tag"))?;
            ensure!(!tag.starts_with("W/"), "{path} has a weak tag");
            let asked = [("accept-encoding", encodings), ("if-none-match", tag.as_str())];
            let again = http::get(&authority, &path, &asked).await?;
            ensure!(again.status == 304, "{path} with its own tag: {}", again.status);
            kept += 1;
        }
    }
    println!("{server:?}: {kept} answers as the sandbox's, {packed} of them packed");
    ensure!(packed > 10 && kept > packed, "there was little to compare: {packed}, {kept}");
    front.stop().await?;
    sandbox.stop().await
}

#[tokio::test]
async fn nginx_answers_as_the_sandbox_does() -> Result<()> {
    answers_as_the_sandbox(Server::Nginx).await
}

#[tokio::test]
async fn caddy_answers_as_the_sandbox_does() -> Result<()> {
    answers_as_the_sandbox(Server::Caddy).await
}

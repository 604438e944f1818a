//! What graders say of the card as nginx and Caddy serve it over TLS on this machine: the analysers
//! of MDN's HTTP Observatory, and Google's evaluator of policies.

use anyhow::{Context as _, Result, ensure};
use e2e::front::{Front, Server};
use e2e::{Sandbox, place};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::ORIGINS;

/// The least that the Observatory gives; 100 is what it calls good, the rest are extras.
const LEAST: i64 = 120;

/// What the graders are asked by: they are packages of npm, and this runs beside them.
const SCRIPT: &str = include_str!("grade.mjs");

/// Each page's score with the results of the single tests, and the findings about its policy.
async fn grade(front: &Front, page: &str) -> Result<Value> {
    let graders = place::graders()?;
    // A module looks for packages from where it lies.
    let script = graders.join("grade.mjs");
    std::fs::write(&script, SCRIPT)?;
    let asked = json!({
        "hostname": "localhost", "path": page, "httpPort": front.http, "httpsPort": front.card,
    });
    let mut command = Command::new("node");
    command.arg(&script).arg(asked.to_string()).env("NODE_EXTRA_CA_CERTS", &front.certificate);
    let output = command.output().await.context("the graders need Node")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the graders failed: {told}");
    Ok(serde_json::from_slice(&output.stdout)?)
}

async fn grades(server: Server) -> Result<()> {
    let dist = place::dist()?;
    let mut sandbox = Sandbox::start(dist.clone()).await?;
    let backend = sandbox.origin().trim_start_matches("http://").to_owned();
    let front = Front::start(server, &dist, &backend, ORIGINS, true).await?;
    let mut pages = vec!["/"];
    if dist.join("embed.html").is_file() {
        pages.push("/embed?brand=tea");
    }
    for page in pages {
        let grade = grade(&front, page).await.with_context(|| format!("{server:?}, {page}"))?;
        println!("{server:?}, {page}: {grade:#}");
        let score = grade.get("score").and_then(Value::as_i64).context("no score")?;
        ensure!(score >= LEAST, "{page}: {score} of {LEAST}");
        let findings = grade.get("findings").and_then(Value::as_array).context("no findings")?;
        let high: Vec<_> = findings
            .iter()
            .filter(|finding| finding.get("severity") == Some(&json!("HIGH")))
            .collect();
        ensure!(high.is_empty(), "{page}: {high:#?}");
        let failed = grade.get("failed").and_then(Value::as_array).context("no results")?;
        ensure!(failed.is_empty(), "{page}: {failed:#?}");
    }
    front.stop().await?;
    sandbox.stop().await
}

#[tokio::test]
async fn the_graders_find_nothing_high_in_what_nginx_serves() -> Result<()> {
    grades(Server::Nginx).await
}

#[tokio::test]
async fn the_graders_find_nothing_high_in_what_caddy_serves() -> Result<()> {
    grades(Server::Caddy).await
}

//! Lighthouse's raw times: simulated slow 4G and a processor four times slower, which are what its
//! mobile preset has. Its scores are left out; they change from version to version.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::stats::Spread;

/// How often each page is measured, as its authors advise.
const RUNS: usize = 5;

/// The figures: name, audit, unit.
pub const AUDITS: [(&str, &str, &str); 7] = [
    ("first paint", "first-contentful-paint", "ms"),
    ("largest paint", "largest-contentful-paint", "ms"),
    ("speed index", "speed-index", "ms"),
    ("interactive", "interactive", "ms"),
    ("blocked", "total-blocking-time", "ms"),
    ("layout shift", "cumulative-layout-shift", ""),
    ("weight", "total-byte-weight", "bytes"),
];

/// What it found.
#[derive(Debug)]
pub struct Lighthouse {
    version: String,
    /// Pages with the figures of each run, audit by audit.
    pages: Vec<(&'static str, Vec<Value>)>,
}

impl Lighthouse {
    /// Runs it on the page of a visitor and on that of a member.
    ///
    /// # Errors
    /// When it does not start or does not end well.
    pub fn measure(program: &Path, arguments: &[PathBuf], sandbox: &Sandbox) -> Result<Self> {
        let mut found = Self { version: String::new(), pages: Vec::new() };
        let pages = [("visitor", None), ("member", Some("growing"))];
        for (page, persona) in pages {
            let mut runs = Vec::new();
            for run in 1..=RUNS {
                println!("  Lighthouse, {page}, {run} of {RUNS}");
                let place = persona.map_or_else(
                    || Ok("/?brand=tea".to_owned()),
                    |persona| sandbox.entry(persona),
                )?;
                let address = format!("{}{place}", sandbox.origin());
                let report = report(program, arguments, &address)?;
                let version = report.get("lighthouseVersion").and_then(Value::as_str);
                found.version = version.unwrap_or("of unknown version").to_owned();
                runs.push(figures(&report));
            }
            found.pages.push((page, runs));
        }
        Ok(found)
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The pages by their name.
    pub fn pages(&self) -> impl Iterator<Item = &'static str> {
        self.pages.iter().map(|(page, _)| *page)
    }

    /// How a figure of a page spreads over the runs.
    pub fn spread(&self, page: &str, audit: &str) -> Option<Spread> {
        let (_, runs) = self.pages.iter().find(|(name, _)| *name == page)?;
        Spread::of(runs.iter().filter_map(|run| run.get(audit)?.as_f64()).collect())
    }

    /// For the record.
    pub fn json(&self) -> Value {
        let pages = self.pages.iter().map(|(page, runs)| ((*page).to_owned(), json!(runs)));
        let pages: serde_json::Map<_, _> = pages.collect();
        json!({ "version": self.version, "pages": pages })
    }
}

fn figures(report: &Value) -> Value {
    let figure = |audit: &str| report.get("audits")?.get(audit)?.get("numericValue").cloned();
    let figures = AUDITS.map(|(_, audit, _)| (audit.to_owned(), json!(figure(audit))));
    Value::Object(figures.into_iter().collect())
}

fn report(program: &Path, arguments: &[PathBuf], address: &str) -> Result<Value> {
    let mut command = Command::new(program);
    command.args(arguments).arg(address);
    command.args(["--output=json", "--quiet", "--only-categories=performance"]);
    command.args(["--form-factor=mobile", "--throttling-method=simulate"]);
    command.arg("--no-enable-error-reporting");
    command.arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage");
    if std::env::var_os("CHROME_PATH").is_none()
        && let Some(chromium) = chromium()
    {
        command.env("CHROME_PATH", chromium);
    }
    let output = command.stdin(Stdio::null()).output().context("it does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("it failed ({}): {}", output.status, said.lines().last().unwrap_or_default());
    }
    let report: Value = serde_json::from_slice(&output.stdout).context("no report")?;
    if let Some(error) = report.pointer("/runtimeError/message") {
        bail!("{error}");
    }
    Ok(report)
}

/// The browser of the search path, so that both measure the same one.
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    ["chromium", "google-chrome", "chrome"]
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_a_report_lacks_is_not_zero() {
        let report = json!({ "audits": {
            "first-contentful-paint": { "numericValue": 812.5 }, "speed-index": { "score": null },
        } });
        let run = figures(&report);
        let found = Lighthouse { version: String::new(), pages: vec![("visitor", vec![run])] };
        assert_eq!(found.spread("visitor", "first-contentful-paint").unwrap().median, 812.5);
        assert_eq!(found.spread("visitor", "speed-index"), None);
    }
}

//! A journey: a sandbox, a browser and a card, and what must hold at the end of each.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::browser::{Browser, Engine};
use crate::{Card, Sandbox, place};

/// The longest that a journey takes before it counts as hung, on a machine that is busy.
const LONGEST: Duration = Duration::from_secs(240);

/// The console's words for a token that the backend does not take.
pub const UNAUTHORIZED: &str = "the server responded with a status of 401 (Unauthorized)";

/// The console's words for a server that has too much to do.
pub const UNAVAILABLE: &str = "the server responded with a status of 503 (Service Unavailable)";

/// The console's words for a backend that is not there.
pub const REFUSED: &str = "net::ERR_CONNECTION_REFUSED";

/// The console's words for a connection that was closed without an answer.
pub const NO_ANSWER: &str = "net::ERR_EMPTY_RESPONSE";

/// The console's words for a connection that was gone before the request was on it.
pub const NOT_CONNECTED: &str = "net::ERR_SOCKET_NOT_CONNECTED";

/// The console's words for a connection that was broken.
pub const RESET: &str = "net::ERR_CONNECTION_RESET";

/// The console's words for a device without a network.
pub const DISCONNECTED: &str = "net::ERR_INTERNET_DISCONNECTED";

/// Where a journey leads through.
#[derive(Debug)]
pub struct Setting {
    /// The browser.
    pub engine: Engine,
    /// The folder of the build that is served.
    pub dist: PathBuf,
    /// Whether the console has to be clean at the end: not where the module itself is broken,
    /// which each engine reports in words of its own.
    pub clean: bool,
    /// The longest that it takes before it counts as hung.
    pub longest: Duration,
}

impl Setting {
    /// The card as it was built, in an engine.
    ///
    /// # Errors
    /// When it was not built.
    pub fn of(engine: Engine) -> Result<Self> {
        Ok(Self { engine, dist: place::dist()?, clean: true, longest: LONGEST })
    }
}

/// What a journey has.
#[derive(Debug)]
pub struct Journey {
    /// The backend.
    pub sandbox: Sandbox,
    /// The page.
    pub card: Card,
    expected: Vec<Expected>,
    refusals: Vec<&'static str>,
    browser: Browser,
}

/// A request that a journey makes fail: the browser reports it, whatever the page does.
#[derive(Debug)]
struct Expected {
    path: String,
    says: &'static str,
}

impl Expected {
    /// Whether a line is the report of this failure: the whole of it, but for the query.
    fn is(&self, line: &str, origin: &str) -> bool {
        let Some((url, says)) = line.split_once(" - Failed to load resource: ") else {
            return false;
        };
        let path = url.strip_prefix(origin).and_then(|rest| rest.split('?').next());
        path == Some(&self.path) && says == self.says
    }
}

/// The directive that a report is about. Engines that are older name the one that is violated, with
/// its sources.
fn directive(report: &Value) -> &str {
    let named = ["effective-directive", "violated-directive"].iter();
    named
        .filter_map(|name| report.get(name).and_then(Value::as_str))
        .find(|directive| !directive.is_empty())
        .unwrap_or_default()
}

/// Runs a journey: everything is closed behind it, also when it fails.
///
/// # Errors
/// What the journey failed on; or that the console was not clean, that the card asked another origin
/// for something, or that a policy refused something.
pub async fn journey(steps: impl AsyncFnOnce(&mut Journey) -> Result<()>) -> Result<()> {
    journey_in(Setting::of(Engine::Chromium)?, steps).await
}

/// Runs a journey in a setting of its own.
///
/// # Errors
/// As [`journey`].
pub async fn journey_in(
    setting: Setting,
    steps: impl AsyncFnOnce(&mut Journey) -> Result<()>,
) -> Result<()> {
    let Setting { engine, dist, clean, longest } = setting;
    let sandbox = Sandbox::start(dist).await?;
    let browser = Browser::open(engine).await?;
    let card = Card::new(browser.client.clone(), sandbox.origin());
    let mut journey =
        Journey { sandbox, card, expected: Vec::new(), refusals: Vec::new(), browser };
    let outcome = match timeout(longest, steps(&mut journey)).await {
        Ok(Ok(())) if clean => journey.clean().await,
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(error),
        Err(_) => Err(anyhow!("the journey took longer than {} s", longest.as_secs())),
    };
    let outcome = match outcome {
        Ok(()) => journey.allowed().await,
        failed => failed,
    };
    let outcome = match outcome {
        Ok(()) => Ok(()),
        Err(error) => {
            let console = journey.browser.console().await.unwrap_or_default();
            let page = journey.card.text().await.unwrap_or_default();
            Err(error.context(format!("the console: {console:#?}\nthe page:\n{page}\n")))
        }
    };
    let closed = journey.browser.close().await;
    outcome.and(closed.context("the browser did not close"))
}

impl Journey {
    /// Allows the console to report that a request to `path` failed, which this journey brings
    /// about itself. `says` is the whole reason, such as [`UNAUTHORIZED`].
    pub fn expect_failure(&mut self, path: impl Into<String>, says: &'static str) {
        self.expected.push(Expected { path: path.into(), says });
    }

    /// Allows a page's policy to refuse something by one of its directives, which this journey brings
    /// about itself.
    pub fn expect_refusal(&mut self, directive: &'static str) {
        self.refusals.push(directive);
    }

    /// No page's policy had to refuse anything, in any engine, Trusted Types included: each browser
    /// reports to the sandbox.
    async fn allowed(&self) -> Result<()> {
        let refused = self.sandbox.refused().await?;
        let unexpected: Vec<_> = refused
            .iter()
            .filter(|report| {
                let directive = directive(report);
                !self.refusals.iter().any(|expected| directive.starts_with(expected))
            })
            .collect();
        ensure!(unexpected.is_empty(), "a policy refused {unexpected:#?}");
        Ok(())
    }

    /// Makes the device believe in another zone and, from the next page on, in a clock that is
    /// `ahead` seconds ahead of the real time.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn set_device(&self, zone: &str, ahead: i64) -> Result<()> {
        self.browser.believe(zone, ahead).await
    }

    /// From the next page on time passes by [`Self::pass`] as well; for after
    /// [`Self::set_device`], which decides what time it is.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn own_time(&self) -> Result<()> {
        self.browser.own_time().await
    }

    /// Lets seconds pass at once: for the page, its timers included, and for the backend.
    ///
    /// # Errors
    /// When the page has no time of its own.
    pub async fn pass(&self, seconds: i64) -> Result<()> {
        self.sandbox.advance(seconds).await?;
        let script = "const done = arguments[1]; passTime(arguments[0]).then(() => done(true))";
        self.card.run_async(script, vec![json!(seconds * 1_000)]).await.map(|_| ())
    }

    /// Takes the network from the page, or gives it back; the test itself keeps it.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn set_network(&self, there: bool) -> Result<()> {
        let limits = json!({
            "offline": !there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.browser.devtools("Network.enable", json!({})).await?;
        self.browser.devtools("Network.emulateNetworkConditions", limits).await?;
        // A question that was open is still answered: the one for changes, by news.
        self.sandbox.advance(0).await
    }

    /// The same browser's card at another origin.
    #[must_use]
    pub fn through(&self, origin: &str) -> Card {
        Card::new(self.browser.client.clone(), origin.to_owned())
    }

    /// Takes a picture of a part of the page in the device's own pixels: `clip` is the part in CSS
    /// pixels, as `Page.captureScreenshot` takes it.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn cut(&self, clip: &Value) -> Result<Vec<u8>> {
        let wanted = json!({ "format": "png", "optimizeForSpeed": true, "clip": clip });
        let answer = self.browser.devtools("Page.captureScreenshot", wanted).await?;
        let text = answer.get("data").and_then(Value::as_str).context("no picture")?;
        Ok(STANDARD.decode(text)?)
    }

    /// Calls Chromium's own protocol.
    ///
    /// # Errors
    /// When the browser does not know the command.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.browser.devtools(command, parameters).await
    }

    /// What stands in the console since the last look, which is the one for [`Self::clean`] too.
    ///
    /// # Errors
    /// When the browser does not tell.
    pub async fn console(&self) -> Result<Vec<(String, String)>> {
        self.browser.console().await
    }

    /// Nothing stands in the console since the last look, and nobody else was asked for anything.
    /// For a journey of several pages, before the next is opened.
    ///
    /// # Errors
    /// When something does.
    pub async fn clean(&self) -> Result<()> {
        self.quiet().await?;
        let foreign = self.card.foreign_requests().await?;
        ensure!(foreign.is_empty(), "another origin was asked for {foreign:?}");
        Ok(())
    }

    /// Nothing stands in the console since the last look: for pages that are not the card's.
    ///
    /// # Errors
    /// When something does.
    pub async fn quiet(&self) -> Result<()> {
        let console = self.browser.console().await?;
        let origin = self.card.origin();
        let unexpected: Vec<_> = console
            .iter()
            .filter(|(level, _)| level == "SEVERE" || level == "WARNING")
            .filter(|(_, text)| !self.expected.iter().any(|line| line.is(text, origin)))
            .collect();
        ensure!(unexpected.is_empty(), "the console says {unexpected:#?}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_line_of_the_request_that_was_made_fail_is_expected() {
        let expected = Expected { path: "/v1/changes".into(), says: UNAUTHORIZED };
        let is = |line: &str| expected.is(line, "http://127.0.0.1:1");
        let line = |path: &str, says: &str| {
            format!("http://127.0.0.1:1{path} - Failed to load resource: {says}")
        };
        assert!(is(&line("/v1/changes", UNAUTHORIZED)));
        assert!(is(&line("/v1/changes?cursor=Mw&wait=20", UNAUTHORIZED)));
        assert!(!is(&line("/v1/changes/more", UNAUTHORIZED)));
        assert!(!is(&line("/v1/tiers", UNAUTHORIZED)));
        assert!(!is(&line("/v1/changes", REFUSED)));
        assert!(!is(&line(":2/v1/changes", UNAUTHORIZED)));
        assert!(!is("http://127.0.0.1:1/v1/changes 401 (Unauthorized)"));
    }
}

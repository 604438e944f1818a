//! A journey: a sandbox, a browser and a card, and what must hold at the end of each.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use tokio::time::timeout;

use crate::browser::Browser;
use crate::{Card, Sandbox};

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

/// The console's words for a connection that was broken.
pub const RESET: &str = "net::ERR_CONNECTION_RESET";

/// What a journey has.
#[derive(Debug)]
pub struct Journey {
    /// The backend.
    pub sandbox: Sandbox,
    /// The page.
    pub card: Card,
    expected: Vec<Expected>,
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

/// Runs a journey: everything is closed behind it, also when it fails.
///
/// # Errors
/// What the journey failed on; or that the console was not clean, or that the card asked another
/// origin for something.
pub async fn journey(steps: impl AsyncFnOnce(&mut Journey) -> Result<()>) -> Result<()> {
    let sandbox = Sandbox::start().await?;
    let browser = Browser::open().await?;
    let card = Card::new(browser.client.clone(), sandbox.origin());
    let mut journey = Journey { sandbox, card, expected: Vec::new(), browser };
    let outcome = match timeout(LONGEST, steps(&mut journey)).await {
        Ok(Ok(())) => journey.clean().await,
        Ok(Err(error)) => Err(error),
        Err(_) => Err(anyhow!("the journey took longer than {} s", LONGEST.as_secs())),
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

    /// Makes the device believe in another zone and, from the next page on, in a clock that is
    /// `ahead` seconds ahead of the real time.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn set_device(&self, zone: &str, ahead: i64) -> Result<()> {
        self.browser.believe(zone, ahead).await
    }

    /// Nothing stands in the console since the last look, and nobody else was asked for anything.
    /// For a journey of several pages, before the next is opened.
    ///
    /// # Errors
    /// When something does.
    pub async fn clean(&self) -> Result<()> {
        let console = self.browser.console().await?;
        let origin = self.sandbox.origin();
        let unexpected: Vec<_> = console
            .iter()
            .filter(|(level, _)| level == "SEVERE" || level == "WARNING")
            .filter(|(_, text)| !self.expected.iter().any(|line| line.is(text, &origin)))
            .collect();
        ensure!(unexpected.is_empty(), "the console says {unexpected:#?}");
        let foreign = self.card.foreign_requests().await?;
        ensure!(foreign.is_empty(), "another origin was asked for {foreign:?}");
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

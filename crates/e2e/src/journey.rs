//! A journey: a sandbox, a browser and a card, and what must hold at the end of each.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use tokio::time::timeout;

use crate::browser::Browser;
use crate::{Card, Sandbox};

/// The longest that a journey takes before it counts as hung, on a machine that is busy.
const LONGEST: Duration = Duration::from_secs(240);

/// What a journey has.
#[derive(Debug)]
pub struct Journey {
    /// The backend.
    pub sandbox: Sandbox,
    /// The page.
    pub card: Card,
    /// Parts of console lines that the journey brings about itself, such as a request that it
    /// made fail: the browser reports those, whatever the page does.
    pub expected: Vec<&'static str>,
    browser: Browser,
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
    /// Nothing stands in the console since the last look, and nobody else was asked for anything.
    /// For a journey of several pages, before the next is opened.
    ///
    /// # Errors
    /// When something does.
    pub async fn clean(&self) -> Result<()> {
        let console = self.browser.console().await?;
        let unexpected: Vec<_> = console
            .iter()
            .filter(|(level, _)| level == "SEVERE" || level == "WARNING")
            .filter(|(_, text)| !self.expected.iter().any(|part| text.contains(part)))
            .collect();
        ensure!(unexpected.is_empty(), "the console says {unexpected:#?}");
        let foreign = self.card.foreign_requests().await?;
        ensure!(foreign.is_empty(), "another origin was asked for {foreign:?}");
        Ok(())
    }
}

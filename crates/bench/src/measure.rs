//! One visit after the other, each measured from inside the page.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::condition::{Condition, Network, Screen, Visit};
use crate::sandbox::Sandbox;

/// Measures a visit, in the page.
const VISIT: &str = include_str!("visit.js");
/// Waits for the worker, in the page.
const KEPT: &str = include_str!("kept.js");
/// Keeps hold of the module's memory, before the page; later says how much there is.
const MEMORY: &str = include_str!("memory.js");
/// Asks for the code as soon as the page is read.
const TO_CODE: &str =
    "addEventListener('DOMContentLoaded', () => { if (location.host) location.hash = '#/code'; });";

/// The member who opens the card.
const MEMBER: &str = "growing";
/// No request for so long: longer than the card waits with what home does not need, 600 ms.
const QUIET: u32 = 800;
/// When a visit that does not get there is given up, in milliseconds from its start.
const PATIENCE: u32 = 60_000;
/// What the page before leaves to do for the processor, such as ending its process.
const CALM: Duration = Duration::from_millis(300);

/// A sandbox and a browser that has been there before.
#[derive(Debug)]
pub struct Bench {
    /// The backend.
    pub sandbox: Sandbox,
    /// The browser.
    pub browser: Chromium,
    /// How many first visits there were; each has an origin of its own.
    firsts: usize,
}

impl Bench {
    /// Opens the browser and pays the first visit, until the worker has kept the card.
    ///
    /// # Errors
    /// When there is no browser, or the card does not get that far.
    pub fn start(sandbox: Sandbox, driver: &Path) -> Result<Self> {
        let browser = Chromium::open(driver)?;
        let bench = Self { sandbox, browser, firsts: 0 };
        let origin = bench.sandbox.origin();
        let link = bench.sandbox.entry(MEMBER)?;
        bench.open(&format!("{origin}{link}"))?;
        let kept = bench.browser.run(&format!("({KEPT})()"))?;
        ensure!(kept.as_u64() > Some(0), "the worker did not keep the card");
        Ok(bench)
    }

    /// A repeat visit that nobody measures: the session and the codes are those of now.
    ///
    /// # Errors
    /// When the card does not become usable.
    pub fn renew(&self) -> Result<()> {
        for hash in ["", "#/code"] {
            self.leave()?;
            self.open(&format!("{}/{hash}", self.sandbox.origin()))?;
        }
        Ok(())
    }

    /// Opens the card under a condition and returns what `visit.js` measured.
    ///
    /// # Errors
    /// When backend or browser do not answer, or a first visit met a worker or a repeat visit none.
    /// A card that does not get there is a result.
    pub fn sample(&mut self, condition: Condition) -> Result<Value> {
        self.leave()?;
        let measured = match condition.visit {
            Visit::Cold => self.first(condition)?,
            Visit::Warm => {
                // A till is not visited twice within the half minute that a worker lives on.
                self.browser.command("ServiceWorker.stopAllWorkers", &json!({}))?;
                let hash = if condition.screen == Screen::Code { "#/code" } else { "" };
                let address = format!("{}/{hash}", self.sandbox.origin());
                self.visit(&address, condition)?
            }
        };
        let from_worker = measured.get("worker").and_then(Value::as_bool);
        ensure!(
            from_worker == Some(condition.visit == Visit::Warm),
            "{condition} is no such visit: {measured}"
        );
        Ok(measured)
    }

    fn first(&mut self, condition: Condition) -> Result<Value> {
        self.firsts += 1;
        let origin = self.sandbox.origin_called(&format!("visit-{}", self.firsts))?;
        let link = self.sandbox.entry(MEMBER)?;
        let press = (condition.screen == Screen::Code)
            .then(|| self.browser.before_pages(TO_CODE))
            .transpose()?;
        let measured = self.visit(&format!("{origin}{link}"), condition);
        if let Some(press) = press {
            self.browser.without(&press)?;
        }
        // Its worker must not begin to fill its cache while the next visit is measured.
        self.leave()?;
        let all = json!({ "origin": origin, "storageTypes": "all" });
        self.browser.command("Storage.clearDataForOrigin", &all)?;
        measured
    }

    /// Bytes of WASM memory on the screen of a hash, as a persona's card has grown it.
    ///
    /// # Errors
    /// When the card does not become usable.
    pub fn memory(&mut self, persona: &str, hash: &str) -> Result<Option<u64>> {
        self.leave()?;
        self.firsts += 1;
        let origin = self.sandbox.origin_called(&format!("visit-{}", self.firsts))?;
        let link = self.sandbox.entry(persona)?;
        let hold = self.browser.before_pages(MEMORY)?;
        let opened = self.open(&format!("{origin}{link}"));
        self.browser.without(&hold)?;
        opened?;
        let bytes = self.browser.run(&format!("benchMemoryOn({})", json!(hash)))?;
        Ok(bytes.as_u64())
    }

    fn open(&self, address: &str) -> Result<()> {
        let plain =
            Condition { visit: Visit::Warm, network: Network::Full, cpu: 1, screen: Screen::Home };
        let visit = self.visit(address, plain)?;
        ensure!(visit.get("reached") == Some(&json!(true)), "the card is not usable: {visit}");
        Ok(())
    }

    fn visit(&self, address: &str, condition: Condition) -> Result<Value> {
        self.browser.slow(condition.network, condition.cpu)?;
        self.browser.go(address)?;
        let wanted = json!({
            "usable": condition.becomes_usable(), "quiet": QUIET, "patience": PATIENCE,
        });
        self.browser.run(&format!("({VISIT})({wanted})"))
    }

    fn leave(&self) -> Result<()> {
        self.browser.slow(Network::Full, 1)?;
        self.browser.go("about:blank")?;
        std::thread::sleep(CALM);
        Ok(())
    }
}

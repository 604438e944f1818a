//! Chromium under its driver, of the size of a phone, spoken to by its own protocol.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::condition::Network;
use crate::http;
use crate::program::Program;

/// Viewport in CSS pixels, and device pixels for each of them.
const PHONE: (u32, u32, u32) = (390, 844, 2);

/// A browser with one window and a profile of its own.
#[derive(Debug)]
pub struct Chromium {
    session: String,
    authority: String,
    /// What it says it is, such as `chrome 140.0.7339.80`.
    pub version: String,
    _driver: Program,
    _profile: TempDir,
}

impl Chromium {
    /// Opens it.
    ///
    /// # Errors
    /// When there is no driver or no browser.
    pub fn open(driver: &Path) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let mut command = Command::new(driver);
        command.arg("--port=0");
        let ready = "ChromeDriver was started successfully on port ";
        let (driver, port) = Program::start(command, ready)
            .context("the benchmark needs Chromium and chromedriver of the same version")?;
        let authority = format!("127.0.0.1:{}", port.trim_end_matches('.'));
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities(profile.path()) } });
        let opened = http::call(&authority, "POST", "/session", &wanted)?;
        let said = |pointer: &str| opened.pointer(pointer).and_then(Value::as_str);
        let session = said("/value/sessionId").context("a session without an id")?.to_owned();
        let name = said("/value/capabilities/browserName").unwrap_or("chromium");
        let version = said("/value/capabilities/browserVersion").unwrap_or("of unknown version");
        let version = format!("{name} {version}");
        let browser = Self { session, authority, version, _driver: driver, _profile: profile };
        browser.command("Network.enable", &json!({}))?;
        browser.command("ServiceWorker.enable", &json!({}))?;
        Ok(browser)
    }

    /// Calls the browser's own protocol.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn command(&self, name: &str, parameters: &Value) -> Result<Value> {
        let path = format!("/session/{}/goog/cdp/execute", self.session);
        let command = json!({ "cmd": name, "params": parameters });
        let mut answer = http::call(&self.authority, "POST", &path, &command)?;
        Ok(answer.get_mut("value").map(Value::take).unwrap_or_default())
    }

    /// Goes to an address; returns as soon as the page begins.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn go(&self, address: &str) -> Result<()> {
        let answer = self.command("Page.navigate", &json!({ "url": address }))?;
        if let Some(error) = answer.get("errorText") {
            bail!("{address}: {error}");
        }
        Ok(())
    }

    /// Runs an expression in the page, and waits for the promise that it gives.
    ///
    /// # Errors
    /// When it throws.
    pub fn run(&self, expression: &str) -> Result<Value> {
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.command("Runtime.evaluate", &parameters)?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("the page threw: {thrown}");
        }
        Ok(answer.pointer_mut("/result/value").map(Value::take).unwrap_or_default())
    }

    /// Runs a script in every page to come, before its own, until [`Self::without`].
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn before_pages(&self, source: &str) -> Result<Value> {
        self.command("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))
    }

    /// Takes back what [`Self::before_pages`] returned.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn without(&self, script: &Value) -> Result<()> {
        self.command("Page.removeScriptToEvaluateOnNewDocument", script).map(|_| ())
    }

    /// Slows processor and network of the pages to come.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn slow(&self, network: Network, cpu: u32) -> Result<()> {
        let (latency, down, up) = network.emulated();
        let network = json!({
            "offline": false, "latency": latency,
            "downloadThroughput": down, "uploadThroughput": up,
        });
        self.command("Network.emulateNetworkConditions", &network)?;
        self.command("Emulation.setCPUThrottlingRate", &json!({ "rate": cpu })).map(|_| ())
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // The driver alone would leave the browser behind. It may be gone already.
        let path = format!("/session/{}", self.session);
        let _ = http::call(&self.authority, "DELETE", &path, &Value::Null);
    }
}

fn capabilities(profile: &Path) -> Value {
    let (width, height, ratio) = PHONE;
    json!({
        "browserName": "chrome",
        // The page says itself when it is where we wait for it to be.
        "pageLoadStrategy": "none",
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                // A page that was left would be kept, and its process with it.
                "--disable-features=BackForwardCache",
                format!("--user-data-dir={}", profile.display()),
            ],
            "mobileEmulation": {
                "deviceMetrics": {
                    "width": width, "height": height, "pixelRatio": ratio, "touch": true,
                },
            },
        },
    })
}

//! A headless Chromium under its driver, of the size of a phone.

use anyhow::{Context as _, Result};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::{http, place, process};

/// CSS pixels of the window.
const PHONE: (u32, u32) = (390, 844);

/// Puts a page's clock ahead: what a `Date` of the present moment says.
const CLOCK: &str = "{ const now = Date.now; \
    Date.now = () => now() + AHEAD; \
    globalThis.Date = new Proxy(Date, { \
        construct: (date, given, made) => \
            Reflect.construct(date, given.length ? given : [date.now()], made), \
        apply: date => new date(date.now()).toString(), \
    }) }";

/// A browser with a profile of its own. Each journey has one with its own driver, so that an
/// aborted test leaves nothing that another one meets.
#[derive(Debug)]
pub struct Browser {
    /// The window.
    pub client: Client,
    driver: Child,
    authority: String,
    profile: TempDir,
}

impl Browser {
    /// Opens it.
    ///
    /// # Errors
    /// When there is no driver or no browser.
    pub async fn open() -> Result<Self> {
        let mut command = Command::new(place::driver());
        command.arg("--port=0");
        let ready = "ChromeDriver was started successfully on port ";
        let (driver, port) = process::start(command, ready).await.context(
            "the journeys need chromedriver: `cargo xtask test` installs it or says how to, or set CHROMEDRIVER",
        )?;
        let authority = format!("127.0.0.1:{}", port.trim_end_matches('.'));
        let profile = tempfile::tempdir()?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let wanted = capabilities(&profile);
        if let Value::Object(wanted) = wanted {
            builder.capabilities(wanted);
        }
        let client = builder.connect(&format!("http://{authority}")).await?;
        Ok(Self { client, driver, authority, profile })
    }

    /// Makes the device believe in another zone and, from the next page on, in a clock that is
    /// `ahead` seconds ahead. What only counts forward, such as `performance.now()`, goes on.
    ///
    /// # Errors
    /// When the driver does not know how.
    pub async fn believe(&self, zone: &str, ahead: i64) -> Result<()> {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await?;
        let source = CLOCK.replace("AHEAD", &(ahead * 1_000).to_string());
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await
    }

    async fn devtools(&self, command: &str, parameters: Value) -> Result<()> {
        let session = self.client.session_id().await?.context("the session has ended")?;
        let path = format!("/session/{session}/goog/cdp/execute");
        let command = json!({ "cmd": command, "params": parameters });
        http::call(&self.authority, "POST", &path, Some(&command)).await.map(|_| ())
    }

    /// What the browser wrote to its console since it was last asked: level, text.
    ///
    /// # Errors
    /// When the driver does not tell.
    pub async fn console(&self) -> Result<Vec<(String, String)>> {
        let session = self.client.session_id().await?.context("the session has ended")?;
        let path = format!("/session/{session}/se/log");
        let wanted = json!({ "type": "browser" });
        let answer = http::call(&self.authority, "POST", &path, Some(&wanted)).await?;
        let entries =
            answer.get("value").and_then(Value::as_array).context("a log without entries")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(entries.iter().map(|entry| (text(&entry["level"]), text(&entry["message"]))).collect())
    }

    /// Closes the window, then the driver.
    ///
    /// # Errors
    /// When the driver does not answer or the profile cannot be taken away.
    pub async fn close(mut self) -> Result<()> {
        self.client.close().await?;
        self.driver.kill().await?;
        // Chromium may still be writing to its profile; what is left of it hurts no test.
        let _ = self.profile.close();
        Ok(())
    }
}

fn capabilities(profile: &TempDir) -> Value {
    let (width, height) = PHONE;
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                format!("--user-data-dir={}", profile.path().display()),
            ],
            "mobileEmulation": {
                "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2, "touch": true },
            },
        },
    })
}

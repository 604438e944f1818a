//! A browser under its driver, of about the size of a phone.

mod engine;

use anyhow::{Context as _, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Child;

use crate::http;
pub use engine::Engine;
use engine::Started;

/// Puts a page's clock ahead: what a `Date` of the present moment says.
const CLOCK: &str = "{ const now = Date.now; \
    Date.now = () => now() + AHEAD; \
    globalThis.Date = new Proxy(Date, { \
        construct: (date, given, made) => \
            Reflect.construct(date, given.length ? given : [date.now()], made), \
        apply: date => new date(date.now()).toString(), \
    }) }";

/// Gives a page a time of its own: `passTime(ms)` lets it go by at once, for the clock that only
/// counts, for the date, and for every timer, second by second.
const TIME: &str = include_str!("browser/time.js");

/// A browser with a profile of its own. Each journey has one with its own driver, so that an
/// aborted test leaves nothing that another one meets.
#[derive(Debug)]
pub struct Browser {
    /// The window.
    pub client: Client,
    engine: Engine,
    driver: Child,
    /// What a browser draws on that cannot do without.
    screen: Option<Child>,
    authority: String,
    profile: TempDir,
}

impl Browser {
    /// Opens it.
    ///
    /// # Errors
    /// When there is no driver or no browser.
    pub async fn open(engine: Engine) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let Started { driver, screen, authority } = engine.start(profile.path()).await?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        if let Value::Object(wanted) = engine.capabilities(profile.path())? {
            builder.capabilities(wanted);
        }
        let client = builder.connect(&format!("http://{authority}")).await?;
        if engine != Engine::Chromium {
            let (width, height) = engine::PHONE;
            client.set_window_size(width, height).await?;
        }
        Ok(Self { client, engine, driver, screen, authority, profile })
    }

    /// Makes the device believe in another zone and, from the next page on, in a clock that is
    /// `ahead` seconds ahead. What only counts forward, such as `performance.now()`, goes on.
    ///
    /// # Errors
    /// When the driver does not know how.
    pub async fn believe(&self, zone: &str, ahead: i64) -> Result<()> {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": zone })).await?;
        self.before_pages(&CLOCK.replace("AHEAD", &(ahead * 1_000).to_string())).await
    }

    /// From the next page on `passTime(ms)`, a promise, lets time go by at once.
    ///
    /// # Errors
    /// When the driver does not know how.
    pub async fn own_time(&self) -> Result<()> {
        self.before_pages(TIME).await
    }

    /// Runs a script in every page to come, before its own.
    async fn before_pages(&self, source: &str) -> Result<()> {
        let parameters = json!({ "source": source });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters).await.map(|_| ())
    }

    /// Calls Chromium's own protocol; no other browser has it.
    ///
    /// # Errors
    /// When the driver does not know how.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let session = self.client.session_id().await?.context("the session has ended")?;
        let path = format!("/session/{session}/goog/cdp/execute");
        let command = json!({ "cmd": command, "params": parameters });
        let answer = http::call(&self.authority, "POST", &path, Some(&command)).await?;
        Ok(answer.get("value").cloned().unwrap_or_default())
    }

    /// What the browser wrote to its console since it was last asked: level, text. Only
    /// Chromium's driver tells; of the others nothing is known.
    ///
    /// # Errors
    /// When the driver does not tell.
    pub async fn console(&self) -> Result<Vec<(String, String)>> {
        if self.engine != Engine::Chromium {
            return Ok(Vec::new());
        }
        let session = self.client.session_id().await?.context("the session has ended")?;
        let path = format!("/session/{session}/se/log");
        let wanted = json!({ "type": "browser" });
        let answer = http::call(&self.authority, "POST", &path, Some(&wanted)).await?;
        let Some(entries) = answer.get("value").and_then(Value::as_array) else {
            bail!("a log without entries");
        };
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
        if let Some(mut screen) = self.screen {
            screen.kill().await?;
        }
        // A browser may still be writing to its profile; what is left of it hurts no test.
        let _ = self.profile.close();
        Ok(())
    }
}

//! The card as a member sees it: opened, read, waited for and pressed. Things are found by test
//! id, role and text, never by class.

use std::fmt::Display;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::http;

/// How long something may take to appear, on a machine that is busy.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The pause between two looks.
pub(crate) const PAUSE: Duration = Duration::from_millis(60);

/// The selector of a test id.
#[must_use]
pub fn by_test_id(id: &str) -> String {
    format!("[data-testid='{id}']")
}

/// The open page.
#[derive(Debug, Clone)]
pub struct Card {
    client: Client,
    origin: String,
}

impl Card {
    pub(crate) fn new(client: Client, origin: String) -> Self {
        Self { client, origin }
    }

    /// Where it comes from, such as `http://127.0.0.1:8787`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Opens the card as a persona of a brand in a language (`zh-CN`, `en`), with nothing kept from
    /// before, and waits until it is ready.
    ///
    /// # Errors
    /// When there is no such persona, or the card does not get ready.
    pub async fn open(&self, brand: &str, persona: &str, lang: &str) -> Result<()> {
        let ticket = self.ticket(brand, persona).await?;
        self.visit(&format!("?lang={lang}{ticket}")).await?;
        self.wait_ready().await
    }

    /// Leaves the card, so that nothing of it runs.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn leave(&self) -> Result<()> {
        Ok(self.client.goto("about:blank").await?)
    }

    /// As [`Self::open`], with what this browser kept from before.
    ///
    /// # Errors
    /// When there is no such persona, or the card does not get ready.
    pub async fn open_again(&self, brand: &str, persona: &str, lang: &str) -> Result<()> {
        let ticket = self.ticket(brand, persona).await?;
        self.leave().await?;
        self.client.goto(&format!("{}/?lang={lang}{ticket}", self.origin)).await?;
        self.wait_ready().await
    }

    /// Opens the card as somebody does who comes back, with what this browser kept and no ticket,
    /// and waits for nothing.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn come_back(&self) -> Result<()> {
        self.leave().await?;
        Ok(self.client.goto(&format!("{}/?lang=zh-CN", self.origin)).await?)
    }

    /// A one-time ticket for a persona, as it stands in the fragment of a link: `#t=…`.
    ///
    /// # Errors
    /// When there is no such persona.
    pub async fn ticket(&self, brand: &str, persona: &str) -> Result<String> {
        let authority = self.origin.trim_start_matches("http://");
        let path = format!("/sandbox/as/{persona}?brand={brand}");
        let entry = http::header(authority, &path, "location").await?;
        Ok(entry.trim_start_matches('/').to_owned())
    }

    /// Loads the card at a place after its origin's `/`, with nothing kept from before.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn visit(&self, place: &str) -> Result<()> {
        let here = self.run("return location.origin", Vec::new()).await?;
        if here == json!(self.origin) {
            self.run("localStorage.clear(); sessionStorage.clear()", Vec::new()).await?;
        }
        // So that what follows is a load, never a mere change of the hash.
        self.leave().await?;
        Ok(self.client.goto(&format!("{}/{place}", self.origin)).await?)
    }

    /// Waits for `<html data-card="ready">`.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_ready(&self) -> Result<()> {
        let ready = "return document.documentElement.dataset.card === 'ready'";
        self.wait("the card to be ready", ready, Vec::new()).await
    }

    /// Waits until the worker that keeps the card serves this page: its script is not asked for in
    /// the middle of what follows.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_worker(&self) -> Result<()> {
        let there = "return navigator.serviceWorker.controller !== null";
        self.wait("the worker", there, Vec::new()).await
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When it does not get ready.
    pub async fn reload(&self) -> Result<()> {
        self.client.refresh().await?;
        self.wait_ready().await
    }

    /// Goes to a screen by its hash, as a link does; the page stays.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn go(&self, hash: &str) -> Result<()> {
        self.run("location.hash = arguments[0]", vec![json!(hash)]).await.map(|_| ())
    }

    /// Goes into the frame that a script returns: all that follows happens there.
    ///
    /// # Errors
    /// When it returns none.
    pub async fn enter(&self, script: &str) -> Result<()> {
        let frame = self.run(script, Vec::new()).await?;
        let id = frame.as_object().and_then(|frame| frame.values().next()?.as_str());
        let id = id.with_context(|| format!("no frame but {frame}"))?.to_owned();
        let frame = Element::from_element_id(self.client.clone(), id.into());
        Ok(frame.enter_frame().await?)
    }

    /// Goes back to the page that holds the frames.
    ///
    /// # Errors
    /// When there is none.
    pub async fn step_out(&self) -> Result<()> {
        Ok(self.client.enter_parent_frame().await?)
    }

    /// Loads a page of any origin.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn open_page(&self, address: &str) -> Result<()> {
        self.leave().await?;
        Ok(self.client.goto(address).await?)
    }

    /// Runs a script in the page.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a script in the page that calls its last argument when it is done.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// Opens a further tab and goes on in it; gives the one before, to go back to.
    ///
    /// # Errors
    /// When the browser does not open one.
    pub async fn open_tab(&self) -> Result<WindowHandle> {
        let before = self.client.window().await?;
        let tab = self.client.new_window(true).await?;
        self.client.switch_to_window(tab.handle).await?;
        Ok(before)
    }

    /// Goes on in another tab.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.client.switch_to_window(tab.clone()).await?)
    }

    /// Takes away all that a visit left in this browser, the worker and its caches too, so that
    /// the next one is the first. The page has to be one of the card's.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn forget(&self) -> Result<()> {
        let script = "const done = arguments[0]; (async () => { \
             localStorage.clear(); sessionStorage.clear(); \
             if (navigator.serviceWorker) \
                 for (const one of await navigator.serviceWorker.getRegistrations()) \
                     await one.unregister(); \
             if (self.caches) for (const name of await caches.keys()) await caches.delete(name); \
         })().then(() => done(null), error => done(String(error)))";
        let failed = self.run_async(script, Vec::new()).await?;
        ensure!(failed.is_null(), "the visit could not be forgotten: {failed}");
        Ok(())
    }

    /// What the window shows, as a PNG.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }

    /// Waits until a script returns true.
    ///
    /// # Errors
    /// When that is not in time: the error says what was waited for.
    pub async fn wait(
        &self,
        what: impl Display,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if self.run(script, arguments.clone()).await? == json!(true) {
                return Ok(());
            }
            sleep(PAUSE).await;
        }
        bail!("waited in vain for {what}")
    }

    /// Waits until a text stands on the page.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_text(&self, text: &str) -> Result<()> {
        let script = "return document.body.innerText.includes(arguments[0])";
        self.wait(format!("the text '{text}'"), script, vec![json!(text)]).await
    }

    /// Waits until something is there.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_for(&self, selector: &str) -> Result<()> {
        let script = "return document.querySelector(arguments[0]) !== null";
        self.wait(selector, script, vec![json!(selector)]).await
    }

    /// Waits until something is gone.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_gone(&self, selector: &str) -> Result<()> {
        let script = "return document.querySelector(arguments[0]) === null";
        self.wait(format!("the end of {selector}"), script, vec![json!(selector)]).await
    }

    /// How many there are.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = self.run(script, vec![json!(selector)]).await?;
        Ok(usize::try_from(count.as_u64().context("no count")?)?)
    }

    /// Presses the first of something, as a finger does that was never in the way.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn press(&self, selector: &str) -> Result<()> {
        self.wait_for(selector).await?;
        let script = "document.querySelector(arguments[0]).click()";
        self.run(script, vec![json!(selector)]).await.map(|_| ())
    }

    /// Presses the button or the link that is called so.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn press_called(&self, name: &str) -> Result<()> {
        let find = "const called = e => e.innerText.trim() === arguments[0] \
             || e.getAttribute('aria-label') === arguments[0]; \
             const found = [...document.querySelectorAll('button, a, summary')].find(called); \
             if (found) found.click(); return Boolean(found)";
        self.wait(format!("'{name}' to press"), find, vec![json!(name)]).await
    }

    /// What is to be read in the first of something; nothing when there is none.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn text_of(&self, selector: &str) -> Result<Option<String>> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        let text = self.run(script, vec![json!(selector)]).await?;
        Ok(text.as_str().map(|text| text.trim().to_owned()))
    }

    /// The first number in something, such as the points: grouping and unit left out.
    ///
    /// # Errors
    /// When there is none.
    pub async fn number_in(&self, selector: &str) -> Result<i64> {
        let text = self.text_of(selector).await?.with_context(|| format!("no {selector}"))?;
        let digits = |c: char| c.is_ascii_digit();
        let start = text.find(digits).with_context(|| format!("no number in '{text}'"))?;
        let (before, number) = text.split_at(start);
        let number = number.chars().filter(|c| *c != ',').take_while(char::is_ascii_digit);
        let number: i64 = number.collect::<String>().parse()?;
        Ok(if before.contains(['-', '−']) { -number } else { number })
    }

    /// Waits until the first number in something is this one.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_number(&self, selector: &str, number: i64) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        let mut seen = None;
        while Instant::now() < end {
            seen = self.number_in(selector).await.ok();
            if seen == Some(number) {
                return Ok(());
            }
            sleep(PAUSE).await;
        }
        bail!("waited in vain for {number} in {selector}; it says {seen:?}")
    }

    /// All that can be read on the page.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn text(&self) -> Result<String> {
        let text = self.run("return document.body.innerText", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Nothing on the page says that something failed.
    ///
    /// # Errors
    /// When something does.
    pub async fn no_error(&self) -> Result<()> {
        let error = self.text_of(&by_test_id("error")).await?;
        ensure!(error.is_none(), "the card shows an error: {error:?}");
        Ok(())
    }

    /// What the page asked other origins for.
    pub(crate) async fn foreign_requests(&self) -> Result<Vec<String>> {
        let script = "return performance.getEntriesByType('resource').map(entry => entry.name) \
             .filter(name => !name.startsWith('data:') && !name.startsWith('blob:'))";
        let names = self.run(script, Vec::new()).await?;
        let names = names.as_array().context("no list of requests")?.iter();
        let names = names.filter_map(Value::as_str).filter(|name| !name.starts_with(&self.origin));
        Ok(names.map(str::to_owned).collect())
    }
}

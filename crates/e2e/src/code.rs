//! The code for the till as it stands on the screen, be it the card's or the shell's: its digits,
//! and what a scanner makes of a picture of it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::card::{PATIENCE, PAUSE};
use crate::{Card, zbar};

/// The digits below the symbol, without their groups, once number and symbol can be seen as well.
const SEEN: &str = "const seen = e => e && e.getClientRects().length > 0 \
         && getComputedStyle(e).visibility === 'visible'; \
     const find = selector => [...document.querySelectorAll(selector)].find(seen); \
     const symbol = find('[data-testid=member-code]'); \
     const number = find('[data-testid=member-number]'); \
     const digits = find('.code-digits'); \
     if (!symbol || !digits || !number || !number.textContent.trim()) return null; \
     const drawn = [symbol, ...symbol.querySelectorAll('*')].some(e => \
         seen(e) && (e.localName === 'path' && e.getAttribute('d') \
             || e.localName === 'img' && e.complete && e.naturalWidth > 0)); \
     return drawn && digits.textContent.replaceAll(' ', '') || null";

/// Waits until what is there has been painted.
const PAINTED: &str = "const done = arguments[0]; \
     requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";

impl Card {
    /// What the till can read now: nothing until number, symbol and digits can all be seen.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn code(&self) -> Result<Option<String>> {
        let digits = self.run(SEEN, Vec::new()).await?;
        Ok(digits.as_str().map(str::to_owned))
    }

    /// Waits until there is something to read, other than `before`.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_code(&self, before: &str) -> Result<String> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            match self.code().await? {
                Some(code) if code != before => return Ok(code),
                _ => sleep(PAUSE).await,
            }
        }
        bail!("waited in vain for a code other than '{before}'")
    }

    /// Takes a picture of the page and returns what a scanner reads there: the digits that stand
    /// below the symbol.
    ///
    /// # Errors
    /// When it reads nothing, or something else.
    pub async fn scanned(&self) -> Result<String> {
        let mut read = Vec::new();
        // The next value may come between two looks; and a driver may take its picture of a page
        // before this has been painted.
        for _ in 0..4 {
            let shown = self.wait_code("").await?;
            self.run_async(PAINTED, Vec::new()).await?;
            read = zbar::read_picture(&self.picture().await?)?;
            if self.code().await?.as_ref() != Some(&shown) {
                continue;
            }
            if read == [shown.clone()] {
                return Ok(shown);
            }
            ensure!(read.is_empty(), "the scanner reads {read:?} where '{shown}' stands");
        }
        bail!("the code does not stand still, or cannot be read: {read:?}")
    }

    /// When something was marked for the last time, by the page's own clock since it began.
    ///
    /// # Errors
    /// When it was not.
    pub async fn marked(&self, name: &str) -> Result<Duration> {
        let script = "return performance.getEntriesByName(arguments[0]).pop()?.startTime ?? null";
        let at = self.run(script, vec![json!(name)]).await?;
        let at = at.as_f64().with_context(|| format!("nothing is marked as {name}"))?;
        Ok(Duration::from_secs_f64(at / 1_000.0))
    }

    /// How the page stands: `data-card`, and `data-shell` while the shell stands.
    ///
    /// # Errors
    /// When there is no page.
    pub async fn standing(&self) -> Result<(String, String)> {
        let script = "const { card, shell } = document.documentElement.dataset; \
             return [card ?? '', shell ?? '']";
        let standing = self.run(script, Vec::new()).await?;
        let part = |place: usize| standing.get(place).and_then(Value::as_str);
        let (card, shell) = part(0).zip(part(1)).context("a page without a standing")?;
        Ok((card.to_owned(), shell.to_owned()))
    }
}

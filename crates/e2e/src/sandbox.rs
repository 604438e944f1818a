//! The reference backend in a process of its own, with fresh data, and its controls.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;

use crate::card::{PATIENCE, PAUSE};
use crate::{http, place, process};

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    data: TempDir,
    dist: PathBuf,
    child: Option<Child>,
    authority: String,
    /// What browsers told of policies to a program that has ended since.
    refused: Vec<Value>,
    /// Further arguments.
    extra: Vec<String>,
}

/// A request as the sandbox saw it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// `Referer`, empty when there was none.
    pub referer: String,
}

impl Sandbox {
    /// Starts one on a free port, with the build of a folder.
    ///
    /// # Errors
    /// When the program is not there or does not start.
    pub async fn start(dist: PathBuf) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let (authority, refused) = (String::new(), Vec::new());
        let mut sandbox = Self { data, dist, child: None, authority, refused, extra: Vec::new() };
        sandbox.run("0").await?;
        Ok(sandbox)
    }

    async fn run(&mut self, port: &str) -> Result<()> {
        let mut command = Command::new(place::sandbox()?);
        command.arg("--port").arg(port).arg("--data").arg(self.data.path());
        command.arg("--dist").arg(&self.dist).args(&self.extra);
        // What only journeys inside WeChat need: these say themselves when it is missing.
        if let Ok(sdk) = place::wechat_sdk() {
            command.arg("--wechat-sdk").arg(sdk);
        }
        let (child, address) = process::start(command, "Card: http://").await?;
        self.child = Some(child);
        self.authority = address.trim_end_matches('/').to_owned();
        Ok(())
    }

    /// Ends the program: nobody answers any more.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn stop(&mut self) -> Result<()> {
        self.refused = self.refused().await?;
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Starts the program again on the same port with the same data.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start_again(&mut self) -> Result<()> {
        let port = self.authority.rsplit(':').next().context("no port")?.to_owned();
        self.run(&port).await
    }

    /// This program under another name of this machine: another site, as a browser sees it.
    #[must_use]
    pub fn other_site(&self) -> String {
        format!("http://{}", self.authority.replace("127.0.0.1", "localhost"))
    }

    /// Takes the sandbox of `origin` for WeChat. Begins again on the same port with the same data.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn move_wechat(&mut self, origin: &str) -> Result<()> {
        let port = self.authority.rsplit(':').next().context("no port")?.to_owned();
        let wechat = format!("{origin}/sandbox/wechat");
        self.extra = vec!["--wechat".to_owned(), wechat];
        self.stop().await?;
        self.run(&port).await
    }

    /// The last requests, oldest first.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn requests(&self) -> Result<Vec<Seen>> {
        let list = http::call(&self.authority, "GET", "/sandbox/requests", None).await?;
        let list = list.as_array().context("no list of requests")?.iter();
        let text = |seen: &Value, name: &str| {
            seen.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        Ok(list
            .map(|seen| Seen {
                method: text(seen, "method"),
                path: text(seen, "path"),
                referer: text(seen, "referer"),
            })
            .collect())
    }

    /// Forgets them.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn forget_requests(&self) -> Result<()> {
        http::call(&self.authority, "DELETE", "/sandbox/requests", None).await.map(|_| ())
    }

    /// Its origin, such as `http://127.0.0.1:8787`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.authority)
    }

    /// What was done for a member (`tea-growing`), and what it left.
    ///
    /// # Errors
    /// When there is no such member.
    pub async fn ledger(&self, member: &str) -> Result<Value> {
        http::call(&self.authority, "GET", &format!("/sandbox/ledger/{member}"), None).await
    }

    /// Points that a member can spend, by the ledger.
    ///
    /// # Errors
    /// When there is no such member.
    pub async fn points(&self, member: &str) -> Result<i64> {
        let ledger = self.ledger(member).await?;
        ledger
            .pointer("/points/available")
            .and_then(Value::as_i64)
            .context("no balance in the ledger")
    }

    /// How many coupons of an offer a member holds, by the ledger.
    ///
    /// # Errors
    /// When there is no such member.
    pub async fn coupons_of(&self, member: &str, offer: &str) -> Result<usize> {
        let ledger = self.ledger(member).await?;
        let coupons =
            ledger.get("coupons").and_then(Value::as_array).context("no coupons in the ledger")?;
        Ok(coupons
            .iter()
            .filter(|coupon| coupon.get("offer_id").is_some_and(|id| id == offer))
            .count())
    }

    /// Sells something; `order` is what the till sends, amounts in minor units.
    ///
    /// # Errors
    /// When the till refuses.
    pub async fn purchase(&self, order: &Value) -> Result<Value> {
        http::call(&self.authority, "POST", "/sandbox/till/purchase", Some(order)).await
    }

    /// Shows a code to the till, and returns the status of its answer: 200 when it takes it, 409
    /// when it did so before, 410 past its end.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn scan(&self, code: &str) -> Result<u16> {
        let body = json!({ "code": code });
        let path = "/sandbox/till/scan";
        Ok(http::ask(&self.authority, "POST", path, Some(&body)).await?.0)
    }

    /// Lets a payer do something with a payment: `paid`, `unpaid`, `refused`, `checking`, `closed`.
    ///
    /// # Errors
    /// When it cannot be paid any more.
    pub async fn pay(&self, prepay: &str, outcome: &str) -> Result<()> {
        let body = json!({ "outcome": outcome });
        let path = format!("/sandbox/wechat/pay/{prepay}");
        http::call(&self.authority, "POST", &path, Some(&body)).await.map(|_| ())
    }

    /// Puts chosen values onto a member's card, one after the other, ten minutes each.
    ///
    /// # Errors
    /// When the sandbox refuses them.
    pub async fn place_codes(&self, member: &str, values: &[&str]) -> Result<()> {
        let body = json!({ "member_id": member, "values": values });
        http::call(&self.authority, "POST", "/sandbox/codes", Some(&body)).await.map(|_| ())
    }

    /// Switches whether the card may keep itself for a start without a network.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn set_worker(&self, enabled: bool) -> Result<()> {
        let body = json!({ "enabled": enabled });
        http::call(&self.authority, "POST", "/sandbox/worker", Some(&body)).await.map(|_| ())
    }

    /// Sets whose pages may hold a brand's card.
    ///
    /// # Errors
    /// When the sandbox does not take them.
    pub async fn set_embed_origins(&self, brand: &str, origins: &[String]) -> Result<()> {
        let body = json!({ "brand": brand, "origins": origins });
        let path = "/sandbox/embed-origins";
        http::call(&self.authority, "POST", path, Some(&body)).await.map(|_| ())
    }

    /// The content security policy that the page is served with.
    ///
    /// # Errors
    /// When it has none.
    pub async fn policy(&self) -> Result<String> {
        http::header(&self.authority, "/", "content-security-policy").await
    }

    /// What browsers refused because of a page's policy, as they report it (CSP level 3, 5.3).
    ///
    /// # Errors
    /// When nobody answers although the program runs.
    pub async fn refused(&self) -> Result<Vec<Value>> {
        let mut all = self.refused.clone();
        if self.child.is_some() {
            let told = http::call(&self.authority, "GET", "/sandbox/csp-reports", None).await?;
            all.extend(told.as_array().cloned().unwrap_or_default());
        }
        Ok(all)
    }

    /// Breaks the network by a rule.
    ///
    /// # Errors
    /// When the sandbox does not know such a rule.
    pub async fn fault(&self, rule: &Value) -> Result<()> {
        http::call(&self.authority, "POST", "/sandbox/faults", Some(rule)).await.map(|_| ())
    }

    /// Takes every rule away.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn mend(&self) -> Result<()> {
        http::call(&self.authority, "DELETE", "/sandbox/faults", None).await.map(|_| ())
    }

    /// Moves the backend's clock.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn advance(&self, seconds: i64) -> Result<()> {
        let body = json!({ "advance_seconds": seconds });
        http::call(&self.authority, "POST", "/sandbox/clock", Some(&body)).await.map(|_| ())
    }

    /// The backend's day, such as `2026-11-22`.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn today(&self) -> Result<String> {
        let clock = http::call(&self.authority, "GET", "/sandbox/clock", None).await?;
        let now = clock.get("now").and_then(Value::as_str).and_then(|now| now.get(..10));
        Ok(now.context("a clock without a day")?.to_owned())
    }

    /// Puts the backend's clock to a time of its day, such as `09:00:00`, and returns how many
    /// seconds ahead of real time that is.
    ///
    /// # Errors
    /// When nobody answers.
    pub async fn set_time(&self, time: &str) -> Result<i64> {
        let body = json!({ "now": format!("{}T{time}+08:00", self.today().await?) });
        let clock = http::call(&self.authority, "POST", "/sandbox/clock", Some(&body)).await?;
        clock.get("offset_seconds").and_then(Value::as_i64).context("a clock without an offset")
    }

    /// On how many days a member saw a prompt, by the ledger: each prompt counts for itself.
    ///
    /// # Errors
    /// When there is no such member.
    pub async fn seen(&self, member: &str) -> Result<usize> {
        let ledger = self.ledger(member).await?;
        let effects = ledger.get("effects").and_then(Value::as_array).context("no effects")?;
        let seen = |effect: &&Value| {
            effect.pointer("/detail/event").is_some_and(|event| event == "IMPRESSION")
        };
        Ok(effects.iter().filter(seen).count())
    }

    /// Waits until the ledger knows that a member saw a prompt on `days` days.
    ///
    /// # Errors
    /// When that is not in time.
    pub async fn wait_seen(&self, member: &str, days: usize) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if self.seen(member).await? == days {
                return Ok(());
            }
            sleep(PAUSE).await;
        }
        bail!("{member} saw prompts on {} days, not {days}", self.seen(member).await?)
    }
}

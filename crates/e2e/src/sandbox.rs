//! The reference backend in a process of its own, with fresh data, and its controls.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::{http, place, process};

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// A running sandbox.
#[derive(Debug)]
pub struct Sandbox {
    data: TempDir,
    child: Option<Child>,
    authority: String,
}

impl Sandbox {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// When the card is not built, or the program is not or does not start.
    pub async fn start() -> Result<Self> {
        let data = tempfile::tempdir()?;
        let mut sandbox = Self { data, child: None, authority: String::new() };
        sandbox.run("0").await?;
        Ok(sandbox)
    }

    async fn run(&mut self, port: &str) -> Result<()> {
        let mut command = Command::new(place::sandbox()?);
        command.arg("--port").arg(port).arg("--data").arg(self.data.path());
        command.arg("--dist").arg(place::dist()?);
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
}

//! The sandbox as a whole: its database, clock and waiting requests, and the router over them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use axum::Router;
use contract::Instant;
use contract::ids::Token;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::db::{Db, Occasion, Tx};
use crate::error::Outcome;
use crate::faults::Faults;
use crate::http::in_flight::InFlight;
use crate::refused::Refused;
use crate::requests::Requests;
use crate::store::{identities, settings, tickets};
use crate::{routes, seed};

/// What can be set when the sandbox starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// The built card; without it only the API and the sandbox's own pages are served.
    pub dist: Option<PathBuf>,
    /// How long an access token lives, in seconds.
    pub access_seconds: u32,
    /// Hosts beside this machine's own whose addresses are signed for WeChat's JS-SDK.
    pub js_domains: Vec<String>,
    /// The JS-SDK's file, to be served from here; WeChat's servers have it otherwise.
    pub wechat_sdk: Option<PathBuf>,
    /// Under which address this program answers itself, such as `http://127.0.0.1:8787`.
    pub own: Option<String>,
    /// Where WeChat is, for browsers and for this backend, such as
    /// `http://localhost:8787/sandbox/wechat`; without it the sandbox plays it.
    pub wechat: Option<String>,
}

impl Options {
    /// Where this backend asks WeChat; nothing while it does not know its own address.
    #[must_use]
    pub fn wechat_address(&self) -> Option<String> {
        let own = || self.own.as_ref().map(|own| format!("{own}/sandbox/wechat"));
        self.wechat.clone().or_else(own)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dist: None,
            access_seconds: 900,
            js_domains: Vec::new(),
            wechat_sdk: None,
            own: None,
            wechat: None,
        }
    }
}

/// The state that every handler shares.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    options: Options,
    wake: watch::Sender<()>,
    in_flight: InFlight,
    faults: Faults,
    refused: Refused,
    requests: Requests,
}

impl App {
    /// The backend's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// The backend's clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// What was set at the start.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The ways in which the network is broken.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The last requests.
    #[must_use]
    pub fn requests(&self) -> &Requests {
        &self.0.requests
    }

    /// What browsers refused because of a policy.
    #[must_use]
    pub fn refused(&self) -> &Refused {
        &self.0.refused
    }

    /// Wakes when a transaction that changed something was committed.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<()> {
        self.0.wake.subscribe()
    }

    /// Runs work in one transaction off the async threads, then wakes whoever waits for what it
    /// changed.
    ///
    /// # Errors
    /// What the work gives, or when the database fails.
    pub async fn run<T: Send + 'static>(
        &self,
        occasion: Occasion,
        work: impl FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let (value, wakes) = self.0.db.run(occasion, work).await?;
        if wakes {
            self.0.wake.send_replace(());
        }
        Ok(value)
    }

    /// The writes that are at work.
    #[must_use]
    pub fn in_flight(&self) -> &InFlight {
        &self.0.in_flight
    }
}

/// The sandbox: what the program serves and what tests talk to.
#[derive(Clone)]
pub struct Sandbox {
    app: App,
}

impl Sandbox {
    /// Opens the sandbox in a data folder, and seeds it when it is fresh.
    ///
    /// # Errors
    /// When the folder or the database cannot be used.
    pub fn open(data: &Path, options: Options) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data)
            .with_context(|| format!("cannot create {}", data.display()))?;
        Self::start(Db::open(&data.join("sandbox.db"))?, options)
    }

    /// A seeded sandbox in memory.
    ///
    /// # Errors
    /// When seeding fails.
    pub fn in_memory() -> anyhow::Result<Self> {
        Self::in_memory_with(Options::default())
    }

    /// The same with other options. The seed data of a process is made once and copied, since
    /// each test wants its own.
    ///
    /// # Errors
    /// When seeding fails.
    pub fn in_memory_with(options: Options) -> anyhow::Result<Self> {
        static SEEDED: Mutex<Option<Db>> = Mutex::new(None);
        let mut seeded = SEEDED.lock().unwrap_or_else(PoisonError::into_inner);
        let db = match &*seeded {
            Some(db) => db.copy()?,
            None => {
                let db = Db::in_memory()?;
                prepare(&db)?;
                seeded.insert(db).copy()?
            }
        };
        Self::start(db, options)
    }

    fn start(db: Db, options: Options) -> anyhow::Result<Self> {
        let offset = prepare(&db)?;
        let app = App(Arc::new(Inner {
            db,
            clock: Clock::with_offset(offset),
            options,
            wake: watch::Sender::new(()),
            in_flight: InFlight::default(),
            faults: Faults::default(),
            refused: Refused::default(),
            requests: Requests::default(),
        }));
        Ok(Self { app })
    }

    /// The router: everything the program serves.
    pub fn router(&self) -> Router {
        routes::router(self.app.clone())
    }

    /// The shared state, for work beside the router.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// A one-time ticket for a persona, as `/sandbox/as/{persona}` would hand over.
    ///
    /// # Errors
    /// When there is no such persona in that brand.
    pub async fn ticket(&self, brand: &str, persona: &str) -> Outcome<Token> {
        let (brand, persona) = (brand.to_owned(), persona.to_owned());
        self.app
            .run(Occasion::at(self.app.now()), move |tx| tickets::issue(tx, &brand, &persona))
            .await
    }
}

/// Seeds a fresh database; gives how far its clock is ahead of real time, in milliseconds.
fn prepare(db: &Db) -> anyhow::Result<i64> {
    let prepared = db.with_tx(Occasion::at(Clock::default().now()), |tx| {
        if !settings::seeded(tx)? {
            seed::seed(tx)?;
        }
        identities::link_all(tx)?;
        settings::clock_offset(tx)
    });
    prepared
        .map(|(offset, _)| offset)
        .map_err(|failure| anyhow::anyhow!("cannot seed: {failure:?}"))
}

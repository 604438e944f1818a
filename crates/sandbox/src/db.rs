//! The database: one SQLite file, one connection, one transaction for each request.

mod tx;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use rusqlite::backup::Backup;
use rusqlite::{Connection, TransactionBehavior};

pub use tx::{Occasion, Tx};

use crate::error::{Failure, Outcome};

/// Applied in order; `PRAGMA user_version` holds how many were.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_core.sql"),
    include_str!("../migrations/0002_areas.sql"),
    include_str!("../migrations/0003_till.sql"),
    include_str!("../migrations/0004_orders.sql"),
    include_str!("../migrations/0005_sign_in.sql"),
];

/// The connection, shared.
#[derive(Clone)]
pub struct Db(Arc<Mutex<Connection>>);

impl Db {
    /// Opens or creates the database file and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or a migration fails.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let connection =
            Connection::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        Self::prepare(connection)
    }

    /// A database in memory, for tests.
    ///
    /// # Errors
    /// When a migration fails.
    pub fn in_memory() -> anyhow::Result<Self> {
        Self::prepare(Connection::open_in_memory()?)
    }

    /// A copy of this database in memory.
    ///
    /// # Errors
    /// When SQLite cannot copy it.
    pub fn copy(&self) -> anyhow::Result<Self> {
        let mut to = Connection::open_in_memory()?;
        let from = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Backup::new(&from, &mut to)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
        Self::prepare(to)
    }

    fn prepare(mut connection: Connection) -> anyhow::Result<Self> {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(128);
        let applied: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        for (index, sql) in MIGRATIONS.iter().enumerate().skip(usize::try_from(applied)?) {
            let tx = connection.transaction()?;
            tx.execute_batch(sql).with_context(|| format!("migration {}", index + 1))?;
            tx.pragma_update(None, "user_version", u32::try_from(index + 1)?)?;
            tx.commit()?;
        }
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs work in one `BEGIN IMMEDIATE` transaction on the calling thread: committed when it
    /// succeeds, undone when it fails. Gives the result and whether somebody is to be woken.
    ///
    /// # Errors
    /// What the work gives, or when the database fails.
    pub fn with_tx<T>(
        &self,
        occasion: Occasion,
        work: impl FnOnce(&Tx<'_>) -> Outcome<T>,
    ) -> Outcome<(T, bool)> {
        // A panic inside the lock leaves no half-done work behind: the transaction is rolled
        // back when it is dropped.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sql = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let tx = Tx::begin(sql, occasion);
        let value = work(&tx)?;
        let wakes = tx.commit()?;
        Ok((value, wakes))
    }

    /// The same off the async threads.
    ///
    /// # Errors
    /// What the work gives, or when the database fails.
    pub async fn run<T: Send + 'static>(
        &self,
        occasion: Occasion,
        work: impl FnOnce(&Tx<'_>) -> Outcome<T> + Send + 'static,
    ) -> Outcome<(T, bool)> {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.with_tx(occasion, work))
            .await
            .map_err(|error| Failure::internal(&error))?
    }
}

//! One transaction at one moment, with what it changed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Deref;

use contract::Instant;
use contract::changes::Resource;
use contract::ids::MemberId;
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

use crate::error::Outcome;
use crate::text::Lang;

/// What a unit of work knows about its request.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The backend's time, which stands still for the whole request.
    pub now: Instant,
    /// The language of the answer.
    pub lang: Lang,
    /// The `Idempotency-Key` of the write, for the ledger of effects.
    pub key: Option<String>,
}

impl Occasion {
    /// Work that no member's request asked for.
    #[must_use]
    pub fn at(now: Instant) -> Self {
        Self { now, lang: Lang::default(), key: None }
    }
}

/// One transaction at one moment. Derefs to the connection for SQL.
pub struct Tx<'c> {
    sql: Transaction<'c>,
    occasion: Occasion,
    now: Cell<Instant>,
    quiet: Cell<bool>,
    changed: RefCell<BTreeSet<(String, Resource)>>,
    wakes: Cell<bool>,
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.sql
    }
}

impl<'c> Tx<'c> {
    pub(super) fn begin(sql: Transaction<'c>, occasion: Occasion) -> Self {
        Self {
            sql,
            now: Cell::new(occasion.now),
            occasion,
            quiet: Cell::new(false),
            changed: RefCell::default(),
            wakes: Cell::new(false),
        }
    }

    /// Gives whether somebody is to be woken.
    pub(super) fn commit(self) -> Outcome<bool> {
        self.sql.commit()?;
        Ok(self.wakes.get())
    }

    /// The backend's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.now.get()
    }

    /// Goes on at another time, and keeps no record of changes and effects: how the seed data
    /// lives through its history by the same rules as everybody.
    pub(crate) fn relive(&self, at: Instant) {
        self.quiet.set(true);
        self.now.set(at);
    }

    /// Comes back to the time of the request.
    pub(crate) fn come_back(&self) {
        self.quiet.set(false);
        self.now.set(self.occasion.now);
    }

    /// The backend's time as it is stored: milliseconds since the epoch.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }

    /// The language of the answer.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.occasion.lang
    }

    /// Notes that a member's resource changed: it goes into the answer's `changed` and wakes
    /// whoever waits for changes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record_change(&self, member: &MemberId, resource: Resource) -> Outcome<()> {
        self.log_change(member.as_str(), resource)
    }

    /// Notes that a resource changed for everybody, such as when the clock was moved.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record_change_for_all(&self, resource: Resource) -> Outcome<()> {
        self.log_change("*", resource)
    }

    fn log_change(&self, member: &str, resource: Resource) -> Outcome<()> {
        if self.quiet.get() {
            return Ok(());
        }
        self.wakes.set(true);
        if self.changed.borrow_mut().insert((member.to_owned(), resource)) {
            self.prepare_cached(
                "INSERT INTO change_log (member, resource, at) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![member, resource.as_str(), self.now_ms()])?;
        }
        Ok(())
    }

    /// Writes an effect into the ledger of effects, with the key of the write that caused it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn record_effect(
        &self,
        member: &MemberId,
        kind: &str,
        detail: impl Serialize,
    ) -> Outcome<()> {
        if self.quiet.get() {
            return Ok(());
        }
        self.prepare_cached(
            "INSERT INTO effect (member, kind, detail, idempotency_key, at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            member.as_str(),
            kind,
            serde_json::to_string(&detail)?,
            self.occasion.key,
            self.now_ms()
        ])?;
        Ok(())
    }

    /// What this transaction has changed for a member so far.
    #[must_use]
    pub fn changed(&self, member: &MemberId) -> Vec<Resource> {
        let changed = self.changed.borrow();
        changed
            .iter()
            .filter(|(who, _)| who == member.as_str() || who == "*")
            .map(|(_, resource)| *resource)
            .collect()
    }

    /// Runs a part of the work that is undone on its own when it is refused.
    ///
    /// # Errors
    /// What the part gives, or when the database fails.
    pub fn part<T>(&self, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let before = self.changed.borrow().clone();
        self.execute_batch("SAVEPOINT part")?;
        let result = work();
        if result.is_err() {
            self.execute_batch("ROLLBACK TO part")?;
            *self.changed.borrow_mut() = before;
        }
        self.execute_batch("RELEASE part")?;
        result
    }
}

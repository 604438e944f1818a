//! The points ledger: batches that expire, spent soonest-ending first, and a debt when a refund
//! takes back what was already spent.
//!
//! What always holds: the available points are the sum of the batches less the debt; there is a
//! debt only while every batch is empty; the posted entries add up to the available points.

use contract::Instant;

/// Points that were earned together and end together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The ledger entry that earned them.
    pub entry: i64,
    /// Points left, above 0.
    pub points: i64,
    /// When they end (exclusive); nothing when they never do.
    pub expires_at: Option<Instant>,
}

/// Points that will be released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The ledger entry that earned them.
    pub entry: i64,
    /// How many.
    pub points: i64,
    /// When they are released.
    pub available_at: Instant,
    /// When they end once released.
    pub expires_at: Option<Instant>,
}

/// What fell due by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// Pending points became available.
    Released {
        /// Their entry.
        entry: i64,
        /// The available points after it.
        balance: i64,
    },
    /// Points ended.
    Expired {
        /// How many.
        points: i64,
        /// When.
        at: Instant,
        /// The available points after it.
        balance: i64,
    },
}

/// More was to be spent than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// How many points are missing.
    pub missing: i64,
}

/// What a member has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    batches: Vec<Batch>,
    debt: i64,
}

impl Account {
    /// An account as it was stored. Batches may come in any order.
    #[must_use]
    pub fn new(mut batches: Vec<Batch>, debt: i64) -> Self {
        batches.sort_by_key(spending_order);
        Self { batches, debt }
    }

    /// What can be spent; negative while there is a debt.
    #[must_use]
    pub fn available(&self) -> i64 {
        self.batches.iter().map(|batch| batch.points).sum::<i64>() - self.debt
    }

    /// The batches, soonest-ending first.
    #[must_use]
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// What is owed.
    #[must_use]
    pub fn debt(&self) -> i64 {
        self.debt
    }

    /// Adds earned points: they pay a debt first, the rest becomes a batch.
    pub fn earn(&mut self, mut batch: Batch) {
        let paid = batch.points.min(self.debt);
        self.debt -= paid;
        batch.points -= paid;
        if batch.points > 0 {
            let key = spending_order(&batch);
            let place = self.batches.partition_point(|other| spending_order(other) <= key);
            self.batches.insert(place, batch);
        }
    }

    /// Spends points, those that end soonest first.
    ///
    /// # Errors
    /// [`Short`] when there are not enough; nothing is spent then.
    pub fn spend(&mut self, points: i64) -> Result<(), Short> {
        let missing = points - self.available();
        if missing > 0 {
            return Err(Short { missing });
        }
        self.take(points);
        Ok(())
    }

    /// Takes back points that `entry` earned: what is left of its own batch, then of the others,
    /// and the rest becomes a debt.
    pub fn take_back(&mut self, entry: i64, points: i64) {
        let mut rest = points;
        if let Some(own) = self.batches.iter_mut().find(|batch| batch.entry == entry) {
            let taken = own.points.min(rest);
            own.points -= taken;
            rest -= taken;
        }
        self.debt += self.take(rest);
    }

    /// Lets everything happen that fell due until `now`, in the order of time: releases before
    /// expiry at the same instant. Released entries leave `pending`.
    pub fn settle(&mut self, pending: &mut Vec<Pending>, now: Instant) -> Vec<Due> {
        let mut due = Vec::new();
        pending.sort_by_key(|one| (one.available_at, one.entry));
        loop {
            let release = pending.first().map(|one| one.available_at).filter(|at| *at <= now);
            let expiry = self.next_expiry().filter(|at| *at <= now);
            match (release, expiry) {
                (Some(release), expiry) if expiry.is_none_or(|at| release <= at) => {
                    let one = pending.remove(0);
                    let Pending { entry, points, expires_at, .. } = one;
                    self.earn(Batch { entry, points, expires_at });
                    due.push(Due::Released { entry, balance: self.available() });
                }
                (_, Some(at)) => {
                    let points = self.expire(at);
                    due.push(Due::Expired { points, at, balance: self.available() });
                }
                _ => return due,
            }
        }
    }

    fn next_expiry(&self) -> Option<Instant> {
        self.batches.first().and_then(|batch| batch.expires_at)
    }

    fn expire(&mut self, at: Instant) -> i64 {
        let ended = |batch: &Batch| batch.expires_at.is_some_and(|end| end <= at);
        let points = self.batches.iter().filter(|batch| ended(batch)).map(|b| b.points).sum();
        self.batches.retain(|batch| !ended(batch));
        points
    }

    /// Takes points from the batches in spending order and gives how many could not be taken.
    fn take(&mut self, points: i64) -> i64 {
        let mut rest = points;
        for batch in &mut self.batches {
            let taken = batch.points.min(rest);
            batch.points -= taken;
            rest -= taken;
        }
        self.batches.retain(|batch| batch.points > 0);
        rest
    }
}

/// Soonest-ending first, those without an end last, then the oldest.
fn spending_order(batch: &Batch) -> (bool, Option<Instant>, i64) {
    (batch.expires_at.is_none(), batch.expires_at, batch.entry)
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;

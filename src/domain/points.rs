//! What to say about a points account: what can be spent or is owed, what ends, what comes.

use chrono::{Datelike, Duration};
use contract::points::{Expiration, PendingRelease, PointBatch, Points};
use contract::{Day, Instant};

use super::money::push_digits;
use super::time::day_at;

/// A balance in words: a debt is one, never a zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Balance {
    /// Points to spend, from 0.
    Available(i64),
    /// Points owed, more than 0: a refund took back what was spent already.
    Debt(u64),
}

/// The balance.
#[must_use]
pub fn balance(points: &Points) -> Balance {
    if points.available < 0 {
        Balance::Debt(points.available.unsigned_abs())
    } else {
        Balance::Available(points.available)
    }
}

/// What ends next: all batches that end at that same moment.
#[must_use]
pub fn next_expiration(points: &Points, now: Instant) -> Option<Expiration> {
    let alive = |e: &&Expiration| e.points > 0 && e.expires_at > now;
    let batches = || points.next_expirations.iter().filter(alive);
    let expires_at = batches().map(|e| e.expires_at).min()?;
    let sum = batches().filter(|e| e.expires_at == expires_at).map(|e| e.points);
    Some(Expiration { points: sum.fold(0, i64::saturating_add), expires_at })
}

/// How many points end within so many days.
#[must_use]
pub fn expiring_within(points: &Points, now: Instant, days: u32) -> i64 {
    points
        .next_expirations
        .iter()
        .filter(|e| e.points > 0 && e.expires_at > now)
        .filter(|e| e.expires_at.signed_duration_since(now) <= Duration::days(days.into()))
        .fold(0, |sum, e| sum.saturating_add(e.points))
}

/// The pending points that come next.
#[must_use]
pub fn next_release(points: &Points, now: Instant) -> Option<&PendingRelease> {
    points.pending_releases.iter().filter(|r| r.available_at > now).min_by_key(|r| r.available_at)
}

/// What ends at one moment, or never.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// When (exclusive); nothing for points that stay for good.
    pub at: Option<Instant>,
    /// All of them.
    pub points: i64,
    /// What is left of each earning, as the backend orders them.
    pub batches: Vec<PointBatch>,
}

/// The batches that are still alive by their ends: soonest first, what never ends last.
#[must_use]
pub fn ends(batches: &[PointBatch], now: Instant) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    let alive = |b: &&PointBatch| b.points > 0 && b.expires_at.is_none_or(|end| end > now);
    for batch in batches.iter().filter(alive) {
        let place = ends.iter().position(|end| end.at == batch.expires_at);
        match place.and_then(|place| ends.get_mut(place)) {
            Some(end) => {
                end.points = end.points.saturating_add(batch.points);
                end.batches.push(batch.clone());
            }
            None => ends.push(End {
                at: batch.expires_at,
                points: batch.points,
                batches: vec![batch.clone()],
            }),
        }
    }
    ends.sort_by_key(|end| (end.at.is_none(), end.at));
    ends
}

/// How many months of history can be chosen at most.
const MOST_MONTHS: usize = 240;

/// The months from joining to now, newest first, by the calendar that `now` is written in.
#[must_use]
pub fn months_since(joined: Instant, now: Instant) -> Vec<Month> {
    let first = Month::of(day_at(joined, now));
    let last = Month::of(now.date_naive());
    core::iter::successors(Some(last), |month| Some(month.previous()))
        .take_while(|month| *month >= first)
        .take(MOST_MONTHS)
        .collect()
}

/// A month of the programme's calendar, as the history is filtered by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year; 0 to 9999 are written with four digits.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.month <= 1 {
            Self { year: self.year.saturating_sub(1), month: 12 }
        } else {
            Self { year: self.year, month: self.month - 1 }
        }
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month >= 12 {
            Self { year: self.year.saturating_add(1), month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        }
    }

    /// Its first day; nothing beyond the calendar.
    #[must_use]
    pub fn first_day(self) -> Option<Day> {
        Day::from_ymd_opt(self.year, self.month, 1)
    }

    /// `YYYY-MM`, for a query.
    #[must_use]
    pub fn key(self) -> String {
        let mut text = String::new();
        push_digits(&mut text, u64::from(self.year.unsigned_abs()), 4);
        text.push('-');
        push_digits(&mut text, self.month.into(), 2);
        text
    }
}

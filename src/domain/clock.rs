//! The backend's time, carried on by a clock that only counts forward.
//!
//! The device's date and zone are never asked: each answer brings `server_time`, which belongs
//! to some moment between sending and receiving. Taking the middle is wrong by at most half the
//! round trip, so the answer with the shortest one is kept.

use chrono::Duration;
use contract::Instant;

/// How long a measurement is trusted, in milliseconds: clocks drift, and some stand still while
/// a device sleeps.
pub const TRUSTED_FOR_MS: i64 = 10 * 60 * 1000;

/// The backend's time by a monotonic clock, whose readings are milliseconds from any origin, as
/// `performance.now()` gives them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ServerClock(Option<Sample>);

/// What time it was at the backend at one reading.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sample {
    server_time: Instant,
    at_ms: i64,
    /// Nothing for a guess.
    round_trip_ms: Option<i64>,
}

impl ServerClock {
    /// Starts from a guess, such as what was true at the last visit, so that a card without a
    /// network can show something; the first answer replaces it.
    #[must_use]
    pub fn guess(server_time: Instant, monotonic_ms: f64) -> Self {
        let at_ms = whole(monotonic_ms);
        Self(Some(Sample { server_time, at_ms, round_trip_ms: None }))
    }

    /// Takes an answer into account. It replaces what is known when its round trip is no longer,
    /// when what is known is too old, or when the two disagree by more than the round trip can
    /// explain: then one of the clocks was moved.
    pub fn observe(&mut self, server_time: Instant, sent_ms: f64, received_ms: f64) {
        let sent = whole(sent_ms);
        let fresh = whole(received_ms).saturating_sub(sent).max(0);
        let at_ms = sent.saturating_add(fresh / 2);
        let replace = match self.0 {
            Some(sample) => {
                let age = at_ms.saturating_sub(sample.at_ms);
                let apart = sample.now(at_ms).signed_duration_since(server_time);
                let moved = apart.num_milliseconds().unsigned_abs() > fresh.unsigned_abs();
                sample.round_trip_ms.is_none_or(|known| fresh <= known)
                    || age > TRUSTED_FOR_MS
                    || moved
            }
            None => true,
        };
        if replace {
            self.0 = Some(Sample { server_time, at_ms, round_trip_ms: Some(fresh) });
        }
    }

    /// The backend's time, in the offset that it speaks; nothing before it is known.
    #[must_use]
    pub fn now(&self, monotonic_ms: f64) -> Option<Instant> {
        self.0.map(|sample| sample.now(whole(monotonic_ms)))
    }

    /// Whether a fresh answer is worth a request: nothing is known but a guess, or what is known
    /// is too old.
    #[must_use]
    pub fn is_stale(&self, monotonic_ms: f64) -> bool {
        self.0.is_none_or(|sample| {
            let age = whole(monotonic_ms).saturating_sub(sample.at_ms);
            sample.round_trip_ms.is_none() || age > TRUSTED_FOR_MS
        })
    }
}

impl Sample {
    fn now(&self, monotonic_ms: i64) -> Instant {
        Duration::try_milliseconds(monotonic_ms.saturating_sub(self.at_ms))
            .and_then(|since| self.server_time.checked_add_signed(since))
            .unwrap_or(self.server_time)
    }
}

/// Whole milliseconds; what is no number is 0, what is too large is the largest.
fn whole(ms: f64) -> i64 {
    ms as i64
}

//! The rules, tested natively.

mod cap;
mod check_in;
mod clock;
mod code;
mod code_room;
mod coupon;
mod lifecycle;
mod membership;
mod money;
mod offer;
mod pages;
mod payment;
mod points;
mod prompt;
mod renewal;
mod steady;
mod task;
mod tier;
mod time;
mod wallet;

use chrono::Duration;
use contract::Instant;

/// An instant from its RFC 3339 text.
fn at(text: &str) -> Instant {
    Instant::parse_from_rfc3339(text).unwrap()
}

/// Noon of a day in the programme's zone, from which tests count.
fn noon() -> Instant {
    at("2026-11-22T12:00:00+08:00")
}

fn hours(n: i64) -> Duration {
    Duration::hours(n)
}

fn days(n: i64) -> Duration {
    Duration::days(n)
}

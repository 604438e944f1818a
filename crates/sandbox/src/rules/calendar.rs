//! Months and the ends of days, months and years, in the programmes' zone.

use chrono::{Datelike as _, Months};
use contract::points::ExpiryRounding;
use contract::{Day, Instant};

use crate::clock::{day_of, end_of, start_of};

/// The same day and time a number of months later; the last day of a shorter month.
#[must_use]
pub fn months_after(at: Instant, months: u32) -> Instant {
    at.checked_add_months(Months::new(months)).unwrap_or(at)
}

/// The same day and time a number of months earlier; the last day of a shorter month.
#[must_use]
pub fn months_before(at: Instant, months: u32) -> Instant {
    at.checked_sub_months(Months::new(months)).unwrap_or(at)
}

/// Moves an end to the boundary that a rule names. Ends are exclusive, so that the end of a day
/// is the first instant of the next.
#[must_use]
pub fn round_end(at: Instant, rounding: ExpiryRounding) -> Instant {
    let day = day_of(at);
    match rounding {
        ExpiryRounding::EndOfDay => end_of(day),
        ExpiryRounding::EndOfMonth => months_after(start_of(day.with_day(1).unwrap_or(day)), 1),
        ExpiryRounding::EndOfYear => Day::from_ymd_opt(day.year() + 1, 1, 1).map_or(at, start_of),
        ExpiryRounding::None | ExpiryRounding::Unknown => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn the_end_of_a_month_is_the_first_instant_of_the_next() {
        let end = round_end(at("2026-11-22T15:49:00+08:00"), ExpiryRounding::EndOfMonth);
        assert_eq!(end, at("2026-12-01T00:00:00+08:00"));
    }

    #[test]
    fn the_end_of_december_is_in_the_next_year() {
        for rounding in [ExpiryRounding::EndOfMonth, ExpiryRounding::EndOfYear] {
            let end = round_end(at("2026-12-31T23:59:59+08:00"), rounding);
            assert_eq!(end, at("2027-01-01T00:00:00+08:00"));
        }
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        assert_eq!(
            months_after(at("2027-01-31T08:00:00+08:00"), 1),
            at("2027-02-28T08:00:00+08:00")
        );
    }
}

//! Whether to send a request again, and when: a pure table.

use super::error::ApiError;

/// How often a request is sent at most, the first time included.
pub const MAX_ATTEMPTS: u32 = 4;

/// The longest pause that a `Retry-After` can ask for before the error is shown instead.
const LONGEST_PAUSE_MS: u32 = 10_000;

/// How long to wait before sending again, or nothing to give up.
///
/// - Only what may be repeated is: reads, and writes that carry their key (`repeatable`).
/// - Only what may pass is: a lost connection, a timeout, 429, 5xx, an intent still in progress.
/// - `Retry-After` (RFC 9110, section 10.2.3) in seconds is honoured up to ten seconds.
/// - Else 300, 600, 1200 ms, each stretched by up to as much again (`chance` in 0..1), so that
///   a crowd does not come back at once.
#[must_use]
pub fn pause_ms(
    error: &ApiError,
    repeatable: bool,
    attempt: u32,
    retry_after: Option<&str>,
    chance: f64,
) -> Option<u32> {
    if !repeatable || attempt >= MAX_ATTEMPTS {
        return None;
    }
    let passing = match error {
        ApiError::Network | ApiError::Timeout => true,
        ApiError::Problem(problem) => {
            problem.status == 429 || problem.status >= 500 || error.is_unknown_result()
        }
        ApiError::Decode { .. } => false,
    };
    if !passing {
        return None;
    }
    if let Some(seconds) = retry_after.and_then(|text| text.trim().parse::<u32>().ok()) {
        let asked = seconds.saturating_mul(1000);
        return (asked <= LONGEST_PAUSE_MS).then_some(asked);
    }
    let base = 300_u32 << attempt.saturating_sub(1).min(4);
    let stretch = (f64::from(base) * chance.clamp(0.0, 1.0)) as u32;
    Some(base + stretch)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::api::decode::problem_of;
    use proptest::prelude::*;

    fn status(status: u16) -> ApiError {
        ApiError::Problem(Arc::new(problem_of(status, "")))
    }

    #[test]
    fn a_refusal_is_final() {
        for code in [400, 401, 403, 404, 409, 410, 412, 422, 451] {
            assert_eq!(pause_ms(&status(code), true, 1, None, 0.5), None, "{code}");
        }
    }

    #[test]
    fn an_outage_is_tried_three_more_times_and_then_shown() {
        for error in [ApiError::Network, ApiError::Timeout, status(503), status(429)] {
            assert_eq!(pause_ms(&error, true, 1, None, 0.0), Some(300));
            assert_eq!(pause_ms(&error, true, 2, None, 0.0), Some(600));
            assert_eq!(pause_ms(&error, true, 3, None, 0.0), Some(1200));
            assert_eq!(pause_ms(&error, true, 4, None, 0.0), None);
        }
    }

    #[test]
    fn a_write_without_its_key_is_never_repeated() {
        assert_eq!(pause_ms(&ApiError::Network, false, 1, None, 0.0), None);
    }

    #[test]
    fn the_backend_says_when_to_come_back() {
        assert_eq!(pause_ms(&status(429), true, 1, Some("2"), 0.9), Some(2000));
        assert_eq!(pause_ms(&status(503), true, 1, Some("3600"), 0.9), None);
    }

    proptest! {
        #[test]
        fn the_pause_grows_and_is_at_most_doubled_by_chance(attempt in 1_u32..4, chance in 0.0_f64..1.0) {
            let pause = pause_ms(&ApiError::Network, true, attempt, None, chance).unwrap();
            let base = 300 * 2_u32.pow(attempt - 1);
            prop_assert!(pause >= base && pause <= 2 * base);
        }
    }
}

use chrono::Duration;
use contract::Instant;
use proptest::prelude::*;

use super::noon;
use crate::domain::clock::{ServerClock, TRUSTED_FOR_MS};

fn after(ms: i64) -> Instant {
    noon() + Duration::milliseconds(ms)
}

/// A clock that heard `server_time` for a request between the two readings.
fn heard(server_time: Instant, sent: f64, received: f64) -> ServerClock {
    let mut clock = ServerClock::default();
    clock.observe(server_time, sent, received);
    clock
}

#[test]
fn nothing_is_known_before_the_first_answer() {
    assert_eq!(ServerClock::default().now(5.0), None);
    assert!(ServerClock::default().is_stale(5.0));
}

#[test]
fn the_answer_belongs_to_the_middle_of_its_request() {
    let clock = heard(noon(), 1000.0, 1400.0);
    assert_eq!(clock.now(1200.0), Some(noon()));
    assert_eq!(clock.now(1700.4), Some(after(500)));
}

#[test]
fn the_shortest_round_trip_is_kept() {
    let mut clock = heard(noon(), 0.0, 100.0);
    clock.observe(after(1050), 1000.0, 1400.0);
    assert_eq!(clock.now(1050.0), Some(after(1000)), "a slower answer that agrees changes nothing");
    clock.observe(after(2010), 2000.0, 2060.0);
    assert_eq!(clock.now(2030.0), Some(after(2010)), "a quicker one replaces it");
}

#[test]
fn an_old_measurement_gives_way_to_a_slower_one() {
    let mut clock = heard(noon(), 0.0, 100.0);
    let later = TRUSTED_FOR_MS + 51;
    assert!(clock.is_stale(later as f64));
    clock.observe(after(later + 120), later as f64 - 200.0, later as f64 + 200.0);
    assert_eq!(clock.now(later as f64), Some(after(later + 120)));
    assert!(!clock.is_stale(later as f64));
}

#[test]
fn a_disagreement_that_no_round_trip_explains_means_that_a_clock_was_moved() {
    let mut clock = heard(noon(), 0.0, 10.0);
    let tomorrow = noon() + Duration::days(1);
    clock.observe(tomorrow, 1000.0, 1800.0);
    assert_eq!(clock.now(1400.0), Some(tomorrow));
}

#[test]
fn a_guess_holds_until_the_first_answer() {
    let mut clock = ServerClock::guess(noon(), 50.0);
    assert_eq!(clock.now(80.0), Some(after(30)));
    assert!(clock.is_stale(80.0));
    clock.observe(after(400), 0.0, 3000.0);
    assert_eq!(clock.now(1500.0), Some(after(400)));
}

#[test]
fn readings_that_make_no_sense_break_nothing() {
    let clock = heard(noon(), f64::NAN, f64::NEG_INFINITY);
    for reading in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN] {
        assert!(clock.now(reading).is_some());
    }
}

proptest! {
    /// Requests of any length on a line where the backend answers at any moment of each: the
    /// clock is never wrong by more than half the shortest round trip.
    #[test]
    fn the_error_is_at_most_half_the_shortest_round_trip(
        requests in prop::collection::vec((0..20_000_i64, 0..4_000_i64, 0..=100_i64), 1..20),
    ) {
        let mut clock = ServerClock::default();
        let (mut reading, mut shortest) = (0, i64::MAX);
        for (pause, round_trip, moment) in requests {
            let sent = reading + pause;
            reading = sent + round_trip;
            shortest = shortest.min(round_trip);
            let answered = sent + round_trip * moment / 100;
            clock.observe(after(answered), sent as f64, reading as f64);
            let wrong = clock.now(reading as f64).unwrap() - after(reading);
            prop_assert!(wrong.num_milliseconds().abs() <= shortest / 2 + 1);
        }
    }
}

//! A monotonic clock that also counts the time in which the device slept.
//!
//! `performance.now()` stands still in most browsers while a device sleeps, and a code would look
//! valid after its end until the next answer brings the time. The device's own clock goes on; its
//! date is never asked, only how far it went between two looks.

/// What lies between the two clocks by drift and by small corrections, in milliseconds; what is
/// more is sleep.
const DRIFT_MS: f64 = 2_000.0;

/// Adds what the monotonic clock missed. All readings are milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steady {
    last: Option<(f64, f64)>,
    slept: f64,
}

impl Steady {
    /// The time at a reading of the monotonic clock and the device's. A device's clock that is set
    /// forward looks like sleep, until the next answer says what time it is; one that is set back
    /// changes nothing.
    pub fn read(&mut self, monotonic_ms: f64, device_ms: f64) -> f64 {
        if let Some((monotonic, device)) = self.last {
            let missed = (device_ms - device) - (monotonic_ms - monotonic);
            if missed > DRIFT_MS {
                self.slept += missed;
            }
        }
        self.last = Some((monotonic_ms, device_ms));
        monotonic_ms + self.slept
    }
}

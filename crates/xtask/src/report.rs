//! What people see while they wait: which step, how far, how long it usually takes, how long it took.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::Result;

/// A fixed number of steps, counted while they run.
#[derive(Debug)]
pub struct Steps {
    total: usize,
    begun: usize,
    start: Instant,
}

impl Steps {
    /// Starts counting towards `total` steps.
    pub fn of(total: usize) -> Self {
        Self { total, begun: 0, start: Instant::now() }
    }

    /// Runs one step between its two lines.
    ///
    /// # Errors
    /// Those of the step.
    pub fn step<T>(
        &mut self,
        what: &str,
        usually: &str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        self.begun += 1;
        let place = format!("[{}/{}]", self.begun, self.total);
        println!("{place} {what} (usually {usually})");
        let start = Instant::now();
        let result = work();
        let end = if result.is_ok() { "done" } else { "failed" };
        println!("{place} {what}: {end} after {}", took(start.elapsed()));
        result
    }

    /// The time since the first step.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 20 s`.
pub fn took(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 10 {
        format!("{:.1} s", time.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// A number with thin groups of three: `120,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Lays rows out in columns: the first to the left, the others to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Writing into a String cannot fail.
            let _ = if column == 0 {
                write!(line, "  {cell:<width$}")
            } else {
                write!(line, "  {cell:>width$}")
            };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well_at_every_size() {
        assert_eq!(took(Duration::from_millis(440)), "0.4 s");
        assert_eq!(took(Duration::from_millis(12_900)), "12 s");
        assert_eq!(took(Duration::from_secs(200)), "3 min 20 s");
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn columns_line_up() {
        let rows = [vec!["a".to_owned(), "10".to_owned()], vec!["long".to_owned(), "5".to_owned()]];
        assert_eq!(table(&rows), "  a     10\n  long   5\n");
    }

    #[test]
    fn a_failed_step_hands_its_error_on() {
        let result: Result<()> = Steps::of(1).step("x", "1 s", || anyhow::bail!("broken"));
        assert_eq!(result.unwrap_err().to_string(), "broken");
    }
}

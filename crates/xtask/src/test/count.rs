//! How many tests ran, read from what test runners print.

use std::fmt;

use anyhow::{Result, bail};

/// Numbers of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Ran and held.
    pub passed: usize,
    /// Ran and did not.
    pub failed: usize,
    /// Did not run, and said so or was left out by name.
    pub skipped: usize,
}

impl Count {
    /// Adds the numbers of another kind.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Takes in a line such as `test result: ok. 3 passed; 0 failed; 1 ignored; …`, which libtest
    /// and wasm-bindgen's runner both print; other lines count nothing.
    pub fn read(&mut self, line: &str) {
        let Some((_, result)) = line.split_once("test result: ") else { return };
        for part in result.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(number), Some(kind)) = (words.next(), words.next()) else { continue };
            let Ok(number) = number.parse::<usize>() else { continue };
            match kind {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                // What was left out by name, as the tests of an engine that is missing.
                "ignored" | "filtered" => self.skipped += number,
                _ => {}
            }
        }
    }

    /// An error when something failed.
    ///
    /// # Errors
    /// When at least one test failed.
    pub fn into_result(self) -> Result<()> {
        if self.failed > 0 {
            bail!("{} failed", self.failed);
        }
        Ok(())
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str]) -> Count {
        let mut count = Count::default();
        lines.iter().for_each(|line| count.read(line));
        count
    }

    #[test]
    fn results_of_several_runners_add_up() {
        let count = counted(&[
            "running 4 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.07s",
            "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 filtered out; finished in 1.20s",
        ]);
        assert_eq!(count, Count { passed: 8, failed: 2, skipped: 3 });
    }

    #[test]
    fn a_test_that_prints_the_words_counts_nothing() {
        assert_eq!(counted(&["3 passed; 1 failed", "test passed ... ok"]), Count::default());
    }

    #[test]
    fn the_last_line_has_its_promised_form() {
        assert_eq!(Count { passed: 12, failed: 0, skipped: 0 }.to_string(), "12 passed, 0 failed");
        let count = Count { passed: 12, failed: 1, skipped: 2 };
        assert_eq!(count.to_string(), "12 passed, 1 failed, 2 skipped");
        assert!(count.into_result().is_err());
    }
}

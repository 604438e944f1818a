//! What browsers tell that they refused because of a page's policy (CSP level 3, 5.2): kept while
//! the program runs, the last ones.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// The most that are kept: a page that is wrong may report without an end.
const MOST: usize = 200;

/// The reports as they came.
#[derive(Debug, Default)]
pub struct Refused(Mutex<Vec<Value>>);

impl Refused {
    /// Keeps one, unless there are many already.
    pub fn add(&self, report: Value) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() < MOST {
            all.push(report);
        }
    }

    /// All of them, the oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_reports_without_an_end_fills_nothing() {
        let refused = Refused::default();
        for number in 0..MOST + 10 {
            refused.add(number.into());
        }
        assert_eq!(refused.all().len(), MOST);
        refused.clear();
        assert!(refused.all().is_empty());
    }
}

//! The way that the member took through the card, so that 'back' never leaves it.

use crate::reactive::StoredValue;
use crate::route::Route;

/// The screens behind the present one, oldest first, the present one last.
#[derive(Clone, Copy)]
pub struct Trail(StoredValue<Vec<Route>>);

impl Trail {
    /// A trail that begins here.
    #[must_use]
    pub fn new(first: Route) -> Self {
        Self(StoredValue::new(vec![first]))
    }

    /// Takes note of a change of screen: a step back where it is the one before, else a step on.
    pub fn step(self, to: &Route) {
        self.0.update_value(|trail| {
            if trail.iter().rev().nth(1) == Some(to) {
                trail.pop();
            } else if trail.last() != Some(to) {
                trail.push(to.clone());
            }
        });
    }

    /// Goes back, or up to `above` where the card was opened on this very screen.
    pub fn back(self, above: &Route) {
        let Some(window) = web_sys::window() else { return };
        let within = self.0.with_value(|trail| trail.len() > 1);
        if within && window.history().is_ok_and(|history| history.back().is_ok()) {
            return;
        }
        let _ = window.location().replace(&above.to_hash());
    }
}

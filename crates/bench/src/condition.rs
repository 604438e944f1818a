//! The conditions under which the card is opened.

use std::fmt;

/// What the browser knows of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// Nothing: the first visit, by a one-time link.
    Cold,
    /// A session, the worker and its files, the last card. The worker does not run yet.
    Warm,
}

/// What lies between the card and its backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// This machine.
    Full,
    /// Lighthouse's slow 4G.
    Slow4g,
    /// Nobody answers: the backend's process is ended.
    Dead,
}

impl Network {
    /// Milliseconds for each request, bytes a second down and up; -1 where nothing is held back.
    /// The numbers of slow 4G are Lighthouse's: 150 ms, 1.6 and 0.75 Mbit/s.
    #[must_use]
    pub fn emulated(self) -> (i32, i32, i32) {
        match self {
            Self::Full | Self::Dead => (0, -1, -1),
            Self::Slow4g => (150, 200_000, 93_750),
        }
    }
}

/// What is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Home.
    Home,
    /// The code. In a first visit the member asks for it as soon as the page is read, since a
    /// one-time link always leads home.
    Code,
}

/// By how much the page's main thread is slowed: not at all, as Lighthouse's mobile preset does it,
/// and half as much again.
pub const CPU: [u32; 3] = [1, 4, 6];

/// One way to open the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What the browser knows.
    pub visit: Visit,
    /// The network.
    pub network: Network,
    /// One of [`CPU`].
    pub cpu: u32,
    /// What is opened.
    pub screen: Screen,
}

impl Condition {
    /// Every condition, those without a backend last.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let ways = [
            (Visit::Cold, Network::Full),
            (Visit::Cold, Network::Slow4g),
            (Visit::Warm, Network::Full),
            (Visit::Warm, Network::Slow4g),
            (Visit::Warm, Network::Dead),
        ];
        let mut all = Vec::new();
        for (visit, network) in ways {
            for screen in [Screen::Home, Screen::Code] {
                all.extend(CPU.map(|cpu| Self { visit, network, cpu, screen }));
            }
        }
        all
    }

    /// Whether the page becomes the card; without a backend the shell shows the code alone.
    #[must_use]
    pub fn becomes_usable(self) -> bool {
        self.network != Network::Dead
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visit = match self.visit {
            Visit::Cold => "cold",
            Visit::Warm => "warm",
        };
        let network = match self.network {
            Network::Full => "full",
            Network::Slow4g => "slow-4g",
            Network::Dead => "dead",
        };
        let screen = match self.screen {
            Screen::Home => "home",
            Screen::Code => "code",
        };
        write!(f, "{visit}/{network}/{}x/{screen}", self.cpu)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_condition_has_a_name_of_its_own() {
        let names: BTreeSet<String> = Condition::all().iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), 30);
        assert!(names.contains("cold/slow-4g/4x/home"));
    }

    #[test]
    fn nobody_opens_the_card_for_the_first_time_without_a_network() {
        let all = Condition::all();
        assert!(!all.iter().any(|one| one.visit == Visit::Cold && one.network == Network::Dead));
    }

    #[test]
    fn the_backend_is_ended_once_in_a_round() {
        let alive: Vec<bool> = Condition::all().iter().map(|one| one.becomes_usable()).collect();
        assert!(alive.is_sorted_by(|before, after| before >= after));
    }
}

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
    /// Every condition.
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

/// The order of a round, as places in the list: another one in each, so that no condition always
/// bears what the one before it left to do; those without a backend last. The same in every run.
#[must_use]
pub fn order(conditions: &[Condition], round: u32) -> Vec<usize> {
    let mut order: Vec<(bool, u64, usize)> = conditions
        .iter()
        .enumerate()
        .map(|(place, one)| (!one.becomes_usable(), scatter(place as u64, round), place))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(.., place)| place).collect()
}

/// The finaliser of `SplitMix64`.
fn scatter(place: u64, round: u32) -> u64 {
    let mut bits = (u64::from(round) << 32 | place).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
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
    fn each_round_has_every_condition_once_and_ends_the_backend_once() {
        let all = Condition::all();
        for round in 1..=11 {
            let order = order(&all, round);
            let alive = order.iter().map(|&place| all[place].becomes_usable());
            assert!(alive.is_sorted_by(|before, after| before >= after));
            assert_eq!(BTreeSet::from_iter(order).len(), all.len());
        }
    }

    #[test]
    fn a_condition_follows_another_one_in_most_rounds() {
        let all = Condition::all();
        let before = |round| -> Vec<Option<usize>> {
            let order = order(&all, round);
            let at = |place| order.iter().position(|&one| one == place).unwrap();
            (0..all.len()).map(|place| at(place).checked_sub(1).map(|at| order[at])).collect()
        };
        let rounds: Vec<_> = (1..=11).map(before).collect();
        for place in 0..all.len() {
            let different: BTreeSet<_> = rounds.iter().map(|before| before[place]).collect();
            assert!(different.len() >= 4, "{} has {different:?} before it", all[place]);
        }
    }
}

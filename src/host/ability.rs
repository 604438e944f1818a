//! What a host may be able to do.

/// One thing that a host may do for the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Hand a screen on to somebody.
    Share,
    /// Read a printed code with the camera.
    Scan,
    /// Take a payment where the member is.
    Pay,
    /// Show a store on a map.
    OpenLocation,
    /// Open a page of the app around the card.
    NativeNavigation,
    /// Close the page.
    Close,
    /// Ask whether the app may remind the member.
    Remind,
    /// Take sharing out of the app's own menu.
    HideMenu,
}

/// A set of abilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abilities(u8);

impl Abilities {
    /// These and no others.
    #[must_use]
    pub fn of(abilities: &[Ability]) -> Self {
        abilities.iter().fold(Self::default(), |all, one| all.with(*one, true))
    }

    /// Whether one is among them.
    #[must_use]
    pub fn has(self, ability: Ability) -> bool {
        self.0 & Self::bit(ability) != 0
    }

    /// The same with one added or taken away.
    #[must_use]
    pub fn with(self, ability: Ability, there: bool) -> Self {
        let bit = Self::bit(ability);
        Self(if there { self.0 | bit } else { self.0 & !bit })
    }

    fn bit(ability: Ability) -> u8 {
        1 << ability as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_added_and_taken_away_without_the_others() {
        let some = Abilities::of(&[Ability::Share, Ability::HideMenu]);
        assert!(some.has(Ability::Share) && some.has(Ability::HideMenu));
        assert!(!some.has(Ability::Pay));
        let other = some.with(Ability::Pay, true).with(Ability::Share, false);
        assert_eq!(other, Abilities::of(&[Ability::HideMenu, Ability::Pay]));
        assert_eq!(
            Abilities::default(),
            some.with(Ability::Share, false).with(Ability::HideMenu, false)
        );
    }
}

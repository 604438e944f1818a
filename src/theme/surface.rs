//! The card's own surfaces, which a brand's colours must stand out from.
//!
//! `style/tokens.css` holds the same values.

use super::Color;

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark text on light surfaces.
    Light,
    /// Light text on dark surfaces.
    Dark,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The value of the `data-scheme` attribute that forces this scheme.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a `data-scheme` attribute.
    #[must_use]
    pub fn from_attribute(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.as_str() == value)
    }

    /// The surfaces of this scheme.
    #[must_use]
    pub const fn surfaces(self) -> Surfaces {
        match self {
            Self::Light => Surfaces {
                page: Color::rgb(0xF7, 0xF7, 0xF5),
                raised: Color::rgb(0xFF, 0xFF, 0xFF),
                sunken: Color::rgb(0xEF, 0xEF, 0xEC),
                text: Color::rgb(0x1A, 0x1C, 0x1A),
            },
            Self::Dark => Surfaces {
                page: Color::rgb(0x10, 0x12, 0x11),
                raised: Color::rgb(0x1A, 0x1D, 0x1B),
                sunken: Color::rgb(0x0A, 0x0B, 0x0A),
                text: Color::rgb(0xEC, 0xEE, 0xEC),
            },
        }
    }
}

/// What a brand's colours stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surfaces {
    /// Behind everything.
    pub page: Color,
    /// Cards and sheets.
    pub raised: Color,
    /// Wells and tracks.
    pub sunken: Color,
    /// Text on any of them.
    pub text: Color,
}

impl Surfaces {
    /// All that something may stand on.
    #[must_use]
    pub fn backgrounds(&self) -> [Color; 3] {
        [self.page, self.raised, self.sunken]
    }
}

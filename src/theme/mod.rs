//! A brand's theme, checked: what a backend sends becomes custom properties that can be read in
//! light and dark, and nothing else of it reaches the page.
//!
//! Whatever is not a colour or not a safe URL falls back to the card's own and is reported as a
//! [`ThemeIssue`], for the brand's engineer to see.

#[cfg(target_arch = "wasm32")]
pub mod apply;
mod color;
mod face;
mod safe_url;
mod surface;
mod tokens;

#[cfg(target_arch = "wasm32")]
pub use apply::AppliedTheme;
pub use color::{
    Color, MARK_CONTRAST, TEXT_CONTRAST, ensure_contrast, ensure_contrast_on, on_color,
};
pub use face::FaceTokens;
pub use safe_url::SafeUrl;
pub use surface::{Scheme, Surfaces};
pub use tokens::ThemeTokens;

use contract::ids::TierId;

/// A CSS custom property and its value.
pub type Property = (&'static str, String);

/// A part of the theme that was not taken as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeIssue {
    /// Which field.
    pub field: Field,
    /// Of which tier's face, `None` for the theme itself and the face without a tier.
    pub tier: Option<TierId>,
    /// What is wrong with it.
    pub problem: Problem,
}

/// The fields of a theme that are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `accent`
    Accent,
    /// `secondary`
    Secondary,
    /// `corners`
    Corners,
    /// `mark_url`
    MarkUrl,
    /// `art_url`
    ArtUrl,
    /// `face.from`
    FaceFrom,
    /// `face.to`
    FaceTo,
    /// `face.ink`
    FaceInk,
}

/// Why a field was not taken as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Neither `#rgb` nor `#rrggbb`.
    NotAColor,
    /// Neither `https` nor a path on this origin.
    UnsafeUrl,
    /// A value that this version of the card does not know.
    Unknown,
    /// Too little contrast; a colour near it is used.
    Unreadable,
}

/// Collects the issues of one face, or of the theme around the faces.
struct Report<'a> {
    tier: Option<&'a TierId>,
    issues: &'a mut Vec<ThemeIssue>,
}

impl Report<'_> {
    fn add(&mut self, field: Field, problem: Problem) {
        self.issues.push(ThemeIssue { field, tier: self.tier.cloned(), problem });
    }

    fn color(&mut self, field: Field, text: &str) -> Option<Color> {
        let color = Color::parse(text);
        if color.is_none() {
            self.add(field, Problem::NotAColor);
        }
        color
    }

    fn url(&mut self, field: Field, text: Option<&str>) -> Option<SafeUrl> {
        let url = SafeUrl::parse(text?);
        if url.is_none() {
            self.add(field, Problem::UnsafeUrl);
        }
        url
    }
}

//! The custom properties of a whole theme, for both schemes.

use super::color::{Color, MARK_CONTRAST, TEXT_CONTRAST, ensure_contrast, ensure_contrast_on};
use super::{FaceTokens, Field, Problem, Property, Report, SafeUrl, Scheme, ThemeIssue, on_color};
use contract::ids::TierId;
use contract::program::{CornerStyle, Theme};

/// The accent of a brand without a usable one.
const DEFAULT_ACCENT: Color = Color::rgb(0x2B, 0x6B, 0x52);

/// How much of the accent tints a raised surface, of 255: visible, and still a surface.
const WEAK_SHARE: u8 = 31;

/// A theme as the page takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeTokens {
    /// The custom properties of the light scheme, the face without a tier included.
    pub light: Vec<Property>,
    /// The same properties for the dark scheme.
    pub dark: Vec<Property>,
    /// The face without a tier.
    pub face: FaceTokens,
    /// The face of each tier.
    pub tier_faces: Vec<(TierId, FaceTokens)>,
    /// The brand mark.
    pub mark_url: Option<SafeUrl>,
    /// Art over the face.
    pub art_url: Option<SafeUrl>,
    /// What was not taken as it came.
    pub issues: Vec<ThemeIssue>,
}

impl ThemeTokens {
    /// Checks a theme and derives its tokens.
    ///
    /// | Property | Meaning and guard |
    /// |---|---|
    /// | `--accent` | fill of the primary action; 3 : 1 on every surface |
    /// | `--on-accent` | text on it; 4.5 : 1 |
    /// | `--accent-text` | the accent as text; 4.5 : 1 on every surface |
    /// | `--accent-weak`, `--on-accent-weak` | a tinted surface and the accent as text on it; 4.5 : 1 |
    /// | `--secondary` | small marks; 3 : 1 on every surface |
    /// | `--face-from`, `--face-to`, `--face-ink` | the face; ink 4.5 : 1 along the gradient |
    /// | `--radius-s`, `--radius-m`, `--radius-l` | one family of corners |
    #[must_use]
    pub fn derive(theme: &Theme) -> Self {
        let mut issues = Vec::new();
        let mut report = Report { tier: None, issues: &mut issues };

        let accent = report.color(Field::Accent, &theme.accent).unwrap_or(DEFAULT_ACCENT);
        let secondary = theme
            .secondary
            .as_deref()
            .and_then(|secondary| report.color(Field::Secondary, secondary))
            .unwrap_or(accent);
        if theme.corners == CornerStyle::Unknown {
            report.add(Field::Corners, Problem::Unknown);
        }
        let mark_url = report.url(Field::MarkUrl, theme.mark_url.as_deref());
        let art_url = report.url(Field::ArtUrl, theme.art_url.as_deref());
        let face = FaceTokens::derive(&theme.face, &mut report);
        let tier_faces = theme
            .tier_faces
            .iter()
            .map(|tier| {
                let mut report = Report { tier: Some(&tier.tier_id), issues: &mut issues };
                (tier.tier_id.clone(), FaceTokens::derive(&tier.face, &mut report))
            })
            .collect();

        let properties = |scheme| {
            let mut properties = scheme_properties(scheme, accent, secondary);
            properties.extend(face.properties());
            properties.extend(radii(theme.corners));
            properties
        };
        let (light, dark) = (properties(Scheme::Light), properties(Scheme::Dark));
        Self { light, dark, face, tier_faces, mark_url, art_url, issues }
    }

    /// The custom properties of a scheme.
    #[must_use]
    pub fn properties(&self, scheme: Scheme) -> &[Property] {
        match scheme {
            Scheme::Light => &self.light,
            Scheme::Dark => &self.dark,
        }
    }

    /// The same theme with a tier's face as the page's own, in both schemes.
    #[must_use]
    pub fn with_face_of(mut self, tier: Option<&TierId>) -> Self {
        let face = self.face_of(tier).properties();
        for property in self.light.iter_mut().chain(&mut self.dark) {
            if let Some((_, value)) = face.iter().find(|(name, _)| *name == property.0) {
                property.1.clone_from(value);
            }
        }
        self
    }

    /// The face of a tier; a tier without its own has the one without a tier.
    #[must_use]
    pub fn face_of(&self, tier: Option<&TierId>) -> &FaceTokens {
        self.tier_faces.iter().find(|(id, _)| Some(id) == tier).map_or(&self.face, |(_, face)| face)
    }
}

fn scheme_properties(scheme: Scheme, accent: Color, secondary: Color) -> Vec<Property> {
    let surfaces = scheme.surfaces();
    let backgrounds = surfaces.backgrounds();
    let (fill, _) = ensure_contrast_on(accent, &backgrounds, MARK_CONTRAST);
    let (text, _) = ensure_contrast_on(accent, &backgrounds, TEXT_CONTRAST);
    let weak = surfaces.raised.mix(accent, WEAK_SHARE);
    let (on_weak, _) = ensure_contrast(text, weak, TEXT_CONTRAST);
    let (mark, _) = ensure_contrast_on(secondary, &backgrounds, MARK_CONTRAST);
    vec![
        ("--accent", fill.to_hex()),
        ("--on-accent", on_color(fill).to_hex()),
        ("--accent-text", text.to_hex()),
        ("--accent-weak", weak.to_hex()),
        ("--on-accent-weak", on_weak.to_hex()),
        ("--secondary", mark.to_hex()),
    ]
}

fn radii(corners: CornerStyle) -> [Property; 3] {
    let [small, medium, large] = match corners {
        CornerStyle::Round => ["12px", "16px", "24px"],
        CornerStyle::Soft | CornerStyle::Unknown => ["8px", "12px", "16px"],
        CornerStyle::Sharp => ["2px", "4px", "6px"],
    };
    [
        ("--radius-s", small.to_owned()),
        ("--radius-m", medium.to_owned()),
        ("--radius-l", large.to_owned()),
    ]
}

#[cfg(test)]
mod tests;

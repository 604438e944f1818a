//! The material of a card's face: a gradient and an ink that can be read all along it.

use super::color::{Color, TEXT_CONTRAST, ensure_contrast_on, first_passing};
use super::{Field, Problem, Property, Report};
use contract::program::{Face, FacePattern};

/// The face of a brand without usable colours: a dark green under white.
const DEFAULT_FROM: Color = Color::rgb(0x2B, 0x5B, 0x4A);
const DEFAULT_TO: Color = Color::rgb(0x17, 0x36, 0x2C);

/// A checked face. It is the same in light and dark: the card is an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceTokens {
    /// Gradient start.
    pub from: Color,
    /// Gradient end.
    pub to: Color,
    /// Text, at least 4.5 : 1 against the whole gradient.
    pub ink: Color,
    /// Its pattern, drawn in the ink.
    pub pattern: FacePattern,
}

impl FaceTokens {
    /// The custom properties for the element that shows the face.
    #[must_use]
    pub fn properties(&self) -> Vec<Property> {
        vec![
            ("--face-from", self.from.to_hex()),
            ("--face-to", self.to.to_hex()),
            ("--face-ink", self.ink.to_hex()),
        ]
    }

    pub(super) fn derive(face: &Face, report: &mut Report<'_>) -> Self {
        let from = report.color(Field::FaceFrom, &face.from);
        let to = report.color(Field::FaceTo, &face.to);
        let wanted = face.ink.as_deref().and_then(|ink| report.color(Field::FaceInk, ink));
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            // One good colour makes a plain face of the brand; half of another would not.
            (Some(only), None) | (None, Some(only)) => (only, only),
            (None, None) => (DEFAULT_FROM, DEFAULT_TO),
        };
        let (from, to, ink) = readable(from, to, wanted);
        if wanted.is_some_and(|wanted| wanted != ink) {
            report.add(Field::FaceInk, Problem::Unreadable);
        }
        Self { from, to, ink, pattern: face.pattern }
    }
}

/// The gradient and an ink that passes all along it: the ink gives way first, and where black
/// and white fail alike, both ends move away from the better one.
fn readable(from: Color, to: Color, wanted: Option<Color>) -> (Color, Color, Color) {
    let stops = along(from, to);
    let middle = from.mix(to, 128);
    let wanted = wanted.unwrap_or_else(|| super::on_color(middle));
    let (ink, _) = ensure_contrast_on(wanted, &stops, TEXT_CONTRAST);
    if ink.stands_out(&stops, TEXT_CONTRAST) {
        return (from, to, ink);
    }
    let away = if ink == Color::WHITE { Color::BLACK } else { Color::WHITE };
    let moved = |share| (from.mix(away, share), to.mix(away, share));
    let share = first_passing(|share| {
        let (from, to) = moved(share);
        ink.stands_out(&along(from, to), TEXT_CONTRAST)
    });
    let (from, to) = moved(share.unwrap_or(255));
    (from, to, ink)
}

/// Colours along the gradient. Between two bright ends of different hue it can be darker than
/// either.
fn along(from: Color, to: Color) -> [Color; 9] {
    [0, 32, 64, 96, 128, 160, 192, 224, 255].map(|share| from.mix(to, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn color(hex: &str) -> Color {
        Color::parse(hex).unwrap()
    }

    #[test]
    fn a_readable_face_stays_as_the_brand_made_it() {
        let (from, to, ink) = (color("#12233f"), color("#1d3a63"), color("#d9bf8c"));
        assert_eq!(readable(from, to, Some(ink)), (from, to, ink));
    }

    #[test]
    fn ink_gives_way_before_the_gradient_does() {
        let (from, to) = (color("#e8f2e4"), color("#cfe5c7"));
        let (kept_from, kept_to, ink) = readable(from, to, Some(color("#9cc98c")));
        assert_eq!((kept_from, kept_to), (from, to));
        assert!(ink.stands_out(&[from, to], TEXT_CONTRAST));
    }

    #[test]
    fn a_gradient_from_black_to_white_is_moved_to_where_one_ink_works() {
        let (from, to, ink) = readable(Color::BLACK, Color::WHITE, None);
        assert!(ink.stands_out(&along(from, to), TEXT_CONTRAST));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ink_can_be_read_all_along_any_gradient(colors in any::<[[u8; 3]; 3]>(), given: bool) {
            let [from, to, ink] = colors.map(|[r, g, b]| Color::rgb(r, g, b));
            let (from, to, ink) = readable(from, to, given.then_some(ink));
            for share in 0..=255 {
                // Between the checked colours the eighth bit may round the other way.
                prop_assert!(ink.contrast(from.mix(to, share)) >= TEXT_CONTRAST - 0.1);
            }
            prop_assert!(ink.stands_out(&[from, to], TEXT_CONTRAST));
        }
    }
}

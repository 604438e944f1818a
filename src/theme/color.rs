//! Opaque sRGB colours and their contrast as WCAG 2.2 defines it.

/// Contrast that text needs on its background (WCAG 2.2, 1.4.3 level AA).
pub const TEXT_CONTRAST: f64 = 4.5;

/// Contrast that a control or a mark needs against what is around it (WCAG 2.2, 1.4.11).
pub const MARK_CONTRAST: f64 = 3.0;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Color {
    /// `#ffffff`
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// `#000000`
    pub const BLACK: Self = Self::rgb(0, 0, 0);

    /// The colour of three channels.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rgb` or `#rrggbb` and nothing else: no names, no functions, no alpha.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let pair = |high, low| Some(hex_digit(high)? * 16 + hex_digit(low)?);
        match *text.as_bytes() {
            [b'#', r, g, b] => Some(Self::rgb(pair(r, r)?, pair(g, g)?, pair(b, b)?)),
            [b'#', r1, r2, g1, g2, b1, b2] => {
                Some(Self::rgb(pair(r1, r2)?, pair(g1, g2)?, pair(b1, b2)?))
            }
            _ => None,
        }
    }

    /// The colour as `#rrggbb`.
    #[must_use]
    pub fn to_hex(self) -> String {
        let mut hex = String::with_capacity(7);
        hex.push('#');
        for channel in [self.red, self.green, self.blue] {
            for digit in [channel >> 4, channel & 15] {
                hex.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
            }
        }
        hex
    }

    /// This colour with `share` of 255 parts of `other` in it.
    ///
    /// Mixed in gamma-encoded sRGB, whose steps look about equal and which keeps the hue on the
    /// way to black or white.
    #[must_use]
    pub fn mix(self, other: Self, share: u8) -> Self {
        let channel = |from: u8, to: u8| {
            let share = u32::from(share);
            let sum = u32::from(from) * (255 - share) + u32::from(to) * share;
            ((sum + 127) / 255) as u8
        };
        Self {
            red: channel(self.red, other.red),
            green: channel(self.green, other.green),
            blue: channel(self.blue, other.blue),
        }
    }

    /// Relative luminance, 0 for black to 1 for white.
    #[must_use]
    pub fn luminance(self) -> f64 {
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio with `other`, 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Whether the contrast with each of `others` is at least `ratio`.
    #[must_use]
    pub fn stands_out(self, others: &[Self], ratio: f64) -> bool {
        others.iter().all(|other| self.contrast(*other) >= ratio)
    }
}

/// White or black, for text on `background`: white wherever it can be read, since a brand's
/// colour looks more like itself under white.
#[must_use]
pub fn on_color(background: Color) -> Color {
    if background.contrast(Color::WHITE) >= TEXT_CONTRAST { Color::WHITE } else { Color::BLACK }
}

/// Moves `foreground` towards black or white, the shorter way, until its contrast with
/// `background` is at least `ratio`, and says whether it had to.
///
/// Up to a ratio of 4.58 black or white always gets there; beyond it the result is the one that
/// comes closest.
#[must_use]
pub fn ensure_contrast(foreground: Color, background: Color, ratio: f64) -> (Color, bool) {
    ensure_contrast_on(foreground, &[background], ratio)
}

/// [`ensure_contrast`] with each of several backgrounds. Where no colour does for all of them,
/// the result is black or white, whichever comes closest.
#[must_use]
pub fn ensure_contrast_on(foreground: Color, backgrounds: &[Color], ratio: f64) -> (Color, bool) {
    if foreground.stands_out(backgrounds, ratio) {
        return (foreground, false);
    }
    let darker = least_share(foreground, Color::BLACK, backgrounds, ratio);
    let lighter = least_share(foreground, Color::WHITE, backgrounds, ratio);
    let moved = match (darker, lighter) {
        (Some(dark), Some(light)) if light < dark => foreground.mix(Color::WHITE, light),
        (Some(dark), _) => foreground.mix(Color::BLACK, dark),
        (None, Some(light)) => foreground.mix(Color::WHITE, light),
        (None, None) => {
            let worst = |ink: Color| {
                backgrounds.iter().map(|b| b.contrast(ink)).fold(f64::INFINITY, f64::min)
            };
            if worst(Color::WHITE) >= worst(Color::BLACK) { Color::WHITE } else { Color::BLACK }
        }
    };
    (moved, true)
}

/// The least share of `extreme` that passes, if all of it does.
///
/// A colour that fails can only lose contrast until it has passed its background's luminance,
/// and gains from there on, so that the shares that pass are all at the upper end.
fn least_share(from: Color, extreme: Color, backgrounds: &[Color], ratio: f64) -> Option<u8> {
    first_passing(|share| from.mix(extreme, share).stands_out(backgrounds, ratio))
}

/// The least of 0 to 255 that passes, where all above one that passes do too.
pub(super) fn first_passing(passes: impl Fn(u8) -> bool) -> Option<u8> {
    if !passes(255) {
        return None;
    }
    let (mut low, mut high) = (0_u8, 255_u8);
    while low < high {
        let middle = low + (high - low) / 2;
        if passes(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// The linear light of a channel (IEC 61966-2-1).
fn linear(channel: u8) -> f64 {
    let encoded = f64::from(channel) / 255.0;
    if encoded <= 0.04045 {
        return encoded / 12.92;
    }
    // x^2.4 is x² times the fifth root of x², which Newton's method finds; `powf` would bring
    // its own kilobytes into the module.
    let base = (encoded + 0.055) / 1.055;
    let square = base * base;
    let mut root = 1.0;
    for _ in 0..12 {
        let fourth: f64 = root * root * root * root;
        root = (4.0 * root + square / fourth) / 5.0;
    }
    square * root
}

#[cfg(test)]
mod tests;

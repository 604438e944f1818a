//! How large a symbol is drawn: the room that a window leaves for it, and the member's choice.
//!
//! All lengths are CSS pixels. What stands here about bars, gaps and columns is what
//! `style/screens/code.css` lays out.

/// The widest that a QR Code gets by itself: larger ones do not fit a scanner's window.
const WIDEST_QR: f64 = 300.0;

/// The widest that a barcode gets by itself.
const WIDEST_BARS: f64 = 420.0;

/// The widest that a member makes them.
const WIDEST: f64 = 480.0;

/// Left and right of a symbol together.
const MARGINS: f64 = 48.0;

/// The same around the largest: its quiet zone is a part of it.
const LEAST_MARGINS: f64 = 16.0;

/// The share of the window's height that leaves the number and the switch in view.
const SHARE: f64 = 0.46;

/// The same for the largest.
const LARGEST_SHARE: f64 = 0.5;

/// What is left of the usual size in the smallest.
const SMALLEST_SHARE: f64 = 0.64;

/// Below this height a window that is wider than high has two columns.
const LOW: f64 = 600.0;

/// What stands above and below a symbol in the first of two columns: the bar, the digits, gaps.
const ABOVE_AND_BELOW: f64 = 104.0;

/// The sides of and between two columns.
const GUTTERS: f64 = 56.0;

/// The share of the first of two columns.
const FIRST_COLUMN: f64 = 0.58;

/// A symbol is never made smaller than this to fit: it would not scan at all.
const LEAST: f64 = 160.0;

/// The window, without what the device's edges and its notch take away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// How large the member wants a symbol. Some scanners read a small one better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeSize {
    /// About two thirds of the usual.
    Small,
    /// As it comes.
    #[default]
    Medium,
    /// As large as there is room for.
    Large,
}

impl CodeSize {
    /// Every size, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// Its name in the device's storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "S",
            Self::Medium => "M",
            Self::Large => "L",
        }
    }

    /// The size of a name; the usual one for none.
    #[must_use]
    pub fn named(name: Option<&str>) -> Self {
        let same = |size: &Self| name == Some(size.as_str());
        Self::ALL.into_iter().find(same).unwrap_or_default()
    }

    /// The next size up or down that makes a difference, when the sizes come out as `widths`.
    #[must_use]
    pub fn step(self, widths: [f64; 3], up: bool) -> Option<Self> {
        let [small, medium, large] = widths;
        let width = |size| match size {
            Self::Small => small,
            Self::Medium => medium,
            Self::Large => large,
        };
        let mut sizes = Self::ALL;
        if !up {
            sizes.reverse();
        }
        let differs = |size: &Self| {
            let more = width(*size) - width(self);
            if up { more > 0.01 } else { more < -0.01 }
        };
        sizes.into_iter().find(differs)
    }
}

impl Window {
    /// Whether symbol and words stand beside each other.
    #[must_use]
    pub fn has_two_columns(self) -> bool {
        self.width > self.height && self.height < LOW
    }

    /// The most that a symbol may be wide; a `square` one is as high.
    #[must_use]
    pub fn room(self, size: CodeSize, square: bool) -> f64 {
        let (usual, largest) = if self.has_two_columns() {
            self.beside(square)
        } else {
            self.below_each_other(square)
        };
        match size {
            CodeSize::Small => usual * SMALLEST_SHARE,
            CodeSize::Medium => usual,
            CodeSize::Large => largest,
        }
    }

    fn below_each_other(self, square: bool) -> (f64, f64) {
        let usual = (self.width - MARGINS).clamp(LEAST, WIDEST_BARS);
        let largest = (self.width - LEAST_MARGINS).clamp(LEAST, WIDEST);
        if !square {
            return (usual, largest);
        }
        let usual = usual.min((self.height * SHARE).max(LEAST)).min(WIDEST_QR);
        (usual, largest.min((self.height * LARGEST_SHARE).max(LEAST)))
    }

    fn beside(self, square: bool) -> (f64, f64) {
        let column = ((self.width - GUTTERS) * FIRST_COLUMN).clamp(LEAST, WIDEST);
        if !square {
            return (column.min(WIDEST_BARS), column);
        }
        // What does not fit the height does not scan: here nothing keeps it from being smaller.
        let largest = column.min((self.height - ABOVE_AND_BELOW).max(0.0));
        (largest.min(WIDEST_QR), largest)
    }
}

//! QR Code: the encoder is `qrcodegen`; the settings, the quiet zone and the drawing are here.

use super::{Symbol, SymbolError, path::RectPath};
pub use qrcodegen::{Mask, QrCodeEcc as EcLevel, Version};
use qrcodegen::{QrCode, QrSegment};

/// Quiet zone on every side, in modules (ISO/IEC 18004).
const QUIET_ZONE: u32 = 4;

/// How a QR Code is made.
///
/// Everything is ASCII without an ECI header: old scanners print the header as text. Digits
/// alone go into a numeric segment, upper case and digits into an alphanumeric one, all else
/// into bytes, so equal text and settings give an equal symbol always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QrSettings {
    /// The least error correction.
    pub ec_level: EcLevel,
    /// The smallest version to use.
    pub min_version: Version,
    /// The largest version to use; one below `min_version` counts as `min_version`.
    pub max_version: Version,
    /// The mask, or `None` for the one with the lowest penalty, which the text determines.
    pub mask: Option<Mask>,
    /// Whether to raise the error correction where the version has room for it.
    pub boost_ec: bool,
}

impl Default for QrSettings {
    /// Level M, raised where it costs no module; any version; mask by the lowest penalty.
    fn default() -> Self {
        Self {
            ec_level: EcLevel::Medium,
            min_version: Version::MIN,
            max_version: Version::MAX,
            mask: None,
            boost_ec: true,
        }
    }
}

impl QrSettings {
    /// The settings that a brand has frozen, as its backend names them: level `L`, `M`, `Q` or
    /// `H`, version 1 to 40, mask 0 to 7. What is not named, or out of range, is as by
    /// [default](Self::default).
    ///
    /// Tills were tried with one symbol: a frozen version or mask keeps the level as it is named.
    /// A text that the version cannot hold takes the next larger one that can.
    #[must_use]
    pub fn frozen(ec_level: Option<&str>, version: Option<u8>, mask: Option<u8>) -> Self {
        let version = version.filter(|version| (1..=40).contains(version)).map(Version::new);
        let mask = mask.filter(|mask| *mask <= 7).map(Mask::new);
        let settings = Self {
            min_version: version.unwrap_or(Version::MIN),
            mask,
            boost_ec: version.is_none() && mask.is_none(),
            ..Self::default()
        };
        settings.with_ec_level(ec_level.unwrap_or_default())
    }

    /// With the error correction that `L`, `M`, `Q` or `H` names; any other letter changes
    /// nothing.
    #[must_use]
    pub fn with_ec_level(mut self, letter: &str) -> Self {
        self.ec_level = match letter {
            "L" => EcLevel::Low,
            "M" => EcLevel::Medium,
            "Q" => EcLevel::Quartile,
            "H" => EcLevel::High,
            _ => self.ec_level,
        };
        self
    }
}

/// Draws `text` as a QR Code.
///
/// # Errors
/// [`SymbolError::TooLong`] where the text does not fit the largest version allowed; 2,331
/// bytes fit version 40 at level M.
pub fn encode_qr(text: &str, settings: &QrSettings) -> Result<Symbol, SymbolError> {
    if text.is_empty() {
        return Err(SymbolError::Empty);
    }
    if !text.is_ascii() {
        return Err(SymbolError::NotAscii);
    }
    let code = QrCode::encode_segments_advanced(
        &QrSegment::make_segments(text),
        settings.ec_level,
        settings.min_version,
        settings.max_version.max(settings.min_version),
        settings.mask,
        settings.boost_ec,
    )
    .map_err(|_| SymbolError::TooLong)?;
    Ok(draw(&code))
}

fn draw(code: &QrCode) -> Symbol {
    let size = code.size().unsigned_abs();
    let mut path = RectPath::default();
    for y in 0..size {
        let mut run = 0;
        // One column past the end is light, and closes the run that reaches the edge.
        for x in 0..=size {
            if code.get_module(x.cast_signed(), y.cast_signed()) {
                run += 1;
            } else if run > 0 {
                path.rect(QUIET_ZONE + x - run, QUIET_ZONE + y, run, 1);
                run = 0;
            }
        }
    }
    let side = size + 2 * QUIET_ZONE;
    Symbol { width_modules: side, height_modules: side, path: path.finish() }
}

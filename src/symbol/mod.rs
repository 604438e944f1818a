//! Text to a QR Code or Code 128, as an SVG path.
//!
//! The path is black on nothing: whoever shows it puts it on pure white in every theme, at
//! [`Symbol::fit`]'s width, with `shape-rendering="crispEdges"`, so that each module covers
//! whole device pixels.
//!
//! ```
//! use member_card::symbol::{Symbology, encode};
//!
//! let symbol = encode("621234567890", Symbology::QrCode)?;
//! assert_eq!(symbol.width_modules, 21 + 2 * 4);
//! // On a phone with 2.75 device pixels to a CSS pixel: 24 for each of the 29 modules.
//! assert_eq!(symbol.fit(260.0, 2.75), 24.0 * 29.0 / 2.75);
//! # Ok::<(), member_card::symbol::SymbolError>(())
//! ```

mod code128;
mod code_set;
mod path;
mod qr;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
mod text;

pub use code128::MAX_CODE_128_CHARACTERS;
pub use qr::{EcLevel, Mask, QrSettings, Version, encode_qr};
pub use text::{groups_of_four, looks_like_payment_code, spelled};

use std::fmt;

/// The symbologies that the card draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// QR Code, ISO/IEC 18004.
    QrCode,
    /// Code 128, ISO/IEC 15417.
    Code128,
}

/// A drawn code, its quiet zone included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Width in modules, quiet zone included.
    pub width_modules: u32,
    /// Height in modules, quiet zone included. Code 128 has none above and below.
    pub height_modules: u32,
    /// The `d` of an SVG path in a view box of `0 0 width_modules height_modules`, to be filled
    /// black.
    pub path: String,
}

/// Why a text cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolError {
    /// There is nothing to encode.
    Empty,
    /// A character outside ASCII. Tills guess the character set beyond it, each in its own way.
    NotAscii,
    /// More than the symbology, or the versions that the settings allow, can hold.
    TooLong,
}

impl fmt::Display for SymbolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "there is nothing to encode",
            Self::NotAscii => "a character is outside ASCII",
            Self::TooLong => "the text is too long for the symbol",
        })
    }
}

impl std::error::Error for SymbolError {}

/// Draws `text`, a QR Code with the [default settings](QrSettings::default).
///
/// # Errors
/// See [`SymbolError`].
pub fn encode(text: &str, symbology: Symbology) -> Result<Symbol, SymbolError> {
    encode_with(text, symbology, &QrSettings::default())
}

/// Draws `text` by a brand's settings, which only a QR Code has: see [`QrSettings::frozen`].
///
/// # Errors
/// See [`SymbolError`].
pub fn encode_with(
    text: &str,
    symbology: Symbology,
    settings: &QrSettings,
) -> Result<Symbol, SymbolError> {
    match symbology {
        Symbology::QrCode => encode_qr(text, settings),
        Symbology::Code128 => code128::encode_code128(text),
    }
}

impl Symbol {
    /// Whole device pixels per module when the symbol is given `available_css_px` of width; at
    /// least one, also where that is wider than what is there.
    ///
    /// A hand scanner wants two or more of a Code 128.
    #[must_use]
    pub fn device_pixels_per_module(&self, available_css_px: f64, device_pixel_ratio: f64) -> u32 {
        let available = available_css_px * pixel_ratio(device_pixel_ratio);
        // A width that came from `fit` may be a rounding error short of a whole number.
        let pixels = (available / f64::from(self.width_modules) + 1e-6) as u32;
        pixels.max(1)
    }

    /// The symbol's width in CSS pixels at which each module is a whole number of device pixels:
    /// the widest that fits `available_css_px`, or one device pixel per module where none fits.
    #[must_use]
    pub fn fit(&self, available_css_px: f64, device_pixel_ratio: f64) -> f64 {
        let pixels = self.device_pixels_per_module(available_css_px, device_pixel_ratio);
        f64::from(pixels) * f64::from(self.width_modules) / pixel_ratio(device_pixel_ratio)
    }

    /// The value of the `viewBox` attribute for [`Symbol::path`].
    #[must_use]
    pub fn view_box(&self) -> String {
        let mut view_box = String::from("0 0 ");
        path::push_decimal(&mut view_box, self.width_modules);
        view_box.push(' ');
        path::push_decimal(&mut view_box, self.height_modules);
        view_box
    }

    /// A whole SVG document, black on white, as a backend serves it to a page without WASM.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"");
        svg.push_str(&self.view_box());
        svg.push_str("\" shape-rendering=\"crispEdges\">");
        // In numbers: a mini-program's `<image>` takes no percentages (its documentation, tip 2).
        svg.push_str("<rect width=\"");
        path::push_decimal(&mut svg, self.width_modules);
        svg.push_str("\" height=\"");
        path::push_decimal(&mut svg, self.height_modules);
        svg.push_str("\" fill=\"#fff\"/><path d=\"");
        svg.push_str(&self.path);
        svg.push_str("\"/></svg>");
        svg
    }
}

/// Some web-views report no ratio, or zero while they are hidden.
fn pixel_ratio(reported: f64) -> f64 {
    if reported.is_finite() && reported > 0.0 { reported } else { 1.0 }
}

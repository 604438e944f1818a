//! A value as the symbol that a backend asked for.

use contract::code::{BarcodeFormat, SymbologySpec};

use super::watch::Room;
use crate::domain::code_room::CodeSize;
use crate::symbol::{self, QrSettings, Symbol, Symbology};

/// A value and its symbol.
#[derive(Clone, PartialEq)]
pub struct Drawing {
    /// What it says.
    pub value: String,
    /// In which symbology.
    pub format: BarcodeFormat,
    /// Whether the digits stand below it.
    pub show_text: bool,
    /// The symbol; nothing where none can be drawn.
    pub symbol: Option<Symbol>,
}

impl Drawing {
    /// Draws a value.
    pub fn new(value: String, spec: Option<&SymbologySpec>) -> Self {
        let format = spec.map_or(BarcodeFormat::None, |spec| spec.format);
        let symbol = spec.and_then(|spec| match spec.format {
            BarcodeFormat::Code128 => symbol::encode(&value, Symbology::Code128).ok(),
            _ => {
                let level = spec.ec_level.as_deref();
                let settings = QrSettings::frozen(level, spec.version, spec.mask);
                symbol::encode_qr(&value, &settings).ok()
            }
        });
        Self { value, format, show_text: spec.is_some_and(|spec| spec.show_text), symbol }
    }

    /// How wide the symbol comes out in each size, in CSS pixels: whole device pixels for each
    /// module.
    pub fn widths(&self, room: Room) -> [f64; 3] {
        let square = self.format != BarcodeFormat::Code128;
        CodeSize::ALL.map(|size| {
            let most = room.window.room(size, square);
            self.symbol.as_ref().map_or(0.0, |symbol| symbol.fit(most, room.pixel_ratio))
        })
    }
}

/// What of the offered symbologies the card draws, each once; a QR Code where none is named.
pub fn drawable(specs: &[SymbologySpec]) -> Vec<SymbologySpec> {
    if specs.is_empty() {
        return vec![SymbologySpec {
            format: BarcodeFormat::QrCode,
            ec_level: None,
            version: None,
            mask: None,
            charset: None,
            show_text: true,
        }];
    }
    let mut drawable: Vec<SymbologySpec> = Vec::new();
    for spec in specs {
        let ours = matches!(spec.format, BarcodeFormat::QrCode | BarcodeFormat::Code128);
        if ours && drawable.iter().all(|known| known.format != spec.format) {
            drawable.push(spec.clone());
        }
    }
    drawable
}

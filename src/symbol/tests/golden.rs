//! Symbols frozen module by module: tills were tried with exactly these.

use super::{FROZEN, raster::Raster, read};
use crate::symbol::{QrSettings, Symbol, Symbology, encode, encode_with};
use std::path::Path;

/// A member number, and values as a brand's backend issues them.
const NUMBER: &str = "621234567890";
const TEA_TOKEN: &str = "91384027719402665108";
const HOTEL_TOKEN: &str = "92384027719402665108";

/// Compares with the file byte by byte, or writes it when `UPDATE_GOLDEN` is set.
fn assert_golden(name: &str, drawn: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/symbol/tests/golden");
    let path = folder.join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(drawn, golden, "{name} is drawn differently");
}

fn assert_modules(name: &str, text: &str, symbology: Symbology) {
    let symbol = encode(text, symbology).unwrap();
    assert_eq!(read(&symbol, symbology, 4), Ok(text.to_owned()));
    let modules = Raster::of(&symbol).to_text();
    // All rows of a Code 128 are alike; one says it.
    let drawn = match symbology {
        Symbology::QrCode => modules,
        Symbology::Code128 => {
            let mut rows: Vec<&str> = modules.lines().collect();
            rows.dedup();
            assert_eq!(rows.len(), 1);
            format!("{}\n", rows[0])
        }
    };
    assert_golden(name, &drawn);
}

fn drawn_for(brand: &str, text: &str, symbology: Symbology) -> Symbol {
    let (_, level, version, mask) = FROZEN.into_iter().find(|(name, ..)| *name == brand).unwrap();
    let settings = QrSettings::frozen(Some(level), Some(version), Some(mask));
    let symbol = encode_with(text, symbology, &settings).unwrap();
    assert_eq!(read(&symbol, symbology, 4), Ok(text.to_owned()));
    symbol
}

#[test]
fn a_member_number_as_qr_code_is_unchanged() {
    assert_modules("qr-member-number.txt", NUMBER, Symbology::QrCode);
}

#[test]
fn a_rotating_token_as_qr_code_is_unchanged() {
    assert_modules("qr-token.txt", "MC1.7QX4-93840277194026651", Symbology::QrCode);
}

#[test]
fn a_member_number_as_code_128_is_unchanged() {
    assert_modules("code128-member-number.txt", NUMBER, Symbology::Code128);
}

#[test]
fn a_code_128_through_all_sets_is_unchanged() {
    assert_modules("code128-all-sets.txt", "Tea\t2026112215\x1d-a\x02b", Symbology::Code128);
}

#[test]
fn each_brands_symbols_are_unchanged_to_the_byte() {
    let long = "https://mistleaf.example/card?code=91384027719402665108";
    for (name, brand, text, symbology) in [
        ("tea-qr-token.svg", "tea", TEA_TOKEN, Symbology::QrCode),
        ("tea-qr-number.svg", "tea", NUMBER, Symbology::QrCode),
        // Too long for the frozen version: the next that holds it, of the same level and mask.
        ("tea-qr-long.svg", "tea", long, Symbology::QrCode),
        ("tea-code128-token.svg", "tea", TEA_TOKEN, Symbology::Code128),
        ("hotel-qr-token.svg", "hotel", HOTEL_TOKEN, Symbology::QrCode),
        ("hotel-qr-number.svg", "hotel", NUMBER, Symbology::QrCode),
        ("hotel-code128-token.svg", "hotel", HOTEL_TOKEN, Symbology::Code128),
    ] {
        assert_golden(name, &(drawn_for(brand, text, symbology).to_svg() + "\n"));
    }
    let modules = |brand| drawn_for(brand, TEA_TOKEN, Symbology::QrCode).width_modules;
    assert_eq!((modules("tea"), modules("hotel")), (25 + 8, 25 + 8));
    assert_eq!(drawn_for("tea", long, Symbology::QrCode).width_modules, 17 + 4 * 4 + 8);
}

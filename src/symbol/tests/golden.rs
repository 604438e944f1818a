//! Symbols frozen module by module: tills were tried with exactly these.

use super::{raster::Raster, read};
use crate::symbol::{Symbology, encode};
use std::path::Path;

/// Compares with the file, or writes it when `UPDATE_GOLDEN` is set.
fn assert_golden(name: &str, text: &str, symbology: Symbology) {
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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/symbol/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert_eq!(drawn, golden, "{name} is drawn differently");
}

#[test]
fn a_member_number_as_qr_code_is_unchanged() {
    assert_golden("qr-member-number.txt", "621234567890", Symbology::QrCode);
}

#[test]
fn a_rotating_token_as_qr_code_is_unchanged() {
    assert_golden("qr-token.txt", "MC1.7QX4-93840277194026651", Symbology::QrCode);
}

#[test]
fn a_member_number_as_code_128_is_unchanged() {
    assert_golden("code128-member-number.txt", "621234567890", Symbology::Code128);
}

#[test]
fn a_code_128_through_all_sets_is_unchanged() {
    assert_golden("code128-all-sets.txt", "Tea\t2026112215\x1d-a\x02b", Symbology::Code128);
}

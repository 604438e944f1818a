//! What is drawn, read back from the path by an independent decoder.

mod golden;
mod many;
mod raster;

use super::{
    EcLevel, MAX_CODE_128_CHARACTERS, Mask, QrSettings, Symbol, SymbolError, Symbology, Version,
    code128::code_values, encode, encode_qr,
};
use proptest::prelude::*;
use raster::{Raster, read};
use std::collections::HashSet;

const EC_LEVELS: [EcLevel; 4] = [EcLevel::Low, EcLevel::Medium, EcLevel::Quartile, EcLevel::High];
/// The settings that the brands of the reference backend have frozen: level, version, mask.
const FROZEN: [(&str, &str, u8, u8); 2] = [("tea", "M", 2, 3), ("hotel", "Q", 2, 5)];

const BOTH: [Symbology; 2] = [Symbology::QrCode, Symbology::Code128];

/// ASCII as codes carry it: long runs of digits between printable and control characters.
fn ascii_payload() -> impl Strategy<Value = String> {
    let run = prop_oneof![
        3 => "[0-9]{1,12}",
        2 => "[ -~]{1,5}",
        1 => "[\\x00-\\x1f\\x7f]{1,3}",
        1 => "[a-z\\x00-\\x1f]{1,6}",
    ];
    prop::collection::vec(run, 1..6).prop_map(|runs| {
        let mut text = runs.concat();
        text.truncate(40);
        text
    })
}

/// The least number of data and switch characters, by trying every string of steps, one more
/// symbol character at a time. States are (characters written, set).
fn brute_force_length(text: &[u8]) -> usize {
    let in_set = |set: char, byte: u8| match set {
        'A' => byte < 96,
        'B' => (32..128).contains(&byte),
        _ => false,
    };
    let mut reached: HashSet<(usize, char, bool)> =
        ['A', 'B', 'C'].into_iter().map(|set| (0, set, false)).collect();
    for length in 0.. {
        if reached.iter().any(|(at, _, shifted)| *at == text.len() && !shifted) {
            return length;
        }
        let mut next = HashSet::new();
        for (at, set, shifted) in reached {
            let rest = &text[at..];
            if shifted {
                let other = if set == 'A' { 'B' } else { 'A' };
                if rest.first().is_some_and(|byte| in_set(other, *byte)) {
                    next.insert((at + 1, set, false));
                }
                continue;
            }
            if rest.first().is_some_and(|byte| in_set(set, *byte)) {
                next.insert((at + 1, set, false));
            }
            if set == 'C' && rest.len() >= 2 && rest[..2].iter().all(u8::is_ascii_digit) {
                next.insert((at + 2, set, false));
            }
            if set != 'C' {
                next.insert((at, set, true));
            }
            next.extend(['A', 'B', 'C'].into_iter().map(|to| (at, to, false)));
        }
        reached = next;
    }
    unreachable!("every ASCII text has an encoding")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_qr_code_reads_back_as_its_text(text in ascii_payload()) {
        let symbol = encode(&text, Symbology::QrCode).unwrap();
        prop_assert_eq!(read(&symbol, Symbology::QrCode, 2), Ok(text));
    }

    #[test]
    fn a_code_128_reads_back_as_its_text(text in ascii_payload()) {
        let symbol = encode(&text, Symbology::Code128).unwrap();
        prop_assert_eq!(read(&symbol, Symbology::Code128, 2), Ok(text));
    }

    #[test]
    fn no_code_128_is_shorter(text in "([0-9]{1,3}|[aA\\x01]){1,6}") {
        // Start and check character come on top.
        prop_assert_eq!(code_values(&text).unwrap().len(), brute_force_length(text.as_bytes()) + 2);
    }

    #[test]
    fn a_fitted_module_is_whole_device_pixels_and_the_widest_that_fits(
        available in 1.0..2000.0_f64,
        ratio in prop_oneof![Just(1.0), Just(1.25), Just(1.5), Just(2.0), Just(2.625), Just(2.75), Just(3.0), Just(3.5)],
        digits in "[0-9]{1,40}",
    ) {
        for symbology in BOTH {
            let symbol = encode(&digits, symbology).unwrap();
            let modules = f64::from(symbol.width_modules);
            let width = symbol.fit(available, ratio);
            let pixels = width * ratio / modules;
            prop_assert!((pixels - pixels.round()).abs() < 1e-6);
            prop_assert!(pixels.round() >= 1.0);
            prop_assert!(width <= available + 1e-3 || pixels.round() == 1.0);
            prop_assert!(width + modules / ratio > available);
            prop_assert!((symbol.fit(width, ratio) - width).abs() < 1e-9);
        }
    }

    #[test]
    fn the_quiet_zone_is_empty_and_reached(text in "[!-~]{1,40}") {
        for (symbology, sides, top) in [(Symbology::QrCode, 4, 4), (Symbology::Code128, 10, 0)] {
            let raster = Raster::of(&encode(&text, symbology).unwrap());
            prop_assert_eq!(raster.margins(), [sides, top, sides, top]);
        }
    }
}

#[test]
fn a_code_128_of_sixteen_digits_is_as_long_as_the_standard_says() {
    let symbol = encode("6212345678901234", Symbology::Code128).unwrap();
    assert_eq!(symbol.width_modules, 11 * (1 + 8 + 1) + 13 + 20);
}

#[test]
fn the_check_value_is_the_published_one() {
    // The usual worked example, started in set A, has the check value 54. Starting in B is as
    // short and preferred, and counts one more.
    assert_eq!(code_values("PJJ123C"), Ok(vec![104, 48, 42, 42, 17, 18, 19, 35, 55]));
}

#[test]
fn what_cannot_be_drawn_is_refused_with_the_reason() {
    for symbology in BOTH {
        assert_eq!(encode("", symbology), Err(SymbolError::Empty));
        assert_eq!(encode("码", symbology), Err(SymbolError::NotAscii));
        assert_eq!(encode("caf\u{e9}", symbology), Err(SymbolError::NotAscii));
        assert_eq!(encode(&"x".repeat(3000), symbology), Err(SymbolError::TooLong));
    }
    assert!(encode(&"1".repeat(MAX_CODE_128_CHARACTERS), Symbology::Code128).is_ok());
    assert!(encode(&"1".repeat(MAX_CODE_128_CHARACTERS + 1), Symbology::Code128).is_err());
}

#[test]
fn settings_bound_the_version_and_the_error_correction() {
    let version = |value| Version::new(value);
    let fixed = QrSettings {
        ec_level: EcLevel::High,
        min_version: version(5),
        max_version: version(5),
        boost_ec: false,
        ..QrSettings::default()
    };
    assert_eq!(encode_qr("62", &fixed).unwrap().width_modules, 17 + 4 * 5 + 8);
    assert_eq!(encode_qr(&"x".repeat(45), &fixed), Err(SymbolError::TooLong));
    let crossed = QrSettings { max_version: version(2), ..fixed };
    assert_eq!(encode_qr("62", &crossed), encode_qr("62", &fixed));
}

#[test]
fn a_brand_names_the_error_correction_by_its_letter() {
    let level = |letter| QrSettings::default().with_ec_level(letter).ec_level;
    assert_eq!(["L", "M", "Q", "H"].map(level), EC_LEVELS);
    assert_eq!(["", "m", "X"].map(level), [EcLevel::Medium; 3]);
}

#[test]
fn frozen_settings_say_everything_and_are_never_raised() {
    let frozen = QrSettings::frozen(Some("L"), Some(2), Some(5));
    assert_eq!(frozen.ec_level, EcLevel::Low);
    assert_eq!((frozen.min_version, frozen.max_version), (Version::new(2), Version::MAX));
    assert_eq!(frozen.mask, Some(Mask::new(5)));
    assert!(!frozen.boost_ec);
    assert!(!QrSettings::frozen(None, None, Some(0)).boost_ec);
    // Version 2 has room for level H here: only a level that was raised would draw the same.
    let high = QrSettings::frozen(Some("H"), Some(2), Some(5));
    assert_ne!(encode_qr("62123456", &frozen), encode_qr("62123456", &high));
}

#[test]
fn what_a_brand_does_not_name_or_names_wrongly_is_as_by_default() {
    assert_eq!(QrSettings::frozen(None, None, None), QrSettings::default());
    assert_eq!(QrSettings::frozen(Some("?"), Some(0), Some(8)), QrSettings::default());
    assert_eq!(QrSettings::frozen(None, Some(41), None), QrSettings::default());
    let level_only = QrSettings::frozen(Some("Q"), None, None);
    assert_eq!(level_only, QrSettings::default().with_ec_level("Q"));
}

#[test]
fn a_text_too_long_for_the_frozen_version_takes_the_next_that_holds_it() {
    let frozen = QrSettings::frozen(Some("M"), Some(2), Some(3));
    // Bytes that level M holds (ISO/IEC 18004, table 7): 26, 42, 62 and 84.
    for (length, version) in [(1, 2), (26, 2), (27, 3), (42, 3), (43, 4), (62, 4), (63, 5)] {
        let symbol = encode_qr(&"x".repeat(length), &frozen).unwrap();
        assert_eq!(symbol.width_modules, 17 + 4 * version + 8, "{length} characters");
    }
    assert_eq!(encode_qr(&"x".repeat(2332), &frozen), Err(SymbolError::TooLong));
}

#[test]
fn a_usual_member_code_stays_a_small_qr_code() {
    // Version 3 (29 modules) is the largest that a worn imager reads at once.
    let symbol = encode(&"a".repeat(40), Symbology::QrCode).unwrap();
    assert!(symbol.width_modules <= 29 + 8, "{} modules", symbol.width_modules);
}

#[test]
fn a_screen_too_small_or_a_ratio_unknown_still_gets_a_size() {
    let symbol = encode("621234567890", Symbology::QrCode).unwrap();
    for (available, ratio) in
        [(0.0, 1.0), (-5.0, 2.0), (f64::NAN, 1.0), (1.0, 0.0), (1.0, f64::NAN)]
    {
        assert_eq!(symbol.device_pixels_per_module(available, ratio), 1);
        assert!(symbol.fit(available, ratio) > 0.0);
    }
}

#[test]
fn the_svg_document_is_the_path_on_white() {
    let symbol = Symbol { width_modules: 9, height_modules: 3, path: String::from("M4 1h1v1h-1z") };
    assert_eq!(
        symbol.to_svg(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 3\" shape-rendering=\"crispEdges\">\
         <rect width=\"9\" height=\"3\" fill=\"#fff\"/><path d=\"M4 1h1v1h-1z\"/></svg>"
    );
}

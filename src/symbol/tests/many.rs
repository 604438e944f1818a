//! A hundred thousand payloads, drawn by random frozen settings and read back by the independent
//! decoder: what a till scans is what the backend issued.

use super::{
    raster::{Raster, read_raster},
    read,
};
use crate::symbol::{QrSettings, Symbology, encode_with};

/// How many payloads; fewer or more by `SYMBOL_ROUND_TRIPS`.
const PAYLOADS: u64 = 100_000;

const LEVELS: [&str; 4] = ["L", "M", "Q", "H"];

/// The two bits that stand for each of [`LEVELS`] (ISO/IEC 18004, table 12).
const LEVEL_BITS: [u8; 4] = [0b01, 0b00, 0b11, 0b10];

const DIGITS: &[u8] = b"0123456789";
const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// SplitMix64: each payload has its own, so that a failure names a number that repeats it.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn text(&mut self, length: usize, mut next: impl FnMut(&mut Self) -> u8) -> String {
        (0..length).map(|_| char::from(next(self))).collect()
    }
}

/// One payload in its symbology, all of it from its number.
fn round_trip(number: u64) {
    let mut dice = Dice(number.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let length = 1 + dice.roll(60);
    if dice.roll(4) == 0 {
        // Digits come in runs, as they do on cards, so that all code sets and switches occur.
        let mut digits = false;
        let text = dice.text(length, |dice| {
            digits ^= dice.roll(5) == 0;
            if digits { b'0' + dice.roll(10) as u8 } else { dice.roll(128) as u8 }
        });
        let symbol = encode_with(&text, Symbology::Code128, &QrSettings::default()).unwrap();
        assert_eq!(read(&symbol, Symbology::Code128, 1), Ok(text), "number {number}");
        return;
    }
    let text = match dice.roll(3) {
        0 => dice.text(length, |dice| DIGITS[dice.roll(DIGITS.len())]),
        1 => dice.text(length, |dice| ALPHANUMERIC[dice.roll(ALPHANUMERIC.len())]),
        _ => dice.text(length, |dice| dice.roll(128) as u8),
    };
    let level = dice.roll(4);
    // Cards have small symbols; one in fifty may be of any version.
    let versions = if dice.roll(50) == 0 { 40 } else { 6 };
    let version = 1 + dice.roll(versions) as u8;
    let mask = dice.roll(8) as u8;
    let settings = QrSettings::frozen(Some(LEVELS[level]), Some(version), Some(mask));
    let symbol = encode_with(&text, Symbology::QrCode, &settings).unwrap();
    assert!(symbol.width_modules >= 17 + 4 * u32::from(version) + 8, "number {number}");
    let raster = Raster::of(&symbol);
    let drawn_by = (level_bits(&raster), mask_of(&raster));
    assert_eq!(drawn_by, (LEVEL_BITS[level], mask), "number {number}");
    assert_eq!(read_raster(&raster, Symbology::QrCode, 1), Ok(text), "number {number}");
}

/// The first bits of the format information, left of the upper left finder's lower edge, with
/// the fixed pattern taken off (ISO/IEC 18004, 7.9).
fn format_bits(raster: &Raster) -> u8 {
    let row = &raster.rows[4 + 8];
    row[4..9].iter().fold(0, |bits, dark| bits << 1 | u8::from(*dark)) ^ 0b10101
}

fn level_bits(raster: &Raster) -> u8 {
    format_bits(raster) >> 3
}

fn mask_of(raster: &Raster) -> u8 {
    format_bits(raster) & 0b111
}

#[test]
fn a_hundred_thousand_payloads_read_back_as_they_were() {
    let asked = std::env::var("SYMBOL_ROUND_TRIPS").ok().and_then(|text| text.parse().ok());
    let payloads = asked.unwrap_or(PAYLOADS);
    let threads = std::thread::available_parallelism().map_or(2, usize::from) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || (thread..payloads).step_by(threads as usize).for_each(round_trip));
        }
    });
}

//! Code 128 (ISO/IEC 15417): code values, check character and bars.

use super::{Symbol, SymbolError, code_set, path::RectPath};

/// The longest text for a Code 128. The standard sets no limit; common encoders and scanners
/// stop at 80 characters, and a phone's screen long before.
pub const MAX_CODE_128_CHARACTERS: usize = 80;

/// Quiet zone left and right, in modules (10 X).
const QUIET_ZONE: u32 = 10;

/// Widths of bar, space, bar, space, bar, space for each code value as the standard's table
/// prints them; the stop has a closing bar more.
#[rustfmt::skip]
const WIDTHS: [u32; 107] = [
    212222, 222122, 222221, 121223, 121322, 131222, 122213, 122312, 132212, 221213, 221312, 231212,
    112232, 122132, 122231, 113222, 123122, 123221, 223211, 221132, 221231, 213212, 223112, 312131,
    311222, 321122, 321221, 312212, 322112, 322211, 212123, 212321, 232121, 111323, 131123, 131321,
    112313, 132113, 132311, 211313, 231113, 231311, 112133, 112331, 132131, 113123, 113321, 133121,
    313121, 211331, 231131, 213113, 213311, 213131, 311123, 311321, 331121, 312113, 312311, 332111,
    314111, 221411, 431111, 111224, 111422, 121124, 121421, 141122, 141221, 112214, 112412, 122114,
    122411, 142112, 142211, 241211, 221114, 413111, 241112, 134111, 111242, 121142, 121241, 114212,
    124112, 124211, 411212, 421112, 421211, 212141, 214121, 412121, 111143, 111341, 131141, 114113,
    114311, 411113, 411311, 113141, 114131, 311141, 411131, 211412, 211214, 211232, 2331112,
];

/// The code value of the stop character.
const STOP: u8 = 106;

/// Draws `text` as the shortest Code 128 that holds it.
///
/// The height is a third of the width: the 15 mm that hand scanners want, when the symbol is as
/// wide as a phone's screen.
///
/// # Errors
/// [`SymbolError::TooLong`] above [`MAX_CODE_128_CHARACTERS`].
pub fn encode_code128(text: &str) -> Result<Symbol, SymbolError> {
    let mut widths = Vec::new();
    for value in code_values(text)?.into_iter().chain([STOP]) {
        let pattern = WIDTHS.get(usize::from(value)).ok_or(SymbolError::NotAscii)?;
        push_digits(&mut widths, *pattern);
    }

    let width_modules = widths.iter().sum::<u32>() + 2 * QUIET_ZONE;
    let height_modules = width_modules.div_ceil(3);
    let mut path = RectPath::default();
    let mut x = QUIET_ZONE;
    let mut bar = true;
    for width in widths {
        if bar {
            path.rect(x, 0, width, height_modules);
        }
        bar = !bar;
        x += width;
    }
    Ok(Symbol { width_modules, height_modules, path: path.finish() })
}

/// The code values of the whole symbol without its stop: start, data and switches, check.
pub(super) fn code_values(text: &str) -> Result<Vec<u8>, SymbolError> {
    if text.is_empty() {
        return Err(SymbolError::Empty);
    }
    if text.len() > MAX_CODE_128_CHARACTERS {
        return Err(SymbolError::TooLong);
    }
    let mut values = code_set::shortest(text.as_bytes()).ok_or(SymbolError::NotAscii)?;
    values.push(check_value(&values));
    Ok(values)
}

/// The start's value plus each further value times its place, modulo 103.
fn check_value(values: &[u8]) -> u8 {
    let weighted = values.iter().zip(std::iter::once(1).chain(1_u32..));
    let sum: u32 = weighted.map(|(value, place)| u32::from(*value) * place).sum();
    (sum % 103) as u8
}

/// Appends the decimal digits of a pattern, the first bar first.
fn push_digits(widths: &mut Vec<u32>, pattern: u32) {
    if pattern >= 10 {
        push_digits(widths, pattern / 10);
    }
    widths.push(pattern % 10);
}

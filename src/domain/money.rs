//! Amounts as digits, without floats. Currency signs, grouping and words belong to the locale.

use contract::money::Money;

/// A decimal number in its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Below zero; never for zero itself.
    pub negative: bool,
    /// Before the point.
    pub whole: u64,
    /// Behind the point, as an integer of `digits` digits.
    pub fraction: u64,
    /// How many digits stand behind the point.
    pub digits: u32,
}

impl Decimal {
    /// `value` with its last `digits` digits behind the point; more than 18 are 18.
    #[must_use]
    pub fn new(value: i64, digits: u32) -> Self {
        let digits = digits.min(18);
        let scale = 10_u64.pow(digits);
        let magnitude = value.unsigned_abs();
        Self { negative: value < 0, whole: magnitude / scale, fraction: magnitude % scale, digits }
    }

    /// The same number without zeros at its end: 8.50 is 8.5.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        while self.digits > 0 && self.fraction.is_multiple_of(10) {
            self.fraction /= 10;
            self.digits -= 1;
        }
        self
    }

    /// ASCII, with a point: `-10.50`.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        push_digits(&mut text, self.whole, 1);
        if self.digits > 0 {
            text.push('.');
            push_digits(&mut text, self.fraction, self.digits);
        }
        text
    }
}

/// Appends a number in decimal, with zeros before it up to `width` digits.
pub(super) fn push_digits(text: &mut String, number: u64, width: u32) {
    let mut scale = 10_u64.saturating_pow(width.saturating_sub(1));
    while number / scale >= 10 {
        scale *= 10;
    }
    while scale > 0 {
        text.push(char::from(b'0' + u8::try_from(number / scale % 10).unwrap_or(0)));
        scale /= 10;
    }
}

/// How many digits of a currency stand behind the point (ISO 4217).
#[must_use]
pub fn exponent(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// An amount in its digits: ¥10.50 has 10 and 50.
#[must_use]
pub fn split(money: &Money) -> Decimal {
    Decimal::new(money.amount, exponent(&money.currency))
}

/// A discount the Chinese way, in tenths of the price that are still paid: 8500 is 8.5 折.
/// Nothing for what is not a discount (0, or the whole price and more).
#[must_use]
pub fn zhe(discount_bps: u32) -> Option<Decimal> {
    discount(discount_bps).map(|bps| Decimal::new(bps, 3).trimmed())
}

/// A discount in per cent off: 8500 is 15. Nothing for what is not a discount.
#[must_use]
pub fn percent_off(discount_bps: u32) -> Option<Decimal> {
    discount(discount_bps).map(|bps| Decimal::new(10_000 - bps, 2).trimmed())
}

fn discount(bps: u32) -> Option<i64> {
    (1..10_000).contains(&bps).then_some(bps.into())
}

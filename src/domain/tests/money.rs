use contract::money::Money;
use proptest::prelude::*;

use crate::domain::money::{Decimal, exponent, percent_off, split, zhe};

fn text(amount: i64, currency: &str) -> String {
    split(&Money { amount, currency: currency.into() }).text()
}

#[test]
fn an_amount_has_the_digits_of_its_currency() {
    assert_eq!(text(1050, "CNY"), "10.50");
    assert_eq!(text(-5, "CNY"), "-0.05");
    assert_eq!(text(0, "CNY"), "0.00");
    assert_eq!(text(1050, "JPY"), "1050");
    assert_eq!(text(1050, "KWD"), "1.050");
    assert_eq!(exponent("XXX"), 2);
}

#[test]
fn discounts_read_the_local_way() {
    let read = |bps| (zhe(bps).unwrap().text(), percent_off(bps).unwrap().text());
    assert_eq!(read(8500), ("8.5".into(), "15".into()));
    assert_eq!(read(8000), ("8".into(), "20".into()));
    assert_eq!(read(8850), ("8.85".into(), "11.5".into()));
    assert_eq!(read(500), ("0.5".into(), "95".into()));
    assert_eq!(read(9999), ("9.999".into(), "0.01".into()));
    for none in [0, 10_000, u32::MAX] {
        assert_eq!(zhe(none), None);
        assert_eq!(percent_off(none), None);
    }
}

proptest! {
    #[test]
    fn no_digit_of_an_amount_is_lost(value: i64, digits in 0..30_u32) {
        let decimal = Decimal::new(value, digits);
        let text = decimal.text();
        let plain: String = text.chars().filter(|c| *c != '.').collect();
        prop_assert_eq!(plain.parse::<i64>(), Ok(value));
        prop_assert!(!decimal.negative || value < 0);
        if let Some((_, behind)) = text.split_once('.') {
            prop_assert_eq!(behind.len(), digits.min(18) as usize);
        }
    }

    #[test]
    fn trimming_changes_the_digits_and_not_the_number(value in -1_000_000_000..1_000_000_000_i64) {
        let trimmed = Decimal::new(value, 4).trimmed().text();
        prop_assert!(!trimmed.contains('.') || !trimmed.ends_with('0'));
        prop_assert_eq!(trimmed.parse::<f64>().unwrap(), value as f64 / 10_000.0);
    }

    #[test]
    fn both_ways_of_reading_a_discount_add_up(bps in 1..10_000_u32) {
        let paid: f64 = zhe(bps).unwrap().text().parse().unwrap();
        let off: f64 = percent_off(bps).unwrap().text().parse().unwrap();
        prop_assert!((paid * 10.0 + off - 100.0).abs() < 1e-9);
    }
}

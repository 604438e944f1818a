//! How a code's text is shown, spoken, and kept apart from payment codes.

/// Breaks each run of digits into groups of four, to be read and typed: `6212 3456 7890`.
/// Everything else stays as it is.
#[must_use]
pub fn groups_of_four(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() + text.len() / 4);
    let mut digits = 0_usize;
    for character in text.chars() {
        if character.is_ascii_digit() {
            if digits > 0 && digits.is_multiple_of(4) {
                grouped.push(' ');
            }
            digits += 1;
        } else {
            digits = 0;
        }
        grouped.push(character);
    }
    grouped
}

/// The text for a screen reader: each digit stands alone, so that it is not read as billions.
#[must_use]
pub fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(2 * text.len());
    let mut previous: Option<char> = None;
    for character in text.chars() {
        let touches_a_digit = previous.is_some_and(|p| {
            !p.is_whitespace()
                && !character.is_whitespace()
                && (p.is_ascii_digit() || character.is_ascii_digit())
        });
        if touches_a_digit {
            spelled.push(' ');
        }
        spelled.push(character);
        previous = Some(character);
    }
    spelled
}

/// Whether a till that also takes payments would try to charge this code.
///
/// WeChat Pay's codes are 18 digits starting with 10 to 15, Alipay's 16 to 24 digits starting
/// with 25 to 30 (each as its micropayment documentation says). A member code must never look
/// like one.
#[must_use]
pub fn looks_like_payment_code(text: &str) -> bool {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let prefix = text.get(..2).and_then(|prefix| prefix.parse::<u8>().ok());
    match prefix {
        Some(10..=15) => text.len() == 18,
        Some(25..=30) => (16..=24).contains(&text.len()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_from_the_left() {
        assert_eq!(groups_of_four("621234567890"), "6212 3456 7890");
        assert_eq!(groups_of_four("62123"), "6212 3");
        assert_eq!(groups_of_four("6212"), "6212");
        assert_eq!(groups_of_four(""), "");
    }

    #[test]
    fn grouping_twice_changes_nothing_and_letters_restart_it() {
        assert_eq!(groups_of_four("6212 3456 7890"), "6212 3456 7890");
        assert_eq!(groups_of_four("TEA-12345678"), "TEA-1234 5678");
    }

    #[test]
    fn digits_are_spelled_and_words_are_not() {
        assert_eq!(spelled("6212 34"), "6 2 1 2 3 4");
        assert_eq!(spelled("A1B2"), "A 1 B 2");
        assert_eq!(spelled("GOLD"), "GOLD");
        assert_eq!(spelled(""), "");
    }

    #[test]
    fn payment_codes_are_recognised_at_both_ends_of_their_ranges() {
        for prefix in ["10", "15"] {
            assert!(looks_like_payment_code(&format!("{prefix}8402771940266518")), "{prefix}");
        }
        for length in [16, 24] {
            for prefix in ["25", "28", "30"] {
                let code = format!("{prefix}{}", "7".repeat(length - 2));
                assert!(looks_like_payment_code(&code), "{code}");
            }
        }
    }

    #[test]
    fn codes_just_outside_the_ranges_are_no_payment_codes() {
        let eighteen = |prefix: &str| format!("{prefix}{}", "0".repeat(16));
        for code in [
            eighteen("09"),
            eighteen("16"),
            eighteen("24"),
            eighteen("31"),
            "1".repeat(17),
            "1".repeat(19),
            "2".repeat(18),
            format!("28{}", "0".repeat(13)),
            format!("28{}", "0".repeat(23)),
            String::from("13840277194026651A"),
            String::from("1384 0277 1940 26"),
            String::new(),
            String::from("1"),
        ] {
            assert!(!looks_like_payment_code(&code), "{code}");
        }
    }
}

//! What a host's scanner gives back, read to the text that was printed.

use contract::json::Json;

/// The text of a result of `scanQRCode`: a QR Code's text as it is, a bar code behind the name of
/// its kind (`CODE_128,6901234567892`), or either inside the JSON that iOS gives where the SDK has
/// not taken it apart. Nothing where there is no text.
#[must_use]
pub fn text(result: &str) -> Option<String> {
    let inside = Json::parse(result).ok();
    let inside = inside
        .as_ref()
        .and_then(|json| json.get("scan_code"))
        .and_then(|code| code.get("scan_result"));
    let result = match inside {
        Some(Json::Text(text)) => text,
        _ => result,
    };
    let text = match result.split_once(',') {
        Some((kind, text)) if is_bar_code(kind) => text,
        _ => result,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The kinds of bar codes that WeChat and Android's scanners name.
fn is_bar_code(kind: &str) -> bool {
    const KINDS: [&str; 10] = [
        "CODE_128", "CODE_39", "CODE_93", "CODE_25", "EAN_13", "EAN_8", "UPC_A", "UPC_E", "ITF",
        "CODABAR",
    ];
    KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_a_result_lead_to_its_text() {
        for (result, printed) in [
            ("GIFT-2026", Some("GIFT-2026")),
            ("CODE_128,6901234567892", Some("6901234567892")),
            ("EAN_13,6901234567892", Some("6901234567892")),
            (r#"{"scan_code":{"scan_result":"CODE_128,6901"}}"#, Some("6901")),
            (r#"{"scan_code":{"scan_result":"GIFT-2026","type":1}}"#, Some("GIFT-2026")),
            // A comma alone makes no bar code, and JSON that was printed is a text.
            ("hello, world", Some("hello, world")),
            (r#"{"gift":1}"#, Some(r#"{"gift":1}"#)),
            ("CODE_128,", None),
            ("  ", None),
            ("", None),
        ] {
            assert_eq!(text(result).as_deref(), printed, "{result}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_printed_comes_back_in_every_form(printed in "[A-Za-z0-9-]{1,20}") {
            let json = format!(r#"{{"scan_code":{{"scan_result":"CODE_128,{printed}"}}}}"#);
            for result in [printed.clone(), format!("CODE_128,{printed}"), json] {
                let read = text(&result);
                prop_assert_eq!(read.as_deref(), Some(printed.as_str()));
            }
        }

        #[test]
        fn no_result_is_too_much(result in "\\PC*") {
            let _ = text(&result);
        }
    }
}

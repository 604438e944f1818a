//! The card's own parser and writer of JSON, held against `serde_json`.

use member_card_contract::json::Json;
use proptest::prelude::*;
use serde_json::Value;

/// What both understand, as the tree of the other.
fn same(ours: &Json, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Integer(a), Value::Number(b)) => {
            b.as_i64() == Some(*a) || (*a == 0 && b.as_f64() == Some(0.0))
        }
        (Json::Number(a), Value::Number(b)) => {
            b.as_i64().is_none() && a.parse::<f64>().ok() == b.as_f64()
        }
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::List(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Json::Object(a), Value::Object(b)) => {
            b.iter().all(|(name, b)| a.iter().any(|(known, a)| known == name && same(a, b)))
                && a.iter().all(|(name, _)| b.contains_key(name))
        }
        _ => false,
    }
}

fn agree(text: &str) -> Result<(), String> {
    match (Json::parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(ours), Ok(theirs)) if same(&ours, &theirs) => Ok(()),
        (Err(_), Err(_)) => Ok(()),
        // Ours keeps such a number as it is written.
        (Ok(_), Err(error)) if error.to_string().contains("out of range") => Ok(()),
        (ours, theirs) => Err(format!("{text}: {ours:?} and {theirs:?}")),
    }
}

#[test]
fn the_corners_of_the_grammar_are_read_as_others_read_them() {
    let texts = [
        "",
        " ",
        "null",
        "nul",
        "nulls",
        "true",
        "false ",
        "\u{feff}1",
        "0",
        "-0",
        "00",
        "01",
        "-",
        "-1",
        "+1",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1e",
        "1E+9",
        "1e-9",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "1.0",
        "\"",
        "\"a\"",
        "\"\\u0041\"",
        "\"\\u00e9\\n\\/\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\t\"",
        "\"\u{7f}\"",
        "[]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "{}",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":1,\"a\":1}",
        "[[[]]]",
        "[}",
        "{]",
        "1 1",
        "\r\n\t [ 1 , 2 ] \n",
        "\u{b}1",
        "\"\u{2028}\"",
        "[\"\\\"\"]",
        "NaN",
        "Infinity",
        "'a'",
        "/**/1",
    ];
    for text in texts {
        agree(text).unwrap();
    }
}

#[test]
fn nesting_is_refused_where_others_refuse_it() {
    for depth in [1, 100, 127, 128, 129, 100_000] {
        agree(&["[".repeat(depth), "]".repeat(depth)].concat()).unwrap();
        let _ = Json::parse(&"{\"a\":".repeat(depth));
    }
}

#[test]
fn an_error_says_where_the_text_broke_off() {
    let error = Json::parse("{\n  \"a\": 1,\n  \"b\": ?").unwrap_err();
    assert_eq!(error.to_string(), "unexpected character at line 3 column 8");
    let error = Json::parse("{\"a\": \"é").unwrap_err();
    assert_eq!(error.to_string(), "unexpected end at line 1 column 10");
}

fn trees() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_others_write_is_read_alike(tree in trees(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&tree) } else { serde_json::to_string(&tree) };
        prop_assert!(agree(&text.unwrap()).is_ok());
    }

    #[test]
    fn what_is_cut_off_is_refused_alike(tree in trees(), cut in any::<prop::sample::Index>()) {
        let text = tree.to_string();
        let cut = cut.index(text.len() + 1);
        if let Some(text) = text.get(..cut) {
            prop_assert_eq!(agree(text), Ok(()));
        }
    }

    #[test]
    fn what_is_spoilt_is_judged_alike(
        tree in trees(),
        at in any::<prop::sample::Index>(),
        byte in prop::sample::select(b"{}[]\",:\\u0123456789eE+-. \ttrfn/".to_vec()),
    ) {
        let mut bytes = tree.to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(text) = String::from_utf8(bytes) {
            prop_assert_eq!(agree(&text), Ok(()));
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was(tree in trees()) {
        let ours = Json::parse(&tree.to_string()).unwrap();
        let text = ours.to_text();
        prop_assert_eq!(Json::parse(&text).unwrap(), ours);
        prop_assert_eq!(agree(&text), Ok(()));
    }
}

#[test]
fn a_session_is_asked_for_as_its_type_says() {
    use member_card_contract::ids::{BrandId, Token};
    use member_card_contract::session::{Grant, SessionRequest};

    let bare = SessionRequest {
        grant: Grant::Guest,
        brand_id: None,
        ticket: None,
        refresh_token: None,
        code: None,
        brand_token: None,
    };
    let token = |text: &str| Some(Token::new(text));
    let full = SessionRequest {
        brand_id: Some(BrandId::new("a \"brand\"\n\u{1}")),
        ticket: token("t"),
        refresh_token: token("r"),
        code: token("c"),
        brand_token: token("b"),
        ..bare
    };
    for request in [&bare, &full] {
        let derived = serde_json::to_value(request).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&request.to_json().to_text()).unwrap(), derived);
    }
}

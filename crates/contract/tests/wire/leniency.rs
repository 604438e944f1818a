//! What a newer or a faulty backend sends, tried on every golden file.

use member_card_contract::bootstrap::Bootstrap;
use member_card_contract::problem::{ErrorCode, Problem};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::golden::{GOLDENS, Golden};

/// Every place of a document, as JSON pointers.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                pointers(value, &format!("{here}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (i, value) in items.iter().enumerate() {
                pointers(value, &format!("{here}/{i}"), found);
            }
        }
        _ => {}
    }
}

fn places(document: &Value) -> Vec<String> {
    let mut found = vec![];
    pointers(document, "", &mut found);
    found
}

fn recode(golden: &Golden, document: &Value) -> Value {
    (golden.recode)(&document.to_string()).unwrap_or_else(|e| panic!("{}: {e}", golden.name))
}

fn golden(name: &str) -> &'static Golden {
    GOLDENS.iter().find(|golden| golden.name == name).unwrap()
}

#[test]
fn fields_that_are_not_known_change_nothing() {
    for golden in GOLDENS {
        let original = golden.json();
        let expected = recode(golden, &original);
        let mut newer = original.clone();
        for place in places(&original) {
            if let Some(fields) = newer.pointer_mut(&place).and_then(Value::as_object_mut) {
                fields.insert("not_yet_known".into(), json!({ "a": [1, null, "b"] }));
            }
        }
        assert_eq!(recode(golden, &newer), expected, "{}", golden.name);
    }
}

/// Whether a text is a value of one of the enumerations, by the way it is written.
fn is_wire_name(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[test]
fn enumeration_values_that_are_not_known_lose_no_item_of_any_list() {
    for golden in GOLDENS {
        let original = golden.json();
        let mut newer = original.clone();
        let mut replaced = 0;
        for place in places(&original) {
            let value = newer.pointer_mut(&place).unwrap();
            if value.as_str().is_some_and(is_wire_name) {
                *value = json!("NOT_YET_KNOWN");
                replaced += 1;
            }
        }
        let encoded = recode(golden, &newer);
        for place in places(&original) {
            let length = |v: &Value| v.pointer(&place).and_then(Value::as_array).map(Vec::len);
            assert_eq!(length(&original), length(&encoded), "{} {place}", golden.name);
        }
        if golden.name == "bootstrap_member" {
            assert!(replaced > 50, "only {replaced} values were tried");
            assert_eq!(encoded.pointer("/coupons/0/state"), Some(&json!("UNKNOWN")));
            assert_eq!(encoded.pointer("/member/state"), Some(&json!("UNKNOWN")));
        }
    }
}

#[test]
fn a_broken_item_hides_itself_and_not_its_list() {
    let mut tried = 0;
    for golden in GOLDENS.iter().filter(|golden| golden.name != "point_transactions_page") {
        let original = golden.json();
        let expected = recode(golden, &original);
        for place in places(&original) {
            for broken in [json!(17), json!({ "broken": true }), json!([]), json!(null)] {
                let mut document = original.clone();
                let list = document.pointer_mut(&place).and_then(Value::as_array_mut);
                let Some(list) = list.filter(|items| items.iter().any(Value::is_object)) else {
                    continue;
                };
                list.insert(list.len() / 2, broken);
                tried += 1;
                assert_eq!(recode(golden, &document), expected, "{} {place}", golden.name);
            }
        }
    }
    assert!(tried > 100, "only {tried} lists were tried");
}

#[test]
fn a_part_of_the_first_paint_that_is_missing_or_broken_hides_itself() {
    let golden = golden("bootstrap_member");
    let whole = recode(golden, &golden.json());
    let parts: Vec<String> = golden.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(parts.len(), 12);
    for part in parts.iter().filter(|part| *part != "program") {
        for broken in [None, Some(json!(17.5)), Some(json!({ "broken": [] })), Some(json!(null))] {
            let mut document = golden.json();
            match broken {
                Some(broken) => document[part] = broken,
                None => drop(document.as_object_mut().unwrap().remove(part)),
            }
            let mut rest = recode(golden, &document);
            let mut expected = whole.clone();
            for document in [&mut rest, &mut expected] {
                document.as_object_mut().unwrap().remove(part);
            }
            assert_eq!(rest, expected, "{part}");
        }
    }
}

#[test]
fn a_scan_that_is_missing_or_broken_takes_no_code_away() {
    let golden = golden("card_code");
    for broken in [None, Some(json!("now")), Some(json!({ "at": "soon" })), Some(json!(null))] {
        let mut document = golden.json();
        match broken {
            Some(broken) => document["last_scan"] = broken,
            None => drop(document.as_object_mut().unwrap().remove("last_scan")),
        }
        let read = recode(golden, &document);
        assert_eq!(read["last_scan"], json!(null));
        assert_eq!(read["tokens"], golden.json()["tokens"]);
    }
    let mut newer = golden.json();
    newer["last_scan"]["kind"] = json!("LATER");
    assert_eq!(recode(golden, &newer)["last_scan"]["kind"], json!("UNKNOWN"));
    for (field, outside) in [("version", 256), ("mask", -1)] {
        let mut wrong = golden.json();
        wrong["symbologies"][0][field] = json!(outside);
        assert_eq!(recode(golden, &wrong)["symbologies"].as_array().unwrap().len(), 1, "{field}");
    }
}

#[test]
fn a_guest_has_a_programme_and_nothing_of_a_member() {
    let guest: Bootstrap = serde_json::from_str(&golden("bootstrap_guest").text()).unwrap();
    assert!(guest.member.is_none() && guest.card.is_none() && guest.points.is_none());
    assert!(guest.coupons.is_empty());
    assert_eq!(guest.counts.offers_claimable, 3);
}

#[test]
fn a_problem_needs_no_more_than_its_code() {
    let bare: Problem = serde_json::from_str(r#"{"code":"COUPON_SOLD_OUT"}"#).unwrap();
    assert_eq!(bare.code, ErrorCode::CouponSoldOut);
    let odd = r#"{"code":"NEW_CODE","params":[1],"fields":[3,{"field":"/a","reason":"B"}]}"#;
    let odd: Problem = serde_json::from_str(odd).unwrap();
    assert_eq!((odd.code, odd.fields.len()), (ErrorCode::Unknown, 1));
}

fn any_json() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("2026-13-40T99:99:99+08:00"),
        json!([[]]),
        json!({ "id": {} }),
    ])
}

proptest! {
    #[test]
    fn whatever_is_wrong_outside_the_programme_the_first_paint_comes(
        faults in prop::collection::vec((any::<prop::sample::Index>(), any_json()), 1..4),
    ) {
        let mut document = golden("bootstrap_member").json();
        for (index, fault) in faults {
            let places: Vec<String> = places(&document)
                .into_iter()
                .filter(|place| !place.is_empty() && !place.starts_with("/program"))
                .collect();
            let place: &String = index.get(&places);
            *document.pointer_mut(place).unwrap() = fault;
        }
        prop_assert!(serde_json::from_str::<Bootstrap>(&document.to_string()).is_ok());
    }
}

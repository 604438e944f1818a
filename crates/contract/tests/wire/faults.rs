//! What the error of a decoder says: what is wrong first, and where.

use member_card_contract::bootstrap::Bootstrap;
use member_card_contract::coupon::{Coupon, UsableWindow};
use member_card_contract::decode::{Decode, required, required_as};
use member_card_contract::json::Json;
use member_card_contract::lenient;
use member_card_contract::membership::Membership;
use member_card_contract::problem::Problem;
use serde_json::{Value, json};

use crate::golden::GOLDENS;

fn document(name: &str) -> Value {
    GOLDENS.iter().find(|golden| golden.name == name).unwrap().json()
}

fn tree(value: &Value) -> Json {
    Json::parse(&value.to_string()).unwrap()
}

/// The error that comes of one document with some values replaced.
fn error_of<T: Decode>(name: &str, faults: &[(&str, Value)]) -> String {
    let mut document = document(name);
    for (place, fault) in faults {
        *document.pointer_mut(place).unwrap() = fault.clone();
    }
    T::decode(&tree(&document)).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn a_wrong_value_is_named_by_its_path() {
    for (place, fault, error) in [
        ("", json!([]), ": expected an object"),
        ("/name", json!(null), "name: expected a string"),
        ("/kind", json!(1), "kind: expected a string"),
        ("/face", json!("x"), "face: expected an object"),
        ("/face/amount_off", json!("1"), "face.amount_off: expected an integer"),
        ("/threshold/amount", json!(1.5), "threshold.amount: expected an integer"),
        ("/threshold", json!({}), "threshold: missing field amount"),
        ("/valid_from", json!("soon"), "valid_from: expected an instant (RFC 3339)"),
        ("/stacking/exclusive", json!(0), "stacking.exclusive: expected true or false"),
        (
            "/stacking/max_per_order",
            json!(-1),
            "stacking.max_per_order: expected a smaller integer",
        ),
        ("/actions", json!({}), "actions: expected a list"),
        ("/notes", json!(null), "notes: expected a list"),
        ("/notes", json!(["a", 1, true]), "notes[]: expected a string"),
    ] {
        assert_eq!(error_of::<Coupon>("coupon_cash", &[(place, fault)]), error, "{place}");
    }
}

#[test]
fn of_several_faults_the_first_is_named() {
    let faults = [("/state", json!(1)), ("/face", json!({ "item": 1 })), ("/valid_from", json!(1))];
    assert_eq!(error_of::<Coupon>("coupon_cash", &faults), "state: expected a string");
    assert_eq!(error_of::<Coupon>("coupon_cash", &faults[1..]), "face.item: expected a string");
}

#[test]
fn a_fault_is_kept_whatever_lenient_parts_follow() {
    let faults = [("/state", json!(1)), ("/value", json!({})), ("/benefits", json!([7]))];
    let error = error_of::<Membership>("membership_expired", &faults);
    assert_eq!(error, "state: expected a string");
    let faults = [("/program/theme/accent", json!(7)), ("/member", json!(7))];
    let error = error_of::<Bootstrap>("bootstrap_member", &faults);
    assert_eq!(error, "program.theme.accent: expected a string");
}

#[test]
fn a_fault_behind_a_lenient_part_is_named_by_its_own_path() {
    let error = error_of::<Problem>(
        "problem_invalid",
        &[("/fields/0", json!({ "field": 1 })), ("/server_time", json!("noon"))],
    );
    assert_eq!(error, "server_time: expected an instant (RFC 3339)");
}

#[test]
fn a_field_on_its_own_is_named_too() {
    let json = tree(&json!({ "a": [{ "weekdays": [1, 300], "from": "", "to": "" }], "b": 1 }));
    let wrong = required::<Vec<UsableWindow>>(&json, "a").unwrap_err();
    assert_eq!(wrong.to_string(), "a[].weekdays[]: expected a smaller integer");
    let missing = required::<i64>(&json, "c").unwrap_err();
    assert_eq!(missing.to_string(), ": missing field c");
    assert_eq!(required_as(&json, "b", |value: i64| value + 1), Ok(2));
    assert_eq!(required::<Option<i64>>(&json, "c"), Ok(None));
    assert!(required::<i64>(&tree(&json!(3)), "c").is_err());
}

#[test]
fn a_list_keeps_what_is_whole_of_it() {
    let json = tree(&json!([1, "x", 300, null, 4]));
    assert_eq!(lenient::list::<u8>(Some(&json)), Ok(vec![1, 4]));
    assert_eq!(lenient::list::<u8>(None), Ok(vec![]));
    assert_eq!(lenient::list::<u8>(Some(&Json::Null)), Ok(vec![]));
    assert!(lenient::list::<u8>(Some(&tree(&json!({})))).is_err());
    assert!(lenient::list_part::<u8>(Some(&tree(&json!({})))).is_empty());
    assert_eq!(lenient::part::<u8>(Some(&Json::Integer(300))), None);
}

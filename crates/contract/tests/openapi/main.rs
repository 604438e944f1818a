//! The OpenAPI document: valid, complete, and the same as its committed copy.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::collections::BTreeSet;

use jsonschema::Validator;
use member_card_contract::endpoints::{ENDPOINTS, Payload};
use member_card_contract::openapi::document;
use serde_json::Value;

fn read(path: &str) -> String {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every `$ref` of a document.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

fn problems(validator: &Validator, instance: &Value) -> Vec<String> {
    validator.iter_errors(instance).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn the_committed_copy_is_current() {
    let committed: Value = serde_json::from_str(&read("openapi.json")).unwrap();
    assert!(
        committed == document(),
        "openapi.json is out of date; run: cargo run -p member-card-contract --example openapi"
    );
}

#[test]
fn the_document_is_valid_by_the_official_schema() {
    let schema: Value = serde_json::from_str(&read("tests/openapi/schema-3.1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert_eq!(problems(&validator, &document()), Vec::<String>::new());

    let mut wrong = document();
    wrong["paths"]["/points"]["get"]["responses"] = Value::from(17);
    assert!(!problems(&validator, &wrong).is_empty(), "the schema accepts anything");
}

#[test]
fn each_schema_is_a_valid_json_schema() {
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        let result = jsonschema::draft202012::meta::validate(schema);
        assert!(result.is_ok(), "{name}: {}", result.unwrap_err());
        let described = schema["description"].as_str().is_some_and(|text| !text.is_empty());
        assert!(described, "{name} says nothing about itself");
    }
}

#[test]
fn each_reference_leads_somewhere_and_each_component_is_used() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
    }
    for kind in ["schemas", "parameters", "headers", "responses"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            let reference = format!("#/components/{kind}/{name}");
            assert!(found.contains(reference.as_str()), "{reference} is not used");
        }
    }
}

#[test]
fn each_endpoint_is_there_with_its_types_and_parameters() {
    let document = document();
    let mut ids = BTreeSet::new();
    for endpoint in ENDPOINTS {
        assert!(ids.insert(endpoint.id), "{} is there twice", endpoint.id);
        let method = endpoint.method.as_str().to_lowercase();
        let operation = &document["paths"][endpoint.path][&method];
        assert_eq!(operation["operationId"], endpoint.id);
        let data = match &endpoint.response {
            Payload::Data(name) => Some(name),
            Payload::Svg | Payload::Redirect | Payload::Nothing => None,
        };
        for name in endpoint.request.iter().chain(data) {
            assert!(document["components"]["schemas"][name].is_object(), "{name}");
        }
        let parameters: BTreeSet<&str> = operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["$ref"].as_str().unwrap().rsplit('/').next().unwrap())
            .collect();
        for name in endpoint.query {
            assert!(parameters.contains(name), "{} {name}", endpoint.id);
        }
        assert_eq!(parameters.contains("Idempotency-Key"), endpoint.idempotency_key);
        for name in ["id", "date"] {
            assert_eq!(parameters.contains(name), endpoint.path.contains(&format!("{{{name}}}")));
        }
    }
}

#[test]
fn a_drawing_is_no_envelope_needs_no_session_and_is_not_kept() {
    let document = document();
    let drawing = &document["paths"]["/card/code.svg"]["get"];
    let success = &drawing["responses"]["200"];
    let media: Vec<&String> = success["content"].as_object().unwrap().keys().collect();
    assert_eq!(media, ["image/svg+xml"]);
    assert_eq!(success["headers"]["Cache-Control"]["$ref"], "#/components/headers/Cache-Control");
    assert_eq!(drawing["security"], serde_json::json!([]));
    let statuses: Vec<&String> = drawing["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["200", "400", "404", "410", "429", "503", "default"]);
    assert_eq!(document["components"]["parameters"]["token"]["required"], true);
    assert_eq!(drawing["parameters"].as_array().unwrap().len(), 1);
}

#[test]
fn a_sign_in_leads_on_and_a_sign_out_says_nothing() {
    let document = document();
    let begin = &document["paths"]["/wechat/sign-in"]["get"];
    assert_eq!(begin["security"], serde_json::json!([]));
    assert_eq!(
        begin["responses"]["303"]["headers"]["Location"]["$ref"],
        "#/components/headers/Location"
    );
    let end = &document["paths"]["/sessions"]["delete"];
    assert!(end["responses"]["204"]["content"].is_null());
    for (operation, statuses) in [
        (begin, vec!["303", "400", "429", "503", "default"]),
        (end, vec!["204", "400", "401", "403", "429", "503", "default"]),
    ] {
        let found: Vec<&String> = operation["responses"].as_object().unwrap().keys().collect();
        assert_eq!(found, statuses);
    }
}

/// The golden file that each endpoint's answer may look like, put into its envelope.
#[test]
fn golden_answers_are_valid_by_the_document() {
    let answers = [
        ("/bootstrap", "get", "bootstrap_member"),
        ("/bootstrap", "get", "bootstrap_guest"),
        ("/card/code", "get", "card_code"),
        ("/card/code", "get", "card_code_scanned"),
        ("/points", "get", "points_debt"),
        ("/points/expirations", "get", "point_expirations"),
        ("/tiers", "get", "tier_path"),
        ("/tiers/status", "get", "tier_status_untiered"),
        ("/coupons/{id}", "get", "coupon_discount"),
        ("/coupon-offers/{id}/claims", "post", "claim_result"),
        ("/check-ins/{date}", "put", "check_in_result"),
        ("/tasks", "get", "task_list"),
        ("/membership", "get", "membership_renewing"),
        ("/membership/plans", "get", "plan_list"),
        ("/membership/orders", "post", "membership_order_wechat"),
        ("/membership/orders/{id}", "get", "membership_order_fulfilled"),
        ("/wallet-passes", "post", "wallet_pass"),
        ("/prompts", "get", "prompt_list"),
        ("/sessions", "post", "session"),
        ("/sessions", "post", "session_signed_in"),
        ("/changes", "get", "changes"),
    ];
    let document = document();
    let validator = |schema: &Value| {
        let mut schema = schema.clone();
        schema["components"] = document["components"].clone();
        jsonschema::validator_for(&schema).unwrap()
    };
    let answer = |path: &str, method: &str| {
        &document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    };
    for (path, method, golden) in answers {
        let validator = validator(answer(path, method));
        let data: Value = serde_json::from_str(&read(&format!("fixtures/{golden}.json"))).unwrap();
        let enveloped = serde_json::json!({
            "data": data,
            "server_time": "2026-11-22T15:49:00.123+08:00",
            "request_id": "rq_01",
        });
        assert_eq!(problems(&validator, &enveloped), Vec::<String>::new(), "{golden}");
        assert!(!problems(&validator, &data).is_empty(), "{golden} passes without an envelope");
    }
    let page: Value = serde_json::from_str(&read("fixtures/point_transactions_page.json")).unwrap();
    let transactions = validator(answer("/points/transactions", "get"));
    assert_eq!(problems(&transactions, &page), Vec::<String>::new());

    let problem = validator(&document["components"]["schemas"]["Problem"]);
    let refused: Value = serde_json::from_str(&read("fixtures/problem_conflict.json")).unwrap();
    assert_eq!(problems(&problem, &refused), Vec::<String>::new());
}

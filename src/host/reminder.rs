//! What a member answered to WeChat's question whether it may send a message.

use contract::json::Json;

/// Whether a message may come, by what the tag `wx-open-subscribe` says: a text of JSON with an
/// entry for each template, itself a text of JSON (WeChat, "开放标签", `subscribeDetails`).
#[must_use]
pub fn accepted(details: &str) -> bool {
    let Ok(Json::Object(entries)) = Json::parse(details) else { return false };
    entries.iter().any(|(_, entry)| {
        let Json::Text(entry) = entry else { return false };
        let status = Json::parse(entry).ok();
        let status = status.as_ref().and_then(|entry| entry.get("status"));
        status == Some(&Json::Text("accept".into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_yes_among_the_templates_is_enough_and_anything_else_is_none() {
        let details = |first: &str, second: &str| {
            format!(r#"{{"t1":"{{\"status\":\"{first}\"}}","t2":"{{\"status\":\"{second}\"}}"}}"#)
        };
        assert!(accepted(&details("accept", "reject")));
        assert!(accepted(&details("filter", "accept")));
        for no in ["reject", "cancel", "filter", "ACCEPT", ""] {
            assert!(!accepted(&details(no, no)), "{no}");
        }
        for text in ["", "{}", "[]", r#"{"t1":"accept"}"#, r#"{"t1":{"status":"accept"}}"#] {
            assert!(!accepted(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_answer_is_too_much(details in "\\PC*") {
            let _ = accepted(&details);
        }
    }
}

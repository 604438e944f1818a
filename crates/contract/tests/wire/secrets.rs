//! Secrets do not slip out.

use member_card_contract::ids::Token;
use member_card_contract::session::{Session, SessionRequest};
use member_card_contract::ticket::Ticket;

#[test]
fn a_token_shows_nothing_of_itself_when_it_is_debugged() {
    assert_eq!(format!("{:?}", Token::new("at_51d0e2")), "Token(…)");
    assert_eq!(Token::new("at_51d0e2").reveal(), "at_51d0e2");
}

#[test]
fn what_holds_a_token_shows_nothing_of_it_either() {
    let read = |name: &str| {
        let path = format!("{}/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let session: Session = serde_json::from_str(&read("session")).unwrap();
    let request: SessionRequest = serde_json::from_str(&read("session_request")).unwrap();
    let ticket: Ticket = serde_json::from_str(&read("ticket")).unwrap();
    let shown = format!("{session:?} {session:#?} {request:?} {ticket:?}");
    for secret in ["at_51d0e2", "rt_c4b8aa", "tk_7f3a9c"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

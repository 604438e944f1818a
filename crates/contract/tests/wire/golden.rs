//! One file below `fixtures/` for each wire type that stands alone, and for its rare states.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::PathBuf;

use member_card_contract::bootstrap::Bootstrap;
use member_card_contract::changes::Changes;
use member_card_contract::check_in::{CheckInResult, CheckIns};
use member_card_contract::code::CardCode;
use member_card_contract::coupon::{ClaimResult, Coupon, CouponCode, CouponOffer, ExchangeRequest};
use member_card_contract::endpoints::{ENDPOINTS, Payload};
use member_card_contract::envelope::Envelope;
use member_card_contract::member::Member;
use member_card_contract::membership::Membership;
use member_card_contract::order::{MembershipOrder, MembershipOrderRequest, PlanList};
use member_card_contract::points::{PointExpirations, PointTransaction, Points};
use member_card_contract::problem::Problem;
use member_card_contract::program::Program;
use member_card_contract::prompt::{PromptEventRequest, PromptEventResult, PromptList};
use member_card_contract::session::{Session, SessionRequest};
use member_card_contract::store::StoreList;
use member_card_contract::task::{TaskClaim, TaskList};
use member_card_contract::ticket::Ticket;
use member_card_contract::tier::{TierPath, TierStatus};
use member_card_contract::wallet::{WalletPass, WalletPassRequest};
use member_card_contract::wechat::{JsConfig, JsConfigRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type PointTransactionPage = Envelope<Vec<PointTransaction>>;

/// A file and the type it is read by.
pub struct Golden {
    pub name: &'static str,
    pub type_name: &'static str,
    /// Decodes a text by the type and encodes it again.
    pub recode: fn(&str) -> serde_json::Result<Value>,
}

impl Golden {
    pub fn text(&self) -> String {
        let path = folder().join(self.name).with_extension("json");
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap()
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn recode<T: DeserializeOwned + Serialize + PartialEq + Debug>(
    text: &str,
) -> serde_json::Result<Value> {
    let value: T = serde_json::from_str(text)?;
    let again: T = serde_json::from_str(&serde_json::to_string(&value)?)?;
    assert_eq!(value, again);
    serde_json::to_value(value)
}

macro_rules! goldens {
    ($($type:ident: $($name:literal),+;)+) => {
        pub const GOLDENS: &[Golden] = &[$($(
            Golden { name: $name, type_name: stringify!($type), recode: recode::<$type> },
        )+)+];
    };
}

goldens! {
    Bootstrap: "bootstrap_member", "bootstrap_guest";
    CardCode: "card_code", "card_code_static", "card_code_scanned";
    Changes: "changes";
    CheckInResult: "check_in_result";
    CheckIns: "check_ins";
    ClaimResult: "claim_result";
    Coupon: "coupon_cash", "coupon_discount", "coupon_exchange", "coupon_gift",
        "coupon_free_shipping", "coupon_buy_gift", "coupon_partly_used";
    CouponCode: "coupon_code";
    CouponOffer: "coupon_offer", "coupon_offer_sold_out";
    ExchangeRequest: "exchange_request";
    JsConfig: "js_config";
    JsConfigRequest: "js_config_request";
    Member: "member";
    Membership: "membership_expired", "membership_renewing", "membership_free";
    MembershipOrder: "membership_order_wechat", "membership_order_redirect",
        "membership_order_mini_program", "membership_order_fulfilled";
    MembershipOrderRequest: "membership_order_request";
    PlanList: "plan_list";
    PointExpirations: "point_expirations";
    PointTransactionPage: "point_transactions_page";
    Points: "points", "points_debt";
    Problem: "problem_invalid", "problem_unauthenticated", "problem_forbidden",
        "problem_not_found", "problem_gone", "problem_conflict", "problem_check_in_date",
        "problem_points_missing", "problem_version", "problem_rate_limited", "problem_legal",
        "problem_maintenance";
    Program: "program";
    PromptEventRequest: "prompt_event_request";
    PromptEventResult: "prompt_event_result";
    PromptList: "prompt_list";
    Session: "session", "session_signed_in";
    SessionRequest: "session_request", "session_request_guest";
    StoreList: "store_list";
    TaskClaim: "task_claim";
    TaskList: "task_list";
    Ticket: "ticket";
    TierPath: "tier_path";
    TierStatus: "tier_status_climbing", "tier_status_top", "tier_status_untiered",
        "tier_status_at_risk";
    WalletPass: "wallet_pass";
    WalletPassRequest: "wallet_pass_request";
}

/// Checks that nothing of `sent` was lost, and that what came to it says nothing.
fn assert_covers(sent: &Value, encoded: &Value, path: &str) {
    match (sent, encoded) {
        (Value::Object(sent), Value::Object(encoded)) => {
            for (key, value) in sent {
                let encoded = encoded.get(key).unwrap_or_else(|| panic!("{path}/{key} was lost"));
                assert_covers(value, encoded, &format!("{path}/{key}"));
            }
            for (key, value) in encoded.iter().filter(|(key, _)| !sent.contains_key(*key)) {
                assert!(says_nothing(value), "{path}/{key} came from nowhere: {value}");
            }
        }
        (Value::Array(sent), Value::Array(encoded)) => {
            assert_eq!(sent.len(), encoded.len(), "{path}");
            for (i, (sent, encoded)) in sent.iter().zip(encoded).enumerate() {
                assert_covers(sent, encoded, &format!("{path}/{i}"));
            }
        }
        _ => assert_eq!(sent, encoded, "{path}"),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.values().all(says_nothing),
        Value::Array(items) => items.is_empty(),
        Value::Null => true,
        Value::Bool(flag) => !flag,
        Value::Number(number) => number.as_i64() == Some(0),
        Value::String(text) => text.is_empty(),
    }
}

#[test]
fn each_golden_file_comes_back_as_it_was() {
    for golden in GOLDENS {
        let encoded =
            (golden.recode)(&golden.text()).unwrap_or_else(|e| panic!("{}: {e}", golden.name));
        assert_covers(&golden.json(), &encoded, golden.name);
    }
}

#[test]
fn each_file_of_the_folder_is_tested() {
    let known: BTreeSet<String> = GOLDENS.iter().map(|g| format!("{}.json", g.name)).collect();
    let there: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(known, there);
}

#[test]
fn each_body_of_an_endpoint_has_a_golden_file() {
    let known: BTreeSet<&str> = GOLDENS.iter().map(|golden| golden.type_name).collect();
    for endpoint in ENDPOINTS {
        let data = match &endpoint.response {
            Payload::Data(name) => Some(name),
            Payload::Svg | Payload::Redirect | Payload::Nothing => None,
        };
        for name in endpoint.request.iter().chain(data) {
            let page = format!("{name}Page");
            assert!(known.contains(name) || known.contains(page.as_str()), "{name}");
        }
    }
}

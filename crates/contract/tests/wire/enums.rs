//! Every enumeration: its names are unique, and what is not among them is `Unknown`.

use std::collections::BTreeSet;

use member_card_contract::changes::Resource;
use member_card_contract::check_in::CheckInState;
use member_card_contract::code::{BarcodeFormat, CodeMode, ScanKind};
use member_card_contract::coupon::{
    Channel, ClaimState, CouponAction, CouponKind, CouponSource, CouponState,
};
use member_card_contract::member::{LifecycleStage, MemberState};
use member_card_contract::membership::{
    AutoRenewalState, MembershipKind, MembershipState, PlanTerm,
};
use member_card_contract::money::ActionKind;
use member_card_contract::order::{OrderState, PayChannel, PaymentKind};
use member_card_contract::points::{
    Direction, ExpiryKind, ExpiryRounding, PointKind, PointReason, PointState,
};
use member_card_contract::problem::ErrorCode;
use member_card_contract::program::{CornerStyle, FacePattern, Feature};
use member_card_contract::prompt::{
    Framing, Placement, PriceBand, PromptEvent, PromptKind, PromptReason, Timing,
};
use member_card_contract::session::{Grant, SignInOutcome};
use member_card_contract::task::{ProgressUnit, TaskKind, TaskPeriod, TaskState};
use member_card_contract::tier::{
    BenefitKind, DowngradePolicy, MeasureKind, QualifyMode, TierChangeReason, TierOutcome,
};
use member_card_contract::wallet::WalletPlatform;

macro_rules! for_each_enum {
    ($($name:ident)+) => {
        const TESTED: &[&str] = &[$(stringify!($name)),+];

        #[test]
        fn each_value_reads_back_from_its_own_name() {
            $(
                let names: BTreeSet<&str> = $name::ALL.iter().map(|v| v.as_str()).collect();
                assert_eq!(names.len(), $name::ALL.len(), stringify!($name));
                for value in $name::ALL {
                    let json = serde_json::to_string(value).unwrap();
                    assert_eq!(json, format!("\"{}\"", value.as_str()));
                    assert_eq!(serde_json::from_str::<$name>(&json).unwrap(), *value);
                    assert_eq!($name::from_wire(value.as_str()), *value);
                }
            )+
        }

        #[test]
        fn a_value_that_is_not_known_is_unknown_and_no_error() {
            $(
                for json in ["\"NOT_YET_KNOWN\"", "\"\"", "\"UNKNOWN\"", "\"\\u00e9\""] {
                    assert_eq!(serde_json::from_str::<$name>(json).unwrap(), $name::Unknown);
                }
                assert_eq!($name::from_wire("NOT_YET_KNOWN"), $name::Unknown);
                assert_eq!($name::Unknown.as_str(), "UNKNOWN");
                assert!(serde_json::from_str::<$name>("17").is_err());
            )+
        }
    };
}

for_each_enum! {
    ActionKind AutoRenewalState BarcodeFormat BenefitKind Channel CheckInState ClaimState CodeMode
    CornerStyle CouponAction CouponKind CouponSource CouponState Direction DowngradePolicy
    ErrorCode ExpiryKind ExpiryRounding FacePattern Feature Framing Grant LifecycleStage
    MeasureKind MemberState MembershipKind MembershipState OrderState PayChannel PaymentKind
    Placement PlanTerm PointKind PointReason PointState PriceBand ProgressUnit PromptEvent
    PromptKind PromptReason QualifyMode Resource ScanKind SignInOutcome TaskKind TaskPeriod
    TaskState TierChangeReason TierOutcome Timing WalletPlatform
}

#[test]
fn each_enumeration_of_the_wire_is_tested() {
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let source = std::fs::read_to_string(path).unwrap();
        for declared in source.split("wire_enum! {").skip(1) {
            let name = declared.split("pub enum ").nth(1).and_then(|rest| rest.split(' ').next());
            found.insert(name.unwrap().to_owned());
        }
    }
    assert_eq!(found, TESTED.iter().map(|name| (*name).to_owned()).collect());
}

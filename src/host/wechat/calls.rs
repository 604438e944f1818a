//! What is asked of WeChat while the member waits.

use std::rc::Rc;

use contract::store::Store;
use futures::FutureExt as _;
use wasm_bindgen::JsValue;

use super::link::{Link, QUIET_MS};
use super::sdk;
use crate::host::ability::Ability;
use crate::host::outcome::Outcome;
use crate::host::page::Asked;
use crate::host::{browser, js, map, scanned};

/// How long a member may aim the camera, in milliseconds.
const SCAN_MS: u32 = 60_000;

impl Link {
    /// Reads a printed code.
    pub fn scan(self: &Rc<Self>) -> Asked<Result<String, Outcome>> {
        let link = Rc::clone(self);
        async move {
            let options =
                [("needResult", 1.into()), ("scanType", js::texts(&["qrCode", "barCode"]))];
            let (outcome, answer) = sdk::ask("scanQRCode", &options, SCAN_MS).await;
            link.heed(Ability::Scan, outcome);
            if outcome != Outcome::Done {
                return Err(outcome);
            }
            let result = js::text(&answer, "resultStr").unwrap_or_default();
            scanned::text(&result).ok_or(Outcome::Failed)
        }
        .boxed_local()
    }

    /// Shows a store on WeChat's map, or else on one behind a link; not in a mini-program, whose
    /// web-view opens only pages that its owner has registered.
    pub fn open_location(self: &Rc<Self>, store: &Store) -> Asked {
        let link = Rc::clone(self);
        let store = store.clone();
        async move {
            if link.is_connected() {
                let options = [
                    ("latitude", degrees(store.latitude_e6)),
                    ("longitude", degrees(store.longitude_e6)),
                    ("name", store.name.as_str().into()),
                    ("address", store.address.as_str().into()),
                    ("scale", 16.into()),
                ];
                let (outcome, _) = sdk::ask("openLocation", &options, QUIET_MS).await;
                if outcome == Outcome::Done || outcome == Outcome::Cancelled {
                    return outcome;
                }
            }
            if link.in_mini_program() {
                return Outcome::NotAvailable;
            }
            browser::open(&map::link(&store))
        }
        .boxed_local()
    }
}

fn degrees(millionths: i64) -> JsValue {
    JsValue::from_f64(millionths as f64 / 1e6)
}

//! Where each call goes: the only place that knows paths and query strings.

use contract::coupon::CouponState;
use contract::endpoints::Method;
use contract::ids::BrandId;
use contract::points::Direction;

use crate::route::escape;

/// The key of one press, kept by the caller until the result is known. The backend gives the
/// same effect and the same answer for the same key (`Idempotency-Key`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IntentKey(String);

impl IntentKey {
    /// Takes a UUID, or another text that no other press has.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The key as the header carries it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which entries of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Only what adds, or only what takes.
    pub direction: Option<Direction>,
    /// Only one month of the programme's calendar, `YYYY-MM`.
    pub month: Option<String>,
}

/// Which coupons of the wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponFilter {
    /// Can be used now or later.
    Usable,
    /// Was used.
    Used,
    /// Ended, withdrawn or given away.
    Ended,
}

impl CouponFilter {
    /// The states that the filter stands for.
    #[must_use]
    pub fn states(self) -> &'static [CouponState] {
        match self {
            Self::Usable => &[
                CouponState::Confirming,
                CouponState::Pending,
                CouponState::Effective,
                CouponState::Locked,
                CouponState::PartlyUsed,
                CouponState::Transferring,
            ],
            Self::Used => &[CouponState::Used],
            Self::Ended => {
                &[CouponState::Expired, CouponState::Deactivated, CouponState::Transferred]
            }
        }
    }
}

/// A call before it is sent.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub method: Method,
    pub path: String,
    pub body: Option<String>,
    pub key: Option<String>,
    /// Whether sending it twice has the effect of once.
    pub repeatable: bool,
    pub timeout_ms: u32,
}

/// Long enough for a slow network, short enough for a person who waits at a till.
const TIMEOUT_MS: u32 = 10_000;

impl Call {
    pub fn get(path: &str) -> Self {
        Self {
            method: Method::Get,
            path: path.into(),
            body: None,
            key: None,
            repeatable: true,
            timeout_ms: TIMEOUT_MS,
        }
    }

    /// A write that is idempotent by its URL.
    pub fn put(path: String) -> Self {
        Self { method: Method::Put, path, ..Self::get("") }
    }

    /// A write that carries the key of its press.
    pub fn write(method: Method, path: String, body: Option<String>, key: &IntentKey) -> Self {
        Self { method, path, body, key: Some(key.0.clone()), ..Self::get("") }
    }

    /// Adds a query parameter.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.path.push(if self.path.contains('?') { '&' } else { '?' });
        self.path.push_str(name);
        self.path.push('=');
        escape(value, &mut self.path);
        self
    }

    /// Adds a query parameter if there is one.
    pub fn with_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// The path without its query, for error messages.
    pub fn endpoint(&self) -> &str {
        self.path.split_once('?').map_or(&self.path, |(path, _)| path)
    }
}

/// Where a sign-in through WeChat begins, for the browser to go to; it leads back to the screen that
/// the hash names.
#[must_use]
pub fn wechat_sign_in(brand: &BrandId, hash: &str) -> String {
    let mut to = String::from("/v1/wechat/sign-in?brand=");
    escape(brand.as_str(), &mut to);
    to.push_str("&route=");
    escape(hash, &mut to);
    to
}

/// `before` + an escaped id + `after`.
pub(super) fn path(before: &str, id: &str, after: &str) -> String {
    let mut path = String::from(before);
    escape(id, &mut path);
    path.push_str(after);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_cursors_cannot_break_out_of_their_place() {
        assert_eq!(path("/coupons/", "../me?x=1#y", "/code"), "/coupons/..%2Fme%3Fx%3D1%23y/code");
        let call = Call::get("/points/transactions").with("cursor", "a&b=c").with("limit", "20");
        assert_eq!(call.path, "/points/transactions?cursor=a%26b%3Dc&limit=20");
        assert_eq!(call.endpoint(), "/points/transactions");
    }

    #[test]
    fn the_way_to_wechat_names_brand_and_screen() {
        let brand = BrandId::new("t&a");
        let path = "/v1/wechat/sign-in?brand=t%26a&route=%23%2Fcoupons%2Fc%252F1";
        assert_eq!(wechat_sign_in(&brand, "#/coupons/c%2F1"), path);
    }

    #[test]
    fn every_known_coupon_state_but_the_deleted_one_is_in_exactly_one_filter() {
        let filters = [CouponFilter::Usable, CouponFilter::Used, CouponFilter::Ended];
        for state in CouponState::ALL {
            let count = filters.iter().filter(|filter| filter.states().contains(state)).count();
            assert_eq!(count, usize::from(*state != CouponState::Deleted), "{state:?}");
        }
    }
}

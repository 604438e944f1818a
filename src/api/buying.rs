//! The endpoints of buying a plan and of passes for a phone's wallet.

use contract::endpoints::Method;
use contract::ids::OrderId;
use contract::order::{MembershipOrder, MembershipOrderRequest, PlanList};
use contract::wallet::{WalletPass, WalletPassRequest, WalletPlatform};

use super::client::Api;
use super::endpoint::{Call, IntentKey, path};
use super::reply::Reply;

impl Api {
    /// The plans that can be bought.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn membership_plans(&self) -> Reply<PlanList> {
        self.fetch(Call::get("/membership/plans"))
    }

    /// Orders a plan.
    ///
    /// # Errors
    /// `CONSENT_REQUIRED` where the plan renews itself and that was not agreed to.
    pub fn order_membership(
        &self,
        request: &MembershipOrderRequest,
        key: &IntentKey,
    ) -> Reply<MembershipOrder> {
        let body = request.to_json().to_text();
        self.fetch(Call::write(Method::Post, "/membership/orders".into(), Some(body), key))
    }

    /// An order of a plan: the only word on whether it was paid.
    ///
    /// # Errors
    /// `NOT_FOUND`.
    pub fn membership_order(&self, id: &OrderId) -> Reply<MembershipOrder> {
        self.fetch(Call::get(&path("/membership/orders/", id.as_str(), "")))
    }

    /// Makes a pass for a phone's wallet.
    ///
    /// # Errors
    /// `FEATURE_DISABLED` where the brand does not have that wallet.
    pub fn wallet_pass(&self, platform: WalletPlatform, key: &IntentKey) -> Reply<WalletPass> {
        let body = WalletPassRequest { platform }.to_json().to_text();
        self.fetch(Call::write(Method::Post, "/wallet-passes".into(), Some(body), key))
    }
}

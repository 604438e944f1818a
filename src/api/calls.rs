//! One method per endpoint.

use contract::Day;
use contract::bootstrap::Bootstrap;
use contract::changes::Changes;
use contract::check_in::{CheckInResult, CheckIns};
use contract::code::CardCode;
use contract::coupon::{ClaimResult, Coupon, CouponCode, CouponOffer};
use contract::endpoints::Method;
use contract::ids::{CouponId, OfferId, PromptId, TaskId};
use contract::json::Json;
use contract::membership::Membership;
use contract::points::{PointExpirations, PointTransaction, Points};
use contract::prompt::{Placement, PromptEvent, PromptEventResult, PromptList};
use contract::store::StoreList;
use contract::task::{TaskClaim, TaskList};
use contract::tier::{TierPath, TierStatus};
use contract::wechat::{JsConfig, JsConfigRequest};

use super::client::Api;
use super::endpoint::{Call, CouponFilter, IntentKey, LedgerFilter, path};
use super::reply::Reply;

/// How many items a page of a list has.
const PAGE_SIZE: &str = "20";

impl Api {
    // Reading.

    /// All that the first paint needs.
    ///
    /// # Errors
    /// As [`ApiError`] says; so for every method below.
    pub fn bootstrap(&self) -> Reply<Bootstrap> {
        self.fetch(Call::get("/bootstrap"))
    }

    /// Waits on the backend until something changes, for at most `wait` seconds.
    ///
    /// # Errors
    /// A lost connection is an error at once: the caller chooses when to listen again.
    pub fn changes(&self, cursor: &str, wait: u32) -> Reply<Changes> {
        let mut call = Call::get("/changes").with("cursor", cursor).with("wait", &wait.to_string());
        call.timeout_ms = wait.saturating_mul(1000).saturating_add(10_000);
        call.repeatable = false;
        self.fetch(call)
    }

    /// Tokens for the till.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn card_code(&self) -> Reply<CardCode> {
        self.fetch(Call::get("/card/code"))
    }

    /// The points account.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn points(&self) -> Reply<Points> {
        self.fetch(Call::get("/points"))
    }

    /// Every batch of points that is still alive.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn point_expirations(&self) -> Reply<PointExpirations> {
        self.fetch(Call::get("/points/expirations"))
    }

    /// A page of the ledger, newest first.
    ///
    /// # Errors
    /// `CURSOR_INVALID` when the cursor is not one that the backend gave.
    pub fn point_transactions(
        &self,
        filter: &LedgerFilter,
        cursor: Option<&str>,
    ) -> Reply<Vec<PointTransaction>> {
        let call = Call::get("/points/transactions")
            .with("limit", PAGE_SIZE)
            .with_some("direction", filter.direction.map(contract::points::Direction::as_str))
            .with_some("month", filter.month.as_deref())
            .with_some("cursor", cursor);
        self.list(call)
    }

    /// The whole path of tiers.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn tiers(&self) -> Reply<TierPath> {
        self.fetch(Call::get("/tiers"))
    }

    /// Where the member stands.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn tier_status(&self) -> Reply<TierStatus> {
        self.fetch(Call::get("/tiers/status"))
    }

    /// A page of the wallet.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn coupons(&self, filter: CouponFilter, cursor: Option<&str>) -> Reply<Vec<Coupon>> {
        let states: Vec<&str> = filter.states().iter().map(|state| state.as_str()).collect();
        let call = Call::get("/coupons")
            .with("limit", PAGE_SIZE)
            .with("state", &states.join(","))
            .with_some("cursor", cursor);
        self.list(call)
    }

    /// One coupon.
    ///
    /// # Errors
    /// `NOT_FOUND`, `COUPON_DELETED`.
    pub fn coupon(&self, id: &CouponId) -> Reply<Coupon> {
        self.fetch(Call::get(&path("/coupons/", id.as_str(), "")))
    }

    /// A page of the claim centre.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn coupon_offers(&self, cursor: Option<&str>) -> Reply<Vec<CouponOffer>> {
        let call = Call::get("/coupon-offers").with("limit", PAGE_SIZE).with_some("cursor", cursor);
        self.list(call)
    }

    /// A month's calendar, `YYYY-MM`; the programme's present month without one.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn check_ins(&self, month: Option<&str>) -> Reply<CheckIns> {
        self.fetch(Call::get("/check-ins").with_some("month", month))
    }

    /// Tasks and challenges.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn tasks(&self) -> Reply<TaskList> {
        self.fetch(Call::get("/tasks"))
    }

    /// Paid membership.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn membership(&self) -> Reply<Membership> {
        self.fetch(Call::get("/membership"))
    }

    /// Where the brand's stores are.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn stores(&self) -> Reply<StoreList> {
        self.fetch(Call::get("/stores"))
    }

    /// Has the page's address signed for WeChat. Nothing changes by it, so it has no key.
    ///
    /// # Errors
    /// `ORIGIN_NOT_ALLOWED` for an address that the backend does not sign.
    pub fn wechat_js_config(&self, url: String) -> Reply<JsConfig> {
        let body = Some(JsConfigRequest { url }.to_json().to_text());
        let mut call = Call::get("/wechat/js-config");
        call.method = Method::Post;
        call.body = body;
        self.fetch(call)
    }

    /// What to ask at a place, at most one.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn prompts(&self, placement: Placement) -> Reply<PromptList> {
        self.fetch(Call::get("/prompts").with("placement", placement.as_str()))
    }

    // Writing: each with the key of its press.

    /// Claims a coupon.
    ///
    /// # Errors
    /// `COUPON_SOLD_OUT`, `CLAIM_LIMIT_REACHED`, `OFFER_NOT_STARTED`, `OFFER_ENDED`,
    /// `TIER_TOO_LOW`, `PAID_MEMBERSHIP_REQUIRED`, `POINTS_INSUFFICIENT`.
    pub fn claim_offer(&self, id: &OfferId, key: &IntentKey) -> Reply<ClaimResult> {
        let to = path("/coupon-offers/", id.as_str(), "/claims");
        self.fetch(Call::write(Method::Post, to, None, key))
    }

    /// Turns a code into a coupon.
    ///
    /// # Errors
    /// `EXCHANGE_CODE_INVALID`.
    pub fn exchange_code(&self, code: &str, key: &IntentKey) -> Reply<ClaimResult> {
        let body = Json::object(&[("code", Some(code))]).to_text();
        self.fetch(Call::write(Method::Post, "/coupons/exchange".into(), Some(body), key))
    }

    /// Tokens to use one coupon at the till.
    ///
    /// # Errors
    /// `COUPON_USED`, `COUPON_EXPIRED`, `COUPON_LOCKED`, `COUPON_NOT_STARTED`,
    /// `COUPON_DEACTIVATED`, `COUPON_DELETED`.
    pub fn coupon_code(&self, id: &CouponId, key: &IntentKey) -> Reply<CouponCode> {
        let to = path("/coupons/", id.as_str(), "/code");
        self.fetch(Call::write(Method::Post, to, None, key))
    }

    /// Checks in. The day in the URL makes it idempotent.
    ///
    /// # Errors
    /// `CHECK_IN_DATE_MISMATCH` with the programme's today.
    pub fn check_in(&self, today: Day) -> Reply<CheckInResult> {
        self.fetch(Call::put(path("/check-ins/", &today.to_string(), "")))
    }

    /// Makes up a missed day. The day in the URL makes it idempotent.
    ///
    /// # Errors
    /// `MAKE_UP_NOT_ALLOWED`, `POINTS_INSUFFICIENT`.
    pub fn make_up(&self, day: Day) -> Reply<CheckInResult> {
        self.fetch(Call::put(path("/check-ins/", &day.to_string(), "/make-up")))
    }

    /// Takes a task's reward.
    ///
    /// # Errors
    /// `TASK_NOT_COMPLETE`, `ALREADY_CLAIMED`.
    pub fn claim_task(&self, id: &TaskId, key: &IntentKey) -> Reply<TaskClaim> {
        let to = path("/tasks/", id.as_str(), "/claims");
        self.fetch(Call::write(Method::Post, to, None, key))
    }

    /// Switches automatic renewal off.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn cancel_auto_renewal(&self, key: &IntentKey) -> Reply<Membership> {
        let to = "/membership/auto-renewal".into();
        self.fetch(Call::write(Method::Delete, to, None, key))
    }

    /// Reports what happened to a prompt.
    ///
    /// # Errors
    /// See [`Self::bootstrap`].
    pub fn prompt_event(
        &self,
        id: &PromptId,
        event: PromptEvent,
        key: &IntentKey,
    ) -> Reply<PromptEventResult> {
        let body = Json::object(&[("event", Some(event.as_str()))]).to_text();
        let to = path("/prompts/", id.as_str(), "/events");
        self.fetch(Call::write(Method::Post, to, Some(body), key))
    }
}

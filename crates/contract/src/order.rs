//! Buying a paid membership: plans, orders, and how one is paid.
//!
//! The amount is the backend's, and so is the word on whether it was paid: what a payment sheet
//! says to the page it came from is no proof (WeChat Pay, JSAPI: the result that the page is given
//! may be wrong, and the merchant asks for the order's state).

use crate::Instant;
use crate::ids::{OrderId, PlanId};
use crate::json::Json;
use crate::membership::PlanTerm;
use crate::money::Money;
use crate::tier::Benefit;

wire! {
    /// A plan that can be bought, as it would be for this member now.
    pub struct Plan {
        /// The plan.
        pub id: PlanId,
        /// Its name.
        pub name: String,
        /// How long it lasts.
        pub term: PlanTerm,
        /// What it costs, each term.
        pub price: Money,
        /// Whether it renews itself: the same price again at each end, until it is switched off.
        #[serde(default)]
        pub auto_renews: bool,
        /// When membership would end if it were paid now (exclusive): what is left of an earlier
        /// plan is not lost. Where the plan renews itself, the next charge. None when for good.
        pub valid_until: Option<Instant>,
        /// What it gives.
        #[serde(default, deserialize_with = "lenient::list")]
        pub benefits: Vec<Benefit>,
    }
}

wire! {
    /// `GET /membership/plans`.
    pub struct PlanList {
        /// The plans, in the brand's order; none when nothing can be bought now.
        #[serde(default, deserialize_with = "lenient::list")]
        pub plans: Vec<Plan>,
    }
}

wire_enum! {
    /// Where an order would be paid, which the card knows by where it runs.
    pub enum PayChannel {
        /// In WeChat's web-view, by its JSAPI.
        WechatJsapi = "WECHAT_JSAPI",
        /// On a native page of the mini-program that holds the card.
        MiniProgram = "MINI_PROGRAM",
        /// On a cashier's page that comes back to the card.
        Redirect = "REDIRECT",
    }
}

wire_enum! {
    /// Where an order stands.
    pub enum OrderState {
        /// Made; nobody has begun to pay.
        Created = "CREATED",
        /// A payment is asked for.
        Paying = "PAYING",
        /// The money is there; the membership comes at once.
        Paid = "PAID",
        /// The membership is there.
        Fulfilled = "FULFILLED",
        /// The payment was refused. The order cannot be paid any more.
        Failed = "FAILED",
        /// Ended without a payment.
        Closed = "CLOSED",
        /// The money was given back.
        Refunded = "REFUNDED",
        /// Whether it was paid is being asked from whoever takes the money.
        UnknownChecking = "UNKNOWN_CHECKING",
    }
}

wire_enum! {
    /// How an order is paid.
    pub enum PaymentKind {
        /// With `wechat`, in WeChat's web-view.
        WechatJsapi = "WECHAT_JSAPI",
        /// On the mini-program's page at `path`, which hands `wechat` to `wx.requestPayment`.
        MiniProgram = "MINI_PROGRAM",
        /// On the page at `url`.
        Redirect = "REDIRECT",
    }
}

wire! {
    /// What `getBrandWCPayRequest` takes, signed by the backend (WeChat Pay, JSAPI). Passed on as
    /// it is.
    #[derive(Eq)]
    pub struct WechatPayment {
        /// `appId`.
        pub app_id: String,
        /// `timeStamp`: seconds since the epoch, as text.
        pub timestamp: String,
        /// `nonceStr`.
        pub nonce_str: String,
        /// `package`: `prepay_id=…`.
        pub package: String,
        /// `signType`: `RSA`, or `HMAC-SHA256` with the older keys.
        pub sign_type: String,
        /// `paySign`.
        pub pay_sign: String,
    }
}

wire! {
    /// How an order is paid where it was asked for.
    pub struct Payment {
        /// Which of the following is given.
        pub kind: PaymentKind,
        /// For `WECHAT_JSAPI`, and for the page of `MINI_PROGRAM`, which asks for the order too and
        /// passes it to `wx.requestPayment`: signed with the mini-program's id then.
        #[serde(default, deserialize_with = "lenient::part")]
        pub wechat: Option<WechatPayment>,
        /// For `REDIRECT`: https, or a path on this origin. It leads back to the card's
        /// `#/membership`.
        pub url: Option<String>,
        /// For `MINI_PROGRAM`: a page of the mini-program, with its query.
        pub path: Option<String>,
    }
}

wire! {
    /// `POST /membership/orders`.
    pub struct MembershipOrderRequest {
        /// What to buy.
        pub plan_id: PlanId,
        /// Where it will be paid.
        pub channel: PayChannel,
        /// Whether the member agreed, by an act of their own, that the plan renews itself.
        /// Without it a plan that does is refused with `CONSENT_REQUIRED`.
        #[serde(default)]
        pub auto_renewal_accepted: bool,
    }
}

impl MembershipOrderRequest {
    /// The request as a document.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let accepted = Json::Bool(self.auto_renewal_accepted);
        Json::Object(vec![
            ("plan_id".to_owned(), text(self.plan_id.as_str())),
            ("channel".to_owned(), text(self.channel.as_str())),
            ("auto_renewal_accepted".to_owned(), accepted),
        ])
    }
}

wire! {
    /// `POST /membership/orders`, `GET /membership/orders/{id}`.
    pub struct MembershipOrder {
        /// The order.
        pub id: OrderId,
        /// What is bought.
        pub plan_id: PlanId,
        /// Its name.
        pub plan_name: String,
        /// What it costs.
        pub amount: Money,
        /// Where it stands.
        pub state: OrderState,
        /// How it is paid; none once that is over.
        #[serde(default, deserialize_with = "lenient::part")]
        pub payment: Option<Payment>,
        /// When it was made.
        pub created_at: Instant,
        /// When it closes if it is not paid.
        pub expires_at: Instant,
    }
}

//! Amounts of money and what a member can be given.

use crate::ids::OfferId;

wire! {
    /// Money in minor units (1050 with `CNY` is ¥10.50).
    #[derive(Eq)]
    pub struct Money {
        /// Minor units of the currency; negative for a refund.
        pub amount: i64,
        /// ISO 4217 code, such as `CNY`.
        pub currency: String,
    }
}

wire! {
    /// What a check-in, a task or a claim brings. At least one field is set.
    #[derive(Default)]
    pub struct Reward {
        /// Points, added to the balance.
        pub points: Option<i64>,
        /// A gift in words, to be collected in a store.
        pub gift: Option<String>,
        /// A coupon's name in words.
        pub coupon: Option<String>,
        /// The offer from which that coupon was issued.
        pub offer_id: Option<OfferId>,
    }
}

wire_enum! {
    /// What a button does.
    pub enum ActionKind {
        /// Opens a screen of the card; `target` is its hash route, such as `#/coupons`.
        Route = "ROUTE",
        /// Claims an offer; `id` names it.
        ClaimOffer = "CLAIM_OFFER",
        /// Opens a page; `target` is an https URL.
        Url = "URL",
        /// Nothing to press: it happens in the store.
        None = "NONE",
    }
}

wire! {
    /// A button's effect.
    pub struct Action {
        /// What pressing does.
        pub kind: ActionKind,
        /// A hash route or a URL, by kind.
        pub target: Option<String>,
        /// The thing that is acted on, by kind.
        pub id: Option<String>,
    }
}

//! What changed on the backend since the card last looked.

wire_enum! {
    /// A thing that the card fetches on its own.
    pub enum Resource {
        /// `GET /program`.
        Program = "program",
        /// `GET /member`.
        Member = "member",
        /// `GET /membership`.
        Membership = "membership",
        /// `GET /card/code`.
        Card = "card",
        /// `GET /points` and its ledger.
        Points = "points",
        /// `GET /tiers/status`.
        Tier = "tier",
        /// `GET /coupons`.
        Coupons = "coupons",
        /// `GET /coupon-offers`.
        CouponOffers = "coupon_offers",
        /// `GET /check-ins`.
        CheckIns = "check_ins",
        /// `GET /tasks`.
        Tasks = "tasks",
        /// `GET /prompts`.
        Prompts = "prompts",
    }
}

wire! {
    /// `GET /changes?cursor=&wait=`: answers at once when something changed, else after `wait`
    /// seconds with nothing.
    pub struct Changes {
        /// Pass it back.
        pub cursor: String,
        /// What to fetch again.
        #[serde(default, deserialize_with = "lenient::list")]
        pub changed: Vec<Resource>,
    }
}

//! Paid membership.

use crate::Instant;
use crate::ids::PlanId;
use crate::money::Money;
use crate::tier::Benefit;

wire_enum! {
    /// Whether membership costs.
    pub enum MembershipKind {
        /// Free.
        Free = "FREE",
        /// Paid.
        Paid = "PAID",
    }
}

wire_enum! {
    /// The state of a membership.
    pub enum MembershipState {
        /// Never had one.
        None = "NONE",
        /// On trial.
        Trial = "TRIAL",
        /// Valid.
        Active = "ACTIVE",
        /// Valid, ends soon.
        Expiring = "EXPIRING",
        /// Ended, still honoured.
        Grace = "GRACE",
        /// Ended.
        Expired = "EXPIRED",
        /// Paid back.
        Refunded = "REFUNDED",
    }
}

wire_enum! {
    /// How long a plan lasts.
    pub enum PlanTerm {
        /// A trial.
        Trial = "TRIAL",
        /// A month.
        Month = "MONTH",
        /// Three months.
        Quarter = "QUARTER",
        /// Six months.
        HalfYear = "HALF_YEAR",
        /// Twelve months.
        Year = "YEAR",
        /// For good.
        Lifetime = "LIFETIME",
    }
}

wire_enum! {
    /// Whether a plan renews itself.
    pub enum AutoRenewalState {
        /// No.
        Off = "OFF",
        /// Yes.
        On = "ON",
        /// A charge failed; it will be tried again.
        PastDue = "PAST_DUE",
    }
}

wire! {
    /// Automatic renewal.
    pub struct AutoRenewal {
        /// Whether it is on.
        pub state: AutoRenewalState,
        /// When it charges next.
        pub next_charge_at: Option<Instant>,
        /// What it charges then.
        pub next_amount: Option<Money>,
    }
}

wire! {
    /// What a paid membership has brought, in money.
    pub struct MembershipValue {
        /// Saved so far.
        pub saved: Money,
        /// Paid so far.
        pub paid: Money,
        /// Counted from.
        pub since: Instant,
    }
}

wire! {
    /// `GET /membership`.
    pub struct Membership {
        /// Free or paid.
        pub kind: MembershipKind,
        /// Where it stands.
        pub state: MembershipState,
        /// The plan.
        pub plan_id: Option<PlanId>,
        /// The plan's name.
        pub plan_name: Option<String>,
        /// The plan's length.
        pub term: Option<PlanTerm>,
        /// Since when.
        pub started_at: Option<Instant>,
        /// Until when (exclusive).
        pub valid_until: Option<Instant>,
        /// Whole programme days since it ended.
        pub expired_days: Option<u32>,
        /// Automatic renewal.
        #[serde(default, deserialize_with = "lenient::part")]
        pub auto_renewal: Option<AutoRenewal>,
        /// What it has brought.
        #[serde(default, deserialize_with = "lenient::part")]
        pub value: Option<MembershipValue>,
        /// What it gives.
        #[serde(default, deserialize_with = "lenient::list")]
        pub benefits: Vec<Benefit>,
    }
}

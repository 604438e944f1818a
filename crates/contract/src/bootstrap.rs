//! The first paint in one call.

use crate::check_in::CheckIns;
use crate::code::CardCode;
use crate::coupon::Coupon;
use crate::member::Member;
use crate::membership::Membership;
use crate::points::Points;
use crate::program::Program;
use crate::prompt::Prompt;
use crate::task::Task;
use crate::tier::TierStatus;

wire! {
    /// How many there are of what the home screen only counts.
    #[derive(Default)]
    pub struct Counts {
        /// Coupons that can be used now.
        #[serde(default)]
        pub coupons_usable: u32,
        /// Offers that can be claimed now.
        #[serde(default)]
        pub offers_claimable: u32,
        /// Tasks whose reward waits.
        #[serde(default)]
        pub tasks_claimable: u32,
    }
}

wire! {
    /// `GET /bootstrap`. Every part but the programme may be missing: a guest has none, and a
    /// part that does not decode hides itself.
    pub struct Bootstrap {
        /// The programme.
        pub program: Program,
        /// Nothing for a guest.
        #[serde(default, deserialize_with = "lenient::part")]
        pub member: Option<Member>,
        /// Paid membership.
        #[serde(default, deserialize_with = "lenient::part")]
        pub membership: Option<Membership>,
        /// The code.
        #[serde(default, deserialize_with = "lenient::part")]
        pub card: Option<CardCode>,
        /// Points.
        #[serde(default, deserialize_with = "lenient::part")]
        pub points: Option<Points>,
        /// Tier.
        #[serde(default, deserialize_with = "lenient::part")]
        pub tier: Option<TierStatus>,
        /// Counts.
        #[serde(default, deserialize_with = "lenient::or_default")]
        pub counts: Counts,
        /// At most three coupons worth using now.
        #[serde(default, deserialize_with = "lenient::list_part")]
        pub coupons: Vec<Coupon>,
        /// The current cycle's seven days.
        #[serde(default, deserialize_with = "lenient::part")]
        pub check_in: Option<CheckIns>,
        /// At most three tasks.
        #[serde(default, deserialize_with = "lenient::list_part")]
        pub tasks: Vec<Task>,
        /// At most one that is not statutory.
        #[serde(default, deserialize_with = "lenient::list_part")]
        pub prompts: Vec<Prompt>,
        /// Where [`crate::changes::Changes`] goes on from.
        #[serde(default, deserialize_with = "lenient::or_default")]
        pub changes_cursor: String,
    }
}

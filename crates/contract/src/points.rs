//! The points account and its ledger.

use crate::Instant;
use crate::ids::TransactionId;

wire! {
    /// `GET /points`. The growth value that makes the tier is another thing: see
    /// [`crate::tier::TierStatus`].
    pub struct Points {
        /// What can be spent now; negative when a refund took back points already spent.
        pub available: i64,
        /// Earned, not yet released.
        #[serde(default)]
        pub pending: i64,
        /// Reserved by an order.
        #[serde(default)]
        pub locked: i64,
        /// All that was ever earned.
        #[serde(default)]
        pub lifetime_earned: i64,
        /// All that was ever spent.
        #[serde(default)]
        pub spent: i64,
        /// All that ever expired.
        #[serde(default)]
        pub expired: i64,
        /// The next batches to expire, soonest first.
        #[serde(default, deserialize_with = "lenient::list")]
        pub next_expirations: Vec<Expiration>,
        /// When pending points become available.
        #[serde(default, deserialize_with = "lenient::list")]
        pub pending_releases: Vec<PendingRelease>,
        /// The rule in force.
        #[serde(default, deserialize_with = "lenient::part")]
        pub expiry_rule: Option<ExpiryRule>,
    }
}

wire! {
    /// Points that expire together.
    pub struct Expiration {
        /// How many are left of the batch.
        pub points: i64,
        /// When they end (exclusive).
        pub expires_at: Instant,
    }
}

wire! {
    /// Pending points and when they are released.
    pub struct PendingRelease {
        /// How many.
        pub points: i64,
        /// When they become available.
        pub available_at: Instant,
        /// What they come from.
        pub source: PointReason,
    }
}

wire_enum! {
    /// How long points live.
    pub enum ExpiryKind {
        /// For good.
        Never = "NEVER",
        /// A number of months after they were earned.
        AfterDuration = "AFTER_DURATION",
    }
}

wire_enum! {
    /// To which boundary the end is moved, in the programme's zone.
    pub enum ExpiryRounding {
        /// Not moved.
        None = "NONE",
        /// To the end of the day.
        EndOfDay = "END_OF_DAY",
        /// To the end of the month.
        EndOfMonth = "END_OF_MONTH",
        /// To the end of the year.
        EndOfYear = "END_OF_YEAR",
    }
}

wire! {
    /// The expiry rule.
    pub struct ExpiryRule {
        /// Which rule.
        pub kind: ExpiryKind,
        /// Months, for `AFTER_DURATION`.
        #[serde(default)]
        pub months: u32,
        /// Where the end falls.
        pub rounding: ExpiryRounding,
    }
}

wire! {
    /// `GET /points/expirations`: every batch that is still alive, soonest first. Their sum is at
    /// most the available points.
    pub struct PointExpirations {
        /// The batches.
        #[serde(default, deserialize_with = "lenient::list")]
        pub batches: Vec<PointBatch>,
    }
}

wire! {
    /// What is left of one earning.
    pub struct PointBatch {
        /// Points left.
        pub points: i64,
        /// When they were earned.
        pub earned_at: Instant,
        /// When they end; nothing when they never do.
        pub expires_at: Option<Instant>,
        /// What they came from, in words.
        pub title: String,
    }
}

wire_enum! {
    /// What an entry does to the balance.
    pub enum PointKind {
        /// Adds.
        Earn = "EARN",
        /// Spends.
        Redeem = "REDEEM",
        /// Gives back what was spent.
        Refund = "REFUND",
        /// Takes back what was earned.
        Reverse = "REVERSE",
        /// A correction.
        Adjust = "ADJUST",
        /// Expired.
        Expire = "EXPIRE",
        /// Lives longer.
        Extend = "EXTEND",
        /// Expired points that came back.
        Reinstate = "REINSTATE",
        /// From another member.
        TransferIn = "TRANSFER_IN",
        /// To another member.
        TransferOut = "TRANSFER_OUT",
    }
}

wire_enum! {
    /// Why there is an entry.
    pub enum PointReason {
        /// A purchase.
        Order = "ORDER",
        /// Part of an order was returned.
        OrderItemRefund = "ORDER_ITEM_REFUND",
        /// An order was cancelled.
        OrderCancel = "ORDER_CANCEL",
        /// A daily check-in.
        CheckIn = "CHECK_IN",
        /// A task.
        Task = "TASK",
        /// A friend joined and qualified.
        Referral = "REFERRAL",
        /// A birthday.
        Birthday = "BIRTHDAY",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// Joining.
        Welcome = "WELCOME",
        /// A multiplier.
        DoublePoints = "DOUBLE_POINTS",
        /// A reward or a coupon was taken for points.
        Redemption = "REDEMPTION",
        /// A missed check-in was made up.
        MakeUp = "MAKE_UP",
        /// By hand.
        Manual = "MANUAL",
        /// The end of their life.
        Expiry = "EXPIRY",
        /// A limit was reached: an entry of 0 points.
        LimitReached = "LIMIT_REACHED",
    }
}

wire_enum! {
    /// Whether an entry counts yet.
    pub enum PointState {
        /// Will count later.
        Pending = "PENDING",
        /// Counts.
        Posted = "POSTED",
        /// Was taken back.
        Reversed = "REVERSED",
        /// Has expired.
        Expired = "EXPIRED",
    }
}

wire_enum! {
    /// A filter of the history.
    pub enum Direction {
        /// Entries that add.
        In = "IN",
        /// Entries that take.
        Out = "OUT",
    }
}

wire! {
    /// One entry of `GET /points/transactions`, newest first.
    pub struct PointTransaction {
        /// The entry.
        pub id: TransactionId,
        /// What it does.
        pub kind: PointKind,
        /// Why.
        pub reason: PointReason,
        /// Signed: negative takes away.
        pub points: i64,
        /// The available balance after it; nothing while pending.
        pub balance_after: Option<i64>,
        /// Whether it counts.
        pub state: PointState,
        /// When it happened.
        pub occurred_at: Instant,
        /// When pending points are released.
        pub available_at: Option<Instant>,
        /// When these points end.
        pub expires_at: Option<Instant>,
        /// What it was, in words: names the purchase.
        pub title: String,
        /// The order behind it.
        pub order_ref: Option<String>,
        /// The entry that this one takes back.
        pub reverses_id: Option<TransactionId>,
        /// The rules that made it.
        #[serde(default)]
        pub rules_version: String,
    }
}

//! Who the member is.

use crate::Instant;
use crate::ids::MemberId;

wire_enum! {
    /// Where a person stands with the programme.
    pub enum MemberState {
        /// Not known.
        Guest = "GUEST",
        /// Known, has not joined.
        Candidate = "CANDIDATE",
        /// A member.
        Member = "MEMBER",
        /// A member who may look but not act.
        Frozen = "FROZEN",
        /// Asked for deletion; can still take it back.
        DeletionPending = "DELETION_PENDING",
        /// Closed by the brand.
        Disabled = "DISABLED",
    }
}

wire_enum! {
    /// Where a member is on the way from joining to leaving; chooses the home screen's modules.
    pub enum LifecycleStage {
        /// Joined, hardly bought yet.
        Introduction = "INTRODUCTION",
        /// Buys more and more.
        Growth = "GROWTH",
        /// Buys steadily.
        Maturity = "MATURITY",
        /// No purchase for a repurchase cycle.
        Silence = "SILENCE",
        /// As good as gone.
        Churn = "CHURN",
    }
}

wire! {
    /// `GET /member`.
    pub struct Member {
        /// The member.
        pub id: MemberId,
        /// Where the member stands.
        pub state: MemberState,
        /// The name to greet with, as the member gave it.
        pub name: Option<String>,
        /// The member number with its middle hidden, for the face of the card.
        pub masked_number: String,
        /// When the member joined.
        pub joined_at: Instant,
        /// Chooses modules of the home screen.
        pub lifecycle: LifecycleStage,
    }
}

//! Tasks and challenges.

use crate::Instant;
use crate::ids::TaskId;
use crate::money::{Action, Reward};

wire_enum! {
    /// What a task asks for. There is no reward for sharing.
    pub enum TaskKind {
        /// Complete the profile.
        Profile = "PROFILE",
        /// A first order.
        FirstOrder = "FIRST_ORDER",
        /// Spend an amount.
        SpendTarget = "SPEND_TARGET",
        /// A number of orders.
        OrderCount = "ORDER_COUNT",
        /// Days in a row.
        CheckInStreak = "CHECK_IN_STREAK",
        /// A review.
        Review = "REVIEW",
        /// A questionnaire.
        Survey = "SURVEY",
        /// A friend who joins and qualifies.
        Referral = "REFERRAL",
        /// A tour.
        Tutorial = "TUTORIAL",
        /// A reminder that is switched on.
        Subscribe = "SUBSCRIBE",
        /// A visit.
        VisitStore = "VISIT_STORE",
    }
}

wire_enum! {
    /// The state of a task.
    pub enum TaskState {
        /// Not open yet.
        Locked = "LOCKED",
        /// Open, not begun.
        Available = "AVAILABLE",
        /// Begun.
        InProgress = "IN_PROGRESS",
        /// Done, reward waiting.
        Claimable = "CLAIMABLE",
        /// Reward taken.
        Claimed = "CLAIMED",
        /// Too late.
        Expired = "EXPIRED",
    }
}

wire_enum! {
    /// What progress is counted in.
    pub enum ProgressUnit {
        /// Minor units of the programme's currency.
        Money = "MONEY",
        /// Times.
        Count = "COUNT",
        /// Days.
        Days = "DAYS",
    }
}

wire! {
    /// How far a task is.
    pub struct TaskProgress {
        /// Now; never beyond the target.
        pub value: i64,
        /// The goal.
        pub target: i64,
        /// In what.
        pub unit: ProgressUnit,
    }
}

wire_enum! {
    /// How often a task comes.
    pub enum TaskPeriod {
        /// Once.
        Once = "ONCE",
        /// Daily.
        Daily = "DAILY",
        /// Weekly.
        Weekly = "WEEKLY",
        /// Monthly.
        Monthly = "MONTHLY",
    }
}

wire! {
    /// A task.
    pub struct Task {
        /// The task.
        pub id: TaskId,
        /// What it asks for.
        pub kind: TaskKind,
        /// Where it stands.
        pub state: TaskState,
        /// What to do, in a few words.
        pub title: String,
        /// More, in a sentence.
        #[serde(default)]
        pub detail: String,
        /// How far.
        pub progress: TaskProgress,
        /// What it brings.
        pub reward: Reward,
        /// How often.
        pub period: TaskPeriod,
        /// Until when (exclusive).
        pub deadline: Option<Instant>,
        /// The way to do it.
        #[serde(default, deserialize_with = "lenient::part")]
        pub action: Option<Action>,
    }
}

wire! {
    /// `GET /tasks`.
    pub struct TaskList {
        /// The tasks: claimable first, then by what is nearest.
        #[serde(default, deserialize_with = "lenient::list")]
        pub tasks: Vec<Task>,
    }
}

wire! {
    /// `POST /tasks/{id}/claims`.
    pub struct TaskClaim {
        /// The task after the claim.
        pub task: Task,
        /// What was given.
        pub reward: Reward,
    }
}

//! The daily check-in. All days are the programme's, sent by the backend.

use crate::money::Reward;
use crate::{Day, Instant};

wire_enum! {
    /// A day of the calendar.
    pub enum CheckInState {
        /// Checked in on the day.
        Done = "DONE",
        /// Made up later.
        MadeUp = "MADE_UP",
        /// Today, open.
        Available = "AVAILABLE",
        /// Past and missed.
        Missed = "MISSED",
        /// To come.
        Future = "FUTURE",
        /// Before joining, or outside the programme.
        NotInProgram = "NOT_IN_PROGRAM",
    }
}

wire! {
    /// A day and its state.
    pub struct CheckInDay {
        /// The day.
        pub date: Day,
        /// Its state.
        pub state: CheckInState,
    }
}

wire! {
    /// What a day of the streak brings.
    pub struct StreakReward {
        /// 1 to `cycle_length`.
        pub streak_day: u32,
        /// What.
        pub reward: Reward,
    }
}

wire! {
    /// What a make-up costs.
    pub struct MakeUpCost {
        /// Points.
        pub points: i64,
    }
}

wire! {
    /// Which days can be made up.
    pub struct MakeUp {
        /// Past days that are allowed; never a future one.
        #[serde(default, deserialize_with = "lenient::list")]
        pub allowed_dates: Vec<Day>,
        /// The price of one.
        pub cost: MakeUpCost,
        /// How many more this month.
        pub remaining: u32,
    }
}

wire! {
    /// `GET /check-ins?month=YYYY-MM`, and the strip of the current cycle in the bootstrap.
    pub struct CheckIns {
        /// The programme's today.
        pub today: Day,
        /// When today ends.
        pub day_ends_at: Instant,
        /// Days in a row, today included once done.
        pub streak: u32,
        /// Days of one cycle.
        pub cycle_length: u32,
        /// Days since joining.
        pub cumulative: u32,
        /// The days asked for, in order.
        #[serde(default, deserialize_with = "lenient::list")]
        pub days: Vec<CheckInDay>,
        /// What the days of a cycle bring.
        #[serde(default, deserialize_with = "lenient::list")]
        pub rewards: Vec<StreakReward>,
        /// Making up.
        #[serde(default, deserialize_with = "lenient::part")]
        pub make_up: Option<MakeUp>,
    }
}

wire! {
    /// `PUT /check-ins/{date}` and `PUT /check-ins/{date}/make-up`. Repeating gives the same.
    pub struct CheckInResult {
        /// What this day brought.
        pub reward: Reward,
        /// The calendar's month after it.
        pub check_ins: CheckIns,
    }
}

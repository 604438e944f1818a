//! Texts of the check_in screen.

/// See the module.
pub struct Texts {
    /// The screen's title.
    pub title: &'static str,
    /// For a screen reader: `{0}` a date; made up later.
    pub made_up: &'static str,
    /// For a screen reader: `{0}` a date; open.
    pub open: &'static str,
    /// For a screen reader: `{0}` a date; missed.
    pub missed: &'static str,
    /// For a screen reader: `{0}` a date; missed, and can be made up.
    pub can_make_up: &'static str,
    /// For a screen reader: `{0}` a date, which is today.
    pub is_today: &'static str,
    /// The streak's name.
    pub streak: &'static str,
    /// After the streak; may be empty.
    pub days: &'static str,
    /// `{0}` check-ins since joining.
    pub cumulative: &'static str,
    /// Today is open: `{0}` when it ends.
    pub press_until: &'static str,
    /// Today is done.
    pub done_today: &'static str,
    /// Today is done, and the cycle with it.
    pub cycle_done: &'static str,
    /// The programme does not run today.
    pub not_in_program: &'static str,
    /// The days at hand do not say.
    pub not_known: &'static str,
    /// What comes next, a heading.
    pub rewards: &'static str,
    /// What a reward waits for: today's press.
    pub by_today: &'static str,
    /// What a reward waits for: tomorrow's press.
    pub by_tomorrow: &'static str,
    /// What a reward waits for: `{0}` more days in a row.
    pub in_days: &'static str,
    /// The calendar's heading.
    pub calendar: &'static str,
    /// Shows the month before.
    pub previous: &'static str,
    /// Shows the month after.
    pub next: &'static str,
    /// Some days can be made up: `{0}` the cost of one, `{1}` how many more this month.
    pub make_up_hint: &'static str,
    /// As above, where it costs nothing: `{0}` how many more this month.
    pub make_up_free_hint: &'static str,
    /// No make-up left this month.
    pub none_left: &'static str,
    /// The sheet's title: `{0}` a date.
    pub make_up_title: &'static str,
    /// The sheet: `{0}` the cost, `{1}` the points at hand.
    pub make_up_cost: &'static str,
    /// The sheet: it costs nothing.
    pub make_up_free: &'static str,
    /// The sheet: `{0}` how many remain after this one.
    pub make_up_after: &'static str,
    /// The sheet's button.
    pub make_up: &'static str,
    /// Why it cannot be: `{0}` missing.
    pub points_missing: &'static str,
}

/// What home shows too: the strip.
pub struct Brief {
    /// Today's place of the strip.
    pub today: &'static str,
    /// A place of the strip, as short as can be: `{0}` the day of the streak.
    pub place_short: &'static str,
    /// The same for a screen reader.
    pub place: &'static str,
    /// For a screen reader, before what it brings: today's place is a button.
    pub place_today: &'static str,
    /// For a screen reader: `{0}` a place or a date; checked in.
    pub done: &'static str,
    /// For a screen reader: `{0}` a place or a date, `{1}` what it brings.
    pub brings: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    title: "每日签到",
    made_up: "{0}，已补签",
    open: "{0}，还没有签到",
    missed: "{0}，没有签到",
    can_make_up: "{0}，没有签到，可以补签",
    is_today: "今天，{0}",
    streak: "已连续签到",
    days: "天",
    cumulative: "加入以来一共签到 {0} 天",
    press_until: "轻点今天就好，{0} 前有效",
    done_today: "今天签到了，明天见",
    cycle_done: "这一轮签满了，明天开始新的一轮",
    not_in_program: "今天没有签到活动",
    not_known: "今天的签到状态还在更新，请稍后再看",
    rewards: "接下来的奖励",
    by_today: "今天签到就有",
    by_tomorrow: "明天签到就有",
    in_days: "再连续签到 {0} 天",
    calendar: "签到日历",
    previous: "上一个月",
    next: "下一个月",
    make_up_hint: "虚线圈出的日子可以补签，每次 {0}，这个月还可以补 {1} 次",
    make_up_free_hint: "虚线圈出的日子可以补签，这个月还可以补 {0} 次",
    none_left: "这个月的补签次数用完了",
    make_up_title: "补签 {0}",
    make_up_cost: "需要 {0}，你现在有 {1}",
    make_up_free: "这次补签不需要积分",
    make_up_after: "补签后，这个月还可以补 {0} 次",
    make_up: "补签这一天",
    points_missing: "还差 {0}",
};

/// Simplified Chinese.
pub const ZH_CN_BRIEF: Brief = Brief {
    today: "今天",
    place_short: "{0} 天",
    place: "第 {0} 天",
    place_today: "今天签到",
    done: "{0}，已签到",
    brings: "{0}，{1}",
};

/// English.
pub const EN: Texts = Texts {
    title: "Check-in",
    made_up: "{0}, made up",
    open: "{0}, not checked in yet",
    missed: "{0}, missed",
    can_make_up: "{0}, missed, can be made up",
    is_today: "today, {0}",
    streak: "Days in a row",
    days: "",
    cumulative: "Check-ins since you joined: {0}",
    press_until: "Tap today; it counts until {0}",
    done_today: "Done for today. See you tomorrow",
    cycle_done: "This round is complete; a new one begins tomorrow",
    not_in_program: "There is no check-in today",
    not_known: "Today's state is still on its way; please look again in a while",
    rewards: "What comes next",
    by_today: "With today's check-in",
    by_tomorrow: "With tomorrow's check-in",
    in_days: "{0} more days in a row",
    calendar: "Calendar",
    previous: "Month before",
    next: "Month after",
    make_up_hint: "Days with a dashed ring can be made up for {0} each; {1} left this month",
    make_up_free_hint: "Days with a dashed ring can be made up; {0} left this month",
    none_left: "No make-ups left this month",
    make_up_title: "Make up {0}",
    make_up_cost: "It takes {0}; you have {1}",
    make_up_free: "This one is free",
    make_up_after: "After this, {0} left this month",
    make_up: "Make up this day",
    points_missing: "{0} missing",
};

/// English.
pub const EN_BRIEF: Brief = Brief {
    today: "Today",
    place_short: "{0}",
    place: "Day {0}",
    place_today: "Check in today",
    done: "{0}, checked in",
    brings: "{0}, {1}",
};

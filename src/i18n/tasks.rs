//! Texts of the tasks screen.

/// Tasks as rows, which home shows too.
pub struct Brief {
    /// Takes the reward.
    pub claim: &'static str,
    /// Leads to where it is done.
    pub go: &'static str,
    /// It happens in the store.
    pub in_store: &'static str,
    /// The state: not open yet.
    pub locked: &'static str,
    /// The state: taken.
    pub claimed: &'static str,
    /// The state: too late.
    pub expired: &'static str,
    /// The state: done, reward waiting.
    pub done: &'static str,
    /// A state that this card does not know.
    pub unknown: &'static str,
    /// `{0}` when it ends.
    pub until: &'static str,
    /// It comes every day.
    pub daily: &'static str,
    /// It comes every week.
    pub weekly: &'static str,
    /// It comes every month.
    pub monthly: &'static str,
    /// `{0}` an amount that is missing.
    pub missing_money: &'static str,
    /// `{0}` times that are missing.
    pub missing_count: &'static str,
    /// `{0}` days that are missing.
    pub missing_days: &'static str,
    /// `{0}` of `{1}`.
    pub of: &'static str,
    /// The progress bar's name for a screen reader.
    pub progress: &'static str,
}

/// The rest of the tasks screen.
pub struct Texts {
    /// The screen's title.
    pub title: &'static str,
    /// Today's check-in, a heading.
    pub check_in: &'static str,
    /// Leads to the calendar.
    pub calendar: &'static str,
    /// Tasks whose reward waits, a heading.
    pub claimable: &'static str,
    /// Tasks that can be done, a heading.
    pub open: &'static str,
    /// Tasks that open later, a heading.
    pub later: &'static str,
    /// Tasks that are over, a heading.
    pub over: &'static str,
    /// There is none.
    pub empty: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN_BRIEF: Brief = Brief {
    claim: "领取",
    go: "去完成",
    in_store: "到店消费后自动计入",
    locked: "还没开放",
    claimed: "已领取",
    expired: "已过期",
    done: "已完成",
    unknown: "请在门店了解详情",
    until: "{0} 前完成",
    daily: "每天一次",
    weekly: "每周一次",
    monthly: "每月一次",
    missing_money: "还差 {0}",
    missing_count: "还差 {0} 次",
    missing_days: "还差 {0} 天",
    of: "{0} / {1}",
    progress: "任务进度",
};

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    title: "任务",
    check_in: "每日签到",
    calendar: "日历",
    claimable: "可以领取",
    open: "正在进行",
    later: "稍后开放",
    over: "已经结束",
    empty: "现在没有任务，有新的会放在这里",
};

/// English.
pub const EN_BRIEF: Brief = Brief {
    claim: "Claim",
    go: "Do it",
    in_store: "Counts by itself when you buy in store",
    locked: "Not open yet",
    claimed: "Claimed",
    expired: "Expired",
    done: "Done",
    unknown: "Please ask in a store",
    until: "By {0}",
    daily: "Once a day",
    weekly: "Once a week",
    monthly: "Once a month",
    missing_money: "{0} to go",
    missing_count: "{0} to go",
    missing_days: "Days to go: {0}",
    of: "{0} of {1}",
    progress: "Progress",
};

/// English.
pub const EN: Texts = Texts {
    title: "Tasks",
    check_in: "Daily check-in",
    calendar: "Calendar",
    claimable: "Ready to claim",
    open: "Under way",
    later: "Opens later",
    over: "Over",
    empty: "No tasks right now; new ones appear here",
};

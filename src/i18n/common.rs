//! Texts that home and many screens share: names of places, answers to errors.

/// See the module.
pub struct Texts {
    /// Shown and spoken while something loads.
    pub loading: &'static str,
    /// Tries again.
    pub retry: &'static str,
    /// Goes back.
    pub back: &'static str,
    /// Closes a sheet or a prompt.
    pub close: &'static str,
    /// Leads to all of a list.
    pub see_all: &'static str,
    /// The bottom bar's name for a screen reader.
    pub navigation: &'static str,
    /// Home.
    pub home: &'static str,
    /// Coupons.
    pub coupons: &'static str,
    /// The code.
    pub code: &'static str,
    /// Tasks.
    pub tasks: &'static str,
    /// The member's own page.
    pub me: &'static str,
    /// `{0}`: a time, today.
    pub today_at: &'static str,
    /// `{0}`: a time, tomorrow.
    pub tomorrow_at: &'static str,
    /// `{0}`: a day, `{1}`: a time.
    pub day_at: &'static str,
    /// `{0}`: when; what ends.
    pub ends: &'static str,
    /// `{0}`: when; a validity.
    pub valid_until: &'static str,
    /// `{0}`: when; what begins.
    pub begins: &'static str,
    /// `{0}`: how many.
    pub points_amount: &'static str,
    /// After a reward's parts.
    pub and: &'static str,
    /// Offline: what happened and what it means.
    pub offline: &'static str,
    /// A quiet line above content that may be old.
    pub offline_line: &'static str,
    /// Failed: what happened and what to do.
    pub failed: &'static str,
    /// Failed, with a request's name for support: `{0}`.
    pub failed_reference: &'static str,
    /// A guest meets a member's screen.
    pub members_only: &'static str,
    /// Leads home.
    pub go_home: &'static str,
    /// On a button whose result is not known.
    pub checking_short: &'static str,
    /// Refusals that a screen can meet before anything was pressed.
    pub refusal: Refusals,
}

/// A sentence for the refusals that need no further screen.
pub struct Refusals {
    /// `MEMBER_FROZEN`.
    pub frozen: &'static str,
    /// `FEATURE_DISABLED`.
    pub feature_off: &'static str,
    /// `NOT_FOUND`.
    pub not_found: &'static str,
    /// `RATE_LIMITED`.
    pub too_many: &'static str,
    /// Everything else.
    pub other: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    loading: "正在加载",
    retry: "再试一次",
    back: "返回",
    close: "关闭",
    see_all: "全部",
    navigation: "主导航",
    home: "会员卡",
    coupons: "卡券",
    code: "会员码",
    tasks: "任务",
    me: "我的",
    today_at: "今天 {0}",
    tomorrow_at: "明天 {0}",
    day_at: "{0} {1}",
    ends: "{0} 到期",
    valid_until: "有效期至 {0}",
    begins: "{0} 开始",
    points_amount: "{0} {1}",
    and: "、",
    offline: "网络好像断了，信号恢复后会自动更新",
    offline_line: "暂时没有网络，显示的是刚才的内容",
    failed: "这里没能打开，问题在我们这边，请稍后再试",
    failed_reference: "需要帮助时请提供编号 {0}",
    members_only: "成为会员后，积分、卡券和任务都在这里",
    go_home: "回到会员卡",
    checking_short: "确认中",
    refusal: Refusals {
        frozen: "账户暂时被冻结，请联系门店",
        feature_off: "这项功能暂未开放",
        not_found: "没有找到，可能已经不在了",
        too_many: "操作有点快，稍等一下再试",
        other: "没有成功，请稍后再试",
    },
};

/// English.
pub const EN: Texts = Texts {
    loading: "Loading",
    retry: "Try again",
    back: "Back",
    close: "Close",
    see_all: "See all",
    navigation: "Main",
    home: "Card",
    coupons: "Coupons",
    code: "Code",
    tasks: "Tasks",
    me: "Me",
    today_at: "today {0}",
    tomorrow_at: "tomorrow {0}",
    day_at: "{0}, {1}",
    ends: "Ends {0}",
    valid_until: "Valid until {0}",
    begins: "Begins {0}",
    points_amount: "{0} {1}",
    and: " and ",
    offline: "No connection. This updates by itself once there is signal",
    offline_line: "No connection. This is what we last knew",
    failed: "This did not open. The fault is on our side; please try again in a while",
    failed_reference: "For help, mention {0}",
    members_only: "Points, coupons and tasks appear here once you join",
    go_home: "Go to the card",
    checking_short: "Checking",
    refusal: Refusals {
        frozen: "Your account is on hold; please ask in a store",
        feature_off: "Not available yet",
        not_found: "Not found; it may be gone",
        too_many: "A little too fast; try again in a moment",
        other: "That did not work; please try again in a while",
    },
};

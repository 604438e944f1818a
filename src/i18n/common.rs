//! Texts that many screens share: names of places, answers to errors, toasts.

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
    /// Asks for everything again.
    pub refresh: &'static str,
    /// Leads to all of a list.
    pub see_all: &'static str,
    /// Reads a further page.
    pub more: &'static str,
    /// The end of a list.
    pub no_more: &'static str,
    /// A further page could not be read.
    pub more_failed: &'static str,
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
    /// The ticket or the session ended.
    pub sign_in_title: &'static str,
    /// What to do.
    pub sign_in_body: &'static str,
    /// Looks around as a visitor.
    pub browse_as_guest: &'static str,
    /// No such page.
    pub not_found: &'static str,
    /// Leads home.
    pub go_home: &'static str,
    /// A result that is not known.
    pub checking: &'static str,
    /// On a button whose result is not known.
    pub checking_short: &'static str,
    /// A coupon arrived: `{0}` its name.
    pub claimed: &'static str,
    /// Checked in: `{0}` the reward.
    pub checked_in: &'static str,
    /// Made up: `{0}` the reward.
    pub made_up: &'static str,
    /// A reward arrived: `{0}`.
    pub reward_arrived: &'static str,
    /// Automatic renewal is off.
    pub auto_renewal_off: &'static str,
    /// Something was copied.
    pub copied: &'static str,
    /// Refusals, by code.
    pub refusal: Refusals,
}

/// A sentence for each refusal of the backend: what happened, and where it helps, what to do.
pub struct Refusals {
    /// `COUPON_SOLD_OUT`.
    pub sold_out: &'static str,
    /// `COUPON_SOLD_OUT` with a next round: `{0}`.
    pub sold_out_next: &'static str,
    /// `ALREADY_CLAIMED`.
    pub already_claimed: &'static str,
    /// `CLAIM_LIMIT_REACHED`.
    pub limit_reached: &'static str,
    /// `OFFER_NOT_STARTED`, `COUPON_NOT_STARTED`.
    pub not_started: &'static str,
    /// `OFFER_ENDED`.
    pub offer_ended: &'static str,
    /// `COUPON_EXPIRED`.
    pub coupon_expired: &'static str,
    /// `COUPON_USED`.
    pub coupon_used: &'static str,
    /// `COUPON_LOCKED`.
    pub coupon_locked: &'static str,
    /// `COUPON_DEACTIVATED`, `COUPON_DELETED`.
    pub coupon_gone: &'static str,
    /// `TIER_TOO_LOW`.
    pub tier_too_low: &'static str,
    /// `PAID_MEMBERSHIP_REQUIRED`.
    pub paid_only: &'static str,
    /// `POINTS_INSUFFICIENT`: `{0}` missing.
    pub points_missing: &'static str,
    /// `CHECK_IN_DATE_MISMATCH`.
    pub day_changed: &'static str,
    /// `MAKE_UP_NOT_ALLOWED`.
    pub make_up: &'static str,
    /// `TASK_NOT_COMPLETE`.
    pub task_not_complete: &'static str,
    /// `EXCHANGE_CODE_INVALID`.
    pub exchange_code: &'static str,
    /// `ENROLLMENT_REQUIRED`.
    pub members_only: &'static str,
    /// `MEMBER_FROZEN`.
    pub frozen: &'static str,
    /// `FEATURE_DISABLED`.
    pub feature_off: &'static str,
    /// `NOT_FOUND`.
    pub not_found: &'static str,
    /// `RATE_LIMITED`.
    pub too_many: &'static str,
    /// `MAINTENANCE`, `UPSTREAM_UNAVAILABLE`, `INTERNAL`.
    pub busy: &'static str,
    /// No connection.
    pub network: &'static str,
    /// Everything else.
    pub other: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    loading: "正在加载",
    retry: "再试一次",
    back: "返回",
    close: "关闭",
    refresh: "刷新",
    see_all: "全部",
    more: "加载更多",
    no_more: "没有更多了",
    more_failed: "后面的内容没能加载出来",
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
    sign_in_title: "请重新进入会员卡",
    sign_in_body: "登录已过期。从小程序或刚才的入口再打开一次就好。",
    browse_as_guest: "先随便看看",
    not_found: "没有找到这个页面，链接可能已经变了",
    go_home: "回到会员卡",
    checking: "正在确认，结果出来会告诉你",
    checking_short: "确认中",
    claimed: "「{0}」已放进你的卡券",
    checked_in: "已签到，{0}",
    made_up: "已补签，{0}",
    reward_arrived: "已到账：{0}",
    auto_renewal_off: "自动续费已关闭，到期前权益照常",
    copied: "已复制",
    refusal: Refusals {
        sold_out: "刚刚领完了，下次早一点",
        sold_out_next: "刚刚领完了，下一轮 {0}",
        already_claimed: "已经领过了，在你的卡券里",
        limit_reached: "已经领到上限了",
        not_started: "还没到开始的时间",
        offer_ended: "活动已经结束",
        coupon_expired: "这张券已过期",
        coupon_used: "这张券已经用过了",
        coupon_locked: "这张券正被一个订单占用，订单取消后会退回",
        coupon_gone: "这张券已经停用",
        tier_too_low: "升级后就能领取",
        paid_only: "付费会员可以领取",
        points_missing: "还差 {0}",
        day_changed: "新的一天到了，日历已更新",
        make_up: "这一天不能补签",
        task_not_complete: "任务还没有完成",
        exchange_code: "兑换码无效或已用过，请核对后再输入",
        members_only: "加入会员后就能使用",
        frozen: "账户暂时被冻结，请联系门店",
        feature_off: "这项功能暂未开放",
        not_found: "没有找到，可能已经不在了",
        too_many: "操作有点快，稍等一下再试",
        busy: "系统正忙，请稍后再试",
        network: "网络好像断了，请稍后再试",
        other: "没有成功，请稍后再试",
    },
};

/// English.
pub const EN: Texts = Texts {
    loading: "Loading",
    retry: "Try again",
    back: "Back",
    close: "Close",
    refresh: "Refresh",
    see_all: "See all",
    more: "Show more",
    no_more: "That is all",
    more_failed: "The rest did not load",
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
    sign_in_title: "Please open your card again",
    sign_in_body: "Your sign-in has ended. Open the card once more from where you came.",
    browse_as_guest: "Look around first",
    not_found: "There is no such page; the link may have changed",
    go_home: "Go to the card",
    checking: "Checking; we will tell you here",
    checking_short: "Checking",
    claimed: "{0} is in your coupons",
    checked_in: "Checked in: {0}",
    made_up: "Made up: {0}",
    reward_arrived: "Received: {0}",
    auto_renewal_off: "Automatic renewal is off; your benefits stay until the end",
    copied: "Copied",
    refusal: Refusals {
        sold_out: "Just gone; better luck next time",
        sold_out_next: "Just gone; the next round is {0}",
        already_claimed: "Already claimed; it is in your coupons",
        limit_reached: "You have claimed as many as one member can",
        not_started: "It has not begun yet",
        offer_ended: "This offer has ended",
        coupon_expired: "This coupon has expired",
        coupon_used: "This coupon has been used",
        coupon_locked: "An order holds this coupon; it comes back if the order is cancelled",
        coupon_gone: "This coupon is no longer valid",
        tier_too_low: "Available from a higher tier",
        paid_only: "For paid members",
        points_missing: "{0} missing",
        day_changed: "A new day has begun; the calendar is up to date",
        make_up: "That day cannot be made up",
        task_not_complete: "The task is not complete yet",
        exchange_code: "This code is not valid or was used; please check it",
        members_only: "Available once you join",
        frozen: "Your account is on hold; please ask in a store",
        feature_off: "Not available yet",
        not_found: "Not found; it may be gone",
        too_many: "A little too fast; try again in a moment",
        busy: "Busy right now; please try again in a while",
        network: "No connection; please try again in a while",
        other: "That did not work; please try again in a while",
    },
};

//! Texts that the further screens share: answers to presses, refusals, lists that grow.

/// See the module.
pub struct Texts {
    /// Reads a further page.
    pub more: &'static str,
    /// A further page could not be read.
    pub more_failed: &'static str,
    /// A result that is not known.
    pub checking: &'static str,
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
    /// A plan was paid, and is there.
    pub joined: &'static str,
    /// Something was copied.
    pub copied: &'static str,
    /// Refusals, by code.
    pub refusal: Refusals,
}

/// A sentence for each refusal of the backend that `common` has none for: what happened, and where
/// it helps, what to do.
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
    /// `MAINTENANCE`, `UPSTREAM_UNAVAILABLE`, `INTERNAL`.
    pub busy: &'static str,
    /// No connection.
    pub network: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    more: "加载更多",
    more_failed: "后面的内容没能加载出来",
    checking: "正在确认，结果出来会告诉你",
    claimed: "「{0}」已放进你的卡券",
    checked_in: "已签到，{0}",
    made_up: "已补签，{0}",
    reward_arrived: "已到账：{0}",
    auto_renewal_off: "自动续费已关闭，到期前权益照常",
    joined: "付款已到账，会员已开通",
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
        busy: "系统正忙，请稍后再试",
        network: "网络好像断了，请稍后再试",
    },
};

/// English.
pub const EN: Texts = Texts {
    more: "Show more",
    more_failed: "The rest did not load",
    checking: "Checking; we will tell you here",
    claimed: "{0} is in your coupons",
    checked_in: "Checked in: {0}",
    made_up: "Made up: {0}",
    reward_arrived: "Received: {0}",
    auto_renewal_off: "Automatic renewal is off; your benefits stay until the end",
    joined: "The payment is here, and so is your plan",
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
        busy: "Busy right now; please try again in a while",
        network: "No connection; please try again in a while",
    },
};

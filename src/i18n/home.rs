//! Texts of the home screen and of prompts, wherever they stand.

/// See the module.
pub struct Texts {
    /// Greets by name, `{0}`, by the hour: morning.
    pub morning: &'static str,
    /// Afternoon.
    pub afternoon: &'static str,
    /// Evening.
    pub evening: &'static str,
    /// The same three without a name.
    pub morning_nameless: &'static str,
    /// Afternoon.
    pub afternoon_nameless: &'static str,
    /// Evening.
    pub evening_nameless: &'static str,
    /// A visitor's greeting: `{0}` the programme.
    pub guest_greeting: &'static str,
    /// What a visitor gets.
    pub guest_browse_offers: &'static str,
    /// The path of tiers, for a visitor.
    pub guest_browse_tiers: &'static str,
    /// The button by which a visitor signs in.
    pub sign_in: &'static str,
    /// The button that opens the code.
    pub show_code: &'static str,
    /// The section of points.
    pub points: &'static str,
    /// `{0}` points end `{1}`.
    pub points_ending: &'static str,
    /// `{0}` points come `{1}`.
    pub points_coming: &'static str,
    /// A debt: `{0}` points.
    pub points_debt: &'static str,
    /// The section of the tier.
    pub tier: &'static str,
    /// The section of coupons.
    pub coupons: &'static str,
    /// Nothing in the wallet.
    pub no_coupons: &'static str,
    /// `{0}` offers can be claimed.
    pub offers_waiting: &'static str,
    /// Leads to the claim centre.
    pub to_offers: &'static str,
    /// The section of check-in.
    pub check_in: &'static str,
    /// The section of tasks.
    pub tasks: &'static str,
    /// The section of paid membership.
    pub membership: &'static str,
    /// A plan that is valid: `{0}` the end.
    pub membership_until: &'static str,
    /// A plan that has ended.
    pub membership_ended: &'static str,
    /// What a plan has saved: `{0}`.
    pub membership_saved: &'static str,
    /// For a new member: `{0}` the programme.
    pub welcome: &'static str,
    /// What to do first.
    pub welcome_body: &'static str,
    /// Asks why a prompt is shown.
    pub why: &'static str,
    /// The cap: at most `{1}` in `{0}` days, this is number `{2}`.
    pub cap: &'static str,
    /// A statutory notice counts against no cap.
    pub cap_statutory: &'static str,
    /// No more of this kind.
    pub mute: &'static str,
    /// An extra beside the usual pack.
    pub extra: &'static str,
    /// Without a least order.
    pub no_threshold: &'static str,
    /// Why, by reason.
    pub reasons: Reasons,
}

/// Why a member sees a prompt.
pub struct Reasons {
    /// `EXPIRED_LOW_TICKET`.
    pub expired_low_ticket: &'static str,
    /// `ENDS_SOON_HIGH_TICKET`.
    pub ends_soon_high_ticket: &'static str,
    /// `AUTO_RENEWAL_DUE`.
    pub auto_renewal_due: &'static str,
    /// `NO_PURCHASE_IN_CYCLE`.
    pub no_purchase_in_cycle: &'static str,
    /// `JOINED_RECENTLY`.
    pub joined_recently: &'static str,
    /// `TIER_WITHIN_REACH`.
    pub tier_within_reach: &'static str,
    /// `TIER_AT_RISK`.
    pub tier_at_risk: &'static str,
    /// `COUPON_ENDS_SOON`.
    pub coupon_ends_soon: &'static str,
    /// `POINTS_END_SOON`.
    pub points_end_soon: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    morning: "早上好，{0}",
    afternoon: "下午好，{0}",
    evening: "晚上好，{0}",
    morning_nameless: "早上好",
    afternoon_nameless: "下午好",
    evening_nameless: "晚上好",
    guest_greeting: "欢迎来到{0}",
    guest_browse_offers: "看看能领什么",
    guest_browse_tiers: "看看会员等级",
    sign_in: "出示我的会员卡",
    show_code: "出示会员码",
    points: "积分",
    points_ending: "其中 {0}，{1} 到期",
    points_coming: "{0}，{1} 到账",
    points_debt: "退货后还欠 {0}，之后获得的积分会先补上",
    tier: "等级",
    coupons: "现在值得用的券",
    no_coupons: "还没有可用的券",
    offers_waiting: "有 {0} 张可以领取",
    to_offers: "去领券",
    check_in: "每日签到",
    tasks: "任务",
    membership: "付费会员",
    membership_until: "{0} 到期",
    membership_ended: "已到期",
    membership_saved: "已省 {0}",
    welcome: "欢迎加入{0}",
    welcome_body: "下面几步做完，你就认识这张卡了。",
    why: "为什么看到这条",
    cap: "近 {0} 天最多 {1} 次，这是第 {2} 次",
    cap_statutory: "这是扣款前必须告诉你的通知，不计入提醒次数",
    mute: "不再提醒这类",
    extra: "额外赠送",
    no_threshold: "无门槛",
    reasons: Reasons {
        expired_low_ticket: "你的付费会员已到期，品牌想请你尝尝新品",
        ends_soon_high_ticket: "你的付费会员快到期了",
        auto_renewal_due: "你开通了自动续费，扣款前会提前告诉你",
        no_purchase_in_cycle: "有一阵没见到你了",
        joined_recently: "你刚加入不久",
        tier_within_reach: "你离下一等级很近了",
        tier_at_risk: "下次评定时，现在的等级可能保不住",
        coupon_ends_soon: "你有券快到期了",
        points_end_soon: "你有积分快到期了",
    },
};

/// English.
pub const EN: Texts = Texts {
    morning: "Good morning, {0}",
    afternoon: "Good afternoon, {0}",
    evening: "Good evening, {0}",
    morning_nameless: "Good morning",
    afternoon_nameless: "Good afternoon",
    evening_nameless: "Good evening",
    guest_greeting: "Welcome to {0}",
    guest_browse_offers: "See what can be claimed",
    guest_browse_tiers: "See the tiers",
    sign_in: "Show my card",
    show_code: "Show the code",
    points: "Points",
    points_ending: "{0} end {1}",
    points_coming: "{0} arrive {1}",
    points_debt: "After a return {0} are owed; what you earn next pays for them first",
    tier: "Tier",
    coupons: "Worth using now",
    no_coupons: "No coupon to use yet",
    offers_waiting: "{0} can be claimed",
    to_offers: "Claim coupons",
    check_in: "Daily check-in",
    tasks: "Tasks",
    membership: "Paid membership",
    membership_until: "until {0}",
    membership_ended: "ended",
    membership_saved: "{0} saved",
    welcome: "Welcome to {0}",
    welcome_body: "A few steps, and you know your way around.",
    why: "Why am I seeing this",
    cap: "At most {1} in {0} days; this is number {2}",
    cap_statutory: "This must be told before a charge; it counts against no limit",
    mute: "No more of this kind",
    extra: "Extra",
    no_threshold: "No minimum",
    reasons: Reasons {
        expired_low_ticket: "Your paid plan has ended, and there is something new to taste",
        ends_soon_high_ticket: "Your paid plan ends soon",
        auto_renewal_due: "Your plan renews itself; we tell you before each charge",
        no_purchase_in_cycle: "It has been a while since your last visit",
        joined_recently: "You joined a short while ago",
        tier_within_reach: "The next tier is close",
        tier_at_risk: "The next review might lower your tier",
        coupon_ends_soon: "One of your coupons ends soon",
        points_end_soon: "Some of your points end soon",
    },
};

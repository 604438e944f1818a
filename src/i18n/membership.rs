//! Texts of the membership screen.

/// See the module.
pub struct Texts {
    /// The screen's title.
    pub title: &'static str,
    /// A plan without a name.
    pub plan: &'static str,
    /// There never was a plan.
    pub none: &'static str,
    /// The state: on trial.
    pub trial: &'static str,
    /// The state: valid.
    pub valid: &'static str,
    /// The state: ends soon.
    pub ends_soon: &'static str,
    /// The state: ended, still honoured.
    pub grace: &'static str,
    /// The state: ended.
    pub ended: &'static str,
    /// The state: paid back.
    pub refunded: &'static str,
    /// A state that this card does not know.
    pub not_known: &'static str,
    /// It has no end.
    pub for_good: &'static str,
    /// `{0}` when it ended.
    pub ended_at: &'static str,
    /// It ended today.
    pub ended_today: &'static str,
    /// It ended a day ago.
    pub ended_yesterday: &'static str,
    /// It ended `{0}` days ago.
    pub ended_days: &'static str,
    /// Ended, and what that means.
    pub grace_body: &'static str,
    /// Paid back, and what that means.
    pub refunded_body: &'static str,
    /// What it brought, a heading.
    pub value: &'static str,
    /// Saved so far.
    pub saved: &'static str,
    /// Paid so far.
    pub paid: &'static str,
    /// `{0}` since when it is counted.
    pub since: &'static str,
    /// It saved `{0}` more than it cost.
    pub paid_back: &'static str,
    /// It saved exactly what it cost.
    pub even: &'static str,
    /// `{0}` are missing until it has paid for itself.
    pub missing: &'static str,
    /// For a screen reader: `{0}` saved of `{1}` paid.
    pub share: &'static str,
    /// What it gives, a heading.
    pub benefits: &'static str,
    /// What it gave, a heading.
    pub benefits_ended: &'static str,
    /// Automatic renewal, a heading.
    pub auto_renewal: &'static str,
    /// It is on.
    pub auto_on: &'static str,
    /// It is off.
    pub auto_off: &'static str,
    /// A charge failed.
    pub auto_past_due: &'static str,
    /// A state that this card does not know.
    pub auto_not_known: &'static str,
    /// `{0}` when, `{1}` how much.
    pub next_charge: &'static str,
    /// `{0}` when.
    pub next_charge_at: &'static str,
    /// It is off, and what that means.
    pub auto_off_body: &'static str,
    /// The charge failed, and what happens.
    pub auto_past_due_body: &'static str,
    /// Switches it off.
    pub cancel: &'static str,
    /// The sheet's title.
    pub cancel_title: &'static str,
    /// The sheet: no further charge.
    pub cancel_charge: &'static str,
    /// The sheet: `{0}` until when the plan stays.
    pub cancel_until: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    title: "付费会员",
    plan: "付费会员",
    none: "你还没有开通付费会员，开通后的权益和省下的钱会记在这里",
    trial: "试用中",
    valid: "生效中",
    ends_soon: "快到期了",
    grace: "宽限期",
    ended: "已到期",
    refunded: "已退款",
    not_known: "会员状态请到门店了解",
    for_good: "长期有效",
    ended_at: "{0} 到期",
    ended_today: "今天到期了",
    ended_yesterday: "昨天到期了",
    ended_days: "已到期 {0} 天",
    grace_body: "会员已到期，权益暂时还能用",
    refunded_body: "会费已退回，权益随之结束",
    value: "省了多少",
    saved: "已省",
    paid: "会费",
    since: "从 {0} 算起",
    paid_back: "已经回本，还多省了 {0}",
    even: "已经回本",
    missing: "离回本还差 {0}",
    share: "已省 {0}，会费 {1}",
    benefits: "会员权益",
    benefits_ended: "会员期间的权益",
    auto_renewal: "自动续费",
    auto_on: "已开启",
    auto_off: "未开启",
    auto_past_due: "上次扣费没有成功",
    auto_not_known: "状态请到门店了解",
    next_charge: "下次扣费 {0}，{1}",
    next_charge_at: "下次扣费 {0}",
    auto_off_body: "到期后不会自动扣费",
    auto_past_due_body: "会再试一次扣费，不想续费可以现在关闭",
    cancel: "关闭自动续费",
    cancel_title: "关闭自动续费",
    cancel_charge: "关闭后不再扣费，随时生效",
    cancel_until: "会员权益照常保留到 {0}",
};

/// English.
pub const EN: Texts = Texts {
    title: "Paid membership",
    plan: "Paid membership",
    none: "You have no paid plan yet; what one gives and saves you will be counted here",
    trial: "On trial",
    valid: "Valid",
    ends_soon: "Ends soon",
    grace: "Grace period",
    ended: "Ended",
    refunded: "Refunded",
    not_known: "Please ask in a store about your plan",
    for_good: "No end date",
    ended_at: "Ended {0}",
    ended_today: "Ended today",
    ended_yesterday: "Ended yesterday",
    ended_days: "Ended {0} days ago",
    grace_body: "Your plan has ended; its benefits still work for a while",
    refunded_body: "The fee was paid back, and the benefits ended with it",
    value: "What it saved",
    saved: "Saved",
    paid: "Fee",
    since: "Counted since {0}",
    paid_back: "It has paid for itself, and saved {0} more",
    even: "It has paid for itself",
    missing: "{0} until it has paid for itself",
    share: "{0} saved, {1} paid",
    benefits: "Benefits",
    benefits_ended: "What it gave you",
    auto_renewal: "Automatic renewal",
    auto_on: "On",
    auto_off: "Off",
    auto_past_due: "The last charge failed",
    auto_not_known: "Please ask in a store",
    next_charge: "Next charge {0}: {1}",
    next_charge_at: "Next charge {0}",
    auto_off_body: "Nothing is charged when it ends",
    auto_past_due_body: "It will be tried again; switch it off if you do not want to renew",
    cancel: "Switch off automatic renewal",
    cancel_title: "Switch off automatic renewal",
    cancel_charge: "Nothing more is charged, from now on",
    cancel_until: "Your benefits stay until {0}",
};

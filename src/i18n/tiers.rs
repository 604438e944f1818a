//! Texts of tiers: the way to the next one, wherever it stands, and the tiers screen.

use super::Counted;

/// See the module.
pub struct Texts {
    /// The figure alone: `{0}` missing.
    pub missing_short: &'static str,
    /// What this tier gives: `{0}` its name.
    pub now_gives: &'static str,
    /// A tier's end: `{0}` its name, `{1}` when.
    pub valid_until: &'static str,
    /// A tier for good: `{0}` its name.
    pub valid_always: &'static str,
    /// The section of all measures towards the next tier: `{0}` its name.
    pub measures: &'static str,
    /// One of them is enough.
    pub any_is_enough: &'static str,
    /// All of them are needed.
    pub all_are_needed: &'static str,
    /// What is counted since: `{0}` a day.
    pub counted_since: &'static str,
    /// A measure that has reached its threshold.
    pub measure_reached: &'static str,
    /// What makes the tier, `{0}`, is not what is spent: `{1}` the name of points.
    pub not_points: &'static str,
    /// The section of what keeps the tier: `{0}` its name.
    pub keeping: &'static str,
    /// What keeps it: `{0}`.
    pub keep_needs: &'static str,
    /// Still missing to keep it: `{0}`, until `{1}`.
    pub keep_missing: &'static str,
    /// The tier stays at the review.
    pub keep_safe: &'static str,
    /// The section of the whole path.
    pub path: &'static str,
    /// The word of the member's tier.
    pub here: &'static str,
    /// The word of the next one.
    pub next: &'static str,
    /// What a tier takes: `{0}`.
    pub takes: &'static str,
    /// A tier that comes with joining.
    pub with_joining: &'static str,
    /// How long a tier lasts and what keeps it: `{0}` months, `{1}`.
    pub lasts_and_keeps: &'static str,
    /// How long it lasts: `{0}` months.
    pub lasts: &'static str,
    /// Joins thresholds of which one is enough: `{0}`, `{1}`.
    pub either: &'static str,
    /// Joins thresholds that are all needed: `{0}`, `{1}`.
    pub both: &'static str,
    /// Money as a threshold: `{0}`.
    pub need_spend: &'static str,
    /// Another measure as a threshold: `{0}` its name, `{1}` how much.
    pub need_named: &'static str,
    /// Orders, visits or nights as a threshold: `{0}`.
    pub need_counted: &'static str,
    /// The section of rules.
    pub rules: &'static str,
    /// The rule of a review: one tier down.
    pub policy_one_down: &'static str,
    /// The tier that the measures give then.
    pub policy_requalify: &'static str,
    /// Never down.
    pub policy_none: &'static str,
    /// The measure of money.
    pub measure_spend: &'static str,
    /// Of orders.
    pub measure_orders: &'static str,
    /// Of visits.
    pub measure_visits: &'static str,
    /// Of nights.
    pub measure_nights: &'static str,
    /// Of points earned: `{0}` their name.
    pub measure_points: &'static str,
    /// Of activity, and of what this version does not know.
    pub measure_activity: &'static str,
    /// No tiers.
    pub empty: &'static str,
}

/// What home shows too: the way to the next tier.
pub struct Brief {
    /// The screen's title.
    pub title: &'static str,
    /// `{0}` missing to the tier `{1}`.
    pub missing: &'static str,
    /// Nothing is missing to `{0}`: it comes with the next update.
    pub reached: &'static str,
    /// At the top: `{0}`.
    pub top: &'static str,
    /// Without a tier, and nothing to reach.
    pub untiered: &'static str,
    /// At risk: `{0}` keeps `{1}`, until `{2}`.
    pub at_risk: &'static str,
    /// At risk of falling to `{0}`.
    pub falls_to: &'static str,
    /// Nothing more is missing to keep it.
    pub kept: &'static str,
    /// Joins alternatives: `{0}` or `{1}`.
    pub or: &'static str,
    /// What the next tier brings: `{0}` its name.
    pub next_brings: &'static str,
    /// `{0}` of `{1}`.
    pub of: &'static str,
    /// Growth value, points, activity: `{0}`.
    pub units_points: Counted,
    /// Orders: `{0}`.
    pub units_orders: Counted,
    /// Visits: `{0}`.
    pub units_visits: Counted,
    /// Nights: `{0}`.
    pub units_nights: Counted,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    missing_short: "还差 {0}",
    now_gives: "{0}的权益",
    valid_until: "{0}有效至 {1}",
    valid_always: "{0}长期有效",
    measures: "距离{0}",
    any_is_enough: "达到其中一项即可升级",
    all_are_needed: "需要每一项都达到",
    counted_since: "从 {0}起累计",
    measure_reached: "已达到",
    not_points: "等级看的是{0}，用掉{1}不会影响等级",
    keeping: "保住{0}",
    keep_needs: "保级条件：{0}",
    keep_missing: "还差 {0}，{1} 前达到",
    keep_safe: "已经达到，下次评定会保留等级",
    path: "全部等级",
    here: "当前",
    next: "下一级",
    takes: "{0}",
    with_joining: "加入即享",
    lasts_and_keeps: "有效 {0} 个月，期间{1}可保级",
    lasts: "有效 {0} 个月",
    either: "{0}或{1}",
    both: "{0}，并且{1}",
    need_spend: "消费满 {0}",
    need_named: "{0}满 {1}",
    need_counted: "满 {0}",
    rules: "等级规则",
    policy_one_down: "到期未达到保级条件时，只降一级",
    policy_requalify: "到期时按当时的累计重新定级",
    policy_none: "等级不会下降",
    measure_spend: "消费金额",
    measure_orders: "订单数",
    measure_visits: "到店次数",
    measure_nights: "入住晚数",
    measure_points: "累计获得{0}",
    measure_activity: "活跃度",
    empty: "这里还没有等级",
};

/// Simplified Chinese.
pub const ZH_CN_BRIEF: Brief = Brief {
    title: "会员等级",
    missing: "还差 {0}，升级{1}",
    reached: "已经够了，马上升级{0}",
    top: "你已在最高等级{0}",
    untiered: "等级从第一次消费开始",
    at_risk: "{2} 前再有 {0}，就能保住{1}",
    falls_to: "否则下次评定会变为{0}",
    kept: "保级已经达成",
    or: "{0}或 {1}",
    next_brings: "升级{0}后",
    of: "{0} / {1}",
    units_points: Counted::same("{0} 点"),
    units_orders: Counted::same("{0} 单"),
    units_visits: Counted::same("{0} 次到店"),
    units_nights: Counted::same("{0} 晚"),
};

/// English.
pub const EN: Texts = Texts {
    missing_short: "{0} to go",
    now_gives: "What {0} gives",
    valid_until: "{0} is yours until {1}",
    valid_always: "{0} is yours for good",
    measures: "The way to {0}",
    any_is_enough: "Any one of these is enough",
    all_are_needed: "All of these are needed",
    counted_since: "Counted since {0}",
    measure_reached: "Reached",
    not_points: "Your tier follows {0}; using up {1} never lowers it",
    keeping: "Keeping {0}",
    keep_needs: "{0} keeps it",
    keep_missing: "{0} to go by {1}",
    keep_safe: "Enough already; the next review keeps your tier",
    path: "All tiers",
    here: "You are here",
    next: "Next",
    takes: "Takes {0}",
    with_joining: "Comes with joining",
    lasts_and_keeps: "Lasts {0} months; {1} in that time keeps it",
    lasts: "Lasts {0} months",
    either: "{0} or {1}",
    both: "{0} and {1}",
    need_spend: "{0} spent",
    need_named: "{1} {0}",
    need_counted: "{0}",
    rules: "How tiers work",
    policy_one_down: "If a review finds too little, you go down one tier only",
    policy_requalify: "At its end, your tier is set anew by what is counted then",
    policy_none: "Tiers never go down",
    measure_spend: "Spending",
    measure_orders: "Orders",
    measure_visits: "Visits",
    measure_nights: "Nights",
    measure_points: "{0} earned",
    measure_activity: "Activity",
    empty: "There are no tiers yet",
};

/// English.
pub const EN_BRIEF: Brief = Brief {
    title: "Tiers",
    missing: "{0} to {1}",
    reached: "Enough for {0}; it comes with the next update",
    top: "You are at the top: {0}",
    untiered: "Tiers begin with the first purchase",
    at_risk: "{0} by {2} keeps {1}",
    falls_to: "Otherwise the next review makes it {0}",
    kept: "Enough to keep your tier",
    or: "{0} or {1}",
    next_brings: "With {0}",
    of: "{0} of {1}",
    units_points: Counted { one: "{0} point", many: "{0} points" },
    units_orders: Counted { one: "{0} order", many: "{0} orders" },
    units_visits: Counted { one: "{0} visit", many: "{0} visits" },
    units_nights: Counted { one: "{0} night", many: "{0} nights" },
};

//! Texts of the member's own page.

/// See the module.
pub struct Texts {
    /// The screen's title.
    pub title: &'static str,
    /// A member without a name.
    pub nameless: &'static str,
    /// `{0}` when the member joined.
    pub since: &'static str,
    /// A visitor.
    pub guest: &'static str,
    /// Where no brand says how to join.
    pub join: &'static str,
    /// The account is on hold.
    pub frozen: &'static str,
    /// Deletion was asked for.
    pub deletion_pending: &'static str,
    /// The account is closed.
    pub disabled: &'static str,
    /// The links, a heading for screen readers.
    pub mine: &'static str,
    /// Points.
    pub points: &'static str,
    /// The path of tiers.
    pub tiers: &'static str,
    /// Coupons.
    pub coupons: &'static str,
    /// Offers, for a visitor.
    pub offers: &'static str,
    /// Check-in.
    pub check_in: &'static str,
    /// Tasks.
    pub tasks: &'static str,
    /// Paid membership.
    pub membership: &'static str,
    /// Settings, a heading.
    pub settings: &'static str,
    /// The language.
    pub language: &'static str,
    /// Light or dark.
    pub scheme: &'static str,
    /// As the system has it.
    pub scheme_system: &'static str,
    /// Light.
    pub scheme_light: &'static str,
    /// Dark.
    pub scheme_dark: &'static str,
    /// Asks for everything again.
    pub refresh: &'static str,
    /// Leaves the card.
    pub sign_out: &'static str,
    /// What leaving means.
    pub sign_out_body: &'static str,
    /// `{0}` of the card.
    pub version: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    title: "我的",
    nameless: "会员",
    since: "{0} 加入",
    guest: "你还不是会员",
    join: "到店告诉店员，就能加入会员",
    frozen: "账户暂时被冻结，可以查看，暂时不能使用，请联系门店",
    deletion_pending: "你申请了注销，完成之前可以在门店撤回",
    disabled: "账户已停用，请联系门店",
    mine: "我的会员",
    points: "积分",
    tiers: "等级",
    coupons: "卡券",
    offers: "领券",
    check_in: "每日签到",
    tasks: "任务",
    membership: "付费会员",
    settings: "设置",
    language: "语言",
    scheme: "外观",
    scheme_system: "跟随系统",
    scheme_light: "浅色",
    scheme_dark: "深色",
    refresh: "刷新全部内容",
    sign_out: "退出登录",
    sign_out_body: "退出后这台设备上不再显示你的会员卡，从原来的入口可以再次进入",
    version: "版本 {0}",
};

/// English.
pub const EN: Texts = Texts {
    title: "Me",
    nameless: "Member",
    since: "Joined {0}",
    guest: "You have not joined yet",
    join: "Tell the staff in a store that you would like to join",
    frozen: "Your account is on hold: you can look, not use it. Please ask in a store",
    deletion_pending: "You asked for deletion; until it is done, a store can take it back",
    disabled: "Your account is closed. Please ask in a store",
    mine: "My membership",
    points: "Points",
    tiers: "Tiers",
    coupons: "Coupons",
    offers: "Offers",
    check_in: "Check-in",
    tasks: "Tasks",
    membership: "Paid membership",
    settings: "Settings",
    language: "Language",
    scheme: "Appearance",
    scheme_system: "System",
    scheme_light: "Light",
    scheme_dark: "Dark",
    refresh: "Refresh everything",
    sign_out: "Sign out",
    sign_out_body: "This device will no longer show your card; open it again from where you came",
    version: "Version {0}",
};

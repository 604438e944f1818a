//! Texts of where nobody meant to get to.

/// See the module.
pub struct Texts {
    /// The ticket or the session ended.
    pub signed_out: &'static str,
    /// What to do.
    pub signed_out_body: &'static str,
    /// Looks around as a visitor.
    pub browse_as_guest: &'static str,
    /// No such page.
    pub not_found: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    signed_out: "请重新进入会员卡",
    signed_out_body: "登录已过期。从小程序或刚才的入口再打开一次就好。",
    browse_as_guest: "先随便看看",
    not_found: "没有找到这个页面，链接可能已经变了",
};

/// English.
pub const EN: Texts = Texts {
    signed_out: "Please open your card again",
    signed_out_body: "Your sign-in has ended. Open the card once more from where you came.",
    browse_as_guest: "Look around first",
    not_found: "There is no such page; the link may have changed",
};

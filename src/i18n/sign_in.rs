//! Texts of what came of a sign-in.

/// See the module.
pub struct Texts {
    /// The person said no.
    pub cancelled: &'static str,
    /// What that means.
    pub cancelled_body: &'static str,
    /// It took too long, or was used before.
    pub expired: &'static str,
    /// What to do.
    pub expired_body: &'static str,
    /// This WeChat belongs to no member.
    pub not_a_member: &'static str,
    /// `{0}` the programme; how to join follows in the brand's words.
    pub not_a_member_body: &'static str,
    /// WeChat shows a snapshot.
    pub snapshot: &'static str,
    /// Where WeChat's own button is.
    pub snapshot_body: &'static str,
    /// WeChat did not answer.
    pub failed: &'static str,
    /// What to do.
    pub failed_body: &'static str,
    /// Closes it.
    pub understood: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    cancelled: "这次没有登录",
    cancelled_body: "没有分享任何信息。想看会员卡的时候，随时再来。",
    expired: "登录用的时间有点久",
    expired_body: "为了安全，这次没有继续，再来一次就好。",
    not_a_member: "这个微信还不是会员",
    not_a_member_body: "加入{0}以后，你的会员卡就在这里。",
    snapshot: "现在看到的是快照页",
    snapshot_body: "微信在快照页里不会告诉我们你是谁。点右下角「使用完整服务」，就能看到你的会员卡。",
    failed: "微信暂时没有回应",
    failed_body: "请稍后再试，其他内容可以先看看。",
    understood: "知道了",
};

/// English.
pub const EN: Texts = Texts {
    cancelled: "Not signed in this time",
    cancelled_body: "Nothing was shared. Come back for your card whenever you like.",
    expired: "That took a little long",
    expired_body: "To be safe it did not go on. Once more, and your card is here.",
    not_a_member: "This WeChat has no card yet",
    not_a_member_body: "Your card will be here once you join {0}.",
    snapshot: "This is a snapshot",
    snapshot_body: "On a snapshot page WeChat does not tell us who you are. Tap 使用完整服务 (full \
                    service) at the bottom right to see your card.",
    failed: "WeChat did not answer",
    failed_body: "Please try again in a while; everything else is here meanwhile.",
    understood: "All right",
};

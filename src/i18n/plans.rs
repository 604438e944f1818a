//! Texts of buying a plan and of the phone's wallet.

/// See the module.
pub struct Texts {
    /// The section, for those without a valid plan.
    pub join: &'static str,
    /// The same, for those with one.
    pub renew: &'static str,
    /// The list of plans, for a screen reader.
    pub choose: &'static str,
    /// What a price is for, behind it.
    pub term: Terms,
    /// `{0}` when it would end.
    pub until: &'static str,
    /// It would not end.
    pub for_good: &'static str,
    /// What the chosen plan gives.
    pub brings: &'static str,
    /// On a plan that renews itself.
    pub renews: &'static str,
    /// Of a plan that does not.
    pub once: &'static str,
    /// How often and for how much: `{0}`.
    pub renews_price: &'static str,
    /// When first: `{0}`.
    pub renews_next: &'static str,
    /// So many days before, `{0}`.
    pub renews_notice: &'static str,
    /// How to stop it.
    pub renews_cancel: &'static str,
    /// The member's own act.
    pub agree: &'static str,
    /// It is missing.
    pub agree_first: &'static str,
    /// The button: `{0}` the price.
    pub join_for: &'static str,
    /// The same, for those with a plan.
    pub renew_for: &'static str,
    /// There is no way to pay from here.
    pub nowhere: &'static str,
    /// Nothing is sold now.
    pub none: &'static str,
    /// The order is being made.
    pub creating: &'static str,
    /// The payment is shown over the card.
    pub invoking: &'static str,
    /// The payment is shown on another page.
    pub away: &'static str,
    /// Asks at once.
    pub look: &'static str,
    /// Beneath a result that is not known.
    pub unknown: &'static str,
    /// `{0}` a plan that is there.
    pub paid: &'static str,
    /// Puts that away.
    pub done: &'static str,
    /// Back to the plans.
    pub other: &'static str,
    /// Why it was not paid.
    pub unpaid: Unpaid,
    /// The wallets, for a screen reader.
    pub wallet: &'static str,
    /// Adds the card to Apple Wallet.
    pub apple: &'static str,
    /// How to get there from inside an app.
    pub apple_guide: &'static str,
    /// Adds the card to Google Wallet.
    pub google: &'static str,
}

/// Behind a price.
pub struct Terms {
    /// A trial.
    pub trial: &'static str,
    /// A month.
    pub month: &'static str,
    /// Three months.
    pub quarter: &'static str,
    /// Six months.
    pub half_year: &'static str,
    /// Twelve months.
    pub year: &'static str,
    /// For good.
    pub lifetime: &'static str,
}

/// A sentence for each reason.
pub struct Unpaid {
    /// The member thought otherwise.
    pub cancelled: &'static str,
    /// It could not be paid here.
    pub failed: &'static str,
    /// No money so far.
    pub not_yet: &'static str,
    /// Refused.
    pub refused: &'static str,
    /// The order ended.
    pub closed: &'static str,
    /// Paid back.
    pub refunded: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    join: "开通会员",
    renew: "续费",
    choose: "选择方案",
    term: Terms {
        trial: "试用",
        month: "1 个月",
        quarter: "3 个月",
        half_year: "半年",
        year: "1 年",
        lifetime: "长期",
    },
    until: "现在开通，有效期至 {0}",
    for_good: "长期有效",
    brings: "这个方案的权益",
    renews: "自动续费",
    once: "到期后不会自动扣费",
    renews_price: "到期自动续费，每次 {0}",
    renews_next: "下次扣费：{0}",
    renews_notice: "每次扣费前 {0} 天提醒你",
    renews_cancel: "随时可以在这个页面关闭，不收费用，已付的时间照常使用",
    agree: "我了解并同意到期自动续费",
    agree_first: "请先勾选同意自动续费",
    join_for: "开通，支付 {0}",
    renew_for: "续费，支付 {0}",
    nowhere: "这里暂时不能付款，请在微信或手机浏览器里打开会员卡",
    none: "现在没有可以开通的方案，过些时候再来看看",
    creating: "正在下单",
    invoking: "请在弹出的页面里完成付款",
    away: "在付款页面完成后，回到这里就好",
    look: "查一下结果",
    unknown: "付款一到账，会员就会生效，不用再付一次",
    paid: "{0}已生效",
    done: "好的",
    other: "看看方案",
    unpaid: Unpaid {
        cancelled: "还没有付款，想好了随时可以继续",
        failed: "在这里没能完成付款，可以再试一次",
        not_yet: "还没有收到付款。如果已经付了，一到账会员就会生效",
        refused: "这次付款没有成功，可以再试一次",
        closed: "这个订单没有付款，已经关闭",
        refunded: "这笔付款已经退回",
    },
    wallet: "手机钱包",
    apple: "添加到 Apple 钱包",
    apple_guide: "想放进 Apple 钱包？点右上角 ⋯，在浏览器中打开后添加",
    google: "添加到 Google 钱包",
};

/// English.
pub const EN: Texts = Texts {
    join: "Join",
    renew: "Renew",
    choose: "Choose a plan",
    term: Terms {
        trial: "trial",
        month: "1 month",
        quarter: "3 months",
        half_year: "6 months",
        year: "1 year",
        lifetime: "for good",
    },
    until: "If you join now, valid until {0}",
    for_good: "No end date",
    brings: "What this plan gives",
    renews: "Renews itself",
    once: "Nothing is charged when it ends",
    renews_price: "Renews itself when it ends, for {0} each time",
    renews_next: "Next charge: {0}",
    renews_notice: "You are told {0} days before each charge",
    renews_cancel: "Switch it off on this page at any time, free of charge; what you paid for stays",
    agree: "I understand and agree that it renews itself",
    agree_first: "Please agree to the renewal first",
    join_for: "Join for {0}",
    renew_for: "Renew for {0}",
    nowhere: "Payment does not work here; please open the card in WeChat or in your phone's browser",
    none: "There is no plan to join now; please look again in a while",
    creating: "Ordering",
    invoking: "Please finish the payment on the sheet",
    away: "Come back here once you are done on the payment page",
    look: "Check the result",
    unknown: "Your plan starts once the payment arrives; there is no need to pay again",
    paid: "{0} has begun",
    done: "OK",
    other: "See the plans",
    unpaid: Unpaid {
        cancelled: "Not paid yet; go on whenever you like",
        failed: "The payment could not be finished here; you can try again",
        not_yet: "No payment has arrived yet. If you have paid, your plan starts as soon as it does",
        refused: "This payment did not go through; you can try again",
        closed: "This order was not paid, and is closed",
        refunded: "This payment was returned",
    },
    wallet: "Phone wallet",
    apple: "Add to Apple Wallet",
    apple_guide: "For Apple Wallet, tap ⋯ at the top right, open in the browser, and add it there",
    google: "Add to Google Wallet",
};

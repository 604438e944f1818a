//! Texts about what the place can do in which the card runs.

/// See the module.
pub struct Texts {
    /// Hands the screen on.
    pub share: &'static str,
    /// It is ready, and WeChat's own menu does it.
    pub share_by_menu: &'static str,
    /// It could not be handed on.
    pub share_failed: &'static str,
    /// Below the programme's name, where the card itself is handed on.
    pub shared_home: &'static str,
    /// The same for the claim centre.
    pub shared_offers: &'static str,
    /// The same for the path of tiers.
    pub shared_tiers: &'static str,
    /// Reads a printed code with the camera.
    pub scan: &'static str,
    /// Nothing could be read.
    pub scan_failed: &'static str,
    /// The brand's stores, a heading.
    pub stores: &'static str,
    /// Shows a store on a map: `{0}` its name.
    pub to_map: &'static str,
    /// The map could not be opened.
    pub map_failed: &'static str,
    /// Asks for a message before the coupon ends.
    pub remind: &'static str,
    /// The message will come.
    pub reminded: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    share: "分享",
    share_by_menu: "点右上角 ⋯，就能发给朋友",
    share_failed: "这里暂时不能分享",
    shared_home: "积分、优惠券和会员权益，都在这里",
    shared_offers: "有优惠券可以领，来看看",
    shared_tiers: "看看每个会员等级有什么权益",
    scan: "扫一扫",
    scan_failed: "没有扫到兑换码，可以手动输入",
    stores: "门店",
    to_map: "在地图上看{0}",
    map_failed: "地图没能打开，可以按地址找到门店",
    remind: "到期前提醒我",
    reminded: "好的，到期前会在微信里提醒你",
};

/// English.
pub const EN: Texts = Texts {
    share: "Share",
    share_by_menu: "Tap ⋯ at the top right to send it on",
    share_failed: "Sharing does not work here at the moment",
    shared_home: "Points, coupons and benefits in one place",
    shared_offers: "There are coupons to claim",
    shared_tiers: "What each tier brings",
    scan: "Scan",
    scan_failed: "No code was read; you can type it",
    stores: "Stores",
    to_map: "{0} on the map",
    map_failed: "The map did not open; the address leads there too",
    remind: "Remind me before it ends",
    reminded: "You will get a message in WeChat before it ends",
};

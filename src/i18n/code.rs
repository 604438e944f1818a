//! Texts of the code screen, and of a coupon's code.

/// See the module.
pub struct Texts {
    /// The screen's title.
    pub title: &'static str,
    /// What the switch chooses.
    pub switch_name: &'static str,
    /// QR Code.
    pub qr: &'static str,
    /// Code 128.
    pub bars: &'static str,
    /// The member's symbol for a screen reader: `{0}` its digits.
    pub member_alt: &'static str,
    /// A coupon's symbol for a screen reader: `{0}` its digits.
    pub coupon_alt: &'static str,
    /// Until the next value: `{0}` seconds.
    pub countdown: &'static str,
    /// Above the member number.
    pub number: &'static str,
    /// Copies the member number.
    pub copy: &'static str,
    /// Copying did not work; what to do instead.
    pub copy_by_hand: &'static str,
    /// Where scanning does not work at once.
    pub brightness: &'static str,
    /// Offline with tokens left.
    pub works_offline: &'static str,
    /// The member number stands in.
    pub stands_in: &'static str,
    /// No token is left, and nothing may stand in.
    pub ended: &'static str,
    /// What to do about it.
    pub ended_help: &'static str,
    /// The next value begins later: `{0}` when.
    pub waiting: &'static str,
    /// No symbol can be drawn.
    pub no_symbol: &'static str,
    /// What the two buttons beside the switch change.
    pub size_name: &'static str,
    /// Makes the symbol smaller.
    pub smaller: &'static str,
    /// Makes the symbol larger.
    pub larger: &'static str,
    /// The till read the code.
    pub scanned: &'static str,
    /// The till took an order with it.
    pub purchased: &'static str,
    /// What was paid: `{0}`.
    pub spent: &'static str,
    /// Goes on to the next code.
    pub next: &'static str,
}

/// Simplified Chinese.
pub const ZH_CN: Texts = Texts {
    title: "会员码",
    switch_name: "码的样式",
    qr: "二维码",
    bars: "条形码",
    member_alt: "会员码，{0}",
    coupon_alt: "卡券码，{0}",
    countdown: "{0} 秒后自动更新",
    number: "会员号",
    copy: "复制会员号",
    copy_by_hand: "没能自动复制，长按号码就可以",
    brightness: "不好扫的时候，把屏幕调亮一些",
    works_offline: "没有信号也能用，码会继续更新",
    stands_in: "暂时连不上网络，请用会员号：让收银员扫码或直接输入",
    ended: "码需要联网更新一次",
    ended_help: "连上店里的 Wi-Fi，或走到信号好的地方，会自动更新",
    waiting: "{0} 开始可以用",
    no_symbol: "请把下面的号码报给收银员",
    size_name: "码的大小",
    smaller: "缩小",
    larger: "放大",
    scanned: "已扫码",
    purchased: "消费已记录",
    spent: "消费 {0}",
    next: "显示下一个码",
};

/// English.
pub const EN: Texts = Texts {
    title: "Member code",
    switch_name: "Kind of code",
    qr: "QR code",
    bars: "Barcode",
    member_alt: "Member code, {0}",
    coupon_alt: "Coupon code, {0}",
    countdown: "Changes in {0} s",
    number: "Member number",
    copy: "Copy the member number",
    copy_by_hand: "Could not copy; press and hold the number instead",
    brightness: "If it does not scan, make the screen brighter",
    works_offline: "Works without signal; the code keeps changing",
    stands_in: "No connection, so here is your member number: let the till scan or type it",
    ended: "The code needs the network once",
    ended_help: "Join the store's Wi-Fi or step to where there is signal; it updates by itself",
    waiting: "Usable from {0}",
    no_symbol: "Please tell the till the number below",
    size_name: "Size of the code",
    smaller: "Smaller",
    larger: "Larger",
    scanned: "Scanned",
    purchased: "Purchase recorded",
    spent: "{0} spent",
    next: "Show the next code",
};

// Every text that a member reads, in both languages. A thin space stands where Chinese meets Latin.

/**
 * What stands in the way, said to the member: what happened, what to do, and the word on the button.
 * @typedef {{ title: string, note: string, act: string }} Trouble
 */

const ZH_CN = {
  card: "会员卡",
  loading: "正在打开会员卡",
  back: "回到会员卡",
  /** @type {Record<string, Trouble>} */
  trouble: {
    offline: { title: "现在没有网络", note: "连上网络后会自动打开", act: "再试一次" },
    late: { title: "等得有点久", note: "信号好一些的时候再试", act: "再试一次" },
    domain: { title: "会员卡还没有开通", note: "这个小程序还没有登记会员卡的域名，请联系商家", act: "再试一次" },
    refused: { title: "暂时没能登录", note: "微信没有认出这次登录，再试一次通常就好", act: "再试一次" },
    broken: { title: "会员卡没有打开", note: "商家的服务暂时没有回应，稍后再试", act: "再试一次" },
    visitor: { title: "还不是会员", note: "入会之后，这里就是你的会员码", act: "去看会员卡" },
  },
  code: {
    title: "会员码",
    alt: "会员码",
    hint: "结账时给收银员扫一扫",
    offline: "没有信号也能用，码会继续更新",
    spoken: "图没有加载出来，请把号码报给收银员",
    number: "暂时连不上网络，请报会员号",
    ended: { title: "码需要联网更新一次", note: "走到信号好的地方，会自动更新", act: "更新" },
  },
  pay: {
    title: "支付",
    loading: "正在取订单",
    asking: "正在打开微信支付",
    checking: { title: "正在确认", note: "结果出来会在会员卡里告诉你", act: "回到会员卡" },
    paid: { title: "已付款", note: "会员马上生效", act: "回到会员卡" },
    unpaid: { title: "还没有收到付款", note: "可以再付一次，也可以先回会员卡", act: "再付一次" },
    closed: { title: "这个订单已经结束", note: "回会员卡重新选择就好", act: "回到会员卡" },
    unknown: { title: "没有找到这个订单", note: "回会员卡重新选择就好", act: "回到会员卡" },
  },
  share: {
    title: "分享",
    message: "来看看会员卡",
    heading: "分享给朋友",
    note: "朋友打开的是自己的会员卡，看不到你的号码和券",
    act: "选择朋友",
  },
};

/** @type {typeof ZH_CN} */
const EN = {
  card: "Member card",
  loading: "Opening your card",
  back: "Back to the card",
  trouble: {
    offline: { title: "No network right now", note: "The card opens by itself once there is one", act: "Try again" },
    late: { title: "That took too long", note: "Try again where the signal is better", act: "Try again" },
    domain: { title: "The card is not set up yet", note: "Its domain is not registered for this mini-program; please tell the shop", act: "Try again" },
    refused: { title: "Not signed in yet", note: "WeChat did not know this sign-in; trying again usually helps", act: "Try again" },
    broken: { title: "The card did not open", note: "The shop’s service does not answer; try again later", act: "Try again" },
    visitor: { title: "Not a member yet", note: "Once you join, your code is here", act: "See the card" },
  },
  code: {
    title: "Your code",
    alt: "Member code",
    hint: "Show it at the till",
    offline: "Works without signal; the code keeps changing",
    spoken: "The picture did not load; read the digits to the cashier",
    number: "No network; give your member number",
    ended: { title: "The code needs the network once", note: "It updates by itself where there is signal", act: "Update" },
  },
  pay: {
    title: "Payment",
    loading: "Getting the order",
    asking: "Opening WeChat Pay",
    checking: { title: "Checking", note: "The card will tell you once it is known", act: "Back to the card" },
    paid: { title: "Paid", note: "Your membership starts at once", act: "Back to the card" },
    unpaid: { title: "No payment has arrived", note: "Pay again, or go back to the card first", act: "Pay again" },
    closed: { title: "This order is over", note: "Choose again in the card", act: "Back to the card" },
    unknown: { title: "There is no such order", note: "Choose again in the card", act: "Back to the card" },
  },
  share: {
    title: "Share",
    message: "Have a look at this card",
    heading: "Share with a friend",
    note: "Your friend opens a card of their own and sees nothing of yours",
    act: "Choose a friend",
  },
};

/** The language of the member's WeChat, as a tag that the backend knows. */
/** @returns {"zh-CN" | "en"} */
function language() {
  return /^zh/i.test(wx.getAppBaseInfo().language || "zh") ? "zh-CN" : "en";
}

function words() {
  return language() === "en" ? EN : ZH_CN;
}

module.exports = { EN, ZH_CN, language, words };

// Payment, which a page in a web-view cannot ask for. What the client says about it is shown to
// nobody: whether an order is paid is the backend's word. The card in the web-view reads the same
// word when it comes back to the front.

const { failure } = require("../../lib/http.js");
const routes = require("../../lib/routes.js");
const session = require("../../lib/session.js");
const { wait } = require("../../lib/wait.js");
const { words } = require("../../lib/words.js");

/** The pauses between questions after the client is done, in milliseconds. */
const PAUSES = [1000, 2000, 3000, 5000, 8000];
/** How long success is shown before the card comes back, in milliseconds. */
const GLANCE = 1200;

const DONE = ["PAID", "FULFILLED"];
const OVER = ["FAILED", "CLOSED", "REFUNDED"];

Page({
  data: { state: "loading", words: words() },

  order: "",
  turn: 0,

  /** @param {Record<string, string | undefined>} query */
  onLoad(query) {
    this.setData({ words: words() });
    wx.setNavigationBarTitle({ title: words().pay.title });
    this.order = routes.order(query.order);
    if (this.order) this.pay();
    else this.setData({ state: "unknown" });
  },

  onUnload() {
    this.turn++;
  },

  /** The order as the backend has it. @returns {Promise<any>} */
  async look() {
    const { data } = await session.ask({ method: "GET", path: "/membership/orders/" + this.order });
    return data;
  },

  async pay() {
    const turn = ++this.turn;
    this.setData({ state: "loading" });
    try {
      const order = await this.look();
      if (turn !== this.turn || this.settled(order.state)) return;
      const payment = order.payment && order.payment.wechat;
      // Somebody else is being asked already, or it is not paid here.
      if (order.state === "UNKNOWN_CHECKING" || !payment) {
        this.setData({ state: "checking" });
        return;
      }
      this.setData({ state: "asking" });
      await this.confirm(turn, await this.ask(payment));
    } catch (error) {
      if (turn === this.turn) this.missed(failure(error));
    }
  },

  /**
   * Hands over to the client, and gives whether it says that all went well. That is no proof, as a
   * cancel is none of the opposite: it only says how long it is worth to wait for the backend.
   * @param {any} payment
   * @returns {Promise<boolean>}
   */
  ask(payment) {
    return new Promise((done) => {
      wx.requestPayment({
        timeStamp: payment.timestamp,
        nonceStr: payment.nonce_str,
        package: payment.package,
        signType: payment.sign_type,
        paySign: payment.pay_sign,
        success: () => done(true),
        fail: () => done(false),
      });
    });
  },

  /** @param {number} turn @param {boolean} hopeful what the client said */
  async confirm(turn, hopeful) {
    if (turn !== this.turn) return;
    this.setData({ state: "confirming" });
    let state = "";
    for (const pause of hopeful ? PAUSES : PAUSES.slice(0, 2)) {
      try {
        ({ state } = await this.look());
      } catch (error) {
        // Not heard is not unpaid.
        if (failure(error).kind === "refused") throw error;
        state = "";
      }
      if (turn !== this.turn || this.settled(state)) return;
      await wait(pause);
      if (turn !== this.turn) return;
    }
    const open = state === "CREATED" || state === "PAYING";
    // Whoever may have paid is not asked to pay again.
    this.setData({ state: open && !hopeful ? "unpaid" : "checking" });
  },

  /** Whether the order is over, and shows so. @param {string} state */
  settled(state) {
    if (OVER.includes(state)) this.setData({ state: "closed" });
    if (!DONE.includes(state)) return OVER.includes(state);
    this.setData({ state: "paid" });
    const turn = this.turn;
    wait(GLANCE).then(() => {
      if (turn === this.turn) this.back();
    });
    return true;
  },

  /** @param {import("../../lib/http.js").Failure} failure */
  missed(failure) {
    const gone = failure.status === 404 || failure.code === "ENROLLMENT_REQUIRED";
    this.setData({ state: gone ? "unknown" : failure.kind });
  },

  act() {
    const again = this.data.state === "unpaid" || this.data.state in words().trouble;
    if (again) this.pay();
    else this.back();
  },

  back() {
    this.turn++;
    if (getCurrentPages().length > 1) wx.navigateBack();
    else wx.reLaunch({ url: routes.page("/membership") });
  },
});

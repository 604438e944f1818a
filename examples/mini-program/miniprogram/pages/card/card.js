// The card itself, in a web-view, signed in by a one-time ticket in the fragment of its address.

const config = require("../../config.js");
const { failure } = require("../../lib/http.js");
const routes = require("../../lib/routes.js");
const session = require("../../lib/session.js");
const share = require("../../lib/share.js");
const { words } = require("../../lib/words.js");

/** The address of the card without a fragment. ASCII only: iOS shows nothing for other addresses. */
function address() {
  const { origin, brand } = config.place();
  return origin + "/?brand=" + encodeURIComponent(brand);
}

Page({
  data: {
    /** The web-view's address; the web-view is there only while it is set. */
    src: "",
    state: "loading",
    words: words(),
  },

  /** The card's screen that was asked for. */
  goal: "/",
  /** Counts the openings: an answer to an earlier one comes too late. */
  turn: 0,
  /** Opens the card once there is a network again. @param {{ isConnected: boolean }} _status */
  watch(_status) {},

  /** @param {Record<string, string | undefined>} query */
  onLoad(query) {
    this.setData({ words: words() });
    wx.setNavigationBarTitle({ title: words().card });
    this.goal = routes.screen(query.route);
    // The code is brighter natively; the card waits behind it.
    if (this.goal === "/code") {
      this.goal = "/";
      wx.navigateTo({ url: "/pages/code/code" });
    }
    this.watch = (/** @type {{ isConnected: boolean }} */ { isConnected }) => {
      if (isConnected && this.data.state === "offline") this.open();
    };
    wx.onNetworkStatusChange(this.watch);
    this.open();
  },

  /** Back from a native page: the card is still there and asks the backend itself. */
  onShow() {
    if (!this.data.src && this.data.state !== "loading") this.open();
  },

  onUnload() {
    this.turn++;
    wx.offNetworkStatusChange(this.watch);
  },

  /** A ticket is asked for only here, and lives only in the web-view's address until it is spent. */
  async open() {
    const turn = ++this.turn;
    this.setData({ state: "loading", src: "" });
    try {
      const ticket = await session.ticket();
      if (turn !== this.turn) return;
      const fragment = ticket ? "#t=" + ticket : "#" + this.goal;
      this.setData({ state: "open", src: address() + fragment });
    } catch (error) {
      if (turn === this.turn) this.setData({ state: failure(error).kind });
    }
  },

  /** The page has taken its ticket: another fragment leads it on, without loading it again. */
  loaded() {
    const spent = this.data.src.includes("#t=");
    if (spent && this.goal !== "/") this.setData({ src: address() + "#" + this.goal });
  },

  failed() {
    this.turn++;
    this.setData({ state: "broken", src: "" });
  },

  act() {
    this.open();
  },

  /** Never from `webViewUrl`, which may still hold a ticket or name a coupon. */
  onShareAppMessage() {
    return share.message(this.goal);
  },
});

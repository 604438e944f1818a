// Sharing, which a page in a web-view can only ask for: the client wants a press on a button of the
// mini-program's own.

const routes = require("../../lib/routes.js");
const share = require("../../lib/share.js");
const { words } = require("../../lib/words.js");

Page({
  data: { words: words() },

  /** The card's screen to be shared. */
  goal: "/",

  /** @param {Record<string, string | undefined>} query */
  onLoad(query) {
    this.setData({ words: words() });
    wx.setNavigationBarTitle({ title: words().share.title });
    this.goal = routes.shared(query.route);
  },

  onShareAppMessage() {
    return share.message(this.goal);
  },

  back() {
    if (getCurrentPages().length > 1) wx.navigateBack();
    else wx.reLaunch({ url: routes.page(this.goal) });
  },
});

// What goes out when a member shares: the brand's card, and nothing of this member. No ticket, no
// number, no id; and no reward either, which the platform's rules forbid.

const routes = require("./routes.js");
const { words } = require("./words.js");

/**
 * @param {string | undefined} route
 * @returns {WechatMiniprogram.Page.ICustomShareContent}
 */
function message(route) {
  return { title: words().share.message, path: routes.page(routes.shared(route)) };
}

module.exports = { message };

// The sandbox's members in the developer tools, whose app of nobody gets no code from WeChat. Reached
// only with a `persona` in config.js, which a trial or a release has none of.

const config = require("../config.js");
const { Failure } = require("./http.js");

/** @param {string} persona @returns {Promise<string>} */
function code(persona) {
  const { origin, brand } = config.place();
  return new Promise((resolve, reject) => {
    wx.request({
      url: origin + "/sandbox/wechat/mini-program/login",
      method: "POST",
      data: { persona, brand },
      timeout: config.TIMEOUT,
      success: ({ data }) => resolve(/** @type {any} */ (data).code || ""),
      fail: () => reject(new Failure("offline")),
    });
  });
}

module.exports = { code };

// What a brand sets: where its card and backend are, by the version of the mini-program.

/**
 * @typedef {object} Place
 * @property {string} origin scheme and host of card and backend, which are one, without a slash
 * @property {string} brand the brand whose card this is
 * @property {string} [persona] the sandbox's member to sign in as, instead of asking WeChat
 */

/** @type {Record<string, Place>} */
const PLACES = {
  // `cargo xtask run`, in the developer tools: they have no member's code for an app of nobody.
  develop: { origin: "http://127.0.0.1:8787", brand: "tea", persona: "growing" },
  trial: { origin: "https://card.example.com", brand: "tea" },
  release: { origin: "https://card.example.com", brand: "tea" },
};

/** How long one exchange with the backend may take, in milliseconds. */
const TIMEOUT = 8000;

/** @returns {Place} */
function place() {
  return PLACES[wx.getAccountInfoSync().miniProgram.envVersion] || PLACES.release;
}

module.exports = { PLACES, TIMEOUT, place };

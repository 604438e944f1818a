// Where the mini-program may lead. Everything that comes from outside (a shared link, the page in
// the web-view) is held against these lists; what is not in them becomes the card's home.

/** The card's screens, as the hash of the card names them. */
const SCREENS = [
  "/",
  "/code",
  "/points",
  "/tiers",
  "/coupons",
  "/offers",
  "/check-in",
  "/tasks",
  "/membership",
  "/me",
];

/** Screens that show the same to everybody, and so may be shared. */
const SHARED = ["/", "/tiers", "/offers", "/check-in", "/tasks", "/membership"];

/** Queries arrive as they were written: encoded by some clients, plain by others. */
/** @param {string | undefined} text @returns {string} */
function decoded(text) {
  try {
    return decodeURIComponent(text || "");
  } catch (_) {
    return "";
  }
}

/**
 * A screen of the card.
 * @param {string | undefined} asked
 * @returns {string}
 */
function screen(asked) {
  const route = decoded(asked);
  // Dots alone are a way up and no id.
  const coupon = /^\/coupons\/(?!\.+$)[A-Za-z0-9_.~-]{1,64}$/.test(route);
  return coupon || SCREENS.includes(route) ? route : "/";
}

/**
 * A screen that may be shared: never one that names a coupon or shows what is a member's own.
 * @param {string | undefined} asked
 * @returns {string}
 */
function shared(asked) {
  const route = screen(asked);
  return SHARED.includes(route) ? route : "/";
}

/**
 * An order's id, or nothing.
 * @param {string | undefined} asked
 * @returns {string}
 */
function order(asked) {
  const id = decoded(asked);
  return /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : "";
}

/** The page with the card, at a screen. @param {string} route @returns {string} */
function page(route) {
  return "/pages/card/card" + (route === "/" ? "" : "?route=" + encodeURIComponent(route));
}

module.exports = { SCREENS, SHARED, order, page, screen, shared };

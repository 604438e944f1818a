// Who is signed in. Tokens live in memory only: signing in again is silent and costs one exchange,
// so that nothing worth stealing is kept in storage.

const config = require("../config.js");
const { Failure, send } = require("./http.js");

/**
 * @typedef {object} Session
 * @property {string} token the bearer
 * @property {number} ends by this device's clock, in milliseconds
 */

/** @type {Session | undefined} */
let session;
/** @type {Promise<Session> | undefined} */
let opening;

/** A code that the backend exchanges with WeChat: used once, good for five minutes. */
/** @returns {Promise<string>} */
function code() {
  const { persona } = config.place();
  if (persona) return require("./sandbox.js").code(persona);
  return new Promise((resolve, reject) => {
    wx.login({
      timeout: config.TIMEOUT,
      success: ({ code }) => (code ? resolve(code) : reject(new Failure("refused"))),
      fail: () => reject(new Failure("offline")),
    });
  });
}

/** @returns {Promise<Session>} */
async function signIn() {
  for (let tried = 0; ; tried++) {
    try {
      const body = { grant: "WECHAT_CODE", code: await code(), brand_id: config.place().brand };
      const { data, skew } = await send({ method: "POST", path: "/sessions", body });
      return { token: data.access_token, ends: Date.parse(data.expires_at) - skew };
    } catch (error) {
      // A code whose answer was lost is used up: only a new one can still be good.
      const failure = error instanceof Failure ? error : new Failure("broken");
      const used = failure.code === "WECHAT_CODE_INVALID" || failure.kind === "late";
      if (tried > 0 || !used) throw failure;
    }
  }
}

/** One signing in for all who ask meanwhile. */
/** @returns {Promise<Session>} */
async function current() {
  if (session && session.ends - Date.now() > 10000) return session;
  if (!opening) opening = signIn();
  try {
    session = await opening;
    return session;
  } finally {
    opening = undefined;
  }
}

/**
 * Asks the backend as the member; a session that it ended meanwhile is opened again, once.
 * @param {import("./http.js").Request} request
 * @returns {Promise<import("./http.js").Answer>}
 */
async function ask(request) {
  const { token } = await current();
  try {
    return await send({ ...request, token });
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 401) throw error;
    if (session && session.token === token) session = undefined;
    const again = await current();
    return send({ ...request, token: again.token });
  }
}

/**
 * A one-time ticket with which the card in the web-view signs in; none for a visitor, who sees the
 * card as one.
 * @returns {Promise<string>}
 */
async function ticket() {
  try {
    const { data } = await ask({ method: "POST", path: "/tickets" });
    return data.ticket;
  } catch (error) {
    if (error instanceof Failure && error.code === "ENROLLMENT_REQUIRED") return "";
    throw error;
  }
}

module.exports = { ask, ticket };

// The backend over `wx.request`: one envelope in, or one failure that says what the page can do.

const config = require("../config.js");
const { wait } = require("./wait.js");
const { language } = require("./words.js");

/**
 * What stands in the way, as a page has to tell it:
 * - `offline`: no network, or it broke;
 * - `late`: nobody answered in time;
 * - `domain`: the host is not registered for this mini-program;
 * - `refused`: the backend said no, and why (`code`);
 * - `broken`: the backend failed, or its answer is none.
 * @typedef {"offline" | "late" | "domain" | "refused" | "broken"} Kind
 */

class Failure extends Error {
  /**
   * @param {Kind} kind
   * @param {{ status?: number, code?: string, after?: number }} [more] status, code of the problem
   *   document, and the milliseconds that the backend asks to wait
   */
  constructor(kind, { status = 0, code = "", after = 0 } = {}) {
    // Never the address or the body: messages end up in logs.
    super(code || kind);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.after = after;
  }
}

/**
 * @typedef {object} Request
 * @property {"GET" | "POST"} method
 * @property {string} path below `/v1`
 * @property {Record<string, unknown>} [body]
 * @property {string} [token] the bearer
 */

/**
 * @typedef {object} Answer
 * @property {any} data what the envelope holds
 * @property {number} skew by how many milliseconds the backend is ahead of this device's clock
 */

// Numbers: the platform's list of `errno`. Words: clients older than that list.
/** @param {{ errno?: number, errMsg?: string }} error @returns {Kind} */
function reason({ errno, errMsg = "" }) {
  if (errno === 600002 || /not in domain list/i.test(errMsg)) return "domain";
  if (errno === 5 || /time(d )?-?out/i.test(errMsg)) return "late";
  return "offline";
}

/** @param {unknown} value @param {string} name @returns {string} */
function header(value, name) {
  const all = /** @type {Record<string, string>} */ (value || {});
  const found = Object.keys(all).find((key) => key.toLowerCase() === name);
  return found ? all[found] : "";
}

/** @param {Request} request @returns {Promise<Answer>} */
function once({ method, path, body, token }) {
  return new Promise((resolve, reject) => {
    const sent = Date.now();
    /** @type {Record<string, string>} */
    const headers = { "Accept-Language": language(), "Content-Type": "application/json" };
    if (token) headers.Authorization = "Bearer " + token;
    const task = wx.request({
      url: config.place().origin + "/v1" + path,
      method,
      data: body,
      header: headers,
      timeout: config.TIMEOUT,
      success({ statusCode: status, data, header: told }) {
        clearTimeout(watch);
        const text = /** @type {any} */ (data) || {};
        const time = Date.parse(text.server_time);
        if (status >= 200 && status < 300 && text.data !== undefined && time) {
          resolve({ data: text.data, skew: time - (sent + Date.now()) / 2 });
          return;
        }
        const after = Number(header(told, "retry-after")) * 1000 || 0;
        const kind = status >= 400 && status < 500 && text.code ? "refused" : "broken";
        reject(new Failure(kind, { status, code: text.code, after }));
      },
      fail(error) {
        clearTimeout(watch);
        reject(new Failure(reason(error)));
      },
    });
    // Some clients never report a request that hangs.
    const watch = setTimeout(() => {
      task.abort();
      reject(new Failure("late"));
    }, config.TIMEOUT + 1000);
  });
}

/** The pauses before a read is tried again, in milliseconds. */
const PAUSES = [400, 1200];

/** The longest that a page waits because the backend asks for it, in milliseconds. */
const PATIENCE = 5000;

/** @param {Failure} failure */
function passes(failure) {
  const busy = failure.status === 429 || failure.status === 503;
  const soon = failure.after <= PATIENCE;
  return soon && (busy || failure.kind === "late" || failure.kind === "offline" || failure.kind === "broken");
}

/**
 * Asks the backend. A read is tried three times; a write once, since its effect may be there.
 * @param {Request} request
 * @returns {Promise<Answer>}
 */
async function send(request) {
  for (let tried = 0; ; tried++) {
    try {
      return await once(request);
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("broken");
      if (request.method !== "GET" || tried >= PAUSES.length || !passes(failure)) throw failure;
      // Not all at the same moment once the backend is back.
      await wait(Math.max(failure.after, PAUSES[tried] * (0.75 + Math.random() / 2)));
    }
  }
}

/** @param {unknown} error @returns {Failure} */
function failure(error) {
  return error instanceof Failure ? error : new Failure("broken");
}

module.exports = { Failure, failure, send };

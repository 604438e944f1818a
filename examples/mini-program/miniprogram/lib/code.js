// Which value the till may read now: the rules of the card's own code screen, for a native page.

/**
 * @typedef {object} Token
 * @property {string} value
 * @property {string} not_before
 * @property {string} not_after
 */

/**
 * @typedef {object} CardCode
 * @property {string} membership_number
 * @property {Token[]} tokens
 * @property {string} refresh_after
 * @property {string} [mode]
 * @property {boolean} [static_fallback_allowed]
 */

/**
 * @typedef {object} Current
 * @property {string} value what the till reads; nothing when there is no value now
 * @property {boolean} drawable whether the backend draws it: only tokens are drawn
 * @property {number} from since when, in milliseconds of the backend's clock
 * @property {number} until from when on it is never shown as valid
 * @property {number} change when to look again
 */

/**
 * @param {CardCode} code
 * @param {number} now by the backend's clock, in milliseconds
 * @returns {Current}
 */
function current(code, now) {
  let value = "";
  let from = 0;
  let until = Infinity;
  let change = Infinity;
  for (const token of code.tokens || []) {
    const begins = Date.parse(token.not_before);
    const ends = Date.parse(token.not_after);
    if (!(begins < ends)) continue;
    if (begins > now) change = Math.min(change, begins);
    else if (now < ends && begins >= from) [value, from, until] = [token.value, begins, ends];
  }
  if (value) return { value, drawable: true, from, until, change: Math.min(change, until) };
  const stands = code.static_fallback_allowed || code.mode === "STATIC";
  const number = stands ? code.membership_number.replace(/ /g, "") : "";
  return { value: number, drawable: false, from: 0, until: Infinity, change };
}

/** Digits in groups of four, for reading aloud. @param {string} value @returns {string} */
function grouped(value) {
  return value.replace(/\d{4}(?=\d)/g, "$& ");
}

module.exports = { current, grouped };

// The code for the till on a native page: here the screen can be made bright and kept on, which no
// page in a web-view can. What may be shown is decided by the backend's time and nothing else.

const config = require("../../config.js");
const { current, grouped } = require("../../lib/code.js");
const { failure } = require("../../lib/http.js");
const routes = require("../../lib/routes.js");
const screen = require("../../lib/screen.js");
const session = require("../../lib/session.js");
const { words } = require("../../lib/words.js");

/** How often it is tried again by itself while the network is away, in milliseconds. */
const AGAIN = 10000;
/** The longest sleep of the timer, in milliseconds: a clock that was set is noticed by then. */
const NAP = 5000;

Page({
  data: {
    state: "loading",
    value: "",
    digits: "",
    picture: "",
    /** Whether the picture is that of the value. */
    drawn: false,
    hint: "",
    /** How long the value is the current one, and for how long it has been, in milliseconds. */
    period: 0,
    age: 0,
    even: false,
    words: words(),
  },

  /** @type {import("../../lib/code.js").CardCode | undefined} */
  code: undefined,
  skew: 0,
  /** This device's clock when it was last looked at, to see when it was set. */
  seen: 0,
  /** Whether the last exchange found nobody. */
  away: false,
  front: false,
  turn: 0,
  /** Wakes the next value, and the next exchange. */
  timer: 0,
  fetching: 0,

  onLoad() {
    this.setData({ words: words() });
    wx.setNavigationBarTitle({ title: words().code.title });
  },

  onShow() {
    this.front = true;
    screen.enter();
    this.refresh();
  },

  onHide() {
    this.rest();
  },

  onUnload() {
    this.rest();
  },

  rest() {
    this.front = false;
    this.turn++;
    clearTimeout(this.timer);
    clearTimeout(this.fetching);
    screen.leave();
    // What is seen when the page comes back was drawn then: nothing old, not for a moment.
    this.setData({ state: "loading", value: "", picture: "", digits: "", drawn: false });
  },

  async refresh() {
    const turn = ++this.turn;
    clearTimeout(this.fetching);
    try {
      const { data, skew } = await session.ask({ method: "GET", path: "/card/code" });
      if (turn !== this.turn) return;
      this.code = data;
      this.skew = skew;
      this.seen = Date.now();
      this.away = false;
      this.again(Math.max(Date.parse(data.refresh_after) - this.now(), 1000));
      this.draw();
    } catch (error) {
      if (turn === this.turn) this.missed(failure(error));
    }
  },

  /** @param {import("../../lib/http.js").Failure} failure */
  missed(failure) {
    this.away = true;
    if (failure.code === "ENROLLMENT_REQUIRED") {
      this.stop("visitor");
      return;
    }
    if (failure.kind === "refused") {
      this.stop("refused");
      return;
    }
    this.again(AGAIN);
    if (this.code) this.draw();
    else this.setData({ state: failure.kind });
  },

  /** Nothing is shown any more, and nothing tried again by itself. @param {string} state */
  stop(state) {
    this.code = undefined;
    clearTimeout(this.timer);
    this.setData({ state, value: "", picture: "", digits: "" });
  },

  /** @param {number} ms */
  again(ms) {
    clearTimeout(this.fetching);
    this.fetching = setTimeout(() => this.refresh(), ms);
  },

  /** The backend's time, in milliseconds. */
  now() {
    return Date.now() + this.skew;
  },

  /** Shows what the till may read now, and wakes up for the next. */
  draw() {
    clearTimeout(this.timer);
    if (!this.front || !this.code) return;
    const passed = Date.now() - this.seen;
    this.seen = Date.now();
    // The timer naps at most so long: more, or less than none, means that the clock was set or the
    // device slept. What time it is then only the backend knows.
    if (passed < 0 || passed > NAP * 4) {
      this.code = undefined;
      this.setData({ state: "loading", value: "", picture: "", digits: "", drawn: false });
      this.refresh();
      return;
    }
    const now = this.now();
    const { value, drawable, from, change } = current(this.code, now);
    this.timer = setTimeout(() => this.draw(), Math.min(Math.max(change - now, 0) + 1, NAP));
    if (!value) {
      this.setData({ state: "ended", value: "", picture: "", digits: "", drawn: false });
      return;
    }
    const texts = words().code;
    const hint = drawable ? (this.away ? texts.offline : texts.hint) : texts.number;
    if (this.data.state === "shown" && this.data.value === value) {
      // A picture that did not load has said what to do instead.
      if (this.data.picture || !drawable) this.setData({ hint });
      return;
    }
    const { origin } = config.place();
    this.setData({
      state: "shown",
      value,
      digits: grouped(value),
      picture: drawable ? origin + "/v1/card/code.svg?token=" + encodeURIComponent(value) : "",
      drawn: false,
      hint,
      period: change < Infinity ? change - from : 0,
      age: now - from,
      even: !this.data.even,
    });
  },

  /** @param {{ currentTarget: { dataset: { value?: string } } }} event */
  painted({ currentTarget }) {
    if (currentTarget.dataset.value === this.data.value) this.setData({ drawn: true });
  },

  /** @param {{ currentTarget: { dataset: { value?: string } } }} event */
  unpainted({ currentTarget }) {
    if (currentTarget.dataset.value !== this.data.value) return;
    this.setData({ picture: "", hint: words().code.spoken });
  },

  act() {
    if (this.data.state === "visitor") {
      wx.reLaunch({ url: routes.page("/") });
      return;
    }
    this.setData({ state: "loading" });
    this.refresh();
  },
});

// A phone that runs the mini-program: WeChat's own compiler for the pages, the simulator of its
// component framework to draw them, and the client's `wx` played over real HTTP.

"use strict";

const path = require("node:path");
const { JSDOM } = require("jsdom");

const APP = path.join(__dirname, "..", "miniprogram");

const { window } = new JSDOM("<!doctype html><html><head></head><body></body></html>", {
  url: "http://phone.example/",
  pretendToBeVisual: true,
});
for (const name of ["document", "Element", "HTMLElement", "Node", "Event", "CustomEvent", "Text"])
  globalThis[name] = window[name];
globalThis.window = window;

const simulate = require("miniprogram-simulate");

/** The pages that nobody left yet. @type {Set<Opened>} */
const open = new Set();

/** Pages are components whose methods the client calls, with their other fields on each instance. */
globalThis.Page = (definition) => {
  const { data, ...rest } = definition;
  const methods = {};
  const fields = {};
  for (const [name, value] of Object.entries(rest))
    (typeof value === "function" ? methods : fields)[name] = value;
  globalThis.Component({
    data,
    methods,
    lifetimes: {
      created() {
        Object.assign(this, fields);
      },
    },
  });
};

/** What the modules keep is a phone's own. */
function forget() {
  for (const file of Object.keys(require.cache))
    if (file.startsWith(APP + path.sep)) delete require.cache[file];
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

class Phone {
  /**
   * @param {object} sandbox
   * @param {{ persona?: string, brand?: string, language?: string, platform?: string, place?: object,
   *   version?: string }} [about]
   */
  constructor(sandbox, about = {}) {
    this.sandbox = sandbox;
    this.about = { persona: "growing", language: "zh_CN", platform: "ios", version: "develop", ...about };
    /** Each exchange: method, path, status, and what went and came. */
    this.exchanges = [];
    /** What the mini-program asked of the client, by name. */
    this.asked = [];
    /** What was written to the console. */
    this.written = [];
    /** `ok`, or how requests end: `offline`, `late`, `silent`, `domain`. */
    this.network = "ok";
    /** How payments end: whether the sheet pays, and what it says. */
    this.sheet = async () => "ok";
    this.brightness = 0.4;
    this.awake = false;
    this.depth = 1;
    this.listeners = new Set();
    // There is one `wx`: what is still open of the phone before would ask it of this one.
    for (const page of open) page.close();
    globalThis.wx = this.client();
    globalThis.getCurrentPages = () => Array(this.depth).fill({});
    forget();
    const config = require(path.join(APP, "config.js"));
    // A request that hangs keeps the tests' process alive for as long.
    config.TIMEOUT = 3000;
    config.PLACES.develop = { origin: sandbox.origin, brand: about.brand || "tea", ...about.place };
    // The pauses between tries and questions, a hundred times shorter.
    require(path.join(APP, "lib", "wait.js")).wait = (ms) => sleep(ms / 100);
    for (const name of ["log", "info", "warn", "error", "debug"])
      console[name] = (...words) => this.written.push(words.map(String).join(" "));
  }

  /** The client's functions; one that is not played here fails by not being there. */
  client() {
    const record = (name, answer = () => undefined) => (options = {}) => {
      this.asked.push([name, options]);
      return answer(options);
    };
    const { about } = this;
    return {
      request: (options) => this.request(options),
      login: record("login", (options) => this.login(options)),
      getAccountInfoSync: () => ({ miniProgram: { envVersion: about.version } }),
      getAppBaseInfo: () => ({ language: about.language }),
      getDeviceInfo: () => ({ platform: about.platform }),
      setNavigationBarTitle: record("setNavigationBarTitle"),
      navigateTo: record("navigateTo"),
      navigateBack: record("navigateBack"),
      reLaunch: record("reLaunch"),
      onNetworkStatusChange: (listener) => this.listeners.add(listener),
      offNetworkStatusChange: (listener) => this.listeners.delete(listener),
      getScreenBrightness: record("getScreenBrightness", ({ success }) => {
        setTimeout(() => success({ value: this.brightness }), 5);
      }),
      setScreenBrightness: record("setScreenBrightness", ({ value }) => {
        this.brightness = value;
      }),
      setKeepScreenOn: record("setKeepScreenOn", ({ keepScreenOn }) => {
        this.awake = keepScreenOn;
      }),
      requestPayment: record("requestPayment", async (options) => {
        const said = await this.sheet(options);
        if (said === "ok") options.success({ errMsg: "requestPayment:ok" });
        else options.fail({ errMsg: "requestPayment:fail " + said });
      }),
    };
  }

  /** As WeChat: a code that the backend can exchange once. */
  async login({ success, fail }) {
    if (this.network === "offline") return fail({ errMsg: "login:fail network" });
    const { persona, brand = "tea" } = this.about;
    const { body } = await this.sandbox.call("/sandbox/wechat/mini-program/login", { persona, brand });
    return success({ code: body.code, errMsg: "login:ok" });
  }

  request({ url, method, data, header, success, fail }) {
    const exchange = { method, path: url.replace(this.sandbox.origin, ""), sent: data, header };
    this.exchanges.push(exchange);
    const failures = {
      offline: { errno: 600001, errMsg: "request:fail errcode:-118 cronet_error_code:-118" },
      late: { errno: 5, errMsg: "request:fail timeout" },
      domain: { errno: 600002, errMsg: "request:fail url not in domain list" },
    };
    if (this.network !== "ok") {
      const failure = failures[this.network];
      if (failure) setTimeout(() => fail(failure), 1);
      return { abort: () => (exchange.aborted = true) };
    }
    fetch(url, { method, headers: header, body: data && JSON.stringify(data) })
      .then(async (answer) => {
        const text = await answer.text();
        exchange.status = answer.status;
        let read = text;
        try {
          read = JSON.parse(text);
        } catch (_) {}
        exchange.got = read;
        success({ statusCode: answer.status, data: read, header: Object.fromEntries(answer.headers) });
      })
      .catch(() => fail(failures.offline));
    return { abort: () => (exchange.aborted = true) };
  }

  /** The network comes or goes, as the client tells it. */
  connect(isConnected) {
    this.network = isConnected ? "ok" : "offline";
    for (const listener of this.listeners) listener({ isConnected });
  }

  /** Opens a page as the client does. */
  open(name, query = {}) {
    const id = simulate.load(path.join(APP, "pages", name, name), name, { rootPath: APP });
    const component = simulate.render(id);
    const place = document.createElement("div");
    component.attach(place);
    return new Opened(component, place, query);
  }

  /** The exchanges with one path. */
  to(part) {
    return this.exchanges.filter(({ path }) => path.startsWith(part));
  }

  /** What was asked of the client under one name. */
  of(name) {
    return this.asked.filter(([asked]) => asked === name).map(([, options]) => options);
  }
}

class Opened {
  constructor(component, place, query) {
    this.component = component;
    this.place = place;
    this.page = component.instance;
    open.add(this);
    this.page.onLoad(query);
    this.show();
  }

  show() {
    if (this.page.onShow) this.page.onShow();
  }

  hide() {
    if (this.page.onHide) this.page.onHide();
  }

  close() {
    if (!open.delete(this)) return;
    if (this.page.onUnload) this.page.onUnload();
    this.component.detach();
  }

  get text() {
    return this.place.textContent;
  }

  /** The first element of a name, as the compiled page has it: attributes and handlers. */
  find(tag, accepts = () => true) {
    const search = (node) => {
      if (!node || typeof node === "string") return undefined;
      if (node.tagName === "wx-" + tag) {
        const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
        const found = { attributes, events: node.event };
        if (accepts(found)) return found;
      }
      for (const child of node.children) {
        const found = search(child);
        if (found) return found;
      }
      return undefined;
    };
    return search(this.component.toJSON());
  }

  /** Something happens to an element: what the page bound to it runs. */
  fire(tag, type, detail = {}, accepts) {
    const found = this.find(tag, accepts);
    if (!found) throw new Error("there is no " + tag);
    const bound = found.events[type];
    if (!bound) throw new Error(`nothing is bound to ${type} of ${tag}`);
    const dataset = {};
    for (const [name, value] of Object.entries(found.attributes))
      if (name.startsWith("data")) dataset[name.replace(/^data-?/, "").toLowerCase()] = value;
    return this.page[bound.handler]({ type, detail, currentTarget: { dataset } });
  }

  /** Waits until the page is as it should be. */
  async until(what, holds) {
    const end = Date.now() + 8000;
    while (!holds(this.page.data)) {
      if (Date.now() > end)
        throw new Error(`${what}: still ${JSON.stringify({ ...this.page.data, words: 0 })}`);
      await sleep(10);
    }
  }

  state(state) {
    return this.until("state " + state, (data) => data.state === state);
  }
}

module.exports = { APP, Phone, sleep };

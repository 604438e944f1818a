// @ts-check
// `<member-card>`: the card in a page of the brand's own. It holds a frame of the card's origin, in
// which the card runs under its own policy, out of this page's reach; what the two say to each
// other, docs/embed.md has. With `mode="inline"` there is no frame, and the card's code comes into the
// page itself. Nothing here is markup or a style of text, so that a page with Trusted
// Types and a strict policy can have it. Its name is stable: pages have it written down.

/** @typedef {{ token: string }} Session */
/** @typedef {(text: any) => boolean} Test */

const VERSION = "1.0.0";
const NAME = "member-card";
const HERE = new URL(import.meta.url).origin;

/** CSS pixels that a frame may be high. */
const LEAST = 40;
const MOST = 4000;
/** What is kept free for a view until it has said how high it is. */
const PLACE = /** @type {Record<string, number>} */ ({ compact: 72, full: 720, card: 480 });
/** So many changes of the height without a rest, and the frame and its page are chasing each other. */
const CHASE = 60;
const REST_MS = 1000;
/** How long a frame may take to say hello. */
const PATIENCE_MS = 30000;
/** The same once it is loaded: it speaks before that. */
const GRACE_MS = 3000;

/** @type {(text: any, pattern: RegExp) => boolean} */
const fits = (text, pattern) => typeof text == "string" && pattern.test(text);
/** @type {Test} */
const isRoute = (text) => fits(text, /^#\/[!-~]{0,200}$/);
/** @type {Test} */
const isWord = (text) => fits(text, /^[a-z][a-z_-]{0,39}$/);
/** @type {Test} */
const isCount = (number) => Number.isInteger(number) && number >= 0 && number < 1e6;

/** What a frame may say, and what has to be in it; anything else it says is not heard. */
const HEARD = /** @type {Record<string, Record<string, Test>>} */ ({
  ready: {},
  "auth-required": {},
  height: { height: isCount },
  navigate: { route: isRoute },
  claimed: { kind: isWord, id: (id) => fits(id, /^[!-~]{1,128}$/) },
  changed: { resources: (list) => Array.isArray(list) && list.length < 40 && list.every(isWord) },
  error: { code: isWord },
  session: { id: isCount },
});

/** The page's window has events of these names: ours must not be taken for them. */
const OWN = ["resize", "error"];

// Bundles are also loaded where pages are only written, without a window.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement || Object);
const isDark = /** @type {MediaQueryList} */ (globalThis.matchMedia && matchMedia("(prefers-color-scheme: dark)"));

/** @type {CSSStyleSheet | undefined} */
let sheet;
try {
  sheet = new CSSStyleSheet();
  // A box that is measured by its own width has none where styles make it as narrow as its content.
  sheet.replaceSync(
    ":host{display:block}:host([mode=inline]){display:block!important;float:none!important;" +
      "min-width:min(260px,100vw)!important}:host([hidden]){display:none!important}",
  );
} catch (_) {
  sheet = undefined;
}

/** @param {ArrayLike<string | number>} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => (+byte).toString(16).padStart(2, "0")).join("");

/** @param {HTMLElement} element @param {Record<string, string>} style */
const dress = (element, style) => {
  for (const name in style) element.style.setProperty(name, style[name], "important");
};

class MemberCard extends Base {
  static get version() {
    return VERSION;
  }

  static get observedAttributes() {
    return ["brand", "view", "locale", "theme", "origin", "mode"];
  }

  #root = this.attachShadow({ mode: "open" });
  /** What the page has between the tags: seen where there is no card. */
  #instead = document.createElement("slot");
  /** Resolves the page's own values for the theme. */
  #probe = document.createElement("div");
  /** @type {HTMLDivElement | undefined} What keeps the place free until the card is near. */
  #place;
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  /** @type {HTMLDivElement | undefined} What the card is in where it is in no frame. */
  #box;
  /** @type {((message: object) => void) | undefined} Says something to the card in there. */
  #inside;
  /** @type {MessagePort | undefined} */
  #port;
  /** @type {IntersectionObserver | undefined} */
  #near;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #late;
  /** @type {(() => Promise<Session | null> | Session | null) | null} */
  #getSession = null;
  #origin = HERE;
  #nonce = "";
  #route = "";
  #painted = "";
  #height = 0;
  #width = 0;
  #changed = 0;
  #changes = 0;
  #begun = false;
  #ended = false;
  #stale = false;
  /** Whether the frame was told that the page has nobody signed in. */
  #visitor = false;

  constructor() {
    super();
    if (sheet && "adoptedStyleSheets" in this.#root) this.#root.adoptedStyleSheets = [sheet];
    dress(this.#probe, { display: "none", "border-top-left-radius": "var(--mc-radius)" });
    this.#root.append(this.#instead, this.#probe);
  }

  /** Asked for the member's session whenever the card needs one. */
  get getSession() {
    return this.#getSession;
  }

  set getSession(ask) {
    this.#getSession = typeof ask == "function" ? ask : null;
    if (ask && this.#visitor) this.#again();
  }

  /** Shows a screen of the card. @param {string} route such as `#/points` */
  open(route) {
    const hash = "#/" + String(route).replace(/^#?\/?/, "");
    if (!isRoute(hash)) throw new TypeError(NAME + ": no such route");
    this.#route = hash;
    if (this.#port || this.#inside) this.#say("open", { route: hash });
    else if (this.#begun && !this.#frame && !this.#box && !this.#ended) this.#load();
  }

  /** Asks for everything again; for the session, too, if there is none. */
  refresh() {
    this.#changes = 0;
    if (this.#port || this.#inside) this.#paint(this.#theme());
    else if (this.#frame || this.#box) this.#again();
  }

  /** Takes the card away for good. */
  destroy() {
    this.#ended = true;
    this.#leave();
  }

  connectedCallback() {
    // Set before this script ran, it stands in the accessor's way.
    if (Object.prototype.hasOwnProperty.call(this, "getSession")) {
      const given = this.getSession;
      // @ts-ignore the accessor is the class's
      delete this.getSession;
      this.getSession = given;
    }
    if (!sheet) this.style.setProperty("display", "block");
    // Moved in one turn: the browser loads the frame anew, and it says hello again.
    if (!this.#begun) this.#wait();
    this.#begun = true;
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#begun = false;
      this.#leave();
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before == now || !this.#begun) return;
    if (name == "view") this.#height = 0;
    this.#again();
  }

  /** Keeps the place free until it is near the window. */
  #wait() {
    if (this.#ended) return;
    this.#place = document.createElement("div");
    // Where styles make the element as narrow as its content, nothing would ever be near.
    dress(this.#place, { display: "block", "min-width": "1px", height: this.#free() + "px" });
    this.#root.append(this.#place);
    this.#instead.hidden = true;
    if (this.getAttribute("loading") == "eager" || !("IntersectionObserver" in self)) return this.#load();
    const near = (/** @type {IntersectionObserverEntry[]} */ seen) =>
      seen.some((entry) => entry.isIntersecting) && this.#load();
    this.#near = new IntersectionObserver(near, { rootMargin: "200px" });
    this.#near.observe(this.#place);
  }

  #free() {
    return this.#height || PLACE[this.#view()];
  }

  #view() {
    const view = this.getAttribute("view") || "";
    return Object.prototype.hasOwnProperty.call(PLACE, view) ? view : "card";
  }

  #load() {
    this.#leave();
    const brand = this.getAttribute("brand");
    try {
      this.#origin = new URL(this.getAttribute("origin") || HERE).origin;
    } catch (_) {
      this.#origin = "null";
    }
    if (!brand || this.#origin == "null") return this.#fail(brand ? "origin" : "brand");
    const near = this.closest("[lang]");
    const locale = this.getAttribute("locale") || (near || document.documentElement).getAttribute("lang") || navigator.language;
    const theme = this.getAttribute("theme") || "";
    const asked = { brand, view: this.#view(), lang: locale, scheme: /^(light|dark)$/.test(theme) ? theme : "" };
    this.#width = this.#changes = 0;
    this.#instead.hidden = true;
    isDark.addEventListener("change", this.#repaint);
    if (this.getAttribute("mode") == "inline") return void this.#mount(asked);
    const url = new URL("/embed", this.#origin);
    for (const [name, value] of Object.entries(asked)) if (value) url.searchParams.set(name, value);
    if (this.#route) url.hash = this.#route;
    const frame = document.createElement("iframe");
    // The name goes to the frame and nowhere else: it stands in no address and no log.
    this.#nonce = hex(crypto.getRandomValues(new Uint8Array(16)));
    frame.name = NAME + " " + this.#nonce;
    frame.title = /^zh/i.test(locale) ? "会员卡" : "Member card";
    // A browser that cannot share complains of the name.
    frame.allow = "screen-wake-lock; clipboard-write" + ("share" in navigator ? "; web-share" : "");
    frame.referrerPolicy = "strict-origin";
    frame.src = url.href;
    dress(frame, { all: "initial", display: "block", width: "100%", border: "0", height: this.#free() + "px" });
    this.#frame = frame;
    addEventListener("message", this.#meet);
    this.#root.append(frame);
    const late = () => {
      this.#leave();
      this.#fail("unreachable");
    };
    this.#late = setTimeout(late, PATIENCE_MS);
    // A page that is not let in, or an error of the network, is loaded too, and says nothing.
    frame.onload = () => {
      if (this.#port) return;
      clearTimeout(this.#late);
      this.#late = setTimeout(late, GRACE_MS);
    };
  }

  /** Without a frame: the card's code comes into this page. @param {Record<string, string>} asked */
  async #mount(asked) {
    const box = document.createElement("div");
    dress(box, { display: "block", "min-height": this.#free() + "px" });
    this.#box = box;
    this.#root.append(box);
    try {
      const { start } = await import(/* @vite-ignore */ /* webpackIgnore: true */ new URL("/embed-inline.js", this.#origin).href);
      if (box != this.#box) return;
      this.#visitor = !this.#getSession;
      const theme = this.#theme();
      this.#painted = JSON.stringify(theme);
      const inside = await start({
        ...asked,
        box,
        theme,
        root: this.#root,
        origin: this.#origin,
        route: this.#route,
        token: () => this.#token(),
        tell: (/** @type {string} */ type, /** @type {any} */ detail) => {
          if (box != this.#box) return;
          if (detail && detail.code == "failed") this.#leave();
          this.#hear({ v: 1, type, ...detail });
        },
        again: () => this.#again(),
      });
      if (box == this.#box) this.#inside = inside;
      else inside({ type: "end" });
    } catch (error) {
      if (box != this.#box) return;
      this.#leave();
      this.#fail(error instanceof TypeError ? "unreachable" : "failed");
    }
  }

  /** Ends all that runs; the page's own content is seen again. */
  #leave() {
    removeEventListener("message", this.#meet);
    isDark.removeEventListener("change", this.#repaint);
    clearTimeout(this.#late);
    if (this.#near) this.#near.disconnect();
    if (this.#port) this.#port.close();
    if (this.#inside) this.#inside({ type: "end" });
    for (const part of [this.#place, this.#frame, this.#box]) part && part.remove();
    this.#near = this.#port = this.#inside = this.#place = this.#frame = this.#box = undefined;
    this.#instead.hidden = this.#visitor = false;
  }

  /** Begins anew with other settings, all that were set in this turn at once. */
  #again() {
    if (this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => {
      this.#stale = false;
      if (!this.#begun || this.#ended) return;
      if (this.#frame || this.#box) this.#load();
      else if (!this.#place) this.#wait();
      else dress(this.#place, { height: this.#free() + "px" });
    });
  }

  #repaint = () => {
    const theme = this.#theme();
    if (JSON.stringify(theme) != this.#painted) this.#paint(theme);
  };

  /** @param {Record<string, string>} theme */
  #paint(theme) {
    this.#painted = JSON.stringify(theme);
    this.#say("refresh", { theme });
  }

  /** The one message that comes over the window: the frame's hello, again whenever it was loaded. */
  #meet = (/** @type {MessageEvent} */ { isTrusted, source, origin, data }) => {
    const frame = this.#frame && this.#frame.contentWindow;
    if (!isTrusted || !frame || source !== frame || origin !== this.#origin) return;
    if (!data || typeof data != "object" || data.v !== 1 || data.type !== "hello" || data.nonce !== this.#nonce) return;
    clearTimeout(this.#late);
    if (this.#port) this.#port.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event) => port1 === this.#port && this.#hear(event.data);
    this.#visitor = !this.#getSession;
    const theme = this.#theme();
    this.#painted = JSON.stringify(theme);
    const welcome = { v: 1, type: "welcome", nonce: this.#nonce, session: !this.#visitor, theme };
    frame.postMessage(welcome, this.#origin, [port2]);
  };

  /** @param {string} type @param {object} with_ */
  #say(type, with_) {
    const message = { v: 1, type, ...with_ };
    if (this.#port) this.#port.postMessage(message);
    if (this.#inside) this.#inside(message);
  }

  /** @param {any} message */
  #hear(message) {
    if (!message || typeof message != "object" || message.v !== 1) return;
    const { type } = message;
    if (typeof type != "string" || !Object.prototype.hasOwnProperty.call(HEARD, type)) return;
    /** @type {Record<string, any>} */
    const detail = {};
    for (const [name, test] of Object.entries(HEARD[type])) {
      if (!Object.prototype.hasOwnProperty.call(message, name) || !test(message[name])) return;
      detail[name] = message[name];
    }
    if (type == "height") return this.#grow(detail.height);
    if (type == "session") return void this.#answer(detail.id);
    // Another screen begins at its head, which may stand above the window's edge.
    if (type == "navigate") {
      this.#route = detail.route;
      if (this.getBoundingClientRect().top < 0) this.scrollIntoView();
    }
    this.#tell(type, detail);
  }

  /** @param {number} id of the question */
  async #answer(id) {
    const port = this.#port;
    const token = await this.#token();
    if (port && port === this.#port) port.postMessage({ v: 1, type: "session", id, token });
  }

  /** @returns {Promise<string | null>} */
  async #token() {
    try {
      const given = this.#getSession && (await this.#getSession.call(this));
      if (given && fits(given.token, /^[!-~]{1,8192}$/)) return given.token;
    } catch (_) {
      this.#fail("session");
    }
    return null;
  }

  /** @param {number} asked */
  #grow(asked) {
    const frame = this.#frame;
    if (this.#box) {
      this.#height = asked;
      // What was kept free for it is its own now.
      dress(this.#box, { "min-height": "0" });
      return this.#tell("resize", { height: asked });
    }
    const height = Math.min(MOST, Math.max(LEAST, asked));
    if (!frame || height == this.#height || this.#changes > CHASE) return;
    const now = performance.now();
    const width = frame.clientWidth;
    // Another width is a good reason for another height.
    const alone = now - this.#changed > REST_MS || width != this.#width;
    this.#changes = alone ? 0 : this.#changes + 1;
    this.#changed = now;
    this.#width = width;
    if (this.#changes > CHASE) return this.#fail("height");
    this.#height = height;
    dress(frame, { height: height + "px" });
    this.#tell("resize", { height });
  }

  /** The page's values for what a page may set, resolved; what is none of its type is left out. */
  #theme() {
    const seen = getComputedStyle(this.#probe);
    /** @type {Record<string, string>} */
    const theme = {};
    for (const name of ["accent", "secondary"]) {
      // Of all properties with a colour the one that is transparent where the value is none.
      dress(this.#probe, { "background-color": `var(--mc-${name})` });
      const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(seen.backgroundColor);
      if (parts) theme[name] = "#" + hex(parts.slice(1));
    }
    const radius = parseFloat(seen.borderTopLeftRadius);
    if (getComputedStyle(this).getPropertyValue("--mc-radius").trim() && radius >= 0)
      theme.corners = radius < 6 ? "SHARP" : radius < 14 ? "SOFT" : "ROUND";
    return theme;
  }

  /** @param {string} code */
  #fail(code) {
    this.#tell("error", { code });
  }

  /** @param {string} type @param {Record<string, any>} detail */
  #tell(type, detail) {
    for (const value of Object.values(detail)) Object.freeze(value);
    this.dispatchEvent(new CustomEvent(type, { bubbles: !OWN.includes(type), composed: true, detail: Object.freeze(detail) }));
  }
}

// Two versions on one page: the first one stays.
const elements = globalThis.customElements;
if (elements && !elements.get(NAME)) elements.define(NAME, MemberCard);

export const MemberCardElement = /** @type {typeof MemberCard} */ ((elements && elements.get(NAME)) || MemberCard);

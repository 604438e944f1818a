// @ts-check
/// <reference path="around.js" />
// The card in a brand's page without a frame. `cargo xtask build` makes one module of this, of
// public/around.js, of the card's styles and of the glue of its module; the last is a function, whose
// `window` and `document` are what it is given here. So each element has a card of its own, and none
// of them touches the page's address, history, storage or title.

/** @typedef {{ [name: string]: any }} Names */

/**
 * @typedef {object} Asked
 * @property {HTMLElement} box where the card goes
 * @property {ShadowRoot} root that the box stands in
 * @property {string} origin the card's
 * @property {string} brand
 * @property {string} view
 * @property {string} lang
 * @property {string} scheme
 * @property {string} route
 * @property {object} theme
 * @property {() => Promise<string | null>} token
 * @property {(type: string, detail?: object) => void} tell
 * @property {() => void} again
 */

// @ts-ignore what the build puts before this: the glue, the styles, the module's file and what it must be
const made = /** @type {{ glue: (scope: Names) => { init: (from: object) => Promise<any>, halt: (nothing: any) => void }, styles: string, file: string, integrity: string }} */ ({ glue: cardGlue, styles: cardStyles, file: cardFile, integrity: cardIntegrity });

/** @type {Promise<WebAssembly.Module> | undefined} One for all elements of the page. */
let compiled;
const compile = () => {
  /** @param {RequestCache} [cache] */
  const download = (cache) => fetch(new URL(made.file, import.meta.url), { integrity: made.integrity, credentials: "omit", cache });
  /** @param {RequestCache} [cache] */
  const bytes = async (cache) => WebAssembly.compile(await (await download(cache)).arrayBuffer());
  if (!compiled) {
    compiled = WebAssembly.compileStreaming(download()).catch(() => bytes()).catch(() => bytes("reload"));
    compiled.catch(() => (compiled = undefined));
  }
  return compiled;
};

/** @type {CSSStyleSheet | undefined} */
let sheet;
/** @param {ShadowRoot} root @param {HTMLElement} box */
const dress = (root, box) => {
  try {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(made.styles);
    }
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet).concat(sheet);
  } catch (_) {
    const style = document.createElement("style");
    style.textContent = made.styles;
    box.append(style);
  }
};

/** What a module finds that runs no more: it can be called and looked into for ever (public/late.js). */
/** @type {any} */
const nothing = new Proxy(() => {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => 0 : /^\d+$/.test(String(name)) ? 0 : nothing),
  apply: () => nothing,
});

/**
 * An object of the browser in which some names are others. What is set or taken away stays in here.
 * @param {any} of
 * @param {Names} names
 */
const front = (of, names) =>
  new Proxy(of, {
    get(_, name) {
      if (Object.prototype.hasOwnProperty.call(names, name)) return names[/** @type {string} */ (name)];
      const value = of[name];
      // A method wants the browser's own object; a class stays what it is.
      return typeof value == "function" && /^[a-z]/.test(String(name)) ? value.bind(of) : value;
    },
    set: (_, name, value) => (Reflect.set(names, name, value), true),
    deleteProperty: (_, name) => Reflect.deleteProperty(names, name),
  });

/** What happens to a window of the card, and not to that of the page. */
const OWN = /^(hashchange|popstate|storage|member-card:.*)$/;

/**
 * Begins a card. Gives what the page says to it.
 * @param {Asked} asked
 */
export const start = async ({ box, root, origin, brand, view, lang, scheme, route, theme, token, tell, again }) => {
  const ending = new AbortController();
  const { signal } = ending;
  const target = new EventTarget();
  const page = document.createElement("div");
  const body = document.createElement("div");
  box.className = "mc-box";
  page.className = "mc-html";
  body.className = "mc-body";
  page.lang = /^en/i.test(lang) ? "en" : "zh-CN";
  page.dataset.card = "shell";
  if (scheme) page.dataset.scheme = scheme;
  page.append(body);
  dress(root, box);
  box.append(page);
  // The page's root may have any size of text; what the member set in the browser counts.
  page.style.setProperty("font-size", "medium");
  page.style.setProperty("--mc-rem", getComputedStyle(page).fontSize);

  /** @param {string} text */
  const there = (text) => (/^\/(?!\/)/.test(text) ? origin + text : text);
  /** Another page opens beside this one, which is not the card's to leave. @param {string} url */
  const leave = (url) => {
    const to = new URL(there(url), origin);
    if (/^https?:$/.test(to.protocol)) self.open(to.href, "_blank", "noopener,noreferrer");
  };

  let hash = route;
  /** @param {string} to */
  const replace = (to) => {
    if (to[0] !== "#") return leave(to);
    if (to === hash) return;
    hash = to;
    setTimeout(() => signal.aborted || target.dispatchEvent(new Event("hashchange")));
  };
  const location = {
    origin,
    pathname: "/",
    search: "?brand=" + encodeURIComponent(brand),
    get hash() {
      return hash;
    },
    set hash(to) {
      around.go("#" + to.replace(/^#/, ""));
    },
    get href() {
      return origin + location.pathname + location.search + hash;
    },
    set href(to) {
      replace(to);
    },
    assign: replace,
    replace,
    reload: again,
  };

  const around = cardAround({
    page,
    body,
    location,
    target,
    /** @param {any} input @param {any} init */
    async ask(input, init) {
      const own = new AbortController();
      const stop = () => own.abort();
      const given = (init || {}).signal;
      if (signal.aborted || (given && given.aborted)) stop();
      for (const other of [signal, given]) if (other) other.addEventListener("abort", stop, { once: true });
      return fetch(there(String(input)), { ...init, signal: own.signal, credentials: "omit" });
    },
    token,
    tell: (type, detail) => signal.aborted || tell(type, detail),
    again,
    view,
    scheme,
  });
  around.paint(theme);
  // A link out of the card opens beside the page too.
  page.addEventListener("click", (event) => {
    const from = /** @type {Element} */ (event.target);
    const link = from.closest && /** @type {HTMLAnchorElement | null} */ (from.closest("a[href]"));
    if (!link || event.defaultPrevented || link.target || !/^https?:$/.test(link.protocol)) return;
    event.preventDefault();
    leave(link.href);
  });

  /** The page's own events, until the card ends. @param {EventTarget} of */
  const listening = (of) => ({
    /** @param {string} type @param {any} act @param {any} how */
    addEventListener(type, act, how) {
      const options = { ...(typeof how == "object" ? how : { capture: how === true }), signal };
      if (!OWN.test(type)) of.addEventListener(type, act, options);
      if (of === self && (OWN.test(type) || type === "resize")) target.addEventListener(type, act, options);
    },
    /** @param {string} type @param {any} act @param {any} how */
    removeEventListener(type, act, how) {
      for (const one of [of, target]) one.removeEventListener(type, act, how);
    },
  });
  const inner = front(document, {
    ...listening(document),
    location,
    documentElement: page,
    body,
    head: box,
    title: "",
    cookie: "",
    /** @param {string} selector */
    querySelector: (selector) => box.querySelector(selector),
    /** @param {string} selector */
    querySelectorAll: (selector) => box.querySelectorAll(selector),
    /** @param {string} id */
    getElementById: (id) => box.querySelector("#" + CSS.escape(id)),
    get activeElement() {
      return root.activeElement;
    },
  });

  let halt = () => {};
  const crashed = () => {
    if (signal.aborted) return;
    tell("error", { code: "failed" });
    end();
  };
  const memberCard = {
    /** @param {string} name */
    take: (name) => (name === "brand" ? brand : undefined),
    seen() {},
    failed: () => false,
    crashed,
    again() {},
    /** @param {HTMLElement} element */
    up: (element) => body.replaceChildren(element),
  };
  /** @type {Names} */
  const names = {
    ...listening(self),
    document: inner,
    location,
    history: around.history,
    localStorage: around.kept,
    sessionStorage: around.kept,
    memberCard,
    fetch: around.fetch,
    innerHeight: 844,
    scrollX: 0,
    scrollY: 0,
    scrollTo() {},
    scrollBy() {},
    close() {},
    opener: null,
    // What a list of these hears would keep the module for as long as the page.
    /** @param {string} query */
    matchMedia(query) {
      const list = self.matchMedia(query);
      return front(list, listening(list));
    },
    performance: { now: () => performance.now(), mark() {} },
    /** @param {string} url @param {...string} how */
    open: (url, ...how) => self.open(there(url), ...how),
  };
  const outer = front(self, names);
  for (const name of ["window", "self", "globalThis"]) names[name] = outer;
  names.innerWidth = page.clientWidth;
  const sized = new ResizeObserver(() => {
    if (names.innerWidth === page.clientWidth) return;
    names.innerWidth = page.clientWidth;
    target.dispatchEvent(new Event("resize"));
  });
  sized.observe(page);

  /** @type {any[]} */
  const ticking = [];
  const end = () => {
    ending.abort();
    halt();
    sized.disconnect();
    for (const timer of ticking) clearInterval(timer);
    page.remove();
  };
  /** @param {"error" | "warn"} how */
  const say = (how) => (/** @type {any[]} */ ...what) => signal.aborted || console[how](...what);
  const glue = made.glue({
    window: outer,
    document: inner,
    memberCard,
    /** @param {any} what @param {any} [how] */
    fetch: (what, how) => fetch(what, { ...how, signal }),
    /** @param {() => void} act @param {number} pause */
    setInterval: (act, pause) => ticking[ticking.push(setInterval(act, pause)) - 1],
    console: { error: say("error"), warn: say("warn") },
    // Paths are the card's, not the page's.
    own: {
      /** @param {Element} element @param {string} name @param {string} value */
      attribute: (element, name, value) => element.setAttribute(name, /^(src|href)$/.test(name) ? there(value) : value),
      /** @param {CSSStyleDeclaration} style @param {string} name @param {string} value */
      property: (style, name, value) => style.setProperty(name, value.replace(/url\("(\/(?!\/)[^"]*)"\)/g, `url("${origin}$1")`)),
    },
  });
  halt = () => glue.halt(nothing);
  try {
    await glue.init({ module_or_path: await compile() });
  } catch (error) {
    end();
    throw error;
  }
  /** @param {any} message */
  return (message) => (message.type === "end" ? end() : around.obey(message));
};

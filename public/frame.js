// @ts-check
// The card in a frame of a brand's page, `/embed`: joined to the page before public/boot.js by
// `cargo xtask build`. What the card would find around it, it finds here instead: a storage that
// lasts as long as the page, a history that is not the brand's, a window as high as a phone's, a
// session that the brand's page vouches for. The card itself does not know of it. ES2018: it must
// run where the module cannot.
(() => {
  const page = document.documentElement;
  const query = new URLSearchParams(location.search);
  const view = query.get("view") || "";
  page.dataset.view = /^(compact|full)$/.test(view) ? view : "card";

  /** Stands for a property of the window, or of something in it. @param {object} of @param {string} name @param {PropertyDescriptor} how */
  const stand = (of, name, how) => Object.defineProperty(of, name, { configurable: true, ...how });

  // Blocked, or another one for each page that the card stands in: so nothing is kept there at all.
  const kept = new Map();
  const scheme = query.get("scheme") || "";
  if (/^(light|dark)$/.test(scheme)) kept.set("member-card:scheme", scheme);
  stand(self, "localStorage", {
    value: {
      getItem: (/** @type {string} */ key) => (kept.has(key) ? kept.get(key) : null),
      setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, String(text)),
      removeItem: (/** @type {string} */ key) => void kept.delete(key),
      clear: () => kept.clear(),
      key: (/** @type {number} */ at) => Array.from(kept.keys())[at] || null,
      get length() {
        return kept.size;
      },
    },
  });

  // The frame is as high as what it shows: nothing in it may ask how high the frame is.
  stand(self, "innerHeight", { get: () => 844, set: () => {} });

  // Back is the brand's: the card goes back by itself, and leaves no entry behind.
  /** @type {[string, any][]} */
  const trail = [];
  /** @type {any} */
  let state = null;
  const push = (/** @type {any} */ next) => {
    trail.push([location.hash || "#/", state]);
    state = next;
  };
  /** @param {string} hash */
  const go = (hash) => {
    if (hash === (location.hash || "#/")) return;
    push(null);
    location.replace(hash);
  };
  stand(history, "state", { get: () => state });
  stand(history, "pushState", { value: push });
  stand(history, "back", {
    value() {
      const before = trail.pop();
      if (!before) return;
      state = before[1];
      if (before[0] !== location.hash) location.replace(before[0]);
      dispatchEvent(new PopStateEvent("popstate", { state }));
    },
  });
  addEventListener("click", (event) => {
    const from = /** @type {Element} */ (event.target);
    const link = from.closest && from.closest("a[href^='#']");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    go(/** @type {string} */ (link.getAttribute("href")));
  });

  // The brand's page. Who it is says the browser: the policy of this page, `frame-ancestors`, has
  // let nobody in but those whom the brand named.
  const above = location.ancestorOrigins;
  const parentOrigin = above && above.length ? above[0] : (/^https?:\/\/[^/]+/.exec(document.referrer) || [""])[0];
  const nonce = (/^member-card ([0-9a-f]{32})$/.exec(self.name) || [])[1];

  /** @typedef {{ port: MessagePort, session: boolean }} Host */
  /** @type {any} What the brand's page sets of the theme. */
  let theme = {};

  /** @param {any} from */
  const themeOf = (from) => {
    /** @type {Record<string, string>} */
    const taken = {};
    if (!from || typeof from != "object") return taken;
    for (const name of ["accent", "secondary"]) if (/^#[0-9a-f]{6}$/.test(from[name])) taken[name] = from[name];
    if (/^(SHARP|SOFT|ROUND)$/.test(from.corners)) taken.corners = from.corners;
    return taken;
  };

  /** @type {Promise<Host | null>} Nobody where the page stands alone, or nobody answers. */
  const host = new Promise((met) => {
    if (self === parent || !nonce || !/^https?:/.test(parentOrigin)) return met(null);
    const heard = (/** @type {MessageEvent} */ { isTrusted, source, origin, data, ports }) => {
      if (!isTrusted || source !== parent || origin !== parentOrigin || ports.length !== 1) return;
      if (!data || data.v !== 1 || data.type !== "welcome" || data.nonce !== nonce) return;
      removeEventListener("message", heard);
      theme = themeOf(data.theme);
      ports[0].onmessage = (event) => obey(event.data);
      met({ port: ports[0], session: data.session === true });
    };
    addEventListener("message", heard);
    parent.postMessage({ v: 1, type: "hello", nonce }, parentOrigin);
    setTimeout(met, 8e3, null);
  });

  /** @param {string} type @param {object} [detail] */
  const tell = (type, detail) => host.then((link) => link && link.port.postMessage({ v: 1, type, ...detail }));

  // The session.

  /** @type {Map<number, (token: string | null) => void>} */
  const waiting = new Map();
  let asked = 0;
  /** Whether somebody was let in, and whether somebody was not. */
  let opened = false;
  let refused = false;

  /** A token of the brand's server, or nothing. @returns {Promise<string | null>} */
  const token = async () => {
    const link = await host;
    if (!link || !link.session) return null;
    const id = ++asked;
    tell("session", { id });
    return new Promise((given) => {
      waiting.set(id, given);
      setTimeout(given, 8e3, null);
    });
  };

  const ask = self.fetch.bind(self);

  /**
   * Signs in as whom the brand's page names, at the start and when the session has ended. A visitor
   * remains one only where it names nobody.
   * @param {any} input
   * @param {any} init
   */
  const enter = async (input, init) => {
    const { grant } = JSON.parse(init.body);
    const vouched = async () => {
      const brand_token = await token();
      return brand_token && ask(input, { ...init, body: JSON.stringify({ grant: "BRAND_TOKEN", brand_token }) });
    };
    let answer = (grant === "GUEST" && !opened && !refused && (await vouched())) || (await ask(input, init));
    if (answer.status === 401 && grant === "REFRESH") answer = (await vouched()) || answer;
    opened = opened || answer.ok;
    refused = answer.status === 401;
    if (refused) tell("auth-required");
    return answer;
  };

  /** The programme, with what the brand's page sets of its theme. @param {Response} answer */
  const painted = async (answer) => {
    const { status, statusText, headers } = answer;
    let text = await answer.text();
    try {
      const body = JSON.parse(text);
      Object.assign(body.data.program.theme, theme);
      text = JSON.stringify(body);
    } catch (_) {
      // No programme: the card says so.
    }
    return new Response(text, { status, statusText, headers });
  };

  /** What was claimed, by its path. @type {[RegExp, string][]} */
  const CLAIMS = [
    [/^\/v1\/coupon-offers\/([^/]+)\/claims$/, "coupon"],
    [/^\/v1\/tasks\/([^/]+)\/claims$/, "task"],
    [/^\/v1\/check-ins\/([^/]+)$/, "check-in"],
  ];

  /** Tells what an answer says has changed. @param {string} path @param {string} method @param {any} body */
  const note = (path, method, body) => {
    const resources = body.changed || (body.data || {}).changed;
    if (method !== "GET")
      for (const [pattern, kind] of CLAIMS) {
        const claim = pattern.exec(path);
        if (claim) tell("claimed", { kind, id: decodeURIComponent(claim[1]) });
      }
    if (Array.isArray(resources) && resources.length) tell("changed", { resources: resources.map(String) });
  };

  self.fetch = async (/** @type {any} */ input, init) => {
    const { pathname } = new URL(input.url || input, location.href);
    const method = (init && init.method) || "GET";
    if (pathname === "/v1/sessions" && method === "POST") return enter(input, init);
    const answer = await ask(input, init);
    if (!pathname.startsWith("/v1/") || !answer.ok) return answer;
    if (method !== "GET" || pathname === "/v1/changes")
      answer.clone().json().then((body) => note(pathname, method, body), () => {});
    return pathname === "/v1/bootstrap" ? painted(answer) : answer;
  };

  /** What the brand's page asks for. @param {any} message */
  const obey = (message) => {
    if (!message || message.v !== 1) return;
    const { type, route, id } = message;
    if (type === "open" && /^#\/[!-~]{0,200}$/.test(route)) go(route);
    if (type === "refresh") {
      theme = themeOf(message.theme);
      if (refused) location.reload();
      else dispatchEvent(new Event("member-card:refresh"));
    }
    const given = type === "session" && waiting.get(id);
    if (given) {
      waiting.delete(id);
      given(typeof message.token == "string" ? message.token : null);
    }
  };

  // How it stands.

  /** @param {boolean} [moved] */
  const show = (moved) => {
    const route = location.hash || "#/";
    page.dataset.route = route === "#/" ? "home" : route === "#/code" ? "code" : "further";
    if (moved) tell("navigate", { route });
  };
  show();
  addEventListener("hashchange", () => show(true));

  let height = 0;
  let due = false;
  const measure = () => {
    due = false;
    const now = Math.ceil(document.body.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    tell("height", { height });
  };
  new ResizeObserver(() => {
    if (!due) requestAnimationFrame(measure);
    due = true;
  }).observe(document.body);

  let stood = "";
  new MutationObserver(() => {
    const stands = page.dataset.card || "";
    if (stands === stood) return;
    if (stands === "offline" || stands === "failed") tell("error", { code: stands });
    else if (stands === "ready" && stood !== "offline" && !refused) tell("ready");
    stood = stands;
    // Beside the screen a frame is not drawn, and nothing is observed in it: it is measured once, so
    // that it has its height before it comes into view.
    setTimeout(measure, 100);
  }).observe(page, { attributeFilter: ["data-card"] });

  // Which part of the frame is on the screen, for what lies over the card: a sheet at the foot of a
  // long frame would be seen by nobody. Only an observer is told that in another origin's page, and
  // only at its start for certain.
  if (self.IntersectionObserver) {
    const look = new IntersectionObserver((seen) => {
      const { top, height } = seen[seen.length - 1].intersectionRect;
      page.style.setProperty("--seen-top", top + "px");
      page.style.setProperty("--seen-height", height + "px");
    });
    const again = () => {
      look.disconnect();
      look.observe(page);
    };
    for (const type of ["pointerdown", "keydown"]) addEventListener(type, again, true);
    again();
  }
})();

// @ts-check
// What stands around the card in a brand's page, in a frame (public/frame.js) and without one
// (public/inline.js); `cargo xtask build` joins it to both. A storage that lasts as long as the
// card, a history that is not the brand's, a session that the brand's page vouches for, and what the
// page is told. The card itself does not know of it. ES2018: it must run where the module cannot.

/**
 * @typedef {object} Place
 * @property {HTMLElement} page what is `<html>` to the card
 * @property {HTMLElement} body what is `<body>` to it
 * @property {{ hash: string, replace: (hash: string) => void }} location
 * @property {EventTarget} target where the card listens for what happens to its window
 * @property {(input: any, init?: any) => Promise<Response>} ask
 * @property {() => Promise<string | null>} token of the brand's server, or nothing
 * @property {(type: string, detail?: object) => unknown} tell says it to the brand's page
 * @property {() => void} again begins anew
 * @property {string} view
 * @property {string} scheme
 */

/** @param {Place} place */
const cardAround = ({ page, body, location, target, ask, token, tell, again, view, scheme }) => {
  page.dataset.view = /^(compact|full)$/.test(view) ? view : "card";

  // Blocked, or another one for each page that the card stands in: so nothing is kept at all.
  const texts = new Map();
  if (/^(light|dark)$/.test(scheme)) texts.set("member-card:scheme", scheme);
  const kept = {
    getItem: (/** @type {string} */ key) => (texts.has(key) ? texts.get(key) : null),
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void texts.set(key, String(text)),
    removeItem: (/** @type {string} */ key) => void texts.delete(key),
    clear: () => texts.clear(),
    key: (/** @type {number} */ at) => Array.from(texts.keys())[at] || null,
    get length() {
      return texts.size;
    },
  };

  // Back is the brand's: the card goes back by itself, and leaves no entry behind.
  /** @type {[string, any][]} */
  const trail = [];
  const history = {
    /** @type {any} */
    state: null,
    pushState(/** @type {any} */ next) {
      trail.push([location.hash || "#/", history.state]);
      history.state = next;
    },
    back() {
      const before = trail.pop();
      if (!before) return;
      history.state = before[1];
      if (before[0] !== location.hash) location.replace(before[0]);
      target.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
    },
  };
  /** @param {string} hash */
  const go = (hash) => {
    if (hash === (location.hash || "#/")) return;
    history.pushState(null);
    location.replace(hash);
  };
  page.addEventListener("click", (event) => {
    const from = /** @type {Element} */ (event.target);
    const link = from.closest && from.closest("a[href^='#']");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    go(/** @type {string} */ (link.getAttribute("href")));
  });

  // The session.

  /** @type {any} What the brand's page sets of the theme. */
  let theme = {};
  /** Whether somebody was let in, and whether somebody was not. */
  let opened = false;
  let refused = false;

  /** @param {any} from */
  const paint = (from) => {
    theme = {};
    if (!from || typeof from != "object") return;
    for (const name of ["accent", "secondary"]) if (/^#[0-9a-f]{6}$/.test(from[name])) theme[name] = from[name];
    if (/^(SHARP|SOFT|ROUND)$/.test(from.corners)) theme.corners = from.corners;
  };

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
      const read = JSON.parse(text);
      Object.assign(read.data.program.theme, theme);
      text = JSON.stringify(read);
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

  /** Tells what an answer says has changed. @param {string} path @param {string} method @param {any} said */
  const note = (path, method, said) => {
    const resources = said.changed || (said.data || {}).changed;
    if (method !== "GET")
      for (const [pattern, kind] of CLAIMS) {
        const claim = pattern.exec(path);
        if (claim) tell("claimed", { kind, id: decodeURIComponent(claim[1]) });
      }
    if (Array.isArray(resources) && resources.length) tell("changed", { resources: resources.map(String) });
  };

  /** @param {any} input @param {any} [init] */
  const fetch = async (input, init) => {
    const { pathname } = new URL(input.url || input, document.baseURI);
    const method = (init && init.method) || "GET";
    if (pathname === "/v1/sessions" && method === "POST") return enter(input, init);
    const answer = await ask(input, init);
    if (!pathname.startsWith("/v1/") || !answer.ok) return answer;
    if (method !== "GET" || pathname === "/v1/changes")
      answer.clone().json().then((said) => note(pathname, method, said), () => {});
    return pathname === "/v1/bootstrap" ? painted(answer) : answer;
  };

  /** What the brand's page asks for. @param {any} message */
  const obey = ({ type, route, theme: set }) => {
    if (type === "open" && /^#\/[!-~]{0,200}$/.test(route)) go(route);
    if (type === "refresh") {
      paint(set);
      if (refused) again();
      else target.dispatchEvent(new Event("member-card:refresh"));
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
  target.addEventListener("hashchange", () => show(true));

  let height = 0;
  let due = false;
  const measure = () => {
    due = false;
    const now = Math.ceil(body.getBoundingClientRect().height);
    if (now === height) return;
    height = now;
    tell("height", { height });
  };
  new ResizeObserver(() => {
    if (!due) requestAnimationFrame(measure);
    due = true;
  }).observe(body);

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

  // Which part of the card is on the screen, for what lies over it: a sheet at the foot of a long
  // card would be seen by nobody. Only an observer is told that in another origin's page, and only at
  // its start for certain.
  if (self.IntersectionObserver) {
    const look = new IntersectionObserver((seen) => {
      const { top, height } = seen[seen.length - 1].intersectionRect;
      page.style.setProperty("--seen-top", top - page.getBoundingClientRect().top + "px");
      page.style.setProperty("--seen-height", height + "px");
    });
    const anew = () => {
      look.disconnect();
      look.observe(page);
    };
    for (const type of ["pointerdown", "keydown"]) page.addEventListener(type, anew, true);
    anew();
  }

  return { kept, history, go, paint, fetch, obey };
};

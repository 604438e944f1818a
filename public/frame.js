// @ts-check
/// <reference path="around.js" />
// The card in a frame of a brand's page, `/embed`: joined, with public/around.js, to the page before
// public/boot.js by `cargo xtask build`. What the card would find around it, it finds here instead,
// and a window as high as a phone's. ES2018: it must run where the module cannot.
(() => {
  const query = new URLSearchParams(location.search);

  /** Stands for a property of the window, or of something in it. @param {object} of @param {string} name @param {PropertyDescriptor} how */
  const stand = (of, name, how) => Object.defineProperty(of, name, { configurable: true, ...how });

  // The frame is as high as what it shows: nothing in it may ask how high the frame is.
  stand(self, "innerHeight", { get: () => 844, set: () => {} });

  // The brand's page. Who it is says the browser: the policy of this page, `frame-ancestors`, has
  // let nobody in but those whom the brand named.
  const above = location.ancestorOrigins;
  const parentOrigin = above && above.length ? above[0] : (/^https?:\/\/[^/]+/.exec(document.referrer) || [""])[0];
  const nonce = (/^member-card ([0-9a-f]{32})$/.exec(self.name) || [])[1];

  /** @typedef {{ port: MessagePort, session: boolean }} Host */

  /** @type {Promise<Host | null>} Nobody where the page stands alone, or nobody answers. */
  const host = new Promise((met) => {
    if (self === parent || !nonce || !/^https?:/.test(parentOrigin)) return met(null);
    const heard = (/** @type {MessageEvent} */ { isTrusted, source, origin, data, ports }) => {
      if (!isTrusted || source !== parent || origin !== parentOrigin || ports.length !== 1) return;
      if (!data || data.v !== 1 || data.type !== "welcome" || data.nonce !== nonce) return;
      removeEventListener("message", heard);
      around.paint(data.theme);
      ports[0].onmessage = (event) => obey(event.data);
      met({ port: ports[0], session: data.session === true });
    };
    addEventListener("message", heard);
    parent.postMessage({ v: 1, type: "hello", nonce }, parentOrigin);
    setTimeout(met, 8e3, null);
  });

  /** @param {string} type @param {object} [detail] */
  const tell = (type, detail) => host.then((link) => link && link.port.postMessage({ v: 1, type, ...detail }));

  /** @type {Map<number, (token: string | null) => void>} */
  const waiting = new Map();
  let asked = 0;

  /** @returns {Promise<string | null>} */
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

  const around = cardAround({
    page: document.documentElement,
    body: document.body,
    location,
    target: self,
    ask: self.fetch.bind(self),
    token,
    tell,
    again: () => location.reload(),
    view: query.get("view") || "",
    scheme: query.get("scheme") || "",
  });
  stand(self, "localStorage", { value: around.kept });
  for (const name of ["state", "pushState", "back"]) stand(history, name, { get: () => /** @type {any} */ (around.history)[name] });
  self.fetch = around.fetch;

  /** What the brand's page asks for. @param {any} message */
  const obey = (message) => {
    if (!message || message.v !== 1) return;
    around.obey(message);
    const { type, id } = message;
    const given = type === "session" && waiting.get(id);
    if (given) {
      waiting.delete(id);
      given(typeof message.token == "string" ? message.token : null);
    }
  };
})();

// @ts-check
// Joined to the glue of the module by `cargo xtask build`: starts the module through the shell, and
// once the card is on the screen remembers how it looks, and has it kept up (public/upkeep.js).
/** @type {any} */
const cardShell = /** @type {any} */ (globalThis).memberCard;
if (cardShell) {
  const page = document.documentElement;
  /** @param {string} selector @returns {any} */
  const find = (selector) => document.querySelector(selector);

  /** How the card looks, as the shell paints it at the next visit: where, attribute, value. */
  const remember = () => {
    const known = cardShell.known();
    try {
      // Only over the same member's: in another tab they may have left, or be somebody else by now.
      const { code } = JSON.parse(localStorage["member-card:snapshot"]);
      if (!find(".face-glyph") || code.membership_number !== known.code.membership_number) return;
    } catch {
      return;
    }
    /** @type {[string, string, string | null | undefined][]} */
    const look = [
      ["html", "style", page.style.cssText],
      [".face", "style", find(".face").style.cssText],
      [".face-mark", "style", find(".face-mark")?.style.cssText],
      [".face-art", "src", find(".face-art")?.getAttribute("src")],
    ];
    for (const name of ["d", "stroke-width", "stroke-dasharray"])
      look.push([".face-pattern path", name, find(".face-pattern path")?.getAttribute(name)]);
    for (const part of ["brand", "tier", "number"])
      look.push([".face-" + part, "", find(".face-" + part)?.textContent]);
    look.push([".shell-points", "", find("[data-testid=points-available]")?.textContent]);
    known.look = look.filter(([, , value]) => value);
    cardShell.seen("");
  };

  // No text becomes HTML here, for this makes none; an address becomes a script only if it is one of
  // these. The page's policy names `member-card` and lets nobody make another (Trusted Types).
  const scripts = /^(\/sw\.js|(https:\/\/res2?\.wx\.qq\.com\/open\/js|\/\w[\w/]*)\/jweixin-1\.6\.0\.js)$/;
  const rules = {
    /** @param {string} url */
    createScriptURL(url) {
      if (scripts.test(url)) return url;
      throw new TypeError(url);
    },
  };
  const { trustedTypes } = /** @type {any} */ (globalThis);
  /** What lets an address through to a script, where the browser asks for that and where not. */
  cardShell.trusted = trustedTypes ? trustedTypes.createPolicy("member-card", rules) : rules;

  cardShell.late = () => {
    requestAnimationFrame(() => setTimeout(remember));
    addEventListener("pagehide", remember);
    document.addEventListener("visibilitychange", () => document.hidden && remember());
    // Home has the network for itself first. Without it the card works on.
    setTimeout(() => import("./upkeep.js").catch(() => {}), 1000);
  };
  // After a crash nothing may run in a module whose state is anybody's guess: all that it exports is
  // this, which can be called and looked into for ever, and is 0 where a number is wanted.
  /** @type {any} */
  const nothing = new Proxy(() => {}, {
    get: (_, name) => (name === Symbol.toPrimitive ? () => 0 : /^\d+$/.test(String(name)) ? 0 : nothing),
    apply: () => nothing,
  });
  // @ts-ignore both are the glue's own
  cardShell.start(__wbg_init, () => (wasm = nothing));
}

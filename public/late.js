// @ts-check
// Joined to the glue of the module by `cargo xtask build`: starts the module through the shell, and
// once the card is on the screen remembers how it looks, and keeps it for a start without network.
/** @type {any} */
const cardShell = /** @type {any} */ (globalThis).memberCard;
if (cardShell) {
  const page = document.documentElement;
  /** @param {string} selector @returns {any} */
  const find = (selector) => document.querySelector(selector);

  /** Whose card is kept: another tab may have left, or be somebody else, since this one asked. */
  const whose = () => {
    try {
      return JSON.parse(localStorage.getItem("member-card:snapshot") || "").code.membership_number;
    } catch {}
  };

  /** How the card looks, as the shell paints it at the next visit: where, attribute, value. */
  const remember = () => {
    const known = cardShell.known();
    if (!find(".face-glyph") || !known.code || whose() !== known.code.membership_number) return;
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

  /** A worker keeps the card for a start without network, as long as the backend wants that. */
  const keepOffline = async () => {
    const { serviceWorker } = navigator;
    if (!serviceWorker || self !== top) return;
    if ((cardShell.known().features || ["OFFLINE_START"]).includes("OFFLINE_START")) {
      await serviceWorker.register("/sw.js", { updateViaCache: "none" });
      return;
    }
    for (const worker of await serviceWorker.getRegistrations()) await worker.unregister();
    for (const name of await caches.keys()) if (name.startsWith("member-card-")) await caches.delete(name);
  };

  cardShell.late = () => {
    requestAnimationFrame(() => setTimeout(remember));
    addEventListener("pagehide", remember);
    document.addEventListener("visibilitychange", () => document.hidden && remember());
    // Home has the network for itself first. Without a worker the card works on.
    setTimeout(() => keepOffline().catch(() => {}), 1000);
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

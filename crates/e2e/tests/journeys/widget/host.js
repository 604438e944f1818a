// What a brand's page has before the element's script: it notes how the page is, gives each card its
// session, and hears what happens.
window.host = {
  cards: [],
  seen: [],
  errors: [],
  add(card) {
    const at = this.cards.push(card) - 1;
    const { brand = "tea", persona = "growing" } = card.dataset;
    card.setAttribute("brand", brand);
    if (persona) card.getSession = async () => (await fetch(`/card-session?brand=${brand}&persona=${persona}`)).json();
    for (const name of ["ready", "resize", "auth-required", "navigate", "claimed", "changed", "error"])
      card.addEventListener(name, ({ detail }) => this.seen.push({ at, name, detail: JSON.stringify(detail), frozen: Object.isFrozen(detail) }));
  },
  count(at, name) {
    return this.seen.filter((event) => event.at === at && event.name === name).length;
  },
  // All that the page has of its own and the element must leave alone.
  now() {
    const styles = [...document.querySelectorAll("#samples, #samples *")].map((sample) => {
      const style = getComputedStyle(sample);
      return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`);
    });
    const around = [document.documentElement, document.body].map((part) => part.cloneNode(false).outerHTML);
    const prototypes = [Object, Array, Function, Element, HTMLElement, EventTarget, History].map((one) => Object.getOwnPropertyNames(one.prototype));
    // The driver has some of its own.
    const globals = Object.getOwnPropertyNames(window).filter((name) => !/^(ret_nodes|se_exportedFunctionSymbol|\$?cdc_)/.test(name));
    return { entries: [history.length], styles, around, prototypes, head: document.head.innerHTML, globals: globals.sort() };
  },
};
// The element's own event of that name is none of the page's.
addEventListener("error", (event) => event instanceof CustomEvent || host.errors.push(event.message || `${event.type} of ${event.target}`), true);
addEventListener("unhandledrejection", (event) => host.errors.push(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) => host.errors.push(`${event.violatedDirective} ${event.blockedURI}`));
for (const card of document.querySelectorAll("member-card")) host.add(card);
for (const nest of document.querySelectorAll("[data-nest]")) {
  const card = document.createElement("member-card");
  if (nest.dataset.nest) card.setAttribute("mode", nest.dataset.nest);
  nest.attachShadow({ mode: "open" }).append(card);
  host.add(card);
}
host.before = JSON.stringify(host.now());

// @ts-check
// What keeps the card up once it has been on the screen for a second; fetched by public/late.js. A
// worker keeps it for a start without network, and a page of a build that is no longer served is
// loaded again, once, when nobody is in the middle of something.
/** @type {any} */
const cardShell = /** @type {any} */ (globalThis).memberCard;

const page = document.documentElement;
/** @type {any} */
const container = navigator.serviceWorker;

/** The build of this page; `cargo xtask build` writes it there. */
const own = /** @type {HTMLElement | null} */ (document.querySelector("script[data-build]"))?.dataset.build;

/** Which builds the page was loaded again for, so that each is one try, whatever the server says. */
const TRIED = "member-card:builds";

/** How long a page lies until it asks again which build is served, in milliseconds. */
const RESTED = 600000;

/** As long as the backend wants that. */
const keepOffline = async () => {
  if (!container) return;
  if ((cardShell.known().features || ["OFFLINE_START"]).includes("OFFLINE_START")) {
    await container.register(cardShell.trusted.createScriptURL("/sw.js"), { updateViaCache: "none" });
    return;
  }
  for (const worker of await container.getRegistrations()) await worker.unregister();
  for (const name of await caches.keys()) if (name.startsWith("member-card-")) await caches.delete(name);
};

/** Whether the member did something since the last question. */
let touched = false;
for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => (touched = true), true);

/** Whether loading the page again would take something out of a member's hands. */
const busy = () =>
  touched ||
  page.dataset.card !== "ready" ||
  location.hash.startsWith("#/code") ||
  document.querySelector("[data-layer], :is(input, select, textarea):focus") ||
  // A press whose result is not known yet (src/state/kept.rs).
  Object.keys(localStorage).some((key) => key.startsWith("member-card:presses:"));

/** Waits until the worker of the present build has this origin; false when it is of another. @param {string} build */
const workerHas = async (build) => {
  const registration = container && (await container.getRegistration());
  if (!registration) return true;
  await registration.update();
  const coming = registration.installing || registration.waiting;
  if (coming)
    await new Promise((done) => {
      const look = () => ["activated", "redundant"].includes(coming.state) && done(0);
      coming.addEventListener("statechange", look);
      look();
    });
  return caches.has("member-card-" + build);
};

const check = async () => {
  touched = false;
  if (!navigator.onLine) return;
  const answer = await fetch("/version.json", { cache: "no-store" });
  const { build } = await answer.json();
  // Storage that is blocked throws: then nothing could tell a second time from the first.
  const tried = sessionStorage.getItem(TRIED) || "";
  if (!own || !/^[0-9a-f]{16}$/.test(build) || build === own || tried.includes(build)) return;
  if (!(await workerHas(build)) || busy()) return;
  sessionStorage.setItem(TRIED, tried + build);
  location.reload();
};

let hidden = 0;
// A page in a frame is its host's to load again.
if (self === top) {
  keepOffline()
    .catch(() => {})
    .then(check)
    .catch(() => {});
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hidden = Date.now();
    else if (Date.now() - hidden >= RESTED) check().catch(() => {});
  });
}

export {};

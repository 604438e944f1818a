// @ts-check
/// <reference lib="webworker" />
// Keeps the card for a start without network. One cache for each build, filled before the worker
// takes over, so that a page never gets files of two builds; never an answer of the API. The brand's
// backend switches it off by serving `sw-off.js` in its place.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {any} */ (self));

/** The build and its files; `cargo xtask build` fills them in. */
const BUILD = "0";
/** @type {string[]} */
const FILES = [];

const CACHE = `member-card-${BUILD}`;
/** The brand's pictures, for the face of the card. */
const PICTURES = "member-card-pictures";
const MOST_PICTURES = 30;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin || pathname.startsWith("/v1/")) return;
  if (request.mode === "navigate") {
    if (pathname === "/") event.respondWith(page(event));
  } else if (/-[0-9a-f]{16}[._]/.test(pathname) || FILES.includes(pathname)) {
    event.respondWith(file(request));
  } else if (request.destination === "image") {
    event.respondWith(picture(event));
  }
});

async function install() {
  const cache = await caches.open(CACHE);
  // A file with a hash in its name never changes; the page does.
  await cache.addAll(FILES.map((path) => new Request(path, { cache: path === "/" ? "reload" : "default" })));
  await worker.skipWaiting();
}

/** @param {FetchEvent} event */
async function page(event) {
  event.waitUntil(sweep(event));
  const cache = await caches.open(CACHE);
  return (await cache.match("/")) || fetch(event.request);
}

/** @param {Request} request */
async function file(request) {
  // Of any build: a page that was open before an update goes on with its own.
  return (await caches.match(request.url, { ignoreSearch: true, ignoreVary: true })) || fetch(request);
}

/** @param {FetchEvent} event */
async function picture({ request }) {
  const cache = await caches.open(PICTURES);
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(request, answer.clone());
      const all = await cache.keys();
      if (all.length > MOST_PICTURES) await cache.delete(all[0]);
    }
    return answer;
  } catch (error) {
    const known = await cache.match(request);
    if (known) return known;
    throw error;
  }
}

/**
 * Takes away the files of other builds, unless a page is open that may still need them.
 * @param {FetchEvent} event
 */
async function sweep(event) {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const others = pages.filter(({ id }) => id !== event.resultingClientId && id !== event.clientId);
  if (others.length) return;
  for (const name of await caches.keys())
    if (name.startsWith("member-card-") && name !== CACHE && name !== PICTURES) await caches.delete(name);
}

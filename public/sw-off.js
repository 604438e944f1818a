// @ts-check
/// <reference lib="webworker" />
// What a backend serves in the place of `sw.js` to switch the worker off: it takes itself and all
// that was kept away.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {any} */ (self));

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith("member-card-")) await caches.delete(name);
  await worker.registration.unregister();
}

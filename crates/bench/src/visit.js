// Waits in the page until the card is where it should be and the page is quiet, and says what it
// measured. `usable`: whether the module is to take over; else the page stays with the shell.
// `quiet` and `patience` in milliseconds.
async ({ usable, quiet, patience }) => {
  const clock = performance;
  // Asked anew each time: at the very start of a page there is no root.
  const state = () => (document.documentElement ? document.documentElement.dataset.card : "");
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const first = (name) => {
    const [mark] = clock.getEntriesByName(name);
    return mark ? mark.startTime : null;
  };
  const requests = () => clock.getEntriesByType("resource");

  const end = () => (usable ? first("card:usable") !== null : state() === "offline");
  while (!end() && clock.now() < patience) await wait(50);
  const reached = end();
  const latest = () => requests().reduce((time, one) => Math.max(time, one.responseEnd), 0);
  const began = clock.now();
  while (clock.now() < patience && clock.now() - Math.max(began, latest()) < quiet) await wait(50);

  // Each layout shift, not only those of one window: the line is 0.
  let shift = 0;
  const shifts = new PerformanceObserver(() => {});
  shifts.observe({ type: "layout-shift", buffered: true });
  await wait(0);
  for (const one of shifts.takeRecords()) if (!one.hadRecentInput) shift += one.value;

  const sum = (those) => ({
    requests: those.length,
    bytes: those.reduce((bytes, one) => bytes + one.transferSize, 0),
  });
  const [page] = clock.getEntriesByType("navigation");
  const all = [page].concat(requests());
  const isCall = (one) => new URL(one.name).pathname.startsWith("/v1/");
  const takeover = first("card:usable");
  const before = all.filter((one) => takeover !== null && one.responseEnd <= takeover);

  // How fast this machine is just now: the same work each time.
  const start = clock.now();
  let sink = 1;
  for (let i = 0; i < 4e6; i++) sink = (Math.imul(sink, 31) + i) | 0;
  const work = clock.now() - start + 0 * sink;

  return {
    reached,
    state: state() || null,
    // Whether the page came from the worker; a first visit has one only when it is over.
    worker: page.workerStart > 0,
    page: page.responseEnd,
    paint: first("first-contentful-paint"),
    shell: first("card:shell"),
    code: first("card:code-visible"),
    usable: takeover,
    shift,
    files_to_usable: sum(before.filter((one) => !isCall(one))),
    files: sum(all.filter((one) => !isCall(one))),
    calls: sum(all.filter(isCall)),
    work,
  };
}

// A time of its own for a page: `passTime(ms)` lets it go by at once.
{
  const later = setTimeout.bind(globalThis);
  const counted = performance.now.bind(performance);
  const date = Date.now.bind(Date);
  let ahead = 0;
  performance.now = () => counted() + ahead;
  Date.now = () => date() + ahead;

  // Far from the numbers of timers that others set.
  let last = 1e6;
  const timers = new Map();
  const ring = (id) => {
    const timer = timers.get(id);
    if (!timer) return;
    if (timer.every === undefined) timers.delete(id);
    else {
      timer.due += timer.every;
      wind(id, timer);
    }
    timer.act(...timer.rest);
  };
  const wind = (id, timer) => {
    const turn = (timer.turn = (timer.turn || 0) + 1);
    later(() => timer.turn === turn && ring(id), Math.max(0, timer.due - performance.now()));
  };
  const begin = (act, after, every, rest) => {
    const id = ++last;
    const timer = { act, rest, every, due: performance.now() + after };
    timers.set(id, timer);
    wind(id, timer);
    return id;
  };
  globalThis.setTimeout = (act, after, ...rest) => begin(act, +after || 0, undefined, rest);
  globalThis.setInterval = (act, every, ...rest) => begin(act, +every || 0, Math.max(4, +every || 0), rest);
  globalThis.clearTimeout = globalThis.clearInterval = (id) => {
    timers.delete(id);
  };

  globalThis.passTime = async (milliseconds) => {
    for (let left = milliseconds; left > 0; left -= 1000) {
      ahead += Math.min(1000, left);
      for (const [id, timer] of [...timers]) if (timer.due <= performance.now()) ring(id);
      await new Promise((done) => later(done, 0));
    }
    for (const [id, timer] of timers) wind(id, timer);
  };
}

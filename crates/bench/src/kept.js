// Waits until the worker has kept the card: it is ready, and its cache does not grow any more.
async () => {
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  await navigator.serviceWorker.ready;
  const size = async () => {
    let entries = 0;
    for (const name of await caches.keys())
      if (name.startsWith("member-card-")) entries += (await (await caches.open(name)).keys()).length;
    return entries;
  };
  let [before, same] = [0, 0];
  for (let i = 0; i < 200 && same < 4; i++) {
    const now = await size();
    same = now && now === before ? same + 1 : 0;
    before = now;
    await wait(250);
  }
  return same < 4 ? 0 : before;
}

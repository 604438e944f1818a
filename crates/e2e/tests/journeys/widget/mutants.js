// Messages that come near to what a card's frame says, from a seed: `mutants(seed, nonce)` gives one
// after the other, the true hello among them.
const mutants = (seed, nonce) => {
  let state = seed;
  const random = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const pick = (list) => list[random(list.length)];
  const names = ["hello", "Hello", "welcome", "ready", "height", "navigate", "claimed", "changed", "error", "session", "open", "refresh", "auth-required", "__proto__", "constructor", "toString", "", 5, null];
  const nonces = [nonce, nonce.toUpperCase(), nonce.slice(1), nonce + "0", "", null, [nonce], { toString: "x" }, nonce.split("").reverse().join("")];
  const versions = [1, 0, 2, "1", null, [1], NaN, true, -1, 1.5];
  const values = [0, -1, 1e9, 123.5, NaN, "", "#/", "#/../", "javascript:alert(1)", "x".repeat(300), "x".repeat(100000), null, undefined, [], [[]], {}, ["points", 5], Array(1000).fill("points"), { toString: 1 }, true];
  const shapes = [
    () => ({ v: 1, type: "hello", nonce }),
    () => ({ v: pick(versions), type: pick(names), nonce: pick(nonces) }),
    () => ({ v: 1, type: pick(names), nonce, height: pick(values), route: pick(values), code: pick(values), id: pick(values), kind: pick(values), resources: pick(values), token: pick(values) }),
    () => JSON.parse(`{"__proto__":{"v":1,"type":"hello","nonce":"${nonce}"}}`),
    () => JSON.parse(`{"constructor":{"prototype":{"v":1}},"v":1,"type":"__proto__"}`),
    () => [1, "hello", nonce],
    () => JSON.stringify({ v: 1, type: "hello", nonce }),
    () => new Map(Object.entries({ v: 1, type: "hello", nonce })),
    () => pick(values),
  ];
  return () => pick(shapes)();
};

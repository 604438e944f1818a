// A frame that is no card: it says hello as one does, then only what none says; and once it is asked
// to refresh, it grows without end.
const nonce = name.split(" ")[1];
const above = location.ancestorOrigins ? location.ancestorOrigins[0] : new URL(document.referrer).origin;
// What is right by chance is not sent.
const isRight = ({ v, type, id, height, route, resources }) => {
  const count = { session: id, height }[type];
  const list = type === "changed" && Array.isArray(resources) && resources.length === 0;
  const bare = type === "ready" || type === "auth-required";
  return v === 1 && (bare || list || (type === "navigate" && /^#\//.test(route)) || (Number.isInteger(count) && count >= 0));
};
addEventListener("message", ({ data, ports: [port] }) => {
  if (!port || data.type !== "welcome") return;
  port.onmessage = ({ data: { type } }) => {
    if (type === "open") {
      const next = mutants(7, nonce);
      for (let sent = 0; sent < 400; sent++) {
        const message = next();
        port.postMessage(isRight(message || {}) ? null : message);
      }
      port.postMessage({ v: 1, type: "navigate", route: "#/done" });
    }
    if (type === "refresh") {
      let height = 300;
      const grow = () => {
        port.postMessage({ v: 1, type: "height", height: (height += 3) });
        if (height < 3000) requestAnimationFrame(grow);
      };
      grow();
    }
  };
});
parent.postMessage({ v: 1, type: "hello", nonce }, above);

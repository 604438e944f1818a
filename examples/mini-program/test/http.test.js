// Exchanges with the backend over a network that fails.

"use strict";

const assert = require("node:assert");
const { after, before, test } = require("node:test");
const path = require("node:path");
const { APP, Phone, sleep } = require("./phone.js");
const { start } = require("./sandbox.js");

/** @type {any} */
let sandbox;
before(async () => (sandbox = await start()));
after(() => sandbox.stop());

/** @returns {any} */
const load = (name) => require(path.join(APP, "lib", name));

const fault = (rule) => sandbox.call("/sandbox/faults", rule);

async function refusal(work) {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("it was not refused");
}

test("a read is tried three times, and the third answer is as good as the first", async () => {
  const phone = new Phone(sandbox);
  const { ask } = load("session.js");
  await fault({ match: "/v1/points", kind: "status", status: 503, probability: 1, seed: 1, limit: 2 });
  const { data } = await ask({ method: "GET", path: "/points" });
  assert.ok(Number.isInteger(data.available));
  assert.deepStrictEqual(phone.to("/v1/points").map(({ status }) => status), [503, 503, 200]);
});

test("a write is tried once: its effect may be there", async () => {
  const phone = new Phone(sandbox);
  const { ticket } = load("session.js");
  await fault({ match: "/v1/tickets", kind: "status", status: 503, probability: 1, seed: 1, limit: 1 });
  const error = await refusal(ticket);
  assert.deepStrictEqual([error.kind, error.status], ["broken", 503]);
  assert.strictEqual(phone.to("/v1/tickets").length, 1);
});

test("a refusal is not tried again and says why", async () => {
  const phone = new Phone(sandbox);
  const { ask } = load("session.js");
  const error = await refusal(() => ask({ method: "GET", path: "/coupons/nothing" }));
  assert.deepStrictEqual([error.kind, error.status, error.code], ["refused", 404, "NOT_FOUND"]);
  assert.strictEqual(phone.to("/v1/coupons/").length, 1);
});

test("an answer that is none is a failure, and not an empty card", async () => {
  for (const kind of ["garbage", "truncate"]) {
    const phone = new Phone(sandbox);
    const { ask } = load("session.js");
    await ask({ method: "GET", path: "/member" });
    await fault({ match: "/v1/points", kind, probability: 1, seed: 1, limit: 3 });
    const error = await refusal(() => ask({ method: "GET", path: "/points" }));
    assert.ok(["broken", "offline"].includes(error.kind), error.kind);
    assert.strictEqual(phone.to("/v1/points").length, 3);
  }
});

test("a client that never reports is given up, and its request ended", async () => {
  const phone = new Phone(sandbox);
  require(path.join(APP, "config.js")).TIMEOUT = -960;
  phone.network = "silent";
  const { send } = load("http.js");
  const error = await refusal(() => send({ method: "POST", path: "/sessions", body: {} }));
  assert.strictEqual(error.kind, "late");
  assert.ok(phone.exchanges[0].aborted);
});

test("what failed is told apart by number, and by word where a client is older", async () => {
  for (const [failure, kind] of [
    [{ errno: 600002, errMsg: "request:fail" }, "domain"],
    [{ errMsg: "request:fail url not in domain list:card.example.com" }, "domain"],
    [{ errno: 5, errMsg: "request:fail" }, "late"],
    [{ errMsg: "request:fail timeout" }, "late"],
    [{ errMsg: "request:fail Time-out" }, "late"],
    [{ errno: 600003, errMsg: "request:fail interrupted" }, "offline"],
    [{}, "offline"],
  ]) {
    const phone = new Phone(sandbox);
    wx.request = ({ fail }) => (sleep(1).then(() => fail(failure)), { abort() {} });
    const error = await refusal(() => load("http.js").send({ method: "POST", path: "/sessions" }));
    assert.strictEqual(error.kind, kind, JSON.stringify(failure));
    assert.deepStrictEqual(phone.written, []);
  }
});

test("a failure says nothing of what was sent", async () => {
  new Phone(sandbox);
  const { send } = load("http.js");
  const body = { grant: "TICKET", ticket: "5ec2e7" };
  const error = await refusal(() => send({ method: "POST", path: "/sessions", body, token: "8ea2e2" }));
  assert.doesNotMatch(JSON.stringify(error) + error.stack + error, /5ec2e7|8ea2e2/);
});

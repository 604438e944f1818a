// The native page that pays: what the client says is shown to nobody, the backend's word is.

"use strict";

const assert = require("node:assert");
const { after, before, test } = require("node:test");
const { Phone, sleep } = require("./phone.js");
const { start } = require("./sandbox.js");

/** @type {any} */
let sandbox;
before(async () => (sandbox = await start()));
after(() => sandbox.stop());

/** Another phone of the same member, as the card in the web-view is. */
async function card(persona = "growing") {
  const login = await sandbox.call("/sandbox/wechat/mini-program/login", { persona, brand: "tea" });
  const grant = { grant: "WECHAT_CODE", code: login.body.code };
  const session = await sandbox.call("/v1/sessions", grant);
  return session.body.data.access_token;
}

/** An order, as the card makes one before it comes here. */
async function order(bearer, channel = "MINI_PROGRAM") {
  const { body } = await sandbox.call("/v1/membership/plans", undefined, bearer);
  const plan = body.data.plans[0];
  const made = await fetch(sandbox.origin + "/v1/membership/orders", {
    method: "POST",
    headers: { Authorization: "Bearer " + bearer, "Idempotency-Key": `press-${Math.random()}` },
    body: JSON.stringify({ plan_id: plan.id, channel, auto_renewal_accepted: true }),
  });
  return (await made.json()).data;
}

const stateOf = async (bearer, id) =>
  (await sandbox.call("/v1/membership/orders/" + id, undefined, bearer)).body.data.state;

/** What the payer does, with the parameters that the page handed over: refused if not signed. */
async function sheet(appId, options, outcome) {
  const prepay = options.package.replace("prepay_id=", "");
  const { timeStamp, nonceStr, signType, paySign } = options;
  const payment = { appId, timeStamp, nonceStr, package: options.package, signType, paySign };
  return sandbox.call("/sandbox/wechat/pay/" + prepay, { outcome, payment });
}

async function open(does, { id, persona = "growing", query } = {}) {
  const bearer = await card(persona);
  const made = id === undefined ? await order(bearer) : { id };
  const phone = new Phone(sandbox, { persona });
  phone.depth = 2;
  phone.sheet = (options) => does(options, made.payment?.wechat.app_id);
  const opened = phone.open("pay", query || { order: made.id });
  return { phone, opened, bearer, made };
}

test("the card's payment leads here", async () => {
  const made = await order(await card());
  assert.strictEqual(made.payment.kind, "MINI_PROGRAM");
  assert.strictEqual(made.payment.path, "/pages/pay/pay?order=" + made.id);
});

test("paid: the parameters are passed on as they are, the backend says so, and the card comes back", async () => {
  const done = await open(async (options, appId) => {
    const answer = await sheet(appId, options, "paid");
    assert.strictEqual(answer.status, 200, JSON.stringify(answer.body));
    return "ok";
  });
  const { phone, opened, bearer, made } = done;
  await opened.state("paid");
  assert.match(opened.text, /已付款/);
  assert.strictEqual(await stateOf(bearer, made.id), "FULFILLED");
  await sleep(100);
  assert.strictEqual(phone.of("navigateBack").length, 1);
  const { wechat } = made.payment;
  const [handed] = phone.of("requestPayment");
  assert.deepStrictEqual(
    [handed.timeStamp, handed.nonceStr, handed.package, handed.signType, handed.paySign],
    [wechat.timestamp, wechat.nonce_str, wechat.package, wechat.sign_type, wechat.pay_sign],
  );
  assert.deepStrictEqual(phone.written, []);
});

test("cancelled: asked once more, and the member may pay again or go back", async () => {
  let says = "cancel";
  const { phone, opened, bearer, made } = await open(async (options, appId) => {
    await sheet(appId, options, says === "ok" ? "paid" : "unpaid");
    return says;
  });
  await opened.state("unpaid");
  assert.match(opened.text, /还没有收到付款.*再付一次.*回到会员卡/);
  says = "ok";
  opened.fire("button", "tap");
  await opened.state("paid");
  assert.strictEqual(await stateOf(bearer, made.id), "FULFILLED");
  assert.strictEqual(phone.of("requestPayment").length, 2);
});

test("ok but unpaid: success is not believed, and nobody is asked to pay a second time", async () => {
  const { phone, opened, bearer, made } = await open(async () => "ok");
  await opened.state("checking");
  assert.doesNotMatch(opened.text, /已付款|再付一次/);
  assert.match(opened.text, /正在确认/);
  assert.strictEqual(phone.to("/v1/membership/orders/").length, 6);
  assert.strictEqual(await stateOf(bearer, made.id), "CREATED");
  opened.fire("button", "tap");
  assert.strictEqual(phone.of("navigateBack").length, 1);
});

test("ok, and the money arrives later: it is seen while the page asks", async () => {
  const { opened } = await open(async (options, appId) => {
    setTimeout(() => sheet(appId, options, "paid"), 40);
    return "ok";
  });
  await opened.state("paid");
});

test("cancelled, but paid: the backend is right", async () => {
  const { opened } = await open(async (options, appId) => {
    await sheet(appId, options, "paid");
    return "cancel";
  });
  await opened.state("paid");
});

test("an order that is over is not paid again", async () => {
  const { phone, opened, bearer, made } = await open(async (options, appId) => {
    await sheet(appId, options, "refused");
    return "cancel";
  });
  await opened.state("closed");
  assert.strictEqual(await stateOf(bearer, made.id), "FAILED");
  const again = phone.open("pay", { order: made.id });
  await again.state("closed");
  assert.strictEqual(phone.of("requestPayment").length, 1);
});

test("while the payment is being asked about nothing is asked for again", async () => {
  const { phone, opened, made } = await open(async (options, appId) => {
    await sheet(appId, options, "checking");
    return "ok";
  });
  await opened.state("checking");
  const again = phone.open("pay", { order: made.id });
  await again.state("checking");
  assert.strictEqual(phone.of("requestPayment").length, 1);
});

test("an order that is paid elsewhere is not paid here", async () => {
  const bearer = await card();
  const made = await order(bearer, "REDIRECT");
  const { phone, opened } = await open(async () => "ok", { id: made.id });
  await opened.state("checking");
  assert.strictEqual(phone.of("requestPayment").length, 0);
});

test("somebody else's order, one that never was, and none at all", async () => {
  const foreign = await order(await card("loyal"));
  for (const query of [{ order: foreign.id }, { order: "mo_nothing" }]) {
    const { opened, phone } = await open(async () => "ok", { query });
    await opened.state("unknown");
    assert.strictEqual(phone.of("requestPayment").length, 0);
  }
  for (const query of [{}, { order: "../../member" }, { order: "https://evil.example" }]) {
    const { opened, phone } = await open(async () => "ok", { query });
    await opened.state("unknown");
    assert.strictEqual(phone.exchanges.length, 0, "nothing foreign reaches an address");
  }
});

test("no network before paying is said and tried again; after paying it is no failure", async () => {
  const first = await open(async () => "cancel", { id: "mo_any" });
  first.opened.page.onUnload();

  const bearer = await card();
  const made = await order(bearer);
  const phone = new Phone(sandbox);
  phone.network = "offline";
  phone.sheet = async (options) => {
    await sheet(made.payment.wechat.app_id, options, "paid");
    phone.network = "offline";
    return "ok";
  };
  const opened = phone.open("pay", { order: made.id });
  await opened.state("offline");
  phone.network = "ok";
  opened.fire("button", "tap");
  await opened.state("checking");
  assert.doesNotMatch(opened.text, /失败|已付款/);
  assert.strictEqual(await stateOf(bearer, made.id), "FULFILLED");
});

test("a page that was opened by itself leads to the card's membership", async () => {
  const { phone, opened } = await open(async () => "ok", { query: {} });
  phone.depth = 1;
  opened.fire("button", "tap");
  assert.deepStrictEqual(phone.of("reLaunch"), [{ url: "/pages/card/card?route=%2Fmembership" }]);
});

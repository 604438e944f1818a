// The card in the web-view, signed in by a one-time ticket.

"use strict";

const assert = require("node:assert");
const { after, before, test } = require("node:test");
const { Phone, sleep } = require("./phone.js");
const { start } = require("./sandbox.js");

/** @type {any} */
let sandbox;
before(async () => (sandbox = await start()));
after(() => sandbox.stop());

const ticketOf = (src) => /#t=([0-9a-f]+)$/.exec(src)?.[1];
const spend = (ticket) => sandbox.call("/v1/sessions", { grant: "TICKET", ticket });

test("signing in leads to a ticket in the fragment that opens this member's card, once", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card");
  assert.match(opened.text, /正在打开会员卡/);
  await opened.state("open");
  const { src } = opened.find("web-view").attributes;
  const ticket = ticketOf(src);
  assert.ok(ticket, src);
  assert.strictEqual(src, `${sandbox.origin}/?brand=tea#t=${ticket}`);
  // Neither WeChat's code nor the bearer is anywhere but where it belongs.
  assert.doesNotMatch(src.split("#")[0], new RegExp(ticket));

  const first = await spend(ticket);
  assert.strictEqual(first.status, 200);
  const member = await sandbox.call("/v1/member", undefined, first.body.data.access_token);
  assert.strictEqual(member.body.data.id, "tea-growing");
  const second = await spend(ticket);
  assert.deepStrictEqual([second.status, second.body.code], [401, "TOKEN_EXPIRED"]);
});

test("the other brand, in English", async () => {
  const phone = new Phone(sandbox, { persona: "loyal", brand: "hotel", language: "en" });
  const opened = phone.open("card");
  assert.match(opened.text, /Opening your card/);
  await opened.state("open");
  assert.match(opened.page.data.src, /\?brand=hotel#t=/);
  assert.deepStrictEqual(phone.of("setNavigationBarTitle"), [{ title: "Member card" }]);
  assert.ok(phone.exchanges.every(({ header }) => header["Accept-Language"] === "en"));
});

test("the screen that was asked for comes after the ticket was taken, without loading again", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card", { route: encodeURIComponent("/coupons/cp_1") });
  await opened.state("open");
  const { src } = opened.page.data;
  assert.ok(ticketOf(src), "the ticket comes first");
  opened.fire("web-view", "load", { src });
  const then = opened.page.data.src;
  assert.strictEqual(then, `${sandbox.origin}/?brand=tea#/coupons/cp_1`);
  assert.strictEqual(then.split("#")[0], src.split("#")[0], "only the fragment differs");
  opened.fire("web-view", "load", { src: then });
  assert.strictEqual(opened.page.data.src, then);
  assert.strictEqual(phone.to("/v1/tickets").length, 1);
});

test("whoever asks for the code gets the native page, with the card behind it", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card", { route: "/code" });
  assert.deepStrictEqual(phone.of("navigateTo"), [{ url: "/pages/code/code" }]);
  await opened.state("open");
  const { src } = opened.page.data;
  opened.fire("web-view", "load", { src });
  assert.strictEqual(opened.page.data.src, src);
});

test("home needs no second address", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card", { route: "https://evil.example/" });
  await opened.state("open");
  const { src } = opened.page.data;
  opened.fire("web-view", "load", { src });
  assert.strictEqual(opened.page.data.src, src);
});

test("a visitor sees the card as one, with no ticket", async () => {
  const phone = new Phone(sandbox, { persona: "guest" });
  const opened = phone.open("card", { route: "/offers" });
  await opened.state("open");
  assert.strictEqual(opened.page.data.src, `${sandbox.origin}/?brand=tea#/offers`);
});

test("coming back from a native page asks for nothing; a page that failed gets a new ticket", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card");
  await opened.state("open");
  const first = opened.page.data.src;
  opened.hide();
  opened.show();
  await sleep(30);
  assert.strictEqual(opened.page.data.src, first);
  assert.strictEqual(phone.to("/v1/tickets").length, 1);

  opened.fire("web-view", "error", { src: first });
  assert.strictEqual(opened.page.data.state, "broken");
  assert.strictEqual(opened.find("web-view"), undefined);
  opened.fire("button", "tap");
  await opened.state("open");
  assert.notStrictEqual(ticketOf(opened.page.data.src), ticketOf(first));
  assert.strictEqual(phone.to("/v1/sessions").length, 1, "the session is still good");
});

test("without a network it says so, and opens by itself once there is one", async () => {
  const phone = new Phone(sandbox);
  phone.network = "offline";
  const opened = phone.open("card");
  await opened.state("offline");
  assert.match(opened.text, /现在没有网络.*连上网络后会自动打开.*再试一次/);
  phone.connect(true);
  await opened.state("open");
  opened.close();
  assert.strictEqual(phone.listeners.size, 0);
});

for (const [network, words] of [
  ["late", /等得有点久/],
  ["domain", /还没有登记会员卡的域名/],
])
  test(`requests that end as ${network} are told as such, and tried again on a press`, async () => {
    const phone = new Phone(sandbox);
    phone.network = network;
    const opened = phone.open("card");
    await opened.state(network);
    assert.match(opened.text, words);
    phone.network = "ok";
    opened.fire("button", "tap");
    await opened.state("open");
  });

test("a code that WeChat or the backend does not know is asked for anew once, then it says so", async () => {
  const phone = new Phone(sandbox);
  wx.login = ({ success }) => {
    phone.asked.push(["login", {}]);
    success({ code: "the code is a mock one", errMsg: "login:ok" });
  };
  const opened = phone.open("card");
  await opened.state("refused");
  assert.strictEqual(phone.of("login").length, 2);
  assert.match(opened.text, /暂时没能登录/);
  assert.strictEqual(phone.to("/v1/sessions")[1].got.code, "WECHAT_CODE_INVALID");
});

test("a session that the backend ended is opened again without a word", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card");
  await opened.state("open");
  await sandbox.call("/sandbox/clock", { advance_seconds: 1000 });
  opened.fire("web-view", "error");
  opened.fire("button", "tap");
  await opened.state("open");
  assert.deepStrictEqual(phone.to("/v1/tickets").map(({ status }) => status), [200, 401, 200]);
  assert.strictEqual((await spend(ticketOf(opened.page.data.src))).status, 200);
});

test("a page that was left is not opened by an answer that comes late", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card");
  opened.close();
  await sleep(300);
  assert.strictEqual(opened.page.data.src, "");
});

test("two pages that open at once sign in once", async () => {
  const phone = new Phone(sandbox);
  const [one, two] = [phone.open("card"), phone.open("card")];
  await one.state("open");
  await two.state("open");
  assert.strictEqual(phone.to("/v1/sessions").length, 1);
  assert.notStrictEqual(one.page.data.src, two.page.data.src);
});

test("in the developer tools a member of the sandbox stands in for WeChat's", async () => {
  const phone = new Phone(sandbox, { place: { persona: "loyal" } });
  const opened = phone.open("card");
  await opened.state("open");
  assert.strictEqual(phone.of("login").length, 0);
  const { body } = await spend(ticketOf(opened.page.data.src));
  const member = await sandbox.call("/v1/member", undefined, body.data.access_token);
  assert.strictEqual(member.body.data.id, "tea-loyal");
});

test("what is shared is a way in, whatever the web-view shows", async () => {
  const phone = new Phone(sandbox);
  for (const [route, path] of [
    ["/offers", "/pages/card/card?route=%2Foffers"],
    ["/coupons/cp_1", "/pages/card/card"],
    ["/code", "/pages/card/card"],
    ["/me", "/pages/card/card"],
    ["https://evil.example", "/pages/card/card"],
  ]) {
    const opened = phone.open("card", { route });
    await opened.state("open");
    const webViewUrl = opened.page.data.src;
    const message = opened.page.onShareAppMessage({ from: "menu", webViewUrl });
    assert.deepStrictEqual(message, { title: "来看看会员卡", path });
  }
});

test("no ticket, no bearer and no code of WeChat's is written anywhere", async () => {
  const phone = new Phone(sandbox);
  const opened = phone.open("card");
  await opened.state("open");
  phone.network = "offline";
  opened.fire("web-view", "error");
  opened.fire("button", "tap");
  await opened.state("offline");
  const secrets = phone.exchanges.flatMap(({ got, sent, header }) => [
    got?.data?.ticket,
    got?.data?.access_token,
    got?.data?.refresh_token,
    sent?.code,
    header.Authorization,
  ]);
  const known = secrets.filter(Boolean);
  assert.ok(known.length >= 5, "there were secrets to leak");
  const written = phone.written.join("\n");
  for (const secret of known) assert.ok(!written.includes(secret));
  for (const { path } of phone.exchanges)
    for (const secret of known) assert.ok(!path.includes(secret), "a secret in an address");
});

// The native page with the code: a bright screen that stays on, and never a value past its end.

"use strict";

const assert = require("node:assert");
const { after, before, test } = require("node:test");
const { Phone, sleep } = require("./phone.js");
const { start } = require("./sandbox.js");

/** @type {any} */
let sandbox;
/** @type {any[]} */
let pages = [];
const now = Date.now;
before(async () => (sandbox = await start()));
after(() => {
  for (const page of pages) page.hide();
  sandbox.stop();
});

/** This device's clock goes on by so much. */
function pass(ms) {
  Date.now = () => now() + ms;
}

async function open(about) {
  Date.now = now;
  const phone = new Phone(sandbox, about);
  const opened = phone.open("code");
  pages.push(opened);
  return { phone, opened };
}

const scan = (code) => sandbox.call("/sandbox/till/scan", { code });

test("the till takes what is shown, as digits and as the picture", async () => {
  const { phone, opened } = await open();
  await opened.state("shown");
  const { value, digits, picture } = opened.page.data;
  assert.strictEqual(digits.replace(/ /g, ""), value);
  assert.ok(opened.text.includes(digits));
  assert.ok(opened.text.includes("结账时给收银员扫一扫"));
  const shown = opened.find("image").attributes;
  assert.strictEqual(shown.src, picture);
  assert.strictEqual(picture, `${sandbox.origin}/v1/card/code.svg?token=${value}`);
  const drawing = await fetch(picture);
  assert.strictEqual(drawing.headers.get("content-type"), "image/svg+xml");
  const svg = await drawing.text();
  // What the client's <image> cannot draw.
  assert.doesNotMatch(svg, /<style|%/);
  assert.match(opened.find("image").attributes.class, /hidden/, "nothing under the digits yet");
  opened.fire("image", "load");
  assert.doesNotMatch(opened.find("image").attributes.class, /hidden/);
  const { status, body } = await scan(value);
  assert.deepStrictEqual([status, body.member_id], [200, "tea-growing"]);
  assert.deepStrictEqual(phone.written, []);
});

test("the screen is bright and stays on while the page is in front, and is as before afterwards", async () => {
  const { phone, opened } = await open();
  await opened.state("shown");
  assert.deepStrictEqual([phone.brightness, phone.awake], [1, true]);
  opened.hide();
  assert.deepStrictEqual([phone.brightness, phone.awake], [0.4, false]);
  opened.show();
  await opened.state("shown");
  assert.deepStrictEqual([phone.brightness, phone.awake], [1, true]);
  opened.close();
  assert.deepStrictEqual([phone.brightness, phone.awake], [0.4, false]);
});

test("leaving before the brightness is known leaves it alone", async () => {
  const { phone, opened } = await open();
  opened.hide();
  await sleep(30);
  assert.strictEqual(phone.of("setScreenBrightness").length, 0);
  assert.strictEqual(phone.awake, false);
});

test("a page that is shown twice remembers what the member had, not its own brightness", async () => {
  const { phone, opened } = await open();
  await sleep(20);
  opened.show();
  await sleep(20);
  opened.hide();
  assert.strictEqual(phone.brightness, 0.4);
});

test("on Android the system has its brightness back", async () => {
  const { phone, opened } = await open({ platform: "android" });
  await sleep(20);
  assert.strictEqual(phone.brightness, 1);
  opened.hide();
  assert.strictEqual(phone.brightness, -1);
});

test("where the brightness cannot be read it is not changed", async () => {
  Date.now = now;
  const phone = new Phone(sandbox);
  wx.getScreenBrightness = ({ fail }) => fail && fail({ errMsg: "getScreenBrightness:fail" });
  const opened = phone.open("code");
  await opened.state("shown");
  opened.hide();
  assert.strictEqual(phone.of("setScreenBrightness").length, 0);
});

test("the next value comes on time without asking, and the picture of the last one does not stay", async () => {
  const { phone, opened } = await open();
  await opened.state("shown");
  opened.fire("image", "load");
  const [first, asked] = [opened.page.data.value, phone.exchanges.length];
  for (let gone = 4000; gone <= 32000; gone += 4000) {
    pass(gone);
    opened.page.draw();
  }
  const { value, drawn, picture } = opened.page.data;
  assert.notStrictEqual(value, first);
  assert.strictEqual(drawn, false);
  assert.ok(picture.endsWith(value));
  assert.strictEqual(phone.exchanges.length, asked, "no request was needed");
  // The answer for the picture before comes now.
  opened.page.painted({ currentTarget: { dataset: { value: first } } });
  assert.strictEqual(opened.page.data.drawn, false);
});

test("without a network the code goes on, says so, and ends when the last value does", async () => {
  const { phone, opened } = await open({ persona: "new" });
  await opened.state("shown");
  phone.network = "offline";
  await opened.page.refresh();
  assert.strictEqual(opened.page.data.state, "shown");
  assert.match(opened.page.data.hint, /没有信号也能用/);
  const { tokens, static_fallback_allowed } = opened.page.code;
  opened.page.code = { ...opened.page.code, static_fallback_allowed: false };
  const last = Math.max(...tokens.map((token) => Date.parse(token.not_after)));
  for (let gone = 0; now() + gone + opened.page.skew < last + 8000; gone += 8000) {
    pass(gone);
    opened.page.draw();
    const { value } = opened.page.data;
    const token = tokens.find((one) => one.value === value);
    const time = opened.page.now();
    if (token) assert.ok(Date.parse(token.not_before) <= time && time < Date.parse(token.not_after));
  }
  assert.strictEqual(opened.page.data.state, "ended");
  assert.strictEqual(opened.page.data.value, "");
  assert.match(opened.text, /码需要联网更新一次/);
  assert.ok(static_fallback_allowed !== undefined);

  Date.now = now;
  phone.network = "ok";
  opened.fire("button", "tap");
  await opened.state("shown");
});

test("where the brand allows it the member number stands in, and is not drawn as a code", async () => {
  const { phone, opened } = await open();
  await opened.state("shown");
  phone.network = "offline";
  opened.page.code = { ...opened.page.code, tokens: [], static_fallback_allowed: true };
  opened.page.draw();
  assert.strictEqual(opened.page.data.picture, "");
  assert.strictEqual(opened.find("image"), undefined);
  assert.match(opened.text, /请报会员号/);
  assert.strictEqual(opened.page.data.value, opened.page.code.membership_number.replace(/ /g, ""));
});

test("a clock that was set takes the code away until the backend was asked", async () => {
  const { phone, opened } = await open();
  await opened.state("shown");
  for (const jump of [-60000, 120000]) {
    phone.network = "silent";
    pass(jump);
    opened.page.draw();
    assert.deepStrictEqual([opened.page.data.state, opened.page.data.value], ["loading", ""]);
    phone.network = "ok";
    await opened.page.refresh();
    assert.strictEqual(opened.page.data.state, "shown");
    assert.strictEqual((await scan(opened.page.data.value)).status, 200);
  }
});

test("a page that comes back shows nothing old", async () => {
  const { phone, opened } = await open();
  await opened.state("shown");
  opened.hide();
  assert.deepStrictEqual([opened.page.data.value, opened.page.data.digits], ["", ""]);
  phone.network = "silent";
  opened.show();
  assert.deepStrictEqual([opened.page.data.state, opened.page.data.value], ["loading", ""]);
});

test("a picture that does not load leaves the digits, and says what to do", async () => {
  const { opened } = await open();
  await opened.state("shown");
  opened.fire("image", "error");
  opened.page.draw();
  assert.strictEqual(opened.find("image"), undefined);
  assert.match(opened.text, /请把号码报给收银员/);
  assert.ok(opened.text.includes(opened.page.data.digits));
});

test("a visitor is led to the card", async () => {
  const { phone, opened } = await open({ persona: "guest" });
  await opened.state("visitor");
  opened.fire("button", "tap");
  assert.deepStrictEqual(phone.of("reLaunch"), [{ url: "/pages/card/card" }]);
});

test("the rule for the current value is that of the card", () => {
  new Phone(sandbox);
  const { current, grouped } = require("../miniprogram/lib/code.js");
  const at = (second) => new Date(second * 1000).toISOString();
  const token = (value, from, until) => ({ value, not_before: at(from), not_after: at(until) });
  const code = {
    membership_number: "6212 3456",
    tokens: [token("a", 0, 40), token("b", 30, 70), token("broken", 50, 20), { value: "c", not_before: "?", not_after: "?" }],
    refresh_after: at(60),
  };
  const value = (second, more) => current({ ...code, ...more }, second * 1000).value;
  assert.deepStrictEqual([value(-1), value(0), value(29), value(30), value(69), value(70)], ["", "a", "a", "b", "b", ""]);
  // In whatever order they come.
  assert.strictEqual(value(35, { tokens: [...code.tokens].reverse() }), "b");
  assert.strictEqual(current(code, 0).change, 30000);
  assert.strictEqual(current(code, 31000).change, 70000);
  assert.strictEqual(value(70, { static_fallback_allowed: true }), "62123456");
  assert.strictEqual(value(70, { mode: "STATIC" }), "62123456");
  assert.strictEqual(grouped("62123456789"), "6212 3456 789");
});

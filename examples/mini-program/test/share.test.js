// The native page that shares: a way in to the brand's card, and nothing of this member.

"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { Phone } = require("./phone.js");

const NOWHERE = { origin: "http://127.0.0.1:9" };

test("the page says what the friend will see, and shares by a press", () => {
  const opened = new Phone(NOWHERE).open("share", { route: "/offers" });
  assert.match(opened.text, /分享给朋友.*看不到你的号码和券/);
  const press = opened.find("button", ({ attributes }) => attributes.openType === "share");
  assert.ok(press, "the client shares only from a button of its own");
});

test("the message is a landing page that was asked for and may be shared, else home", () => {
  const phone = new Phone(NOWHERE);
  for (const [route, path] of [
    ["%2Ftasks", "/pages/card/card?route=%2Ftasks"],
    ["/membership", "/pages/card/card?route=%2Fmembership"],
    ["/", "/pages/card/card"],
    ["/coupons/cp_1", "/pages/card/card"],
    ["/code", "/pages/card/card"],
    ["/points", "/pages/card/card"],
    ["/offers#t=ticket", "/pages/card/card"],
    ["/offers?member=1", "/pages/card/card"],
    ["https://evil.example", "/pages/card/card"],
    [undefined, "/pages/card/card"],
  ]) {
    const message = phone.open("share", { route }).page.onShareAppMessage({ from: "button" });
    assert.deepStrictEqual(Object.keys(message), ["title", "path"]);
    assert.strictEqual(message.path, path);
  }
});

test("nothing is promised for sharing", () => {
  new Phone(NOWHERE);
  const { EN, ZH_CN } = require("../miniprogram/lib/words.js");
  const said = JSON.stringify([ZH_CN.share, EN.share]);
  assert.doesNotMatch(said, /奖|积分|领取|免费|得券|reward|points|free|win/i);
});

test("back goes back, or to the card where nothing is behind", () => {
  const phone = new Phone(NOWHERE);
  phone.depth = 2;
  const back = ({ events }) => events.tap?.handler === "back";
  phone.open("share").fire("button", "tap", {}, back);
  assert.strictEqual(phone.of("navigateBack").length, 1);
  phone.depth = 1;
  phone.open("share", { route: "/offers" }).fire("button", "tap", {}, back);
  assert.deepStrictEqual(phone.of("reLaunch"), [{ url: "/pages/card/card?route=%2Foffers" }]);
});

// The project as a whole: what the developer tools would refuse, and what no member should meet.

"use strict";

const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const compiler = require("miniprogram-compiler");
const { APP, Phone } = require("./phone.js");
const { ROOT } = require("./sandbox.js");

const read = (name) => fs.readFileSync(path.join(APP, name), "utf8");
const json = (name) => JSON.parse(read(name));

/** Every file of the mini-program below a folder. */
function files(folder = "") {
  return fs.readdirSync(path.join(APP, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    return entry.isDirectory() ? files(name) : [name];
  });
}

/** The texts and the rules of the mini-program, on a phone of their own. */
function modules(about) {
  new Phone({ origin: "http://127.0.0.1:9" }, about);
  const load = (name) => require(path.join(APP, name));
  return {
    words: load("lib/words.js"),
    routes: load("lib/routes.js"),
    config: load("config.js"),
    share: load("lib/share.js"),
  };
}

test("the types hold", () => {
  const tsc = require.resolve("typescript/bin/tsc");
  const project = path.join(__dirname, "..", "tsconfig.json");
  execFileSync(process.execPath, [tsc, "--project", project], { stdio: "pipe" });
});

test("every page of app.json is there as a whole, and no other", () => {
  const { pages } = json("app.json");
  for (const page of pages)
    for (const ending of ["js", "json", "wxml", "wxss"])
      assert.ok(fs.existsSync(path.join(APP, `${page}.${ending}`)), `${page}.${ending}`);
  const there = files("pages").filter((name) => name.endsWith(".js"));
  assert.deepStrictEqual(there.map((name) => name.slice(0, -3)).sort(), [...pages].sort());
});

test("every page that card, backend or mini-program names is one of them", () => {
  const { pages } = json("app.json");
  const below = (folder, ending) =>
    fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : below(file, ending);
      return file.endsWith(ending) ? [file] : [];
    });
  const sources = [
    ...below(path.join(ROOT, "src"), ".rs"),
    ...below(path.join(ROOT, "crates", "sandbox", "src"), ".rs"),
    ...below(APP, ".js"),
  ];
  const named = sources.flatMap((file) => {
    const found = fs.readFileSync(file, "utf8").matchAll(/["'](\/pages\/[\w/-]+)/g);
    return [...found].map(([, page]) => page.slice(1));
  });
  for (const page of ["pages/pay/pay", "pages/share/share"]) assert.ok(named.includes(page), page);
  for (const page of named) assert.ok(pages.includes(page), page);
});

test("app.json has only what the client knows, and its colours are there in both schemes", () => {
  const app = json("app.json");
  assert.deepStrictEqual(Object.keys(app).sort(), [
    "darkmode",
    "lazyCodeLoading",
    "pages",
    "sitemapLocation",
    "style",
    "themeLocation",
    "window",
  ]);
  const { light, dark } = json(app.themeLocation);
  assert.deepStrictEqual(Object.keys(light), Object.keys(dark));
  const used = Object.values(app.window).filter((value) => value.startsWith("@"));
  assert.deepStrictEqual(used.map((value) => value.slice(1)).sort(), Object.keys(light).sort());
  for (const { page } of json(app.sitemapLocation).rules)
    assert.ok(page === "*" || app.pages.includes(page), page);
  const project = JSON.parse(fs.readFileSync(path.join(APP, "..", "project.config.json"), "utf8"));
  assert.strictEqual(path.join(APP, "..", project.miniprogramRoot), APP + path.sep);
  assert.strictEqual(project.appid, "touristappid");
});

test("WeChat's own compilers take every page and every style", () => {
  assert.match(compiler.wxmlToJs(APP), /pages\/card\/card\.wxml/);
  assert.match(compiler.wxssToJs(APP), /app\.wxss/);
  const broken = fs.mkdtempSync(path.join(os.tmpdir(), "member-card-wxml-"));
  fs.writeFileSync(path.join(broken, "page.wxml"), "<view><text></view>");
  assert.throws(() => compiler.wxmlToJs(broken), /page\.wxml/);
  fs.writeFileSync(path.join(broken, "page.wxss"), ".a { color: red } .b {{");
  assert.throws(() => compiler.wxssToJs(broken));
  fs.rmSync(broken, { recursive: true });
});

test("every handler that a page binds is there, and every picture", () => {
  for (const name of files().filter((file) => file.endsWith(".wxml"))) {
    const markup = read(name);
    for (const [, picture] of markup.matchAll(/src="(\/images\/[^"{]+)"/g))
      assert.ok(fs.existsSync(path.join(APP, picture)), `${name}: ${picture}`);
    const page = name.startsWith("pages/") && read(name.replace(".wxml", ".js"));
    for (const [, handler] of page ? markup.matchAll(/\bbind\w+="(\w+)"/g) : [])
      assert.match(page, new RegExp(`^  (async )?${handler}\\(`, "m"), `${name}: ${handler}`);
  }
});

test("every state that stands in the way has words in both languages, and a drawing", () => {
  const { words } = modules();
  const { ZH_CN, EN } = words;
  const shape = (value) =>
    typeof value === "string"
      ? (assert.ok(value.trim()), "text")
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
  assert.deepStrictEqual(shape(EN), shape(ZH_CN));
  for (const table of [ZH_CN.trouble, ZH_CN.code, ZH_CN.pay])
    for (const [state, says] of Object.entries(table))
      if (typeof says === "object")
        assert.ok(fs.existsSync(path.join(APP, "images", state + ".svg")), state);
});

test("a member reads nothing that is not in words.js", () => {
  const han = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
  for (const name of files())
    if (!["lib/words.js", "app.json"].includes(name)) assert.doesNotMatch(read(name), han, name);
  const { words } = modules();
  for (const text of JSON.stringify(words.EN).split('"')) assert.doesNotMatch(text, han);
  // A thin space where Chinese meets Latin, as in the card.
  assert.doesNotMatch(JSON.stringify(words.ZH_CN), /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/);
});

test("the language is that of the member's WeChat", () => {
  for (const [system, tag] of [["zh_CN", "zh-CN"], ["zh_TW", "zh-CN"], ["en", "en"], ["ja", "en"], ["", "zh-CN"]])
    assert.strictEqual(modules({ language: system }).words.language(), tag);
});

test("the screens are those of the card", () => {
  const source = fs.readFileSync(path.join(ROOT, "src", "route.rs"), "utf8");
  const table = source.slice(source.indexOf("static NAMES"), source.indexOf("impl Route"));
  const names = [...table.matchAll(/\(Route::\w+, "([^"]*)"\)/g)].map(([, name]) => "/" + name);
  assert.deepStrictEqual([...modules().routes.SCREENS].sort(), names.sort());
});

test("a foreign route leads home, whatever it is dressed as", () => {
  const { routes } = modules();
  for (const route of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/coupons/../../me",
    "/coupons/",
    "/coupons/a/b",
    "/coupons/%2e%2e",
    "/code#t=stolen",
    "/offers?next=https://evil.example",
    "javascript:alert(1)",
    "/points\n",
    " /points",
    "%",
    "%E0%A4%A",
    "/nowhere",
    "",
    undefined,
    "/coupons/" + "x".repeat(65),
    "/coupons/卡",
  ])
    for (const dressed of [route, route && encodeURIComponent(route)])
      assert.strictEqual(routes.screen(dressed), "/", String(dressed));
  assert.strictEqual(routes.screen("%2Fcoupons%2Fcp_1"), "/coupons/cp_1");
  for (const order of ["", undefined, "../me", "a b", "a?b", "a#b", "a/b", "x".repeat(65), "%2F", "%"])
    assert.strictEqual(routes.order(order), "", String(order));
  assert.strictEqual(routes.order("or_9f-1"), "or_9f-1");
});

test("only the developer tools know the sandbox", () => {
  const text = read("config.js");
  const module = { exports: /** @type {any} */ ({}) };
  new Function("module", "wx", text)(module, {});
  const { PLACES } = module.exports;
  for (const version of ["trial", "release"]) {
    assert.match(PLACES[version].origin, /^https:\/\/[a-z0-9.-]+$/);
    assert.strictEqual(PLACES[version].persona, undefined);
  }
  const release = modules({ version: "release" }).config;
  assert.match(release.place().origin, /^https:/);
  // A version that nobody thought of is treated like what everybody has.
  const { config } = modules({ version: "something new" });
  assert.strictEqual(config.place(), config.PLACES.release);
});

test("nothing is stored, nothing logged, nothing evaluated, and no address built from outside", () => {
  for (const name of files().filter((file) => file.endsWith(".js"))) {
    const code = read(name).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    assert.doesNotMatch(code, /setStorage|getStorage|console\.|\beval\b|new Function|globalData/, name);
    assert.doesNotMatch(code, /webViewUrl|navigateToMiniProgram|openUrl/, name);
  }
});

test("it weighs a hundredth of what a package may", () => {
  const bytes = files().reduce((sum, name) => sum + fs.statSync(path.join(APP, name)).size, 0);
  assert.ok(bytes < 60_000, `${bytes} bytes`);
});

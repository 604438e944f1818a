// The reference backend, for one file of tests: a program of its own on a free port.

"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const ROOT = path.join(__dirname, "..", "..", "..");

/** The program: as the environment says, else what cargo built last. */
function program() {
  const built = ["server", "release", "debug"].map((profile) =>
    path.join(ROOT, "target", profile, "member-card-sandbox"),
  );
  const found = [process.env.MEMBER_CARD_SANDBOX, ...built].find((file) => file && fs.existsSync(file));
  if (!found) throw new Error("build the sandbox: cargo build -p member-card-sandbox");
  return found;
}

/** Starts it with fresh data; gives its origin, ways to act in it, and how to end it. */
async function start() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "member-card-"));
  const child = spawn(program(), ["--port", "0", "--data", data, "--fresh"]);
  let said = "";
  const origin = await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      said += text;
      const found = /Card: (http:\S+)\//.exec(said);
      if (found) resolve(found[1]);
    });
    child.stderr.on("data", (text) => (said += text));
    child.on("exit", () => reject(new Error("the sandbox ended: " + said)));
  });
  /** @param {string} to @param {unknown} [body] @param {string} [bearer] */
  async function call(to, body, bearer) {
    const answer = await fetch(origin + to, {
      method: body === undefined ? "GET" : "POST",
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: bearer ? { Authorization: "Bearer " + bearer } : {},
    });
    return { status: answer.status, body: await answer.json() };
  }
  function stop() {
    child.removeAllListeners("exit");
    child.kill();
    fs.rmSync(data, { recursive: true, force: true });
  }
  return { origin, call, stop };
}

module.exports = { ROOT, start };

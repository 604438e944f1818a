// Tells results as `cargo test` does, so that whoever counts those counts these.

"use strict";

/** @param {AsyncIterable<{ type: string, data: any }>} source */
module.exports = async function* report(source) {
  let [passed, failed, ignored] = [0, 0, 0];
  for await (const { type, data } of source) {
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const left = data.skip !== undefined || data.todo !== undefined;
    if (type === "test:fail") failed++;
    else if (left) ignored++;
    else passed++;
    const how = type === "test:fail" ? "FAILED" : left ? "ignored" : "ok";
    yield `test ${data.name} ... ${how}\n`;
    if (type === "test:fail") {
      const error = data.details.error;
      const cause = error.cause || error;
      yield `${cause.stack || cause}\n`;
    }
  }
  const word = failed ? "FAILED" : "ok";
  yield `test result: ${word}. ${passed} passed; ${failed} failed; ${ignored} ignored\n`;
};

// Asks the graders about one page; prints the score, the tests that were not passed, and what the
// evaluator of policies finds. The Observatory's own command knows only the usual ports, so its
// parts are put together here as it does that itself.
import { retrieve } from "@mdn/mdn-http-observatory/src/retriever/retriever.js";
import { ALL_TESTS } from "@mdn/mdn-http-observatory/src/constants.js";
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from "@mdn/mdn-http-observatory/src/grader/charts.js";
import { getGradeForScore, getScoreModifier } from "@mdn/mdn-http-observatory/src/grader/grader.js";
import evaluator from "csp_evaluator/dist/evaluator.js";
import finding from "csp_evaluator/dist/finding.js";
import parser from "csp_evaluator/dist/parser.js";

const { hostname, ...options } = JSON.parse(process.argv[2]);
const requests = await retrieve(hostname, options);
const page = requests.responses.auto;
if (page?.status !== 200 || !requests.responses.https?.verified)
  throw new Error(`no page over a TLS that can be trusted: ${page?.status}`);

const results = ALL_TESTS.map((test) => test(requests));
const modifiers = results.map((result) => getScoreModifier(result.result));
const sum = (numbers) => numbers.reduce((all, number) => all + number, 100);
const least = sum(modifiers.filter((number) => number < 0));
// Extras count for what is good without them.
const { score, grade } = getGradeForScore(least >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(modifiers) : least);

const policy = page.headers["content-security-policy"];
const findings = new evaluator.CspEvaluator(new parser.CspParser(policy).csp).evaluate();
console.log(
  JSON.stringify({
    score,
    grade,
    results: Object.fromEntries(results.map((result, i) => [result.constructor.name, `${result.result} ${modifiers[i]}`])),
    failed: results.filter((result) => !result.pass).map((result) => result.constructor.name),
    findings: findings.map(({ severity, directive, value, description }) => ({
      severity: finding.Severity[severity],
      directive,
      value,
      description,
    })),
  }),
);

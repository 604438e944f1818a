//! Where the module cannot run, is broken, is late or ends, the member number and a code that the
//! till takes are on the screen all the same.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{Engine, Journey, Sandbox, Setting, journey_in};
use serde_json::{Value, json};

/// How soon the code can be seen, counted by the page's own clock.
const SOON: Duration = Duration::from_secs(5);

/// The same where the module only does not come: the shell waits five seconds for it.
const PATIENTLY: Duration = Duration::from_secs(8);

/// A way in which the module does not do its work.
struct Way {
    name: &'static str,
    rules: Vec<Value>,
    /// How the page stands then: `data-card`, `data-shell`; no shell where the card runs.
    standing: (&'static str, &'static str),
    within: Duration,
}

const RUNS: (&str, &str) = ("ready", "");
const FAILED: (&str, &str) = ("failed", "failed");
const CRASHED: (&str, &str) = ("failed", "crashed");

fn script(source: &str) -> Value {
    json!({ "match": "/", "kind": "script", "source": source })
}

/// The module itself, not its parts.
const MODULE: &str = "/member-card-*.wasm";

async fn ways(sandbox: &Sandbox) -> Result<Vec<Way>> {
    let policy = sandbox.policy().await?;
    let without = policy.replace(" 'wasm-unsafe-eval'", "");
    ensure!(policy != without, "the policy does not name what this takes away: {policy}");
    let forbidden = json!({
        "match": "/", "kind": "header", "name": "content-security-policy", "value": without,
    });
    let rejected = "for (const name of ['compileStreaming', 'instantiateStreaming']) \
         WebAssembly[name] = () => Promise.reject(new TypeError('refused'))";
    let panic = "const eager = setInterval(() => { \
         if (document.documentElement.dataset.card !== 'ready') return; \
         clearInterval(eager); dispatchEvent(new Event('member-card:panic')) }, 20)";
    let way = |name, rule, standing| Way { name, rules: vec![rule], standing, within: SOON };
    let missing = json!({ "match": MODULE, "kind": "status", "status": 404 });
    let truncated = json!({ "match": MODULE, "kind": "truncate" });
    let plain = json!({
        "match": MODULE, "kind": "header", "name": "content-type", "value": "text/plain",
    });
    let stalled = json!({ "match": MODULE, "kind": "delay", "delay_ms": 30_000 });
    let stalled = Way { within: PATIENTLY, ..way("stalled", stalled, ("failed", "slow")) };
    Ok(vec![
        way("forbidden by the policy", forbidden, FAILED),
        way("no WebAssembly", script("delete self.WebAssembly"), FAILED),
        way("not found", missing, FAILED),
        way("truncated", truncated, FAILED),
        // Compiled whole, where it does not stream.
        way("of the wrong type", plain, RUNS),
        way("streaming refused", script(rejected), RUNS),
        stalled,
        way("a panic in the first second", script(panic), CRASHED),
    ])
}

async fn waits_for(journey: &Journey, standing: (&str, &str)) -> Result<()> {
    let script = "const { card, shell } = document.documentElement.dataset; \
         return card === arguments[0] && (arguments[1] === '' || shell === arguments[1])";
    let arguments = vec![json!(standing.0), json!(standing.1)];
    let waited = journey.card.wait(format!("the page to be {standing:?}"), script, arguments).await;
    let is = journey.card.standing().await?;
    waited.with_context(|| format!("it is {is:?}"))
}

/// The code is there in time, a scanner reads it off the screen, and the till takes it.
async fn serves(journey: &Journey, way: &Way) -> Result<()> {
    let (card, sandbox) = (&journey.card, &journey.sandbox);
    let ticket = card.ticket("tea", "growing").await?;
    card.leave().await?;
    for rule in &way.rules {
        sandbox.fault(rule).await?;
    }
    card.visit(&format!("?lang=zh-CN{ticket}")).await?;
    waits_for(journey, way.standing).await?;
    let asked = if way.standing == RUNS {
        let now = "const now = performance.now(); location.hash = '#/code'; return now";
        card.run(now, Vec::new()).await?.as_f64()
    } else {
        Some(0.0)
    };
    card.wait_code("").await?;
    let asked = Duration::from_secs_f64(asked.unwrap_or_default() / 1_000.0);
    let after = card.marked("card:code-visible").await?.saturating_sub(asked);
    ensure!(after < way.within, "the code was there only after {after:?}");
    let read = card.scanned().await?;
    let answer = sandbox.scan(&read).await?;
    ensure!(answer == 200, "the till answers {answer}");
    println!("{}: a code after {} ms", way.name, after.as_millis());
    Ok(())
}

/// All of them in one browser, each a first visit.
async fn every_way(engine: Engine) -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        // Where the policy forbids the module.
        journey.expect_refusal("script-src");
        for way in ways(&journey.sandbox).await? {
            // What a browser keeps for good would not be asked for again.
            let unkept = json!({
                "match": "/*", "kind": "header", "name": "cache-control", "value": "no-store",
            });
            journey.sandbox.fault(&unkept).await?;
            serves(journey, &way).await.with_context(|| format!("{engine:?}, {}", way.name))?;
            journey.sandbox.mend().await?;
            journey.card.forget().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn chromium_has_a_code_whatever_happens_to_the_module() -> Result<()> {
    every_way(Engine::Chromium).await
}

#[tokio::test]
async fn webkit_has_a_code_whatever_happens_to_the_module() -> Result<()> {
    every_way(Engine::WebKit).await
}

#[tokio::test]
async fn firefox_has_a_code_where_web_assembly_is_switched_off() -> Result<()> {
    let setting = Setting {
        clean: false,
        ..Setting::of(Engine::Firefox(&[("javascript.options.wasm", false)]))?
    };
    journey_in(setting, async |journey| {
        let way = Way { name: "switched off", rules: Vec::new(), standing: FAILED, within: SOON };
        serves(journey, &way).await
    })
    .await
}

//! A page that has been open for long, and another build is served by now: it is loaded again once,
//! and not while a member is in the middle of something.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::build::Build;
use e2e::{Engine, Journey, Setting, journey_in, place};
use serde_json::{Value, json};

/// Counts in a tab how often a page of it was loaded.
const COUNTED: &str =
    "try { sessionStorage.loads = 1 + (Number(sessionStorage.loads) || 0) } catch {}";

/// The page was out of sight for eleven minutes and is looked at again.
const RESTED: &str = "const now = Date.now; let hidden = true; \
     Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true }); \
     document.dispatchEvent(new Event('visibilitychange')); \
     Date.now = () => now() + 660000; hidden = false; \
     document.dispatchEvent(new Event('visibilitychange'))";

/// How many times the page has asked which build is served.
const ASKED: &str = "performance.getEntriesByType('resource') \
     .filter(entry => entry.name.endsWith('/version.json')).length";

/// Longer than it takes from an answer to the load that might follow.
const A_WHILE: Duration = Duration::from_millis(2_500);

async fn loads(journey: &Journey) -> Result<i64> {
    let loads = journey.card.run("return Number(sessionStorage.loads)", Vec::new()).await?;
    Ok(loads.as_i64().unwrap_or_default())
}

/// The page is there and has asked for the first time.
async fn settled(journey: &Journey) -> Result<()> {
    journey.card.wait_ready().await?;
    let asked = format!("return {ASKED} > 0");
    journey.card.wait("the first question", &asked, Vec::new()).await
}

/// Rests, and waits until the page has asked again.
async fn rest(journey: &Journey) -> Result<()> {
    let before = journey.card.run(&format!("return {ASKED}"), Vec::new()).await?;
    journey.card.run(RESTED, Vec::new()).await?;
    let asked = format!("return {ASKED} !== arguments[0]");
    journey.card.wait("a question", &asked, vec![before]).await
}

async fn is_second(journey: &Journey) -> Result<()> {
    let second = "return document.documentElement.dataset.build === 'second' \
         && document.documentElement.dataset.card === 'ready'";
    journey.card.wait("the second build", second, Vec::new()).await
}

/// Serves a build that can be replaced; the worker keeps the card or does not.
async fn with_builds(
    worker: bool,
    steps: impl AsyncFnOnce(&mut Journey, &Path, &Build) -> Result<()>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let first = Build::read(&place::dist()?)?;
    let second = first.second()?;
    first.deploy(folder.path())?;
    let setting = Setting { dist: folder.path().to_owned(), ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let source = json!({ "source": COUNTED });
        journey.devtools("Page.addScriptToEvaluateOnNewDocument", source).await?;
        journey.sandbox.set_worker(worker).await?;
        journey.card.open("tea", "growing", "zh-CN").await?;
        if worker {
            journey.card.wait_worker().await?;
        }
        settled(journey).await?;
        ensure!(loads(journey).await? == 1, "it was loaded again without a reason");
        steps(journey, folder.path(), &second).await
    })
    .await
}

/// The server says that it has a build which it never gives.
fn promise_a_third(folder: &Path) -> Result<()> {
    Ok(std::fs::write(folder.join("version.json"), "{\"build\":\"0123456789abcdef\"}")?)
}

#[tokio::test]
async fn a_page_of_an_old_build_is_loaded_again_once_when_its_worker_has_the_new_one() -> Result<()>
{
    with_builds(true, async |journey, folder, second| {
        second.deploy(folder)?;
        rest(journey).await?;
        is_second(journey).await?;
        settled(journey).await?;
        tokio::time::sleep(A_WHILE).await;
        ensure!(loads(journey).await? == 2, "loaded {} times", loads(journey).await?);
        promise_a_third(folder)?;
        rest(journey).await?;
        tokio::time::sleep(A_WHILE).await;
        ensure!(loads(journey).await? == 2, "loaded again for a build that no worker has");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_server_that_never_gives_what_it_promises_brings_no_loop() -> Result<()> {
    with_builds(false, async |journey, folder, second| {
        second.deploy(folder)?;
        rest(journey).await?;
        is_second(journey).await?;
        settled(journey).await?;
        ensure!(loads(journey).await? == 2, "loaded {} times", loads(journey).await?);
        promise_a_third(folder)?;
        rest(journey).await?;
        let third = "return Number(sessionStorage.loads) === 3";
        journey.card.wait("the one try", third, Vec::new()).await?;
        settled(journey).await?;
        for _ in 0..2 {
            rest(journey).await?;
            tokio::time::sleep(A_WHILE).await;
        }
        ensure!(loads(journey).await? == 3, "loaded {} times", loads(journey).await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nobody_is_interrupted_and_without_storage_nothing_is_loaded_by_itself() -> Result<()> {
    let focus = "const field = document.body.appendChild(document.createElement('input')); \
         field.id = 'field'; field.focus()";
    let press = "localStorage.setItem('member-card:presses:somebody', 'key slot')";
    let blocked = "self.kept = Object.getOwnPropertyDescriptor(self, 'sessionStorage'); \
         Object.defineProperty(self, 'sessionStorage', \
         { get() { throw new DOMException('blocked', 'SecurityError') }, configurable: true })";
    // What is done, and what undoes it.
    let busy = [
        ("the code is shown", "location.hash = '#/code'", "location.hash = '#/'"),
        ("a field has the focus", focus, "document.getElementById('field').remove()"),
        (
            "a press is not settled",
            press,
            "localStorage.removeItem('member-card:presses:somebody')",
        ),
        ("storage is blocked", blocked, "Object.defineProperty(self, 'sessionStorage', self.kept)"),
    ];
    with_builds(false, async |journey, folder, second| {
        second.deploy(folder)?;
        for (what, does, undoes) in busy {
            journey.card.run(does, Vec::new()).await?;
            rest(journey).await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            let build = "return document.documentElement.dataset.build ?? null";
            let build = journey.card.run(build, Vec::new()).await?;
            ensure!(build == Value::Null, "loaded again although {what}");
            journey.card.run(undoes, Vec::new()).await?;
        }
        rest(journey).await?;
        is_second(journey).await
    })
    .await
}

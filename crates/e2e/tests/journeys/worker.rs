//! The worker that keeps the card: a start without a server, a new build, and its end.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use e2e::build::{Build, hash_of};
use e2e::journey::REFUSED;
use e2e::{Card, Engine, Setting, by_test_id, journey, journey_in, place};
use serde_json::{Value, json};

const KEPT: &str = "const done = arguments[0]; (async () => { \
         const names = self.caches ? await caches.keys() : []; \
         const all = await navigator.serviceWorker.getRegistrations(); \
         return { names, all: all.length }; \
     })().then(done, error => done(String(error)))";

/// What the browser keeps: the names of caches, the registrations.
async fn kept(card: &Card) -> Result<Value> {
    card.run_async(KEPT, Vec::new()).await
}

/// Waits until what is kept is as it should be.
async fn wait_kept(card: &Card, what: &str, is: impl Fn(&Value) -> bool) -> Result<()> {
    let end = std::time::Instant::now() + e2e::card::PATIENCE;
    let mut seen = Value::Null;
    while std::time::Instant::now() < end {
        seen = kept(card).await?;
        if is(&seen) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("waited in vain for {what}: {seen}")
}

/// The caches of builds; the one of the brand's pictures belongs to none.
fn caches(kept: &Value) -> BTreeSet<String> {
    let names = kept.get("names").and_then(Value::as_array).into_iter().flatten();
    let names = names.filter_map(Value::as_str).filter(|name| hash_of(name).is_some());
    names.map(str::to_owned).collect()
}

/// Opens the card and waits until the worker has it.
async fn open_and_keep(card: &Card) -> Result<()> {
    card.open("tea", "growing", "zh-CN").await?;
    card.wait_worker().await?;
    wait_kept(card, "the cache of the build", |kept| caches(kept).len() == 1).await
}

#[tokio::test]
async fn a_member_who_comes_back_has_number_and_code_without_a_server() -> Result<()> {
    journey(async |journey| {
        let asked =
            ["/v1/sessions", "/v1/bootstrap", "/v1/changes", "/sw.js", "/manifest.webmanifest"];
        for path in asked {
            journey.expect_failure(path, REFUSED);
        }
        open_and_keep(&journey.card).await?;
        // With the last visit over no question of it is open.
        journey.card.leave().await?;
        journey.sandbox.stop().await?;
        journey.card.come_back().await?;
        let read = journey.card.scanned().await?;
        let standing = journey.card.standing().await?;
        ensure!(standing.0 == "offline", "it stands as {standing:?}");
        let number = journey.card.text_of(&by_test_id("member-number")).await?;
        ensure!(number.as_deref() == Some("6212 3456 7892"), "{number:?}");
        journey.sandbox.start_again().await?;
        let answer = journey.sandbox.scan(&read).await?;
        ensure!(answer == 200, "the till answers {answer}");
        // And the rest comes by itself.
        journey.card.wait_ready().await
    })
    .await
}

/// The files that a page loaded are of one build: of its own.
async fn of_one_build(card: &Card, first: &Build, second: &Build) -> Result<()> {
    let build = "return document.documentElement.dataset.build ?? 'first'";
    let own = if card.run(build, Vec::new()).await? == "second" { second } else { first };
    let script = "return performance.getEntriesByType('resource').map(entry => entry.name) \
         .filter(name => !new URL(name).pathname.startsWith('/v1/'))";
    let names = card.run(script, Vec::new()).await?;
    let names = names.as_array().context("no list of files")?.iter().filter_map(Value::as_str);
    let loaded: BTreeSet<_> = names.filter_map(hash_of).map(str::to_owned).collect();
    ensure!(loaded.len() > 1, "it loaded only {loaded:?}");
    let others: Vec<_> = loaded.difference(&own.hashes()).cloned().collect();
    ensure!(others.is_empty(), "files of another build: {others:?}");
    Ok(())
}

/// All of its screens work.
async fn goes_on(card: &Card) -> Result<()> {
    for (hash, shows) in [("#/points", "li button"), ("#/code", "[data-testid='member-code']")] {
        card.go(hash).await?;
        card.wait_for(shows).await.with_context(|| format!("on {hash}"))?;
    }
    card.no_error().await
}

#[tokio::test]
async fn a_new_build_is_there_on_the_second_visit_and_never_mixed_with_the_old() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let first = Build::read(&place::dist()?)?;
    let second = first.second()?;
    first.deploy(folder.path())?;
    let setting = Setting { dist: folder.path().to_owned(), ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let card = &journey.card;
        open_and_keep(card).await?;
        of_one_build(card, &first, &second).await?;
        let before = caches(&kept(card).await?);
        // A press of somebody that is not settled: no page is loaded again by itself meanwhile.
        let press = "localStorage.setItem('member-card:presses:somebody', 'key slot')";
        card.run(press, Vec::new()).await?;

        second.deploy(folder.path())?;
        // The page that was open goes on with its own.
        goes_on(card).await?;
        of_one_build(card, &first, &second).await?;

        let mut visits = 0;
        let mark = "return document.documentElement.dataset.build === 'second'";
        while card.run(mark, Vec::new()).await? != true {
            visits += 1;
            ensure!(visits <= 2, "the new build was not there on the second visit");
            card.come_back().await?;
            card.wait_ready().await?;
            goes_on(card).await?;
            let what = "the new build to be kept";
            wait_kept(card, what, |kept| caches(kept).difference(&before).next().is_some()).await?;
            // What the page asks for from now on still is its own.
            card.go("#/").await?;
            goes_on(card).await?;
            of_one_build(card, &first, &second).await?;
        }
        // Nobody needs the old one any more.
        wait_kept(card, "the old build to go", |kept| caches(kept).is_disjoint(&before)).await
    })
    .await
}

#[tokio::test]
async fn a_worker_that_was_switched_off_is_gone_on_the_next_visit() -> Result<()> {
    journey(async |journey| {
        let card = &journey.card;
        open_and_keep(card).await?;
        journey.sandbox.set_worker(false).await?;
        card.come_back().await?;
        card.wait_ready().await?;
        wait_kept(card, "the worker to go", |kept| {
            let names = kept.get("names").and_then(Value::as_array);
            kept.get("all") == Some(&json!(0)) && names.is_some_and(Vec::is_empty)
        })
        .await?;
        // Nor does it come back.
        card.come_back().await?;
        card.wait_ready().await?;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        let kept = kept(card).await?;
        ensure!(kept.get("all") == Some(&json!(0)), "it is there again: {kept}");
        card.no_error().await
    })
    .await
}

//! The device's clock and zone change nothing: a card shows the programme's days.

use anyhow::{Context as _, Result, ensure};
use e2e::sandbox::DAY;
use e2e::{Card, Journey, by_test_id, journey};
use serde_json::{Value, json};

const MEMBER: &str = "tea-growing";
const ZONE: &str = "Asia/Shanghai";

/// Where days stand, what is there once the screen is, and a word beside a day.
const SCREENS: [(&str, &str, &str); 5] = [
    ("#/", "[data-testid='check-in']", "到期"),
    ("#/check-in", "[data-testid='check-in']", "今天，"),
    ("#/points", "li button", "到期"),
    ("#/coupons", "[data-testid='coupon']", "有效期至"),
    ("#/tasks", "[data-testid='task']", "前完成"),
];

/// What a device believes.
struct Device {
    zone: &'static str,
    /// Seconds ahead of the backend's clock.
    ahead: i64,
}

/// In the programme's zone, with a right clock.
const RIGHT: Device = Device { zone: ZONE, ahead: 0 };

/// What a member saw and what a check-in brought.
#[derive(Debug, PartialEq)]
struct Seen {
    /// The lines of each screen, the last once more after the check-in.
    screens: Vec<(&'static str, Vec<String>)>,
    /// The points that the check-in brought.
    points: i64,
}

/// The lines of a screen and its names for a screen reader, once they have come to rest. A toast
/// comes and goes, and is left out.
async fn lines(card: &Card, hash: &'static str, shows: &str) -> Result<Vec<String>> {
    card.go(hash).await?;
    let there = "const there = location.hash === arguments[0] \
         && document.querySelector(arguments[1]) !== null \
         && document.querySelector('[aria-busy=true]') === null; \
         const toast = document.querySelector('[data-testid=toast]')?.innerText ?? ''; \
         const named = [...document.querySelectorAll('[aria-label]')] \
             .map(element => element.getAttribute('aria-label')); \
         const text = [document.body.innerText.replace(toast, ''), ...named].join('\\n'); \
         window.same = there && window.before === text ? (window.same ?? 0) + 1 : 0; \
         window.before = text; return window.same > 3";
    card.wait(format!("{hash} at rest"), there, vec![json!(hash), json!(shows)]).await?;
    let text = card.run("return window.before", Vec::new()).await?;
    let text = text.as_str().context("a screen without a text")?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

/// The device is as wrong as it should be: its zone, its clock, the clock that only counts, and
/// that a card which asked it would take another day for today.
async fn check_device(journey: &Journey, device: &Device, ahead: i64) -> Result<()> {
    let script = "const date = new Date(); \
         const counted = performance.timeOrigin + performance.now(); \
         const pad = number => String(number).padStart(2, '0'); \
         return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, \
             now: (Date.now() - counted) / 1000, made: (date.getTime() - counted) / 1000, \
             today: [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-') }";
    let found = journey.card.run(script, Vec::new()).await?;
    let seconds = |key: &str| found.get(key).and_then(Value::as_f64).context("no clock");
    for key in ["now", "made"] {
        ensure!((seconds(key)? - ahead as f64).abs() < 10.0, "{key}, not {ahead} ahead: {found}");
    }
    ensure!(found.get("zone") == Some(&json!(device.zone)), "{found}");
    let today = journey.sandbox.today().await?;
    let right = device.zone == ZONE && device.ahead == 0;
    ensure!((found.get("today") == Some(&json!(today))) == right, "{today}: {found}");
    Ok(())
}

/// Looks at every screen at a time of the programme's day, then checks in.
async fn seen_on(device: &Device, time: &str) -> Result<Seen> {
    let mut seen = Seen { screens: Vec::new(), points: 0 };
    journey(async |journey| {
        let ahead = journey.sandbox.set_time(time).await? + device.ahead;
        journey.set_device(device.zone, ahead).await?;
        let (card, sandbox) = (&journey.card, &journey.sandbox);
        card.open("tea", "growing", "zh-CN").await?;
        check_device(journey, device, ahead).await?;
        for (hash, shows, word) in SCREENS {
            let lines = lines(card, hash, shows).await?;
            ensure!(lines.iter().any(|line| line.contains(word)), "no '{word}' on {hash}");
            seen.screens.push((hash, lines));
        }

        let before = sandbox.points(MEMBER).await?;
        card.go("#/check-in").await?;
        card.press(&by_test_id("check-in")).await?;
        card.wait_text("今天签到了").await?;
        seen.screens.push(("#/check-in", lines(card, "#/check-in", "[data-state='done']").await?));
        seen.points = sandbox.points(MEMBER).await? - before;
        card.no_error().await
    })
    .await?;
    Ok(seen)
}

/// Each device shows what the right one does.
async fn all_the_same(time: &str, devices: &[Device]) -> Result<()> {
    let right = seen_on(&RIGHT, time).await?;
    ensure!(right.points > 0, "the check-in brought nothing");
    for device in devices {
        let Device { zone, ahead } = device;
        let seen = seen_on(device, time).await.with_context(|| format!("{zone}, {ahead} s"))?;
        for ((hash, is), (_, should)) in seen.screens.iter().zip(&right.screens) {
            let differ: Vec<_> =
                is.iter().zip(should).filter(|(is, should)| is != should).collect();
            ensure!(is == should, "{zone}, {ahead} s, {hash}: seen and right differ: {differ:#?}");
        }
        ensure!(seen == right, "{zone}, {ahead} s: {} points", seen.points);
    }
    Ok(())
}

#[tokio::test]
async fn in_the_morning_a_device_of_the_day_before_changes_nothing() -> Result<()> {
    let west = Device { zone: "Etc/GMT+12", ahead: 0 };
    all_the_same("09:00:00", &[west, Device { zone: ZONE, ahead: -DAY }]).await
}

#[tokio::test]
async fn in_the_evening_a_device_of_the_day_after_changes_nothing() -> Result<()> {
    let east = Device { zone: "Pacific/Kiritimati", ahead: 0 };
    all_the_same("22:30:00", &[east, Device { zone: ZONE, ahead: DAY }]).await
}

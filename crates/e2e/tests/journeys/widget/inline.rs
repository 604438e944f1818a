//! The card in a brand's page without a frame: it works as it does in one, and the page is none the
//! worse for it.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{Engine, Journey, Setting, by_test_id, journey_in, zbar};
use serde_json::json;

use super::{host, html, unchanged, waits};

/// What a page has to allow that has a policy; the text of an element is no markup here either.
fn strict(card: &str) -> String {
    format!(
        "content-security-policy: default-src 'none'; style-src 'self'; \
         script-src 'self' 'wasm-unsafe-eval' {card}; connect-src 'self' {card}; \
         img-src 'self' {card}; require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// What an element shows.
fn inside(at: usize, selector: &str) -> String {
    format!("host.cards[{at}].shadowRoot.querySelector(\"{selector}\")")
}

async fn press(journey: &Journey, at: usize, selector: &str) -> Result<()> {
    let element = inside(at, selector);
    waits(journey, selector, &format!("Boolean({element})")).await?;
    journey.card.run(&format!("{element}.click()"), Vec::new()).await?;
    Ok(())
}

/// The digits that stand under the symbol.
async fn digits(journey: &Journey, at: usize) -> Result<String> {
    let text = format!("return {}.textContent.replaceAll(' ', '')", inside(at, ".code-digits"));
    let text = journey.card.run(&text, Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// The card at a place is its member's; a scanner reads its code in a picture of the page, and the
/// till takes it.
async fn works(journey: &Journey, at: usize, member: &str) -> Result<()> {
    let card = &journey.card;
    card.run(&format!("host.cards[{at}].scrollIntoView()"), Vec::new()).await?;
    waits(journey, "the card to be ready", &format!("host.count({at}, 'ready') > 0")).await?;
    let points = by_test_id("points-available");
    let shows = format!(
        "{}?.textContent.replaceAll(',', '').match(/\\d+/)?.[0] === '{}'",
        inside(at, &points),
        journey.sandbox.points(member).await?
    );
    waits(journey, "the member's points", &shows).await?;
    press(journey, at, "a[href='#/code'].button").await?;
    let symbol = inside(at, &by_test_id("member-code"));
    let drawn = format!(
        "{symbol}?.getBoundingClientRect().width >= 200 && Boolean({symbol}.querySelector('path'))"
    );
    waits(journey, "the code", &drawn).await?;
    card.run(&format!("{symbol}.scrollIntoView({{ block: 'center' }})"), Vec::new()).await?;
    let mut read = Vec::new();
    for _ in 0..4 {
        // Beyond the moves of what has just come.
        tokio::time::sleep(Duration::from_millis(700)).await;
        let before = digits(journey, at).await?;
        read = zbar::read_picture(&card.picture().await?)?;
        if read == [before.clone()] && journey.sandbox.scan(&before).await? == 200 {
            read = Vec::new();
            break;
        }
        ensure!(read.is_empty() || digits(journey, at).await? != before, "{read:?}, not {before}");
    }
    ensure!(read.is_empty(), "the till does not take {read:?}");
    card.run(&format!("host.cards[{at}].open('/')"), Vec::new()).await?;
    waits(journey, "home again", &format!("Boolean({})", inside(at, &points))).await?;
    let said = "host.seen.every(({ frozen, detail }) => frozen && !/\\d{8}/.test(detail))";
    waits(journey, "details that are frozen and have no number", said).await
}

/// A way in which a page holds the card.
type Way<'a> = (&'a str, String, &'a str, String, &'a [(usize, &'a str)]);

fn ways(card: &str) -> Vec<Way<'static>> {
    const GROWING: &[(usize, &str)] = &[(0, "tea-growing")];
    let one = |more: &str| format!("{more}<member-card mode=\"inline\"></member-card>");
    let hostile = one("<link rel=\"stylesheet\" href=\"/hostile.css\">");
    let large = "<style>html { font-size: 40px }</style>";
    vec![
        ("a plain page", String::new(), "", one(""), GROWING),
        ("a strict policy", strict(card), "", one(""), GROWING),
        ("hostile styles", String::new(), "", hostile, GROWING),
        ("large text, right to left", String::new(), "dir=\"rtl\"", one(large), GROWING),
        (
            "inside another shadow root",
            String::new(),
            "",
            "<div data-nest=\"inline\"></div>".to_owned(),
            GROWING,
        ),
        (
            "two of them",
            String::new(),
            "",
            one("")
                + "<member-card mode=\"inline\" data-brand=\"hotel\" data-persona=\"loyal\"></member-card>",
            &[(0, "tea-growing"), (1, "hotel-loyal")],
        ),
    ]
}

/// How many cards stand in an element.
const STANDING: &str = "host.cards[0].shadowRoot.querySelectorAll('.mc-html').length";

async fn every_way(engine: Engine) -> Result<()> {
    let longest = Duration::from_secs(600);
    let setting = Setting { clean: false, longest, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        for (name, headers, root, body, cards) in ways(&origin) {
            let holds = async {
                host.page("/", &headers, html(&origin, root, &body));
                card.open_page(&host.origin()).await?;
                for (at, member) in cards {
                    works(journey, *at, member).await?;
                }
                unchanged(journey, true).await?;
                let kept = "return [location.hash, document.title, localStorage.length]";
                let kept = card.run(kept, Vec::new()).await?;
                ensure!(kept == json!(["", "Tea", 0]), "the page has {kept}");
                Ok(())
            };
            holds.await.with_context(|| format!("{engine:?}, {name}"))?;
        }
        // Out of the page and in again it is one card that works; moved within it, it stays.
        let out = "const card = host.cards[0]; card.remove(); \
             return new Promise(done => setTimeout(() => { \
                 done(card.shadowRoot.querySelectorAll('.mc-html').length); document.body.append(card); }, 100))";
        ensure!(card.run(out, Vec::new()).await? == json!(0), "a card is left where none is");
        card.run("host.cards[0].scrollIntoView()", Vec::new()).await?;
        waits(journey, "the card again", "host.count(0, 'ready') === 2").await?;
        card.run("document.body.prepend(host.cards[0])", Vec::new()).await?;
        works(journey, 0, "tea-growing").await?;
        waits(journey, "one card", &format!("{STANDING} === 1")).await?;
        card.run("host.cards[0].destroy()", Vec::new()).await?;
        waits(journey, "no card after the end", &format!("{STANDING} === 0")).await?;
        unchanged(journey, true).await
    })
    .await
}

#[tokio::test]
async fn chromium_has_the_card_without_a_frame_in_every_kind_of_page() -> Result<()> {
    every_way(Engine::Chromium).await
}

#[tokio::test]
async fn webkit_has_the_card_without_a_frame_in_every_kind_of_page() -> Result<()> {
    every_way(Engine::WebKit).await
}

#[tokio::test]
async fn a_claim_without_a_frame_is_told_and_the_pages_colour_is_the_cards() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        let body = "<member-card mode=\"inline\"></member-card>";
        host.page("/", &strict(&origin), html(&origin, "", body));
        host.style(
            "/page.css",
            "#samples { width: 300px; height: 220px } member-card { --mc-accent: rgb(170, 30, 90) }",
        );
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        card.run("host.cards[0].open('/offers')", Vec::new()).await?;
        press(journey, 0, &by_test_id("claim")).await?;
        waits(journey, "the claim", "host.count(0, 'claimed') === 1").await?;
        waits(journey, "what it changed", "host.count(0, 'changed') > 0").await?;
        let accent = format!(
            "getComputedStyle({}).getPropertyValue('--accent').trim() === '#aa1e5a'",
            inside(0, ".mc-html")
        );
        waits(journey, "the page's colour", &accent).await?;
        unchanged(journey, true).await
    })
    .await
}

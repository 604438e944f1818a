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

/// The digits that stand under the symbol; none while the next ones are on their way.
async fn digits(journey: &Journey, at: usize) -> Result<String> {
    let text = format!("return {}?.textContent.replaceAll(' ', '')", inside(at, ".code-digits"));
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
    card.run(
        &format!("{symbol}.scrollIntoView({{ block: 'center', inline: 'center' }})"),
        Vec::new(),
    )
    .await?;
    let mut tries = Vec::new();
    let mut taken = false;
    while !taken && tries.len() < 6 {
        // Beyond the moves of what has just come; the next code may come between two looks.
        tokio::time::sleep(Duration::from_millis(700)).await;
        let before = digits(journey, at).await?;
        let read = zbar::read_picture(&card.picture().await?)?;
        taken = read == [before.clone()] && journey.sandbox.scan(&before).await? == 200;
        tries.push((before, read));
    }
    ensure!(taken, "the till takes none of {tries:?}");
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
    // Else the page is wider than the window, which a picture of it is not.
    let hostile = one("<link rel=\"stylesheet\" href=\"/hostile.css\">\
         <style>member-card { width: 360px !important }</style>");
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
                let style = format!(
                    "const s = getComputedStyle({}); \
                     return [s.letterSpacing, s.textTransform, s.direction, s.fontSize, s.lineHeight]",
                    inside(0, ".mc-body")
                );
                let style = card.run(&style, Vec::new()).await?;
                ensure!(style == json!(["normal", "none", "ltr", "16px", "25.6px"]), "inside {style}");
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

#[tokio::test]
async fn two_elements_on_a_page_have_each_the_layout_of_their_own_width() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        host.style(
            "/page.css",
            "#samples { width: 300px; height: 220px } body { width: 1100px } \
             member-card { width: 360px } #wide { width: 1000px }",
        );
        let one = |id: &str| {
            format!("<member-card id=\"{id}\" mode=\"inline\" view=\"full\"></member-card>")
        };
        host.page("/", "", html(&origin, "", &(one("wide") + &one("narrow"))));
        card.open_page(&host.origin()).await?;
        for (at, columns) in [(0, 2), (1, 1)] {
            works(journey, at, "tea-growing").await?;
            let laid = format!(
                "getComputedStyle({}).gridTemplateColumns.split(' ').length === {columns}",
                inside(at, ".page-columns")
            );
            waits(journey, "its own layout", &laid).await?;
        }
        unchanged(journey, true).await
    })
    .await
}

/// Presses the last of some buttons as a finger does, and keeps which it was.
const TOUCH: &str = "const part = [...host.cards[0].shadowRoot.querySelectorAll(arguments[0])].pop(); \
     host.cards[0].pressed = part; \
     part.scrollIntoView({ block: 'center' }); \
     part.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })); \
     return new Promise(done => setTimeout(() => { part.focus(); \
     host.cards[0].scrolled = scrollY; part.click(); done(true) }, 200))";

async fn sheet(engine: Engine) -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        host.style("/page.css", "#samples { width: 300px; height: 1400px; overflow: hidden }");
        host.page("/", "", html(&origin, "", "<member-card mode=\"inline\"></member-card>"));
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        card.run("host.cards[0].open('/points')", Vec::new()).await?;
        let row = inside(0, "li:nth-child(8) button");
        waits(journey, "the points", &format!("Boolean({row})")).await?;
        card.run(TOUCH, vec![json!("li button")]).await?;
        let panel = inside(0, ".sheet-panel");
        let seen = format!(
            "(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight + 1)({panel}?.getBoundingClientRect() ?? {{}})"
        );
        waits(journey, "a sheet in the window", &seen).await?;
        let focused = format!("host.cards[0].shadowRoot.activeElement === {panel}");
        waits(journey, "the focus in it", &focused).await?;
        let still = "Math.abs(scrollY - host.cards[0].scrolled) < 2";
        waits(journey, "a page that did not have to scroll to it", still).await?;
        let escape = format!(
            "{panel}.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'Escape', bubbles: true }}))"
        );
        card.run(&escape, Vec::new()).await?;
        waits(journey, "no sheet", &format!("!{panel}")).await?;
        let back = "host.cards[0].shadowRoot.activeElement === host.cards[0].pressed";
        waits(journey, "the focus where it was", back).await?;
        unchanged(journey, true).await
    })
    .await
}

#[tokio::test]
async fn in_chromium_a_sheet_without_a_frame_stands_in_the_window_and_escape_closes_it()
-> Result<()> {
    sheet(Engine::Chromium).await
}

#[tokio::test]
async fn in_webkit_a_sheet_without_a_frame_stands_in_the_window_and_escape_closes_it() -> Result<()>
{
    sheet(Engine::WebKit).await
}

#[tokio::test]
async fn a_page_that_may_not_have_the_card_is_told_why() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        let instead =
            "<member-card mode=\"inline\"><a id=\"instead\" href=\"#\">card</a></member-card>";
        let shown = "return [host.seen.map(({ detail }) => detail), \
             document.getElementById('instead').getClientRects().length]";
        // A policy without WebAssembly.
        let policy = strict(&origin).replace("'wasm-unsafe-eval'", "");
        host.page("/", &policy, html(&origin, "", instead));
        card.open_page(&host.origin()).await?;
        waits(journey, "the refusal", "host.count(0, 'error') === 1").await?;
        let seen = card.run(shown, Vec::new()).await?;
        ensure!(seen == json!([[r#"{"code":"failed"}"#], 1]), "{seen}");
        // A page that is not on the list: nothing is answered.
        host.page("/", "", html(&origin, "", instead));
        journey.sandbox.set_embed_origins("tea", &[host.origin()]).await?;
        journey.sandbox.set_embed_origins("hotel", &[]).await?;
        card.open_page(&host.look_alike()).await?;
        waits(journey, "the refusal", "host.count(0, 'error') > 0").await?;
        let seen = card.run(
            "return host.seen.filter(({ name }) => name === 'error').map(({ detail }) => detail)",
            Vec::new(),
        );
        let seen = seen.await?;
        ensure!(seen == json!([r#"{"code":"offline"}"#]), "{seen}");
        // It is on it, and has its card.
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await
    })
    .await
}

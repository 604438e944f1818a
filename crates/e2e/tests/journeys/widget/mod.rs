//! The card in brands' own pages, on another origin: it works in each of them, the page stays as it
//! was, and nobody but the two of them takes part in what they say to each other.

mod inline;
mod messages;
mod page;
mod session;

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{Engine, Host, Journey, Setting, by_test_id, journey_in, place};
use serde_json::json;

const HOST: &str = include_str!("host.js");

/// Styles that reach for everything.
const HOSTILE: &str = "*, *::before, *::after { all: unset !important; font-size: 61px !important; \
     line-height: 7 !important; color: red !important; letter-spacing: 9px !important; \
     text-transform: uppercase !important; float: left !important; opacity: 0.9 !important } \
     html { zoom: 1.1; font-family: monospace !important }";

/// As strict as a page can be that holds the card: no WebAssembly, no style of text, no text that
/// becomes markup.
fn strict(card: &str) -> String {
    format!(
        "content-security-policy: default-src 'none'; script-src 'self' {card}; style-src 'self'; \
         img-src 'self'; connect-src 'self'; frame-src {card}; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    )
}

/// A page that holds `body`, with the element's script at its end.
fn html(card: &str, root: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"zh-CN\" {root}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Tea</title>\
         <link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/page.css\"></head>\
         <body><div id=\"samples\"><h1>Tea</h1><p>A <b>page</b> of <a href=\"#\">tea</a></p>\
         <button>Order</button><input value=\"1\"></div>{body}\
         <script src=\"/host.js\"></script>\
         <script type=\"module\" src=\"{card}/embed.js\"></script></body></html>"
    )
}

/// A brand's server, with what every page of it has.
async fn host(journey: &Journey) -> Result<Host> {
    let host = Host::start(&journey.sandbox).await?;
    host.script("/host.js", HOST);
    host.style("/page.css", "#samples { width: 300px; height: 220px; overflow: hidden }");
    host.style("/hostile.css", HOSTILE);
    host.page("/icon.svg", "", "");
    host.page("/favicon.ico", "", "");
    Ok(host)
}

async fn waits(journey: &Journey, what: &str, script: &str) -> Result<()> {
    let waited = journey.card.wait(what, &format!("return {script}"), Vec::new()).await;
    let seen = journey.card.run("return self.host ? [host.seen, host.errors] : 0", Vec::new());
    let seen = seen.await?;
    waited.with_context(|| format!("the page saw {seen}"))
}

/// The card in the frame at a place can be used, as whoever the page named.
async fn works(journey: &Journey, at: usize, member: &str) -> Result<()> {
    let card = &journey.card;
    // Beside the screen a card does not come, and a frame is not drawn.
    card.run(&format!("host.cards[{at}].scrollIntoView()"), Vec::new()).await?;
    waits(journey, "the card to be ready", &format!("host.count({at}, 'ready') > 0")).await?;
    let frame = format!("return host.cards[{at}].shadowRoot.querySelector('iframe')");
    card.enter(&frame).await?;
    let points = by_test_id("points-available");
    card.wait_number(&points, journey.sandbox.points(member).await?).await?;
    card.press("a[href='#/code'].button").await?;
    card.wait_code("").await?;
    let fits = "return Math.abs(document.documentElement.clientHeight - \
         Math.ceil(document.body.getBoundingClientRect().height)) < 1";
    let fitted = card.wait("the frame to be as high as what it shows", fits, Vec::new()).await;
    let are = "return [document.documentElement.clientHeight, document.body.getBoundingClientRect().height]";
    let are = card.run(are, Vec::new()).await?;
    fitted.with_context(|| format!("they are {are}"))?;
    let wide = format!(
        "return document.querySelector(\"{}\").getBoundingClientRect().width",
        by_test_id("member-code")
    );
    let wide = card.run(&wide, Vec::new()).await?.as_f64().unwrap_or_default();
    ensure!(wide >= 200.0, "a code of {wide} pixels");
    card.press_called("返回").await?;
    card.wait_for(&points).await?;
    card.step_out().await?;
    let went = format!("host.count({at}, 'navigate') === 2");
    waits(journey, "both steps to be told", &went).await?;
    let said = "host.seen.every(({ frozen, detail }) => frozen && !/\\d{8}/.test(detail))";
    waits(journey, "details that are frozen and have no number", said).await
}

/// The page is as it was, and nothing went wrong in it.
async fn unchanged(journey: &Journey, errors: bool) -> Result<()> {
    let script = "const now = JSON.parse(JSON.stringify(host.now())), before = JSON.parse(host.before); \
         return Object.keys(now).filter(name => JSON.stringify(now[name]) !== JSON.stringify(before[name])) \
         .map(name => [name, now[name].filter ? now[name].filter(one => !JSON.stringify(before[name]).includes(JSON.stringify(one))) : now[name]])";
    let changed = journey.card.run(script, Vec::new()).await?;
    ensure!(changed == json!([]), "the page has changed: {changed}");
    if errors {
        let found = journey.card.run("return host.errors", Vec::new()).await?;
        ensure!(found == json!([]), "the page has errors: {found}");
        journey.quiet().await?;
    }
    Ok(())
}

/// A way in which a page holds the card.
struct Way {
    name: &'static str,
    headers: String,
    root: &'static str,
    body: &'static str,
    cards: &'static [(usize, &'static str)],
}

fn ways(card: &str) -> Vec<Way> {
    const ONE: &str = "<member-card></member-card>";
    const GROWING: &[(usize, &str)] = &[(0, "tea-growing")];
    let way = |name, root, body| Way { name, headers: String::new(), root, body, cards: GROWING };
    vec![
        way("a plain page", "", ONE),
        way(
            "hostile styles",
            "",
            "<link rel=\"stylesheet\" href=\"/hostile.css\"><member-card></member-card>",
        ),
        Way { headers: strict(card), ..way("a strict policy", "", ONE) },
        way("right to left", "dir=\"rtl\"", ONE),
        way("inside another shadow root", "", "<div data-nest></div>"),
        Way {
            cards: &[(0, "tea-growing"), (1, "hotel-loyal")],
            ..way(
                "two of them",
                "",
                "<member-card view=\"full\"></member-card>\
                 <member-card data-brand=\"hotel\" data-persona=\"loyal\"></member-card>",
            )
        },
    ]
}

async fn every_way(engine: Engine) -> Result<()> {
    let longest = Duration::from_secs(600);
    let setting = Setting { clean: false, longest, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        for way in ways(&origin) {
            let holds = async {
                host.page("/", &way.headers, html(&origin, way.root, way.body));
                card.open_page(&host.origin()).await?;
                for (at, member) in way.cards {
                    works(journey, *at, member).await?;
                }
                unchanged(journey, true).await
            };
            holds.await.with_context(|| format!("{engine:?}, {}", way.name))?;
        }
        removed_and_added(journey).await
    })
    .await
}

/// Out of the page and in again, and moved within it, it is one card that works.
async fn removed_and_added(journey: &Journey) -> Result<()> {
    let card = &journey.card;
    let out = "const card = host.cards[0]; card.remove(); \
         return new Promise(done => setTimeout(() => { \
             done(card.shadowRoot.querySelectorAll('iframe').length); document.body.append(card); }, 100))";
    let left = card.run(out, Vec::new()).await?;
    ensure!(left == json!(0), "a frame is left where no card is");
    waits(journey, "the card again", "host.count(0, 'ready') === 2").await?;
    card.run("document.body.prepend(host.cards[0])", Vec::new()).await?;
    waits(journey, "the moved card", "host.count(0, 'ready') === 3").await?;
    let frames = "return host.cards[0].shadowRoot.querySelectorAll('iframe').length";
    ensure!(card.run(frames, Vec::new()).await? == json!(1), "not one frame");
    card.run("host.cards[0].destroy()", Vec::new()).await?;
    ensure!(card.run(frames, Vec::new()).await? == json!(0), "a frame after the end");
    Ok(())
}

#[tokio::test]
async fn chromium_has_the_card_in_every_kind_of_page_and_leaves_the_page_alone() -> Result<()> {
    every_way(Engine::Chromium).await
}

#[tokio::test]
async fn webkit_has_the_card_in_every_kind_of_page_and_leaves_the_page_alone() -> Result<()> {
    every_way(Engine::WebKit).await
}

/// Firefox says who is around a frame by the referrer.
#[tokio::test]
async fn firefox_has_the_card_too() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Firefox(&[]))? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        host.page("/", &strict(&origin), html(&origin, "", "<member-card></member-card>"));
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        unchanged(journey, true).await
    })
    .await
}

/// Storage that throws, as a browser has it that gives frames of other sites none.
async fn without_storage(engine: Engine) -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        // A text is opened at the end, which has no icon.
        let says = "the server responded with a status of 404 (Not Found)";
        journey.expect_failure("/favicon.ico", says);
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        host.page("/", "", html(&origin, "", "<member-card></member-card>"));
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        // Nothing was kept where it could have been.
        card.open_page(&format!("{origin}/robots.txt")).await?;
        let kept = "const done = arguments[0]; (async () => [localStorage.length, sessionStorage.length, \
             document.cookie.length, self.caches ? (await caches.keys()).length : 0, \
             navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0])() \
             .then(done, error => done(String(error)))";
        let kept = card.run_async(kept, Vec::new()).await?;
        ensure!(kept == json!([0, 0, 0, 0, 0]), "a frame keeps {kept}");
        let blocked = "for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) \
             Object.defineProperty(self, name, { configurable: true, get() { throw new DOMException('blocked', 'SecurityError') } })";
        let rule = json!({ "match": "/embed", "kind": "script", "source": blocked });
        journey.sandbox.fault(&rule).await?;
        card.open_page(&host.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        unchanged(journey, true).await
    })
    .await
}

#[tokio::test]
async fn chromium_needs_no_storage_in_a_frame_and_keeps_nothing() -> Result<()> {
    without_storage(Engine::Chromium).await
}

#[tokio::test]
async fn webkit_needs_no_storage_in_a_frame_and_keeps_nothing() -> Result<()> {
    without_storage(Engine::WebKit).await
}

#[tokio::test]
async fn below_the_fold_the_card_costs_its_script_alone() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let host = host(journey).await?;
        host.style("/page.css", "#samples { width: 300px; height: 4000px }");
        host.page("/", "", html(&origin, "", "<member-card></member-card>"));
        card.open_page(&host.origin()).await?;
        waits(journey, "the element", "customElements.get('member-card') !== undefined").await?;
        tokio::time::sleep(Duration::from_secs(2)).await;
        let asked = "return performance.getEntriesByType('resource').map(entry => entry.name) \
             .filter(name => name.startsWith(arguments[0]))";
        let asked = card.run(asked, vec![json!(origin)]).await?;
        ensure!(asked == json!([format!("{origin}/embed.js")]), "it asks for {asked}");
        ensure!(host.sessions() == 0, "a session that nobody looks at");
        let script = std::fs::metadata(place::dist()?.join("embed.js.br"))?.len();
        // The headers of an answer are less than a kilobyte.
        ensure!(script + 1_000 <= 5_000, "the script has {script} bytes");
        card.run("document.querySelector('member-card').scrollIntoView()", Vec::new()).await?;
        works(journey, 0, "tea-growing").await?;
        unchanged(journey, true).await
    })
    .await
}

//! Who may hold the card and speak with it: the origins that the brand named, and of what is said
//! only what is right.

use anyhow::{Result, ensure};
use e2e::{Engine, Setting, journey_in};
use serde_json::json;

use super::{host, html, unchanged, waits, works};

const MUTANTS: &str = include_str!("mutants.js");
const FAKE: &str = include_str!("fake.js");

/// How many messages go each of the five ways.
const EACH: usize = 400;

/// A page of somebody else inside the brand's, which sends what it is given to the page around it.
const FOREIGN: &str = "addEventListener('message', ({ data: { seed, nonce, count } }) => { \
     const next = mutants(seed, nonce); \
     while (count--) parent.postMessage(next(), '*'); \
     parent.postMessage('sent', '*') })";

/// Three ways at once: from the page itself, from the foreign frame, and forged by the page's
/// scripts as if the card's frame had said it; then into the card's frame.
const SEND: &str = "const [origin, count, done] = arguments; \
     const frame = host.cards[0].shadowRoot.querySelector('iframe'); \
     const nonce = frame.name.split(' ')[1]; \
     const next = mutants(1, nonce); \
     for (let sent = 0; sent < count; sent++) { \
         postMessage(next(), '*'); \
         dispatchEvent(new MessageEvent('message', { data: next(), origin, source: frame.contentWindow })); \
         const { port1, port2 } = new MessageChannel(); \
         const message = next(); \
         const near = message && message.type === 'hello' ? { ...message, type: 'welcome' } : message; \
         frame.contentWindow.postMessage(near, origin, [port2]); \
     } \
     addEventListener('message', ({ data }) => data === 'sent' && setTimeout(done, 500, true)); \
     document.getElementById('foreign').contentWindow.postMessage({ seed: 5, nonce, count }, '*')";

async fn two_thousand(engine: Engine) -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let brand = host(journey).await?;
        let other = host(journey).await?;
        for server in [&brand, &other] {
            server.script("/mutants.js", MUTANTS);
        }
        other.script("/foreign.js", FOREIGN);
        other.script("/fake.js", FAKE);
        let scripts = |name: &str| {
            format!("<!doctype html><script src=\"/mutants.js\"></script><script src=\"/{name}.js\"></script>")
        };
        other.page("/foreign", "", scripts("foreign"));
        other.page("/embed", "", scripts("fake"));
        let foreign = format!("{}/foreign", other.look_alike());
        let body = format!(
            "<script src=\"/mutants.js\"></script><member-card></member-card>\
             <iframe id=\"foreign\" src=\"{foreign}\"></iframe>\
             <member-card loading=\"eager\" origin=\"{}\"></member-card>",
            other.origin()
        );
        brand.page("/", "", html(&origin, "", &body));
        card.open_page(&brand.origin()).await?;
        works(journey, 0, "tea-growing").await?;
        let state = "return [host.seen.length, host.cards[0].shadowRoot.querySelector('iframe').style.height]";
        let before = card.run(state, Vec::new()).await?;
        let sessions = brand.sessions();
        card.run_async(SEND, vec![json!(origin), json!(EACH)]).await?;
        let after = card.run(state, Vec::new()).await?;
        ensure!(before == after, "something was heard: {before}, {after}");

        // A frame that says hello, and then nothing that is right but its last word.
        card.run("host.cards[1].open('/go')", Vec::new()).await?;
        waits(journey, "the last word", "host.count(1, 'navigate') > 0").await?;
        let heard = "return host.seen.filter(({ at }) => at === 1).map(({ detail }) => detail)";
        let heard = card.run(heard, Vec::new()).await?;
        ensure!(heard == json!([r##"{"route":"#/done"}"##]), "of a false card was heard {heard}");
        ensure!(brand.sessions() == sessions, "somebody was vouched for");

        // One that grows without end stops growing, and the page is told.
        let grow = "host.cards[1].scrollIntoView(); host.cards[1].refresh()";
        card.run(grow, Vec::new()).await?;
        waits(journey, "an end", "host.count(1, 'error') === 1").await?;
        let resized = "return host.count(1, 'resize')";
        let resized = card.run(resized, Vec::new()).await?.as_u64().unwrap_or_default();
        ensure!(resized < 200, "{resized} heights");

        // The card itself is as well as before.
        card.run("host.cards[0].open('/points')", Vec::new()).await?;
        waits(journey, "the next step", "host.count(0, 'navigate') === 3").await?;
        unchanged(journey, true).await
    })
    .await
}

#[tokio::test]
async fn chromium_takes_none_of_two_thousand_messages_that_are_nearly_right() -> Result<()> {
    two_thousand(Engine::Chromium).await
}

#[tokio::test]
async fn webkit_takes_none_of_two_thousand_messages_that_are_nearly_right() -> Result<()> {
    two_thousand(Engine::WebKit).await
}

/// The same page under a name that the brand did not name holds no card, and shows what stands
/// between the tags.
async fn look_alike(engine: Engine) -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(engine)? };
    journey_in(setting, async |journey| {
        journey.expect_refusal("frame-ancestors");
        let (card, origin) = (&journey.card, journey.sandbox.origin());
        let brand = host(journey).await?;
        let instead = "<member-card><a id=\"instead\" href=\"#\">card</a></member-card>";
        brand.page("/", "", html(&origin, "", instead));
        journey.sandbox.set_embed_origins("tea", &[brand.origin()]).await?;
        card.open_page(&brand.look_alike()).await?;
        waits(journey, "the refusal", "host.count(0, 'error') === 1").await?;
        let shown = "return [host.seen.map(({ detail }) => detail), \
             document.getElementById('instead').getClientRects().length]";
        let shown = card.run(shown, Vec::new()).await?;
        ensure!(shown == json!([[r#"{"code":"unreachable"}"#], 1]), "{shown}");
        ensure!(brand.sessions() == 0, "a session for a foreign page");
        card.open_page(&brand.origin()).await?;
        works(journey, 0, "tea-growing").await
    })
    .await
}

#[tokio::test]
async fn chromium_lets_no_page_hold_the_card_whose_origin_only_looks_like_the_brands() -> Result<()>
{
    look_alike(Engine::Chromium).await
}

#[tokio::test]
async fn webkit_lets_no_page_hold_the_card_whose_origin_only_looks_like_the_brands() -> Result<()> {
    look_alike(Engine::WebKit).await
}

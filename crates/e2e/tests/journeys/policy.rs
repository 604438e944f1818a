//! What the page's policy refuses although it comes from the page itself: text that would become
//! HTML, addresses that would become scripts, and other policies for them (Trusted Types).

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::{Engine, Journey, Setting, journey_in};
use serde_json::json;

/// Each way from text to HTML or to a script, and whether it was refused; `null` where the browser
/// knows no Trusted Types.
const WAYS: &str = "if (!self.trustedTypes) return null; \
     const html = '<img src=x onerror=\"self.broken = true\">'; \
     const fresh = name => document.body.appendChild(document.createElement(name)); \
     const ways = { \
         innerHTML: () => { document.body.innerHTML = html }, \
         outerHTML: () => { fresh('p').outerHTML = html }, \
         insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', html), \
         write: () => document.write(html), \
         parseFromString: () => new DOMParser().parseFromString(html, 'text/html'), \
         createContextualFragment: () => document.createRange().createContextualFragment(html), \
         srcdoc: () => { document.createElement('iframe').srcdoc = html }, \
         'a script of text': () => { document.createElement('script').text = 'self.broken = true' }, \
         'a script from an address': () => { document.createElement('script').src = '/late.js' }, \
         'a worker': () => new Worker('/sw.js'), \
         'a timer of text': () => setTimeout('self.broken = true'), \
         'another policy': () => trustedTypes.createPolicy('other', {}), \
         'the default policy': () => trustedTypes.createPolicy('default', {}), \
         'the same policy again': () => trustedTypes.createPolicy('member-card', {}), \
         'html by the policy': () => memberCard.trusted.createHTML(html), \
         'a script by the policy': () => memberCard.trusted.createScript('self.broken = true'), \
     }; \
     return Object.entries(ways).map(([name, act]) => { \
         try { act(); return [name, false] } catch (error) { return [name, error instanceof TypeError] } \
     })";

/// Addresses that a script may come from.
const KNOWN: [&str; 4] = [
    "/sw.js",
    "/wechat/jweixin-1.6.0.js",
    "https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    "https://res2.wx.qq.com/open/js/jweixin-1.6.0.js",
];

/// Addresses that look as if.
const FOREIGN: [&str; 16] = [
    "",
    "https://shop.example/x.js",
    "//shop.example/jweixin-1.6.0.js",
    "/\\shop.example/jweixin-1.6.0.js",
    "https://res.wx.qq.com.shop.example/open/js/jweixin-1.6.0.js",
    "https://shop.example/https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    "https://resXwx.qq.com/open/js/jweixin-1.6.0.js",
    "https://res3.wx.qq.com/open/js/jweixin-1.6.0.js",
    "http://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    "https://res.wx.qq.com/open/js/jweixin-1.6.0.js?callback=x",
    "https://res.wx.qq.com/open/js/../jweixin-1.6.0.js",
    "javascript:alert(1)//jweixin-1.6.0.js",
    "data:text/javascript,alert(1)",
    "/sw.js?x",
    "/sw.js\n",
    " /sw.js",
];

async fn refuses(journey: &mut Journey) -> Result<()> {
    for directive in ["require-trusted-types-for", "trusted-types", "script-src"] {
        journey.expect_refusal(directive);
    }
    let card = &journey.card;
    card.open("tea", "growing", "zh-CN").await?;
    let through = "return arguments[0].map(url => { \
         try { return String(memberCard.trusted.createScriptURL(url)) === url } \
         catch (error) { return false } })";
    let known = card.run(through, vec![json!(KNOWN)]).await?;
    ensure!(known == json!(KNOWN.map(|_| true)), "a known address is refused: {known}");
    let foreign = card.run(through, vec![json!(FOREIGN)]).await?;
    ensure!(foreign == json!(FOREIGN.map(|_| false)), "a foreign address came through: {foreign}");

    let ways = card.run(WAYS, Vec::new()).await?;
    let Some(ways) = ways.as_array() else {
        println!("this browser knows no Trusted Types");
        return Ok(());
    };
    let open: Vec<_> = ways.iter().filter(|way| way.get(1) != Some(&json!(true))).collect();
    ensure!(open.is_empty() && ways.len() > 15, "of {} ways {open:?} are open", ways.len());
    let broken = card.run("return self.broken === true", Vec::new()).await?;
    ensure!(broken == false, "a text has run");
    // The card goes on, and the sandbox heard of it.
    card.go("#/points").await?;
    card.wait_for("li button").await?;
    let end = Instant::now() + Duration::from_secs(10);
    while journey.sandbox.refused().await?.len() < 5 {
        ensure!(Instant::now() < end, "the browser reports nothing");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

#[tokio::test]
async fn no_text_becomes_html_and_no_foreign_address_a_script_in_chromium() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::Chromium)? };
    journey_in(setting, refuses).await
}

#[tokio::test]
async fn no_text_becomes_html_and_no_foreign_address_a_script_in_webkit() -> Result<()> {
    let setting = Setting { clean: false, ..Setting::of(Engine::WebKit)? };
    journey_in(setting, refuses).await
}

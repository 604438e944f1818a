//! Ways back that are not as they should be, three hundred of them: no member's session for any, and
//! no way off the card's own origin.

use serde_json::Value;

use super::browser::{Browser, Server};

/// How many ways back are tried.
const TRIED: u64 = 300;

/// Where somebody else would like the browser to go.
const FOREIGN: [&str; 16] = [
    "//evil.example",
    "///evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "%2F%2Fevil.example",
    "#//evil.example",
    "#/../../evil",
    "#/\r\nSet-Cookie: a=b",
    "#/code#@evil.example",
    "@evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>",
];

/// Numbers that look random and are the same at each run (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).unwrap()
    }

    fn text(&mut self, length: usize) -> String {
        let letters = b"0123456789abcdefABCDEFxyz-_.%";
        (0..length).map(|_| char::from(letters[self.next(letters.len())])).collect()
    }
}

/// The card's own address, and nothing that a browser could take for another.
fn is_ours(location: &str) -> bool {
    let Some((before, hash)) = location.split_once('#') else { return false };
    let plain = |c: char| c.is_ascii_alphanumeric() || "/_.~%-".contains(c);
    matches!(before, "/" | "/?brand=tea" | "/?brand=hotel")
        && hash.starts_with('/')
        && hash.chars().all(plain)
}

fn parameter<'u>(url: &'u str, name: &str) -> &'u str {
    let query = url.split_once('?').unwrap().1.split('#').next().unwrap();
    let found = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    found.unwrap_or_else(|| panic!("{url} has no {name}"))
}

/// A sign-in up to the way back, which was not taken yet: code and state.
async fn nearly(browser: &mut Browser, brand: &str) -> (String, String) {
    let page = browser.begin(brand, "#/coupons").await;
    let back = browser.pick(&page, "growing").await;
    (parameter(&back, "code").to_owned(), parameter(&back, "state").to_owned())
}

/// A way back that must not be taken: what is wrong with it, the browser that takes it, and its
/// query.
async fn mutated(
    server: &Server,
    chance: &mut Chance,
    kind: usize,
) -> (&'static str, Browser, String) {
    let mut browser = server.browser();
    let (code, state) = nearly(&mut browser, "tea").await;
    let (why, query) = match kind {
        0 => ("no state", format!("code={code}")),
        1 => ("an empty state", format!("code={code}&state=")),
        2 => ("a made-up state", format!("code={code}&state={}", chance.text(64))),
        3 => {
            let at = chance.next(state.len());
            let other = if &state[at..=at] == "0" { "1" } else { "0" };
            let state = format!("{}{other}{}", &state[..at], &state[at + 1..]);
            ("a state with one digit changed", format!("code={code}&state={state}"))
        }
        4 => {
            let cut = 1 + chance.next(state.len() - 1);
            ("a part of the state", format!("code={code}&state={}", &state[..cut]))
        }
        5 => {
            let mut other = server.browser();
            let (_, foreign) = nearly(&mut other, "tea").await;
            ("the state of another browser", format!("code={code}&state={foreign}"))
        }
        6 => {
            browser = server.browser();
            ("a browser that began nothing", format!("code={code}&state={state}"))
        }
        7 => {
            let mut other = server.browser();
            nearly(&mut other, "tea").await;
            browser = other;
            ("a browser that began something else", format!("code={code}&state={state}"))
        }
        8 => {
            browser.cookies.iter_mut().for_each(|cookie| cookie.value.push('0'));
            ("a cookie that was changed", format!("code={code}&state={state}"))
        }
        9 => {
            browser.get(&format!("/v1/wechat/callback?code={code}&state={state}")).await;
            browser.session(None).await;
            ("the same way back again", format!("code={code}&state={state}"))
        }
        10 => {
            // The cookie of the first time is kept, as by somebody who copied it.
            let copied = browser.clone();
            browser.get(&format!("/v1/wechat/callback?code={code}&state={state}")).await;
            let (fresh, _) = nearly(&mut server.browser(), "tea").await;
            browser = copied;
            ("a state that was used, with a fresh code", format!("code={fresh}&state={state}"))
        }
        11 => {
            server.advance(601).await;
            let (fresh, _) = nearly(&mut server.browser(), "tea").await;
            ("a state past its end, with a fresh code", format!("code={fresh}&state={state}"))
        }
        12 => {
            server.advance(301).await;
            ("a code past its end", format!("code={code}&state={state}"))
        }
        13 => {
            browser.get(&format!("/v1/wechat/callback?code={code}&state={state}")).await;
            browser.session(None).await;
            let (_, fresh) = nearly(&mut browser, "tea").await;
            ("a code that was used", format!("code={code}&state={fresh}"))
        }
        14 => ("a made-up code", format!("code={}&state={state}", chance.text(32))),
        15 => {
            let (foreign, _) = nearly(&mut server.browser(), "hotel").await;
            ("a code of another account", format!("code={foreign}&state={state}"))
        }
        16 => ("two states, the wrong one first", format!("code={code}&state=0&state={state}")),
        17 => ("no code", format!("state={state}")),
        _ => {
            let target = FOREIGN[chance.next(FOREIGN.len())];
            let name = ["route", "redirect", "return", "next", "redirect_uri"][chance.next(5)];
            let mut query = format!("code={code}&state={}&{name}=", chance.text(64));
            member_card::route::escape(target, &mut query);
            ("a foreign target", query)
        }
    };
    (why, browser, query)
}

#[tokio::test]
async fn of_three_hundred_mutated_ways_back_none_is_taken() {
    let server = Server::start(None).await;
    let mut chance = Chance(20_261_127);
    for round in 0..TRIED {
        let kind = usize::try_from(round % 20).unwrap();
        let (why, mut browser, query) = mutated(&server, &mut chance, kind).await;
        let came = browser.get(&format!("/v1/wechat/callback?{query}")).await;
        let location = came.location();
        assert!(is_ours(location), "{why}: {query} leads to {location}");
        let session = browser.session(None).await.json();
        assert_eq!(session["data"]["member_state"], "GUEST", "{why}: {query}");
        let outcome = session["data"]["sign_in"].as_str().unwrap_or_default();
        assert!(matches!(outcome, "EXPIRED" | "CANCELLED"), "{why}: {query} gives {outcome}");
        let refused = browser.member(&session["data"]["access_token"]).await.json();
        assert_eq!(refused["code"], "ENROLLMENT_REQUIRED", "{why}");
    }
    // So that it is not the server that refuses everything.
    let mut browser = server.browser();
    let (code, state) = nearly(&mut browser, "tea").await;
    browser.get(&format!("/v1/wechat/callback?code={code}&state={state}")).await;
    assert_eq!(browser.session(None).await.json()["data"]["sign_in"], Value::from("SIGNED_IN"));
}

#[tokio::test]
async fn a_foreign_target_at_the_beginning_leads_home() {
    let server = Server::start(None).await;
    for target in FOREIGN {
        let mut browser = server.browser();
        let page = browser.begin("tea", target).await;
        assert!(page.starts_with("/sandbox/wechat/"), "{target}: {page}");
        let back = browser.pick(&page, "growing").await;
        assert!(back.starts_with(&format!("{}/v1/wechat/callback?", server.origin)), "{back}");
        let location = browser.get(&back).await.location().to_owned();
        assert_eq!(location, "/?brand=tea#/", "{target}");
    }
}

#[tokio::test]
async fn wechat_sends_nobody_to_a_host_that_is_not_registered() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/").await;
    let page = page.split('#').next().unwrap();
    let ours = parameter(page, "redirect_uri").to_owned();
    for foreign in [
        "https%3A%2F%2Fevil.example%2F",
        "%2F%2Fevil.example",
        "http%3A%2F%2F127.0.0.1%40evil.example%2F",
        "http%3A%2F%2F127.0.0.1.evil.example%2F",
        "javascript%3Aalert(1)",
        "",
    ] {
        let page = format!("{}&person=growing", page.replace(&ours, foreign));
        let refused = browser.get(&page).await;
        assert_eq!(refused.status, 400, "{foreign}");
        assert!(refused.headers.get("location").is_none());
    }
}

//! The shell's script (`public/boot.js`) in pages of its own, with answers that the test wrote.

use js_sys::Math;
use member_card::symbol::{QrSettings, Symbology, encode_with};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/tests/browser/boot_page.js")]
extern "C" {
    async fn open(html: &str, script: &str, place: &str, kept: &str, answers: &str) -> JsValue;
    fn read(page: &JsValue, selector: &str, name: &str) -> String;
    fn run(page: &JsValue, code: &str) -> String;
    fn close(page: &JsValue);
}

const HTML: &str = include_str!("../../index.html");
const SCRIPT: &str = include_str!("../../public/boot.js");

const SESSION: &str = r#"{"data":{"access_token":"a","refresh_token":"r2","brand_id":"tea"}}"#;

async fn page(place: &str, kept: &str, answers: &str) -> JsValue {
    open(HTML, SCRIPT, place, kept, answers).await
}

/// A token, and when it begins and ends in seconds from now.
type Times = (&'static str, i64, i64);

/// A code whose tokens begin and end that many seconds from now, in the words of the backend.
fn code(tokens: &[(&str, i64, i64)], number_stands_in: bool) -> String {
    let at = |seconds: i64| {
        let ms = js_sys::Date::now() + seconds as f64 * 1_000.0;
        js_sys::Date::new(&ms.into()).to_iso_string().as_string().unwrap()
    };
    let tokens: Vec<String> = tokens
        .iter()
        .map(|(value, from, until)| {
            let (from, until) = (at(*from), at(*until));
            format!(r#"{{"value":"{value}","not_before":"{from}","not_after":"{until}"}}"#)
        })
        .collect();
    let spec = r#"{"format":"QR_CODE","ec_level":"M","version":2,"mask":3}"#;
    format!(
        r#"{{"membership_number":"6212 3456 7892","mode":"ROTATING","symbologies":[{spec}],"tokens":[{}],"static_fallback_allowed":{number_stands_in}}}"#,
        tokens.join(",")
    )
}

fn answers(code: &str) -> String {
    let time = js_sys::Date::new_0().to_iso_string().as_string().unwrap();
    let home = format!(
        r#"{{"data":{{"program":{{"brand_id":"tea","features":[]}},"card":{code}}},"server_time":"{time}"}}"#
    );
    let text = |text: &str| js_sys::JSON::stringify(&text.into()).unwrap().as_string().unwrap();
    format!(r#"{{"/v1/sessions":{},"/v1/bootstrap":{}}}"#, text(SESSION), text(&home))
}

fn snapshot(code: &str) -> String {
    let known = format!(r#"{{"skew":0,"code":{code}}}"#);
    let known = js_sys::JSON::stringify(&known.as_str().into()).unwrap().as_string().unwrap();
    format!(r#"{{"member-card:snapshot":{known}}}"#)
}

const NOW: &[Times] = &[("91000000000000000017", -10, 50)];
const DIGITS: &str = "9100 0000 0000 0000 0017";

#[wasm_bindgen_test]
async fn the_ticket_is_out_of_the_address_before_the_first_question_is_sent() {
    let page = page("#t=secret-ticket", "{}", &answers(&code(NOW, true))).await;
    let asked = run(&page, "asked.join('\\n')");
    let asked: Vec<&str> = asked.lines().collect();
    assert_eq!(
        asked,
        [
            r##"/v1/sessions #/  {"grant":"TICKET","ticket":"secret-ticket"}"##,
            "/v1/bootstrap #/ Bearer a ",
        ]
    );
    assert_eq!(run(&page, "location.hash"), "#/");
    assert_eq!(run(&page, "memberCard.take('ticket')"), "secret-ticket");
    assert_eq!(run(&page, "memberCard.take('ticket')"), "", "it is handed out once");
    assert!(!run(&page, "memberCard.entry").contains("secret"));
    // A module that never comes must not leave a token that is used up.
    assert_eq!(run(&page, "localStorage['member-card:session']"), "tea\nr2");
    close(&page);
}

#[wasm_bindgen_test]
async fn an_earlier_session_is_renewed_and_a_visitor_begins_one() {
    let kept = r#"{"member-card:session":"tea\nr1"}"#;
    let page_of = page("", kept, &answers(&code(NOW, true))).await;
    assert!(run(&page_of, "asked[0]").ends_with(r#"{"grant":"REFRESH","refresh_token":"r1"}"#));
    close(&page_of);
    let page_of = page("?brand=hotel", "{}", &answers("null")).await;
    assert!(run(&page_of, "asked[0]").ends_with(r#"{"grant":"GUEST","brand_id":"hotel"}"#));
    close(&page_of);
}

#[wasm_bindgen_test]
async fn the_last_card_is_painted_before_any_answer() {
    let page = page("#/code", &snapshot(&code(NOW, true)), "{}").await;
    assert_eq!(read(&page, ".code-digits", ""), DIGITS);
    assert_eq!(read(&page, "[data-testid=member-number]", ""), "6212 3456 7892");
    assert_eq!(read(&page, "html", "data-known"), "code");
    // Nobody answers: the code stays, and that is said.
    assert_eq!(read(&page, "html", "data-shell"), "offline");
    assert_eq!(read(&page, "html", "data-card"), "offline");
    close(&page);
}

#[wasm_bindgen_test]
async fn a_token_is_shown_within_its_time_and_never_past_its_end() {
    let overlapping = [("11", -60, 20), ("22", -20, 50), ("33", 30, 90)];
    let cases: [(&[Times], bool, &str); 6] = [
        (&overlapping, true, "22"),
        (&[("11", -60, -1)], true, "6212 3456 7892"),
        (&[("11", -60, -1)], false, ""),
        (&[("11", 30, 60)], false, ""),
        // It ends before it begins.
        (&[("11", 60, -60)], false, ""),
        (&[], true, "6212 3456 7892"),
    ];
    for (tokens, stands_in, shown) in cases {
        let page = page("#/code", &snapshot(&code(tokens, stands_in)), "{}").await;
        assert_eq!(read(&page, ".code-digits", ""), shown, "{tokens:?}");
        close(&page);
    }
}

#[wasm_bindgen_test]
async fn the_next_token_takes_its_place_by_itself() {
    let page =
        page("#/code", &snapshot(&code(&[("11", -60, 1), ("22", 1, 60)], false)), "{}").await;
    assert_eq!(read(&page, ".code-digits", ""), "11");
    gloo_timers::future::TimeoutFuture::new(1_300).await;
    assert_eq!(read(&page, ".code-digits", ""), "22");
    close(&page);
}

#[wasm_bindgen_test]
async fn a_device_whose_clock_is_wrong_shows_what_is_valid_at_the_backend() {
    let kept = snapshot(&code(&[("11", -10, 50), ("22", 590, 650)], false));
    // At the last visit the backend was ten minutes ahead.
    let page = page("#/code", &kept.replace(r#"\"skew\":0"#, r#"\"skew\":600000"#), "{}").await;
    assert_eq!(read(&page, ".code-digits", ""), "22");
    close(&page);
}

#[wasm_bindgen_test]
async fn broken_storage_and_foreign_answers_leave_a_page_that_works() {
    for kept in ["{", "null", "[]", r#"{"code":5}"#, r#"{"code":{"tokens":7}}"#, "\u{fffd}"] {
        let text = js_sys::JSON::stringify(&kept.into()).unwrap().as_string().unwrap();
        let kept = format!(r#"{{"member-card:snapshot":{text}}}"#);
        let good = page("#/code", &kept, &answers(&code(NOW, true))).await;
        assert_eq!(read(&good, ".code-digits", ""), DIGITS, "{kept}");
        assert_eq!(run(&good, "typeof memberCard"), "object", "{kept}");
        close(&good);
    }
    for answer in ["<html>", "null", "{}", r#"{"data":7}"#] {
        let text = js_sys::JSON::stringify(&answer.into()).unwrap().as_string().unwrap();
        let bodies = format!(r#"{{"/v1/sessions":{text}}}"#);
        let page = page("#/code", &snapshot(&code(NOW, true)), &bodies).await;
        assert_eq!(read(&page, ".code-digits", ""), DIGITS, "{answer}");
        close(&page);
    }
}

#[wasm_bindgen_test]
async fn what_was_kept_is_forgotten_with_the_member() {
    let page = page("#/code", &snapshot(&code(NOW, true)), &answers("null")).await;
    assert_eq!(run(&page, "localStorage['member-card:snapshot']"), "");
    assert_eq!(read(&page, "html", "data-known"), "");
    close(&page);
}

#[wasm_bindgen_test]
async fn after_a_crash_the_code_is_back_and_three_in_a_row_are_counted() {
    let page = page("#/points", "{}", &answers(&code(NOW, true))).await;
    run(&page, "memberCard.up(document.createElement('main'))");
    assert_eq!(read(&page, "main", ""), "");
    run(&page, "memberCard.crashed()");
    run(&page, "memberCard.crashed()");
    assert_eq!(read(&page, "html", "data-shell"), "crashed");
    assert_eq!(read(&page, ".code-digits", ""), DIGITS);
    assert!(run(&page, "localStorage['member-card:crashes']").starts_with("1,"), "once is once");
    close(&page);
    let now = js_sys::Date::now();
    for (count, at, shell) in [(2, now, "code"), (3, now, "crashed"), (3, now - 70_000.0, "code")] {
        let kept = format!(r#"{{"member-card:crashes":"{count},{at}"}}"#);
        let page = self::page("#/code", &kept, &answers(&code(NOW, true))).await;
        assert_eq!(read(&page, "html", "data-shell"), shell, "{count}");
        close(&page);
    }
}

#[wasm_bindgen_test]
async fn a_trap_is_a_crash_and_another_error_is_none() {
    let page = page("#/points", "{}", &answers(&code(NOW, true))).await;
    run(&page, "memberCard.up(document.createElement('main'))");
    // From a turn of its own: what is called from here has this module in its stack.
    let tell = async |error: &str| {
        let tell = format!("dispatchEvent(new ErrorEvent('error', {{ error: {error} }}))");
        run(&page, &format!("setTimeout(() => {tell})"));
        gloo_timers::future::TimeoutFuture::new(30).await;
    };
    tell("new TypeError('of the host page')").await;
    tell("null").await;
    assert_ne!(read(&page, "html", "data-shell"), "crashed");
    tell("new WebAssembly.RuntimeError('unreachable')").await;
    assert_eq!(read(&page, "html", "data-shell"), "crashed");
    close(&page);
}

#[wasm_bindgen_test]
async fn languages_are_asked_for_by_link_then_choice() {
    for (place, kept, lang) in [
        ("?lang=en", r#"{"member-card:locale":"zh-CN"}"#, "en"),
        ("?lang=xx", r#"{"member-card:locale":"zh-CN"}"#, "zh-CN"),
        ("", r#"{"member-card:locale":"en"}"#, "en"),
        ("?lang=ZH-Hans", "{}", "zh-CN"),
        ("?lang=en-GB", "{}", "en"),
    ] {
        let page = page(place, kept, "{}").await;
        assert_eq!(read(&page, "html", "lang"), lang, "{place} {kept}");
        close(&page);
    }
}

/// The shell's encoder and the card's draw the same symbol, so that nothing changes under the
/// scanner when the card takes over.
#[wasm_bindgen_test]
async fn the_shell_draws_the_very_symbol_of_the_card() {
    let page = page("#/code", "{}", &answers(&code(NOW, true))).await;
    for round in 0..400_u32 {
        let random = |below: f64| (Math::random() * below) as u32;
        let (version, mask) = (1 + round % 2, (round / 2 % 8) as u8);
        let level = ["L", "M", "Q", "H"][(round / 16 % 4) as usize];
        let most = if version == 1 { 7 } else { 14 };
        let value: String = if round % 3 == 0 {
            // Not digits alone, and not of those that have a shorter form of their own.
            (0..1 + random(f64::from(most - 1)))
                .map(|_| char::from(b'a' + random(26.0) as u8))
                .collect()
        } else {
            (0..1 + random(17.0)).map(|_| char::from(b'0' + random(10.0) as u8)).collect()
        };
        let settings = QrSettings::frozen(Some(level), Some(version as u8), Some(mask));
        let expected = encode_with(&value, Symbology::QrCode, &settings).unwrap();
        let text = code(&[(value.as_str(), -10, 50)], false).replace(
            r#""ec_level":"M","version":2,"mask":3"#,
            &format!(r#""ec_level":"{level}","version":{version},"mask":{mask}"#),
        );
        run(&page, &format!("memberCard.seen('{{\"data\":{text}}}', 0, 0)"));
        let drawn = read(&page, "#shell svg.symbol path", "d");
        let side = 17 + 4 * version + 8;
        // What does not fit is drawn larger by the card, and by the backend for the shell.
        if expected.width_modules == side {
            assert_eq!(drawn, expected.path, "{value} {level} {version} {mask}");
        } else {
            assert!(read(&page, "#shell img", "src").ends_with(&value));
        }
    }
    close(&page);
}

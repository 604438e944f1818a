//! The way there and back, and every end that it may have.

use serde_json::{Value, json};

use super::browser::{Browser, Server};

/// The parameters of an address.
fn parameters(url: &str) -> Vec<(String, String)> {
    let query = url.split('#').next().unwrap().split_once('?').unwrap().1;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn parameter(url: &str, name: &str) -> String {
    let found = parameters(url).into_iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("{url} has no {name}")).1
}

/// All of it: where the card opens, and its first session.
async fn sign_in(browser: &mut Browser, person: &str, refresh: Option<&str>) -> (String, Value) {
    let page = browser.begin("tea", "#/coupons").await;
    let back = browser.pick(&page, person).await;
    let home = browser.get(&back).await.location().to_owned();
    let session = browser.session(refresh).await.json();
    (home, session["data"].clone())
}

#[tokio::test]
async fn a_member_comes_back_to_the_screen_as_themselves_at_a_clean_address() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/coupons/c%2F1").await;
    assert!(page.starts_with("/sandbox/wechat/connect/oauth2/authorize?"), "{page}");
    assert!(page.ends_with("#wechat_redirect"), "{page}");
    let names: Vec<String> = parameters(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["appid", "redirect_uri", "response_type", "scope", "state"]);
    let state = parameter(&page, "state");
    assert!(state.len() <= 128 && state.bytes().all(|b| b.is_ascii_alphanumeric()), "{state}");
    assert_eq!(parameter(&page, "scope"), "snsapi_base");

    let back = browser.pick(&page, "growing").await;
    let code = parameter(&back, "code");
    let came = browser.get(&back).await;
    assert_eq!(came.location(), "/?brand=tea#/coupons/c%2F1");
    assert_eq!(came.headers["referrer-policy"], "no-referrer");
    assert_eq!(came.headers["cache-control"], "no-store");

    let session = browser.session(None).await.json();
    assert_eq!(session["data"]["sign_in"], "SIGNED_IN");
    assert_eq!(session["data"]["member_state"], "MEMBER");
    let member = browser.member(&session["data"]["access_token"]).await.json();
    assert_eq!(member["data"]["id"], "tea-growing");
    for secret in [&state, &code] {
        assert!(!session.to_string().contains(secret.as_str()));
    }
}

#[tokio::test]
async fn each_cookie_is_for_one_place_and_for_no_script() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/").await;
    let begun = browser.cookie("member-card-begun").unwrap().attributes.clone();
    assert_eq!(begun, "Path=/v1/wechat; Max-Age=600; HttpOnly; SameSite=Lax");
    let back = browser.pick(&page, "growing").await;
    browser.get(&back).await;
    assert_eq!(browser.cookie("member-card-begun"), None);
    let came = browser.cookie("member-card-came").unwrap().attributes.clone();
    assert_eq!(came, "Path=/v1/sessions; Max-Age=120; HttpOnly; SameSite=Strict");
    browser.session(None).await;
    assert_eq!(browser.cookie("member-card-came"), None);

    let secure = [("x-forwarded-proto", "https")];
    let path = "/v1/wechat/sign-in?brand=tea";
    let to = server.browser().get_with(path, &secure).await;
    assert!(to.headers["set-cookie"].to_str().unwrap().ends_with("; Secure"));
    assert!(to.location().contains("redirect_uri=https%3A%2F%2F127.0.0.1"));
}

#[tokio::test]
async fn what_came_of_it_is_said_once_and_for_two_minutes() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/").await;
    let back = browser.pick(&page, "growing").await;
    browser.get(&back).await;
    let mut copy = browser.clone();
    assert_eq!(browser.session(None).await.json()["data"]["sign_in"], "SIGNED_IN");
    let again = copy.session(None).await.json();
    assert_eq!(
        (&again["data"]["sign_in"], &again["data"]["member_state"]),
        (&Value::Null, &json!("GUEST"))
    );

    let page = browser.begin("tea", "#/").await;
    let back = browser.pick(&page, "growing").await;
    browser.get(&back).await;
    server.advance(121).await;
    let late = browser.session(None).await.json();
    assert_eq!(
        (&late["data"]["sign_in"], &late["data"]["member_state"]),
        (&Value::Null, &json!("GUEST"))
    );
}

#[tokio::test]
async fn every_other_end_is_a_visitor_who_is_told_which() {
    let server = Server::start(None).await;
    for (person, outcome) in
        [("cancel", "CANCELLED"), ("nobody", "NOT_A_MEMBER"), ("snapshot", "SNAPSHOT")]
    {
        let (home, session) = sign_in(&mut server.browser(), person, None).await;
        assert_eq!(home, "/?brand=tea#/coupons", "{person}");
        assert_eq!(session["sign_in"], outcome);
        assert_eq!(session["member_state"], "GUEST", "{person}");
    }
}

#[tokio::test]
async fn without_wechat_the_card_opens_all_the_same() {
    // Nobody listens at port 9 of this machine.
    let server = Server::start(Some("http://127.0.0.1:9/sandbox/wechat".into())).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/coupons").await;
    assert!(page.starts_with("http://127.0.0.1:9/sandbox/wechat/connect/oauth2/authorize?"));
    let back = format!("/v1/wechat/callback?code=c0de&state={}", parameter(&page, "state"));
    assert_eq!(browser.get(&back).await.location(), "/?brand=tea#/coupons");
    let session = browser.session(None).await.json();
    assert_eq!(session["data"]["sign_in"], "FAILED");
    assert_eq!(session["data"]["member_state"], "GUEST");
}

#[tokio::test]
async fn the_newest_act_wins_over_what_was_kept_of_somebody_else() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let (_, first) = sign_in(&mut browser, "loyal", None).await;
    let kept = first["refresh_token"].as_str().unwrap();

    // A way that leads nowhere leaves the session that there is.
    let (_, same) = sign_in(&mut browser, "cancel", Some(kept)).await;
    assert_eq!((&same["sign_in"], &same["member_state"]), (&json!("CANCELLED"), &json!("MEMBER")));
    let kept = same["refresh_token"].as_str().unwrap();

    let (_, second) = sign_in(&mut browser, "growing", Some(kept)).await;
    assert_eq!(second["sign_in"], "SIGNED_IN");
    let member = browser.member(&second["access_token"]).await.json();
    assert_eq!(member["data"]["id"], "tea-growing");
    for ended in [&first, &same] {
        assert_eq!(browser.member(&ended["access_token"]).await.json()["code"], "UNAUTHENTICATED");
    }
    assert_eq!(browser.session(Some(kept)).await.json()["code"], "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_known_person_is_not_asked_again_unless_more_is_wanted() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/").await;
    let choice = browser.get(&page).await;
    assert!(choice.text.contains("person=growing") && choice.text.contains("person=cancel"));
    browser.pick(&page, "growing").await;
    let page = browser.begin("tea", "#/").await;
    let silent = browser.get(&page).await;
    assert!(silent.location().starts_with(&server.origin), "{silent:?}");

    let path = "/v1/wechat/sign-in?brand=tea&scope=snsapi_userinfo";
    let page = browser.get(path).await.location().to_owned();
    assert_eq!(parameter(&page, "scope"), "snsapi_userinfo");
    assert!(browser.get(&page).await.status.is_success());
    browser.get("/sandbox/wechat/forget").await;
    let page = browser.begin("tea", "#/").await;
    assert!(browser.get(&page).await.status.is_success());
}

#[tokio::test]
async fn a_link_on_another_site_begins_nothing() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let path = "/v1/wechat/sign-in?brand=hotel&route=%23%2Fcode";
    let led = browser.get_with(path, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(led.location(), "/?brand=hotel#/code");
    assert_eq!(browser.cookies, []);
    assert_eq!(browser.get("/v1/wechat/sign-in?brand=nobody").await.location(), "/#/");
}

#[tokio::test]
async fn the_token_endpoint_refuses_as_wechat_does() {
    let server = Server::start(None).await;
    let mut browser = server.browser();
    let page = browser.begin("tea", "#/").await;
    let (appid, code) = (parameter(&page, "appid"), "c0de");
    let at = "/sandbox/wechat/sns/oauth2/access_token";
    for (query, number) in [
        (format!("appid=wx0&secret=x&code={code}&grant_type=authorization_code"), 40013),
        (format!("appid={appid}&secret=x&code={code}&grant_type=authorization_code"), 40125),
    ] {
        let refused = browser.get(&format!("{at}?{query}")).await;
        assert_eq!(refused.status, 200);
        assert_eq!(refused.headers["content-type"], "text/plain");
        assert_eq!(refused.json()["errcode"], number, "{query}");
    }
}

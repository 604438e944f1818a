//! A mini-program signs in: WeChat's code, its exchange, and the session for it.

use serde_json::{Value, json};

use super::client::{Client, Reply};

async fn code(client: &Client, brand: &str, persona: &str) -> Value {
    let asked = json!({ "brand": brand, "persona": persona });
    client.post("/sandbox/wechat/mini-program/login", asked).await.body
}

async fn sign_in(client: &Client, code: &Value, brand: Option<&str>) -> Reply {
    let body = json!({ "grant": "WECHAT_CODE", "code": code["code"], "brand_id": brand });
    client.post("/v1/sessions", body).await
}

#[tokio::test]
async fn a_code_signs_its_member_in_once() {
    let client = Client::new();
    let given = code(&client, "tea", "growing").await;
    let session = sign_in(&client, &given, Some("tea")).await;
    let token = session.data()["access_token"].as_str().unwrap().to_owned();
    let member = Client { token: Some(token), ..client.clone() };
    assert_eq!(member.get("/v1/member").await.data()["id"], "tea-growing");
    assert_eq!(sign_in(&client, &given, None).await.code(), "WECHAT_CODE_INVALID");
}

#[tokio::test]
async fn a_code_of_another_brand_and_one_that_is_too_old_are_refused() {
    let client = Client::new();
    let foreign = code(&client, "hotel", "growing").await;
    assert_eq!(sign_in(&client, &foreign, Some("tea")).await.code(), "WECHAT_CODE_INVALID");
    let late = code(&client, "tea", "growing").await;
    client.advance(300).await;
    assert_eq!(sign_in(&client, &late, None).await.code(), "WECHAT_CODE_INVALID");
}

#[tokio::test]
async fn somebody_who_is_no_member_is_signed_in_as_a_visitor() {
    let client = Client::new();
    let given = code(&client, "tea", "guest").await;
    let session = sign_in(&client, &given, Some("tea")).await;
    assert_eq!(session.data()["member_state"], "GUEST");
    let nobody = json!({ "brand": "tea", "persona": "nobody" });
    assert_eq!(client.post("/sandbox/wechat/mini-program/login", nobody).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn the_exchange_answers_as_wechat_does() {
    let client = Client::new();
    let given = code(&client, "tea", "growing").await;
    let (appid, js_code) = (given["appid"].as_str().unwrap(), given["code"].as_str().unwrap());
    let ask = |appid: &str, secret: &str, code: &str, grant: &str| {
        let path = format!(
            "/sandbox/wechat/sns/jscode2session?appid={appid}&secret={secret}&js_code={code}&grant_type={grant}"
        );
        let client = client.clone();
        async move { client.get(&path).await.body }
    };
    let kind = "authorization_code";
    assert_eq!(ask("", "s", js_code, kind).await["errcode"], 41002);
    assert_eq!(ask(appid, "", js_code, kind).await["errcode"], 41004);
    assert_eq!(ask(appid, "s", "", kind).await["errcode"], 41008);
    assert_eq!(ask(appid, "s", js_code, "other").await["errcode"], 40002);
    assert_eq!(ask("wx0", "s", js_code, kind).await["errcode"], 40013);
    assert_eq!(ask(appid, "s", "nonsense", kind).await["errcode"], 40029);
    let person = ask(appid, "s", js_code, kind).await;
    assert_eq!(person["openid"].as_str().unwrap().len(), 28);
    assert!(person["session_key"].as_str().unwrap().len() > 16);
    assert_eq!(ask(appid, "s", js_code, kind).await["errcode"], 40163);

    let other = code(&client, "hotel", "growing").await;
    let foreign = ask(appid, "s", other["code"].as_str().unwrap(), kind).await;
    assert_eq!(foreign["errcode"], 40029);
    let again = code(&client, "tea", "growing").await;
    assert_eq!(
        ask(appid, "s", again["code"].as_str().unwrap(), kind).await["openid"],
        person["openid"]
    );
}

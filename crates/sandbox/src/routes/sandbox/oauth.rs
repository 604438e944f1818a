//! The stand-in for WeChat's sign-in: its authorisation page and its token endpoint, with what each
//! refuses (<https://developers.weixin.qq.com/doc/service/guide/h5/auth.html>).

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use member_card::route::escape;
use serde::Deserialize;
use serde_json::{Value, json};

use super::occasion;
use crate::app::App;
use crate::brand::Brand;
use crate::error::{Failure, Outcome};
use crate::http::Params;
use crate::http::cookie::Cookie;
use crate::http::origin;
use crate::secret;
use crate::seed::PERSONAS;
use crate::store::wechat_codes::{self, Granted};
use crate::store::{identities, settings};
use crate::text::{Lang, Text};

/// Whose WeChat this browser is.
const PERSON: Cookie = Cookie {
    name: "wechat-person",
    path: "/sandbox/wechat",
    same_site: "Lax",
    seconds: 30 * 86_400,
};

/// A WeChat user who is a member of no brand.
const NOBODY: &str = "nobody";

/// Not a person: a page that WeChat shows as a snapshot.
const SNAPSHOT: &str = "snapshot";

/// Not a person: says no.
const CANCEL: &str = "cancel";

/// The hosts that a service account of the stand-in has registered beside the stand-in's own.
const REGISTERED: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// The longest state that WeChat takes, in bytes.
const LONGEST_STATE: usize = 128;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    appid: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    state: String,
    /// The stand-in's own: who was picked on its page.
    person: Option<String>,
}

impl Asked {
    /// The brand whose account asks; else WeChat's number of what is wrong.
    fn check(&self, own: Option<&str>) -> Result<&'static Brand, u32> {
        let brand = Brand::of_appid(&self.appid).ok_or(10012_u32)?;
        let host = origin::host_of(&self.redirect_uri).ok_or(10011_u32)?;
        let own = own.and_then(origin::host_of);
        if !REGISTERED.contains(&host) && own != Some(host) {
            return Err(10003);
        }
        if self.response_type != "code"
            || !matches!(&*self.scope, "snsapi_base" | "snsapi_userinfo")
        {
            return Err(10005);
        }
        let plain = self.state.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if self.state.len() > LONGEST_STATE || !plain {
            return Err(10013);
        }
        Ok(brand)
    }

    /// Back to the brand's backend.
    fn back(&self, code: Option<&str>) -> String {
        let mut to = self.redirect_uri.clone();
        to.push(if to.contains('?') { '&' } else { '?' });
        if let Some(code) = code {
            to.push_str(&format!("code={code}&"));
        }
        to.push_str(&format!("state={}", self.state));
        to
    }

    /// The same page, with somebody picked.
    fn picked(&self, person: &str) -> String {
        let mut to = "?".to_owned();
        for (name, value) in [
            ("appid", &*self.appid),
            ("redirect_uri", &*self.redirect_uri),
            ("response_type", &*self.response_type),
            ("scope", &*self.scope),
            ("state", &*self.state),
            ("person", person),
        ] {
            to.push_str(&format!("{name}="));
            escape(value, &mut to);
            to.push('&');
        }
        to
    }
}

/// The authorisation page. `snsapi_base` asks nothing once it is known whose WeChat this is.
pub async fn authorise(
    State(app): State<App>,
    headers: HeaderMap,
    Params(asked): Params<Asked>,
) -> Result<Response, Failure> {
    let occasion = occasion(&app, &headers);
    let lang = occasion.lang;
    let brand = match asked.check(origin::of(&headers).as_deref()) {
        Ok(brand) => brand,
        Err(code) => return Ok(refused(lang, code)),
    };
    let members = app.run(occasion.clone(), move |tx| identities::members_of(tx, brand)).await?;
    let known = |person: &str| {
        matches!(person, NOBODY | SNAPSHOT | CANCEL) || members.iter().any(|(_, id)| id == person)
    };
    let kept = PERSON.read(&headers).filter(|_| asked.scope == "snsapi_base");
    let person = asked.person.clone().or(kept).filter(|person| known(person));
    let Some(person) = person else { return Ok(page(lang, brand, &asked, &members)) };
    if person == CANCEL {
        return Ok(lead(&asked.back(None)));
    }
    let granted = Granted {
        openid: match &*person {
            SNAPSHOT => brand.openid_of(&secret::name()?),
            person => brand.openid_of(person),
        },
        scope: asked.scope.clone(),
        snapshot: person == SNAPSHOT,
    };
    let code =
        app.run(occasion, move |tx| wechat_codes::issue(tx, &brand.appid(), &granted)).await?;
    let mut answer = lead(&asked.back(Some(&code)));
    if person != SNAPSHOT {
        PERSON.leave(&person, &headers, answer.headers_mut());
    }
    Ok(answer)
}

/// This browser's WeChat belongs to nobody in particular again.
pub async fn forget(headers: HeaderMap) -> Response {
    let mut answer = lead("/sandbox");
    PERSON.take(&headers, answer.headers_mut());
    answer
}

#[derive(Deserialize)]
pub struct Exchange {
    #[serde(default)]
    appid: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    grant_type: String,
}

/// The token endpoint: 200 and `text/plain` whatever it says, as WeChat's.
pub async fn access_token(
    State(app): State<App>,
    headers: HeaderMap,
    Params(asked): Params<Exchange>,
) -> Result<Response, Failure> {
    let answer = app
        .run(occasion(&app, &headers), move |tx| {
            let Some(brand) = Brand::of_appid(&asked.appid) else { return refusal(40013) };
            if asked.secret != settings::wechat_secret(tx, brand)? {
                return refusal(40125);
            }
            if asked.grant_type != "authorization_code" {
                return refusal(40002);
            }
            if asked.code.is_empty() {
                return refusal(41008);
            }
            match wechat_codes::take(tx, &asked.appid, &asked.code)? {
                Err(number) => refusal(number),
                Ok(granted) => {
                    let mut answer = json!({
                        "access_token": secret::token()?,
                        "expires_in": 7200,
                        "refresh_token": secret::token()?,
                        "openid": granted.openid,
                        "scope": granted.scope,
                    });
                    if granted.snapshot
                        && let Some(fields) = answer.as_object_mut()
                    {
                        fields.insert("is_snapshotuser".to_owned(), json!(1));
                    }
                    Ok(answer)
                }
            }
        })
        .await?;
    let headers = [(header::CONTENT_TYPE, "text/plain"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, answer.to_string()).into_response())
}

fn refusal(number: u32) -> Outcome<Value> {
    let words = match number {
        40002 => "invalid grant_type",
        40013 => "invalid appid",
        40029 => "invalid code",
        40125 => "invalid appsecret",
        40163 => "code been used",
        _ => "missing code",
    };
    Ok(json!({ "errcode": number, "errmsg": format!("{words}, rid: {}", secret::name()?) }))
}

static TITLE: Text = Text::new("微信（沙盒替身）", "WeChat (the sandbox plays it)");
static ASKS: Text =
    Text::new("想知道你是谁。这个微信是谁的？", "wants to know who you are. Whose WeChat is this?");
static STRANGER: Text = Text::new("不是会员的微信用户", "A WeChat user who is no member");
static AS_SNAPSHOT: Text =
    Text::new("快照页（不知道是谁）", "A snapshot page (nobody in particular)");
static NO: Text = Text::new("拒绝", "Do not allow");
static REFUSED: Text = Text::new("无法继续，错误码", "WeChat refuses this link, error");

fn page(lang: Lang, brand: &Brand, asked: &Asked, members: &[(String, String)]) -> Response {
    let link = |person: &str, name: &str, about: &str| {
        let to = text(&asked.picked(person));
        format!("<li><a href=\"{to}\"><b>{}</b><span>{}</span></a></li>", text(name), text(about))
    };
    let mut list: String = PERSONAS
        .iter()
        .filter(|persona| members.iter().any(|(_, id)| id == persona.id))
        .map(|persona| link(persona.id, persona.name.pick(lang), persona.about.pick(lang)))
        .collect();
    list.push_str(&link(NOBODY, STRANGER.pick(lang), ""));
    list.push_str(&link(SNAPSHOT, AS_SNAPSHOT.pick(lang), ""));
    list.push_str(&link(CANCEL, NO.pick(lang), ""));
    let asks = format!("{} {}", brand.name.pick(lang), ASKS.pick(lang));
    document(StatusCode::OK, lang, &text(&asks), &format!("<ul class=\"cards\">{list}</ul>"))
}

fn refused(lang: Lang, number: u32) -> Response {
    let says = format!("{} {number}", REFUSED.pick(lang));
    document(StatusCode::BAD_REQUEST, lang, &says, "")
}

fn document(status: StatusCode, lang: Lang, says: &str, body: &str) -> Response {
    let (tag, title) = (lang.tag(), TITLE.pick(lang));
    let page = format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title>\
         <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/sandbox/page.css\">\
         <header><div><h1>{title}</h1><p>{says}</p></div></header>\
         <main><section class=\"wide\">{body}</section></main></html>"
    );
    let mut answer = (status, Html(page)).into_response();
    let policy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
                  form-action 'none'; frame-ancestors 'none'";
    guard(answer.headers_mut(), policy);
    answer
}

fn lead(to: &str) -> Response {
    let mut answer = StatusCode::FOUND.into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        answer.headers_mut().insert(header::LOCATION, to);
    }
    guard(answer.headers_mut(), "default-src 'none'");
    answer
}

/// What stands in these addresses is nobody else's business.
fn guard(headers: &mut HeaderMap, policy: &'static str) {
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// A text as HTML, in an attribute too.
fn text(plain: &str) -> String {
    let mut out = plain.replace('&', "&amp;").replace('<', "&lt;");
    out = out.replace('"', "&quot;");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::BRANDS;

    fn asked() -> Asked {
        Asked {
            appid: BRANDS[0].appid(),
            redirect_uri: "http://127.0.0.1:1/v1/wechat/callback".into(),
            response_type: "code".into(),
            scope: "snsapi_base".into(),
            state: "a1".repeat(64),
            person: None,
        }
    }

    #[test]
    fn a_link_is_taken_only_with_everything_as_the_platform_wants_it() {
        let own = Some("http://card.example:80");
        assert_eq!(asked().check(own).map(|brand| brand.id), Ok(BRANDS[0].id));
        let own_host = Asked { redirect_uri: "http://card.example/x".into(), ..asked() };
        assert!(own_host.check(own).is_ok());
        for (wrong, number) in [
            (Asked { appid: "wx0".into(), ..asked() }, 10012),
            (Asked { redirect_uri: "/v1".into(), ..asked() }, 10011),
            (Asked { redirect_uri: "https://127.0.0.1.evil.example/".into(), ..asked() }, 10003),
            (Asked { redirect_uri: "https://evil.example/127.0.0.1".into(), ..asked() }, 10003),
            (Asked { response_type: "token".into(), ..asked() }, 10005),
            (Asked { scope: "snsapi_login".into(), ..asked() }, 10005),
            (Asked { state: "a".repeat(129), ..asked() }, 10013),
            (Asked { state: "a-b".into(), ..asked() }, 10013),
        ] {
            assert_eq!(wrong.check(own).map(|brand| brand.id), Err(number));
        }
    }
}

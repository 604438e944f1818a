//! Signing in through WeChat: the way there, and the way back. Both answer with a redirect whatever
//! happens: a person never ends on a page of ours that is not the card
//! (`docs/decisions/0016-sign-in.md`).

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use contract::session::SignInOutcome;
use member_card::route::{Route, escape};

use crate::app::App;
use crate::brand::{BRANDS, Brand};
use crate::db::Occasion;
use crate::exchange::{Exchanged, person_of};
use crate::http::cookie::Cookie;
use crate::http::origin;
use crate::store::sign_ins::{self, Came, Returned, Way};
use crate::store::{identities, settings};

/// Binds a state to the browser. Comes along when WeChat leads back here, and nowhere else.
const BEGUN: Cookie = Cookie {
    name: "member-card-begun",
    path: "/v1/wechat",
    same_site: "Lax",
    seconds: sign_ins::STATE_SECONDS,
};

/// Says what came of it in the page's question for its session, and nowhere else.
pub(super) const CAME: Cookie = Cookie {
    name: "member-card-came",
    path: "/v1/sessions",
    same_site: "Strict",
    seconds: sign_ins::OUTCOME_SECONDS,
};

/// The longest hash of a screen that is taken along.
const LONGEST_ROUTE: usize = 200;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/wechat/sign-in", get(begin)).route("/wechat/callback", get(come_back))
}

/// What a query says; of a name that is there twice the first.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn of(uri: &Uri) -> Self {
        Self(Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default())
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter().filter(|(known, _)| known == name);
        pairs.next().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// A screen of the card; anything else is home, so that nobody is led anywhere else.
fn screen(hash: &str) -> Route {
    let ours = hash.starts_with("#/") && hash.len() <= LONGEST_ROUTE;
    let route = if ours { Route::parse(hash) } else { Route::Home };
    if route == Route::NotFound { Route::Home } else { route }
}

async fn begin(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let asked = Asked::of(&uri);
    let brand = match asked.get("brand") {
        None => BRANDS.first().copied(),
        Some(id) => Brand::find(id),
    };
    let Some(brand) = brand else { return lead(&home(None, &Route::Home)) };
    let way = Way { brand, route: screen(asked.get("route").unwrap_or_default()) };
    let back = home(Some(brand), &way.route);
    // Another site's page or form: nobody of ours pressed anything.
    let from = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    let (Some(here), false) = (origin::of(&headers), from == Some("cross-site")) else {
        return lead(&back);
    };
    let begun = app.run(Occasion::at(app.now()), move |tx| sign_ins::begin(tx, &way)).await;
    let Ok(begun) = begun else { return lead(&back) };
    let scope = match asked.get("scope") {
        Some("snsapi_userinfo") => "snsapi_userinfo",
        _ => "snsapi_base",
    };
    // What comes before the parameters is the browser's way to WeChat, not ours.
    let mut to = app.options().wechat.clone().unwrap_or_else(|| "/sandbox/wechat".to_owned());
    to.push_str(&format!("/connect/oauth2/authorize?appid={}&redirect_uri=", brand.appid()));
    escape(&format!("{here}/v1/wechat/callback"), &mut to);
    to.push_str(&format!(
        "&response_type=code&scope={scope}&state={}#wechat_redirect",
        begun.state
    ));
    let mut answer = lead(&to);
    BEGUN.leave(&begun.browser, &headers, answer.headers_mut());
    answer
}

async fn come_back(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let asked = Asked::of(&uri);
    let (state, browser) =
        (asked.get("state").unwrap_or_default().to_owned(), BEGUN.read(&headers));
    let returned = app
        .run(Occasion::at(app.now()), move |tx| sign_ins::come_back(tx, &state, browser.as_deref()))
        .await
        .unwrap_or(Returned::Bad(None));
    let (way, came) = match returned {
        Returned::Bad(brand) => (None, nobody(brand, SignInOutcome::Expired)),
        Returned::Good(way) => {
            let came = match asked.get("code") {
                // WeChat's way to say that the person did not allow it.
                None => nobody(Some(way.brand), SignInOutcome::Cancelled),
                Some(code) => who(&app, way.brand, code).await,
            };
            (Some(way), came)
        }
    };
    let route = way.as_ref().map_or(Route::Home, |way| way.route.clone());
    let mut answer = lead(&home(came.brand, &route));
    let kept = app.run(Occasion::at(app.now()), move |tx| sign_ins::keep(tx, &came)).await;
    if way.is_some() {
        BEGUN.take(&headers, answer.headers_mut());
    }
    if let Ok(token) = kept {
        CAME.leave(&token, &headers, answer.headers_mut());
    }
    answer
}

fn nobody(brand: Option<&'static Brand>, outcome: SignInOutcome) -> Came {
    Came { brand, member: None, outcome }
}

/// Asks WeChat who it is, then the database who that is to the brand.
async fn who(app: &App, brand: &'static Brand, code: &str) -> Came {
    let failed = |why: &str| {
        eprintln!("sign-in through WeChat: {why}");
        nobody(Some(brand), SignInOutcome::Failed)
    };
    let Some(address) = app.options().wechat_address() else { return failed("no address") };
    let occasion = || Occasion::at(app.now());
    let secret = app.run(occasion(), |tx| settings::wechat_secret(tx, brand)).await;
    let Ok(secret) = secret else { return failed("no secret") };
    match person_of(&address, brand, &secret, code).await {
        Exchanged::Snapshot => nobody(Some(brand), SignInOutcome::Snapshot),
        Exchanged::Stale => nobody(Some(brand), SignInOutcome::Expired),
        Exchanged::Nothing(why) => failed(&why),
        Exchanged::Person(openid) => {
            let found = app.run(occasion(), move |tx| identities::member_of(tx, brand, &openid));
            match found.await {
                Ok(None) => nobody(Some(brand), SignInOutcome::NotAMember),
                Ok(member) => Came { brand: Some(brand), member, outcome: SignInOutcome::SignedIn },
                Err(_) => failed("no member could be looked up"),
            }
        }
    }
}

/// The card's own address, on this origin whatever was asked.
fn home(brand: Option<&Brand>, route: &Route) -> String {
    let brand = brand.map_or_else(String::new, |brand| format!("?brand={}", brand.id));
    format!("/{brand}{}", route.to_hash())
}

fn lead(to: &str) -> Response {
    let mut answer = StatusCode::SEE_OTHER.into_response();
    let headers = answer.headers_mut();
    if let Ok(to) = HeaderValue::from_str(to) {
        headers.insert(header::LOCATION, to);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The address that is left held a code and a state.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_screen_of_the_card_is_gone_back_to() {
        assert_eq!(screen("#/coupons"), Route::Coupons);
        assert!(matches!(screen("#/coupons/c%2F1"), Route::Coupon(_)));
        let long = format!("#/coupons/{}", "c".repeat(LONGEST_ROUTE));
        for foreign in
            ["", "//evil", "/coupons", "https://evil/#/code", "#/nowhere", "#//evil", &long]
        {
            assert_eq!(screen(foreign), Route::Home, "{foreign}");
        }
    }
}

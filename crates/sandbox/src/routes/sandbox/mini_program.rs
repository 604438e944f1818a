//! WeChat, as far as a mini-program's sign-in needs it: what `wx.login` gives, and the server that a
//! brand's backend asks about it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::brand::Brand;
use crate::db::Occasion;
use crate::error::Failure;
use crate::http::{Params, parse};
use crate::secret;
use crate::store::mini_program::{self, Person, Refused};

#[derive(Deserialize)]
struct Login {
    persona: String,
    brand: String,
}

/// `POST /sandbox/wechat/mini-program/login`: the code that `wx.login` gives to a persona, good once
/// and for five minutes.
pub async fn login(State(app): State<App>, body: Bytes) -> Result<Json<Value>, Failure> {
    let Login { persona, brand } = parse(&body)?;
    let brand = Brand::find(&brand).ok_or_else(|| Failure::not_found("brand"))?;
    let code = app
        .run(Occasion::at(app.now()), move |tx| mini_program::issue(tx, brand, &persona))
        .await?;
    Ok(Json(json!({ "code": code, "appid": mini_program::appid(brand) })))
}

#[derive(Deserialize)]
pub struct Exchange {
    #[serde(default)]
    appid: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    js_code: String,
    #[serde(default)]
    grant_type: String,
}

/// `GET /sandbox/wechat/sns/jscode2session`, as WeChat's `auth.code2Session`: 200 with `errcode`
/// where it refuses. Any `secret` is good; the sandbox's own backend takes codes without asking here.
pub async fn exchange(
    State(app): State<App>,
    Params(asked): Params<Exchange>,
) -> Result<Json<Value>, Failure> {
    let missing = [(asked.appid.as_str(), 41002), (&asked.secret, 41004), (&asked.js_code, 41008)]
        .into_iter()
        .find(|(value, _)| value.is_empty());
    if let Some((_, code)) = missing {
        return Ok(refused(code));
    }
    if asked.grant_type != "authorization_code" {
        return Ok(refused(40002));
    }
    let taken = app
        .run(Occasion::at(app.now()), move |tx| {
            Ok((mini_program::take(tx, &asked.js_code)?, asked.appid))
        })
        .await?;
    Ok(match taken {
        (Ok(Person { brand, openid, .. }), appid) if mini_program::appid(brand) == appid => {
            let key = secret::random::<16>()?;
            Json(json!({ "openid": openid, "session_key": secret::hex(&key) }))
        }
        (Ok(_), _) => refused(Refused::Invalid as u32),
        (Err(why), _) => refused(why as u32),
    })
}

fn refused(code: u32) -> Json<Value> {
    Json(json!({ "errcode": code, "errmsg": "refused by the stand-in" }))
}

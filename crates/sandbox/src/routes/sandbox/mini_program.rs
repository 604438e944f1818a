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
use crate::store::mini_program;

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
    Ok(Json(json!({ "code": code, "appid": brand.mini_program() })))
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

impl Exchange {
    /// The brand whose mini-program asks; else WeChat's number of what is wrong.
    fn check(&self) -> Result<&'static Brand, u32> {
        for (value, code) in [(&self.appid, 41002), (&self.secret, 41004), (&self.js_code, 41008)] {
            if value.is_empty() {
                return Err(code);
            }
        }
        if self.grant_type != "authorization_code" {
            return Err(40002);
        }
        Brand::of_mini_program(&self.appid).ok_or(40013)
    }
}

/// `GET /sandbox/wechat/sns/jscode2session`, as WeChat's `auth.code2Session`: 200 with `errcode`
/// where it refuses. Any `secret` is good: the sandbox's own backend takes codes without asking here.
pub async fn exchange(
    State(app): State<App>,
    Params(asked): Params<Exchange>,
) -> Result<Json<Value>, Failure> {
    let brand = match asked.check() {
        Ok(brand) => brand,
        Err(code) => return Ok(refused(code)),
    };
    let code = asked.js_code;
    let taken =
        app.run(Occasion::at(app.now()), move |tx| mini_program::take(tx, brand, &code)).await?;
    Ok(match taken {
        Ok(openid) => {
            let key = secret::random::<16>()?;
            Json(json!({ "openid": openid, "session_key": secret::hex(&key) }))
        }
        Err(code) => refused(code),
    })
}

fn refused(code: u32) -> Json<Value> {
    Json(json!({ "errcode": code, "errmsg": "refused by the stand-in" }))
}

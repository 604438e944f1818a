//! `POST /sessions`: signing in and renewing.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::routing::post;
use contract::ids::Token;
use contract::problem::ErrorCode;
use contract::session::{Grant, SessionRequest};

use crate::app::App;
use crate::brand::{BRANDS, Brand};
use crate::db::{Occasion, Tx};
use crate::error::{Failure, Outcome};
use crate::http::{Answer, Call, parse};
use crate::store::{mini_program, sessions, tickets};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/sessions", post(create))
}

async fn create(State(app): State<App>, call: Call, headers: HeaderMap, body: Bytes) -> Answer {
    let request: SessionRequest = parse(&body)?;
    let named = headers.get("brand-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let life = app.options().access_seconds;
    let session = app
        .run(Occasion::at(app.now()), move |tx| open(tx, &request, named.as_deref(), life))
        .await?;
    let mut response = call.secret(&session)?;
    response.headers_mut().remove(header::VARY);
    Ok(response)
}

fn open(
    tx: &Tx<'_>,
    request: &SessionRequest,
    named: Option<&str>,
    life: u32,
) -> Outcome<contract::session::Session> {
    match request.grant {
        Grant::Ticket => {
            let who = tickets::take(tx, given(request.ticket.as_ref(), "ticket")?)?;
            sessions::open(tx, who.brand, who.member.as_deref(), life)
        }
        Grant::Refresh => {
            let token = given(request.refresh_token.as_ref(), "refresh_token")?;
            sessions::renew(tx, token, life)
        }
        Grant::Guest => {
            let asked = request.brand_id.as_ref().map(|id| id.as_str()).or(named);
            let brand = match asked {
                None => BRANDS.first().copied(),
                Some(id) => Brand::find(id),
            };
            let brand = brand.ok_or_else(|| Failure::field("brand_id", "UNKNOWN_BRAND"))?;
            sessions::open(tx, brand, None, life)
        }
        Grant::WechatCode => {
            let code = given(request.code.as_ref(), "code")?;
            let who = mini_program::take(tx, code.reveal())?.ok();
            let fits =
                |brand: &Brand| request.brand_id.as_ref().is_none_or(|id| id.as_str() == brand.id);
            let who = who.filter(|who| fits(who.brand));
            let who = who.ok_or_else(|| Failure::new(ErrorCode::WechatCodeInvalid))?;
            sessions::open(tx, who.brand, who.member.as_deref(), life)
        }
        // There is no brand's server behind the sandbox, so that no brand token can be good.
        Grant::BrandToken => {
            given(request.brand_token.as_ref(), "brand_token")?;
            Err(Failure::new(ErrorCode::Unauthenticated).because("unknown brand token"))
        }
        Grant::Unknown => Err(Failure::field("grant", "UNKNOWN_VALUE")),
    }
}

fn given<'r>(token: Option<&'r Token>, field: &str) -> Outcome<&'r Token> {
    token
        .filter(|token| !token.reveal().is_empty())
        .ok_or_else(|| Failure::field(field, "REQUIRED"))
}

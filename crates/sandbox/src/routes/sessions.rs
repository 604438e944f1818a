//! `POST /sessions`: signing in and renewing; `DELETE /sessions`: signing out.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::routing::post;
use contract::ids::{MemberId, Token};
use contract::problem::ErrorCode;
use contract::session::{Grant, Session, SessionRequest};

use super::sign_in::CAME;
use crate::app::App;
use crate::brand::{BRANDS, Brand};
use crate::db::{Occasion, Tx};
use crate::error::{Failure, Outcome};
use crate::http::{Answer, Call, parse};
use crate::store::sign_ins::{self, Came};
use crate::store::{brand_tokens, mini_program, sessions, tickets};

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/sessions", post(create).delete(end))
}

async fn create(State(app): State<App>, call: Call, headers: HeaderMap, body: Bytes) -> Answer {
    let request: SessionRequest = parse(&body)?;
    let named = headers.get("brand-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let life = app.options().access_seconds;
    // Only where nobody in particular is asked for: a ticket names somebody.
    let renews = matches!(request.grant, Grant::Guest | Grant::Refresh);
    let came = CAME.read(&headers).filter(|_| renews);
    let brought = came.is_some();
    let session = app
        .run(Occasion::at(app.now()), move |tx| {
            let came = match came {
                Some(token) => sign_ins::take(tx, &token)?,
                None => None,
            };
            after(tx, came, &request, named.as_deref(), life)
        })
        .await?;
    let mut response = call.secret(&session)?;
    response.headers_mut().remove(header::VARY);
    if brought {
        CAME.take(&headers, response.headers_mut());
    }
    Ok(response)
}

async fn end(call: Call) -> Answer {
    call.sign_out().await
}

/// Opens a session after whatever came of a sign-in through WeChat: the member's own, in the place
/// of any other, or else the one that is asked for.
fn after(
    tx: &Tx<'_>,
    came: Option<Came>,
    request: &SessionRequest,
    named: Option<&str>,
    life: u32,
) -> Outcome<Session> {
    let Some(Came { brand, member, outcome }) = came else { return open(tx, request, named, life) };
    let session = match (brand, member) {
        (Some(brand), Some(member)) => {
            if let Some(earlier) = &request.refresh_token {
                sessions::end_of_another(tx, earlier, member.as_str())?;
            }
            sessions::open(tx, brand, Some(member.as_str()), life)?
        }
        _ => open(tx, request, named, life)?,
    };
    Ok(Session { sign_in: Some(outcome), ..session })
}

fn open(tx: &Tx<'_>, request: &SessionRequest, named: Option<&str>, life: u32) -> Outcome<Session> {
    match request.grant {
        Grant::Ticket => {
            let who = tickets::take(tx, given(request.ticket.as_ref(), "ticket")?)?;
            sessions::open(tx, who.brand, who.member.as_deref(), life)
        }
        Grant::Refresh => {
            let token = given(request.refresh_token.as_ref(), "refresh_token")?;
            sessions::renew(tx, token, life)
        }
        Grant::Guest => sessions::open(tx, brand(request, named)?, None, life),
        // Of a mini-program. One of the authorisation page comes back to the backend itself and
        // never reaches a page, which could have it from anybody.
        Grant::WechatCode => {
            let code = given(request.code.as_ref(), "code")?;
            let brand = brand(request, named)?;
            let member = mini_program::member(tx, brand, code.reveal())?;
            let member = member.ok_or_else(|| Failure::new(ErrorCode::WechatCodeInvalid))?;
            sessions::open(tx, brand, member.as_ref().map(MemberId::as_str), life)
        }
        Grant::BrandToken => {
            let who = brand_tokens::take(tx, given(request.brand_token.as_ref(), "brand_token")?)?;
            sessions::open(tx, who.brand, who.member.as_deref(), life)
        }
        Grant::Unknown => Err(Failure::field("grant", "UNKNOWN_VALUE")),
    }
}

/// The brand that is asked for, in the request or its header, else the first.
fn brand(request: &SessionRequest, named: Option<&str>) -> Outcome<&'static Brand> {
    let asked = request.brand_id.as_ref().map(|id| id.as_str()).or(named);
    let brand = match asked {
        None => BRANDS.first().copied(),
        Some(id) => Brand::find(id),
    };
    brand.ok_or_else(|| Failure::field("brand_id", "UNKNOWN_BRAND"))
}

fn given<'r>(token: Option<&'r Token>, field: &str) -> Outcome<&'r Token> {
    token
        .filter(|token| !token.reveal().is_empty())
        .ok_or_else(|| Failure::field(field, "REQUIRED"))
}

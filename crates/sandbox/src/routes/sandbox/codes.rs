//! `POST /sandbox/codes`: values that QA chose, on a member's card.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use contract::code::CodeToken;
use serde::{Deserialize, Serialize};

use super::occasion;
use crate::app::App;
use crate::error::{Failure, Outcome};
use crate::http::parse;
use crate::store::{codes, members};

/// The longest value: as many characters as a Code 128 holds.
const LONGEST: usize = 80;

/// How many values at once.
const MOST: usize = 40;

/// The longest that one value may last, in seconds.
const A_DAY: i64 = 86_400;

#[derive(Deserialize)]
struct Placing {
    member_id: String,
    values: Vec<String>,
    #[serde(default = "ten_minutes")]
    seconds: i64,
}

#[derive(Serialize)]
pub struct Placed {
    member_id: String,
    tokens: Vec<CodeToken>,
}

fn ten_minutes() -> i64 {
    600
}

/// The values become the tokens of the member's card, one after the other, `seconds` each; the
/// till takes them, and open cards are told. No values at all give the card its own again.
pub async fn place(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Placed>, Failure> {
    let asked: Placing = parse(&body)?;
    check(&asked)?;
    let placed = app
        .run(occasion(&app, &headers), move |tx| {
            let holder = members::get(tx, &asked.member_id)?;
            codes::place(tx, &holder, &asked.values, asked.seconds)?;
            let tokens = codes::issue(tx, &holder, None)?.tokens;
            Ok(Placed { member_id: holder.id.to_string(), tokens })
        })
        .await?;
    Ok(Json(placed))
}

fn check(asked: &Placing) -> Outcome<()> {
    if !(1..=A_DAY).contains(&asked.seconds) {
        return Err(Failure::field("seconds", "OUT_OF_RANGE"));
    }
    if asked.values.len() > MOST {
        return Err(Failure::field("values", "TOO_MANY"));
    }
    for (place, value) in asked.values.iter().enumerate() {
        let field = format!("values/{place}");
        if !value.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Err(Failure::field(&field, "NOT_PRINTABLE_ASCII"));
        }
        if value.trim().is_empty() || value.len() > LONGEST {
            return Err(Failure::field(&field, "LENGTH"));
        }
        if asked.values.iter().take(place).any(|earlier| earlier == value) {
            return Err(Failure::field(&field, "DUPLICATE"));
        }
    }
    Ok(())
}

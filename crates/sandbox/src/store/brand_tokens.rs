//! Tokens that a brand's own server signs for a member who is signed in there, so that a frame in
//! the brand's page opens as that member.
//!
//! A compact JWS (RFC 7515) with HS256 (RFC 7518, 3.2). The key is shared by the brand's server and
//! this backend; no browser ever has it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::ids::Token;
use contract::problem::ErrorCode;
use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::members;
use super::settings;
use super::tickets::Admitted;
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::secret;

/// The longest that a token may live, in seconds.
const LONGEST_S: i64 = 300;

/// How far the clock of a brand's server may be ahead of ours, in seconds.
const AHEAD_S: i64 = 30;

/// The longest name of a token.
const LONGEST_NAME: usize = 128;

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
}

/// What a token says. Times are seconds since 1970 (RFC 7519, 2).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The brand's id.
    pub brand: String,
    /// The member's id.
    pub member: String,
    /// When it was signed.
    pub iat: i64,
    /// When it ends, five minutes later at most.
    pub exp: i64,
    /// Its name, another one for each token.
    pub jti: String,
}

/// Signs a token as a brand's server does.
///
/// # Errors
/// When the claims cannot be written.
pub fn sign(key: &str, claims: &Claims) -> Outcome<Token> {
    let part = |json: Vec<u8>| URL_SAFE_NO_PAD.encode(json);
    let header = part(serde_json::to_vec(&Header { alg: "HS256".into() })?);
    let signed = format!("{header}.{}", part(serde_json::to_vec(claims)?));
    let code = secret::keyed(key.as_bytes(), signed.as_bytes());
    Ok(Token::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(code))))
}

/// Plays a brand's server: a token for a persona, which ends after a minute.
///
/// # Errors
/// 404 when the brand has no such persona.
pub fn issue(tx: &Tx<'_>, brand: &Brand, persona: &str) -> Outcome<Token> {
    let member = format!("{}-{persona}", brand.id);
    members::find(tx, &member)?.ok_or_else(|| Failure::not_found("persona"))?;
    let iat = tx.now_ms() / 1_000;
    let claims =
        Claims { brand: brand.id.to_owned(), member, iat, exp: iat + 60, jti: secret::name()? };
    sign(&settings::brand_key(tx, brand)?, &claims)
}

/// Takes a token, once.
///
/// # Errors
/// 401 `UNAUTHENTICATED` when it is not one that the brand signed for a member of it,
/// `TOKEN_EXPIRED` past its end, `BRAND_TOKEN_REPLAYED` the second time.
pub fn take(tx: &Tx<'_>, token: &Token) -> Outcome<Admitted> {
    let refused = |why: &str| Failure::new(ErrorCode::Unauthenticated).because(why);
    let parts = read(token.reveal()).ok_or_else(|| refused("not a compact JWS with HS256"))?;
    let brand = Brand::find(&parts.claims.brand).ok_or_else(|| refused("unknown brand"))?;
    let key = settings::brand_key(tx, brand)?;
    // Two keyed hashes of equal length: which byte differs tells nothing that helps to guess one.
    if parts.code != secret::keyed(key.as_bytes(), parts.signed.as_bytes()) {
        return Err(refused("the brand did not sign this"));
    }
    let Claims { member, iat, exp, jti, .. } = parts.claims;
    let now = tx.now_ms() / 1_000;
    if exp <= iat || exp - iat > LONGEST_S || iat > now + AHEAD_S {
        return Err(refused("a brand token lives five minutes at most"));
    }
    if exp <= now {
        return Err(Failure::new(ErrorCode::TokenExpired));
    }
    if jti.is_empty() || jti.len() > LONGEST_NAME {
        return Err(refused("a brand token has a name"));
    }
    let holder = members::find(tx, &member)?.filter(|holder| holder.brand.id == brand.id);
    let holder = holder.ok_or_else(|| refused("no such member"))?;
    // Beside the tickets: both are taken once, and go once they would have ended anyway.
    let name = secret::hash(format!("brand token {} {jti}", brand.id));
    let taken = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO ticket (hash, brand, member, expires_at, used)
             VALUES (?1, ?2, ?3, ?4, 1)",
        )?
        .execute(params![name, brand.id, holder.id.as_str(), exp * 1_000])?;
    if taken == 0 {
        return Err(Failure::new(ErrorCode::BrandTokenReplayed));
    }
    Ok(Admitted { brand, member: Some(holder.id.as_str().to_owned()) })
}

struct Parts<'t> {
    signed: &'t str,
    claims: Claims,
    code: Vec<u8>,
}

/// The parts of a token whose header names the one algorithm that is taken.
fn read(token: &str) -> Option<Parts<'_>> {
    let (signed, code) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let header: Header = serde_json::from_slice(&decoded(header)?).ok()?;
    let claims = serde_json::from_slice(&decoded(claims)?).ok()?;
    (header.alg == "HS256").then_some(Parts { signed, claims, code: decoded(code)? })
}

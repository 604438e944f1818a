//! A sign-in through WeChat: the state that goes out and comes back, and what came of it until the
//! page asks for its session. Only hashes of the secrets are kept.

use contract::ids::MemberId;
use contract::session::SignInOutcome;
use member_card::route::Route;
use rusqlite::{OptionalExtension as _, params};

use crate::brand::Brand;
use crate::db::Tx;
use crate::error::Outcome;
use crate::secret;

/// How long somebody may take at WeChat's page, in seconds.
pub const STATE_SECONDS: u32 = 600;

/// How long the page may take to ask for its session, in seconds.
pub const OUTCOME_SECONDS: u32 = 120;

/// A sign-in that begins.
pub struct Begun {
    /// Goes to WeChat and comes back: `[a-zA-Z0-9]`, at most 128 of them, as WeChat wants it.
    pub state: String,
    /// Stays with the browser.
    pub browser: String,
}

/// Where a sign-in leads back to.
#[derive(Clone, Debug)]
pub struct Way {
    /// The brand.
    pub brand: &'static Brand,
    /// The screen.
    pub route: Route,
}

/// What becomes of a state that comes back.
pub enum Returned {
    /// It is the one that this browser took along.
    Good(Way),
    /// It is not, or not any more.
    Bad(Option<&'static Brand>),
}

/// Begins one.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn begin(tx: &Tx<'_>, way: &Way) -> Outcome<Begun> {
    let begun = Begun { state: secret::token()?, browser: secret::token()? };
    sweep(tx)?;
    tx.prepare_cached(
        "INSERT INTO wechat_state (hash, browser, brand, route, until)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        secret::hash(&begun.state),
        secret::hash(&begun.browser),
        way.brand.id,
        way.route.to_hash(),
        tx.now_ms() + i64::from(STATE_SECONDS) * 1_000,
    ])?;
    Ok(begun)
}

/// Takes a state back, once. One from another browser stays as it is: it is somebody else's.
///
/// # Errors
/// When the database fails.
pub fn come_back(tx: &Tx<'_>, state: &str, browser: Option<&str>) -> Outcome<Returned> {
    let hash = secret::hash(state);
    let row: Option<(String, String, String)> = tx
        .prepare_cached("SELECT browser, brand, route FROM wechat_state WHERE hash = ?1")?
        .query_row([&hash], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((begun_in, brand, route)) = row else { return Ok(Returned::Bad(None)) };
    let Some(brand) = Brand::find(&brand) else { return Ok(Returned::Bad(None)) };
    if browser.map(secret::hash) != Some(begun_in) {
        return Ok(Returned::Bad(Some(brand)));
    }
    let taken = tx
        .prepare_cached(
            "UPDATE wechat_state SET used = 1 WHERE hash = ?1 AND used = 0 AND until > ?2",
        )?
        .execute(params![hash, tx.now_ms()])?;
    Ok(match taken {
        1 => Returned::Good(Way { brand, route: Route::parse(&route) }),
        _ => Returned::Bad(Some(brand)),
    })
}

/// What came of a sign-in.
pub struct Came {
    /// The brand, where it is known.
    pub brand: Option<&'static Brand>,
    /// The member, with [`SignInOutcome::SignedIn`].
    pub member: Option<MemberId>,
    /// What came of it.
    pub outcome: SignInOutcome,
}

/// Keeps what came of one, and gives the secret that the page's first question brings back.
///
/// # Errors
/// When the database or the source of randomness fails.
pub fn keep(tx: &Tx<'_>, came: &Came) -> Outcome<String> {
    let token = secret::token()?;
    tx.prepare_cached(
        "INSERT INTO sign_in (hash, brand, member, outcome, until) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        secret::hash(&token),
        came.brand.map(|brand| brand.id),
        came.member.as_ref().map(MemberId::as_str),
        came.outcome.as_str(),
        tx.now_ms() + i64::from(OUTCOME_SECONDS) * 1_000,
    ])?;
    Ok(token)
}

/// Takes what came of one, once.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &Tx<'_>, token: &str) -> Outcome<Option<Came>> {
    let row: Option<(Option<String>, Option<String>, String)> = tx
        .prepare_cached(
            "DELETE FROM sign_in WHERE hash = ?1 AND until > ?2 RETURNING brand, member, outcome",
        )?
        .query_row(params![secret::hash(token), tx.now_ms()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(row.map(|(brand, member, outcome)| Came {
        brand: brand.as_deref().and_then(Brand::find),
        member: member.map(MemberId::new),
        outcome: SignInOutcome::from_wire(&outcome),
    }))
}

fn sweep(tx: &Tx<'_>) -> Outcome<()> {
    let day_ago = tx.now_ms() - 86_400_000;
    for table in ["wechat_state", "sign_in", "wechat_code"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE until < ?1"))?.execute([day_ago])?;
    }
    Ok(())
}

//! Who a WeChat user is to a brand: the `openid` by which the brand's service account or its
//! mini-program knows them, and the member it belongs to.

use contract::ids::MemberId;
use rusqlite::{OptionalExtension as _, params};

use crate::brand::{BRANDS, Brand};
use crate::db::Tx;
use crate::error::Outcome;
use crate::secret;

impl Brand {
    /// The id of the brand's service account: WeChat's are `wx` and 16 hex digits.
    #[must_use]
    pub fn appid(&self) -> String {
        let hash = secret::hash(format!("service account of {}", self.id));
        format!("wx{}", hash.get(..16).unwrap_or_default())
    }

    /// The brand of a service account.
    #[must_use]
    pub fn of_appid(appid: &str) -> Option<&'static Self> {
        BRANDS.into_iter().find(|brand| brand.appid() == appid)
    }

    /// As whom this account knows one of the stand-in's WeChat users: another one at each account.
    #[must_use]
    pub fn openid_of(&self, person: &str) -> String {
        let hash = secret::hash(format!("{} {person}", self.appid()));
        format!("o{}", hash.get(..27).unwrap_or_default())
    }
}

/// The member that a WeChat user is, if one.
///
/// # Errors
/// When the database fails.
pub fn member_of(tx: &Tx<'_>, brand: &Brand, openid: &str) -> Outcome<Option<MemberId>> {
    let found: Option<String> = tx
        .prepare_cached("SELECT member FROM wechat_identity WHERE brand = ?1 AND openid = ?2")?
        .query_row([brand.id, openid], |row| row.get(0))
        .optional()?;
    Ok(found.map(MemberId::new))
}

/// Gives every seeded member the WeChat user of the persona's name. What there is stays.
///
/// # Errors
/// When the database fails.
pub fn link_all(tx: &Tx<'_>) -> Outcome<()> {
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO wechat_identity (brand, openid, member) VALUES (?1, ?2, ?3)",
    )?;
    for brand in BRANDS {
        for (id, persona) in members_of(tx, brand)? {
            // A backend knows by WeChat's `unionid` that both are one person.
            for openid in [brand.openid_of(&persona), brand.openid_in_mini_program(&persona)] {
                insert.execute(params![brand.id, openid, id])?;
            }
        }
    }
    Ok(())
}

/// The members of a brand as id and persona.
///
/// # Errors
/// When the database fails.
pub fn members_of(tx: &Tx<'_>, brand: &Brand) -> Outcome<Vec<(String, String)>> {
    let mut statement = tx.prepare_cached("SELECT id, persona FROM member WHERE brand = ?1")?;
    let rows = statement.query_map([brand.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

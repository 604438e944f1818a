//! A brand's mini-program, as the stand-in for WeChat has it: the codes that `wx.login` gives, and
//! who a code stands for (`auth.code2Session`).

use contract::ids::MemberId;

use super::wechat_codes::{self, Granted};
use super::{identities, members};
use crate::brand::{BRANDS, Brand};
use crate::db::Tx;
use crate::error::Outcome;
use crate::secret;

impl Brand {
    /// The id of the brand's mini-program, which is another one than its service account's.
    #[must_use]
    pub fn mini_program(&self) -> String {
        let hash = secret::hash(format!("mini-program of {}", self.id));
        format!("wx{}", hash.get(..16).unwrap_or_default())
    }

    /// The brand of a mini-program.
    #[must_use]
    pub fn of_mini_program(appid: &str) -> Option<&'static Self> {
        BRANDS.into_iter().find(|brand| brand.mini_program() == appid)
    }

    /// As whom the mini-program knows one of the stand-in's WeChat users.
    #[must_use]
    pub fn openid_in_mini_program(&self, person: &str) -> String {
        let hash = secret::hash(format!("{} {person}", self.mini_program()));
        format!("o{}", hash.get(..27).unwrap_or_default())
    }
}

/// Gives out a code for a persona of a brand; `guest` is somebody who is no member.
///
/// # Errors
/// 404 when the brand has no such persona.
pub fn issue(tx: &Tx<'_>, brand: &Brand, persona: &str) -> Outcome<String> {
    members::of_persona(tx, brand, persona)?;
    let granted = Granted {
        openid: brand.openid_in_mini_program(persona),
        scope: "js_code".to_owned(),
        snapshot: false,
    };
    wechat_codes::issue(tx, &brand.mini_program(), &granted)
}

/// Takes a code, once, and gives the `openid`; or WeChat's number of the error, as
/// [`wechat_codes::take`] has it.
///
/// # Errors
/// When the database fails.
pub fn take(tx: &Tx<'_>, brand: &Brand, code: &str) -> Outcome<Result<String, u32>> {
    Ok(wechat_codes::take(tx, &brand.mini_program(), code)?.map(|granted| granted.openid))
}

/// Whose code it is: nobody for one that is not good, else the member that the person is, if one.
///
/// # Errors
/// When the database fails.
pub fn member(tx: &Tx<'_>, brand: &Brand, code: &str) -> Outcome<Option<Option<MemberId>>> {
    let Ok(openid) = take(tx, brand, code)? else { return Ok(None) };
    identities::member_of(tx, brand, &openid).map(Some)
}

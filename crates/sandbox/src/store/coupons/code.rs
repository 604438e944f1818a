//! The code of one coupon for the till.

use contract::coupon::CouponCode;

use crate::brand::CODE_PERIOD_SECONDS;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::coupon;
use crate::store::codes;
use crate::store::members::Holder;

/// Tokens that stand for one coupon.
///
/// # Errors
/// 404 when it is not this member's, or the code of the state in which it cannot be used.
pub fn issue(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<CouponCode> {
    let found = super::find(tx, holder, id)?;
    coupon::usable(found.state_at(tx.now())).map_err(Failure::new)?;
    let issued = codes::issue(tx, holder, Some(found.id.as_str()))?;
    Ok(CouponCode {
        coupon_id: found.id,
        symbologies: holder.brand.symbologies(),
        tokens: issued.tokens,
        period_seconds: CODE_PERIOD_SECONDS,
        refresh_after: issued.refresh_after,
    })
}

//! Seeds coupons, offers, check-ins, tasks, memberships and prompts. The members are there.

mod days;
mod hotel;
mod offer;
mod plans;
mod tasks;
mod tea;
mod wallets;

use contract::problem::ErrorCode;

use crate::brand::{BRANDS, Brand};
use crate::db::Tx;
use crate::error::Outcome;
use crate::store::members::{self, Holder};
use crate::store::offers::exchange;

/// Codes that always fail, each with its own error.
const REFUSED: [(&str, ErrorCode); 8] = [
    ("USED-0000", ErrorCode::ExchangeCodeInvalid),
    ("LATE-0000", ErrorCode::OfferEnded),
    ("SOON-0000", ErrorCode::OfferNotStarted),
    ("GONE-0000", ErrorCode::CouponSoldOut),
    ("MANY-0000", ErrorCode::ClaimLimitReached),
    ("TIER-0000", ErrorCode::TierTooLow),
    ("PAID-0000", ErrorCode::PaidMembershipRequired),
    ("COST-0000", ErrorCode::PointsInsufficient),
];

/// Seeds the areas of both brands.
///
/// # Errors
/// When the database fails.
pub fn seed(tx: &Tx<'_>) -> Outcome<()> {
    tea::offers(tx)?;
    hotel::offers(tx)?;
    for brand in BRANDS {
        for (code, error) in REFUSED {
            exchange::add_refused(tx, brand, code, error)?;
        }
        tasks::define(tx, brand)?;
        plans::define(tx, brand)?;
        for holder in holders(tx, brand)? {
            plans::hold(tx, &holder)?;
            days::check_in(tx, &holder)?;
            tasks::progress(tx, &holder)?;
            wallets::fill(tx, &holder)?;
        }
    }
    Ok(())
}

fn holders(tx: &Tx<'_>, brand: &Brand) -> Outcome<Vec<Holder>> {
    let mut statement = tx.prepare("SELECT id FROM member WHERE brand = ?1 ORDER BY id")?;
    let ids: Vec<String> =
        statement.query_map([brand.id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    ids.iter().map(|id| members::get(tx, id)).collect()
}

//! What falls due by itself: releases, expiry, reviews. There is no night job; it is done when a
//! member's data is next read, with the time at which it fell due.

use super::members::Holder;
use super::{coupons, memberships, orders, points, tiers};
use crate::db::Tx;
use crate::error::Outcome;

/// Brings a member up to the present sandbox time.
///
/// # Errors
/// When the database fails.
pub fn settle(tx: &Tx<'_>, holder: &mut Holder) -> Outcome<()> {
    points::settle(tx, holder)?;
    tiers::settle(tx, holder)?;
    coupons::settle(tx, holder)?;
    memberships::settle(tx, holder)?;
    orders::settle(tx, holder)
}

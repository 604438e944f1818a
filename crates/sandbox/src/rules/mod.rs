//! The rules that decide, as pure functions of data and backend time.

pub mod calendar;
pub mod check_in;
pub mod coupon;
pub mod ledger;
pub mod lifecycle;
pub mod membership;
pub mod offer;
pub mod order;
pub mod prompt;
pub mod task;
pub mod tier;

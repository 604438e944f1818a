//! The rules that the card decides by: pure functions of the backend's data and the backend's
//! time. No browser, no clock of its own, no text; natively tested. The reference backend shares
//! [`renewal`] and [`cap`].

pub mod cap;
pub mod check_in;
pub mod clock;
pub mod code;
pub mod code_room;
pub mod coupon;
pub mod fraction;
pub mod lifecycle;
pub mod membership;
pub mod money;
pub mod offer;
pub mod pages;
pub mod payment;
pub mod points;
pub mod prompt;
pub mod renewal;
pub mod steady;
pub mod task;
pub mod tier;
pub mod time;
pub mod wallet;

#[cfg(test)]
mod tests;

//! The whole way through WeChat over real HTTP: to the authorisation page, back with a code, from the
//! code to the person, and from the person to a member's session; and everything on the way back
//! that must lead to none.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that finds something else than it expects fails by it"
)]

mod browser;
mod mutated;
mod way;

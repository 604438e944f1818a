//! The areas of the reference backend through its router, in process: what a member does, what a
//! till does, and what a moved clock does to both.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that finds something else than it expects fails by it"
)]

mod check_ins;
mod client;
mod coupons;
mod membership;
mod offers;
mod orders;
mod passes;
mod prompts;
mod tasks;

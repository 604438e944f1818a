//! The sandbox over HTTP, in process: sessions, repeatable writes, paging, the clock, the till,
//! faults, caching, long polls, files and the seed data.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that finds something else than it expects fails by it"
)]

mod brand_tokens;
mod calendar;
mod changes;
mod client;
mod clock;
mod codes;
mod cors;
mod faults;
mod files;
mod js_sdk;
mod manifest;
mod mini_program;
mod paging;
mod seeds;
mod sessions;
mod tickets;
mod tiers;
mod till;
mod writes;

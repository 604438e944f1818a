//! The card's own client against the reference backend's router, in process: contract, client,
//! rules and database together, without a port.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that finds something else than it expects fails by it"
)]

mod calls;
mod in_process;
mod resilience;

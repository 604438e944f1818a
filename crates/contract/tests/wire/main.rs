//! The wire types against golden JSON: what a backend may send, and what it may get wrong.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod enums;
mod faults;
mod golden;
mod leniency;
mod secrets;

//! The reference backend of the member card: the whole contract on SQLite, with seeded members,
//! a clock that can be moved, a till and faults that can be switched on.
//!
//! It is the demo, the development backend and the test backend. [`Sandbox::in_memory`] gives the
//! same router without a port, for tests that talk to it in process.

pub mod app;
pub mod brand;
pub mod clock;
pub mod db;
pub mod error;
pub mod exchange;
pub mod faults;
pub mod files;
pub mod http;
pub mod js_sdk;
pub mod pay;
pub mod pkpass;
pub mod refused;
pub mod requests;
pub mod routes;
pub mod rules;
pub mod secret;
pub mod seed;
pub mod server;
pub mod store;
pub mod text;
pub mod till;

pub use app::Sandbox;

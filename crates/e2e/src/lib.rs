//! End-to-end journeys: a real browser, driven by WebDriver, opens the built card against the real
//! sandbox. `cargo xtask test` builds both and says where they are; `place` says what a run without
//! it falls back to.

mod browser;
pub mod build;
pub mod card;
pub mod code;
pub mod front;
pub mod host;
pub mod http;
pub mod journey;
pub mod place;
mod process;
pub mod sandbox;
pub mod zbar;

pub use browser::Engine;
pub use card::{Card, by_test_id};
pub use host::Host;
pub use journey::{Journey, Setting, journey, journey_in};
pub use sandbox::Sandbox;

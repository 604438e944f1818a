//! A digital member card: points, tier progress, coupons, check-in, tasks and renewal prompts,
//! rendered from a backend that keeps the contract.
//!
//! The way of data, one direction: `api` → `state` → `screens` → `ui`. Back: a press calls an
//! action of `state`, which writes through `api`; the answer says what is stale. What decides
//! (`domain`), what draws codes (`symbol`), the texts (`i18n`) and the theme's arithmetic know no
//! browser and are built and tested natively.

pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod domain;
pub mod host;
pub mod i18n;
#[cfg(target_arch = "wasm32")]
mod part;
#[cfg(target_arch = "wasm32")]
pub mod reactive;
pub mod route;
#[cfg(target_arch = "wasm32")]
pub mod screens;
#[cfg(target_arch = "wasm32")]
pub mod state;
pub mod symbol;
pub mod theme;
#[cfg(target_arch = "wasm32")]
pub mod ui;

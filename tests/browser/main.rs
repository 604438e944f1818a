//! Tests in a real browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says so by a panic"
)]

mod boot;
mod code;
mod reactive;
mod theme;
mod ui;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

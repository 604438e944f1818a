//! Where the card runs, and what it can do there: a browser, WeChat, a mini-program's web-view, a
//! brand's own page. One trait, an implementation for each, chosen once
//! (`docs/decisions/0017-host.md`).
//!
//! A screen asks [`Host::can`] before it offers something, and never the user agent: what is not
//! possible here is not shown.

pub mod ability;
pub mod env;
pub mod map;
pub mod outcome;
pub mod reminder;
pub mod scanned;
pub mod share;
pub mod signing;

#[cfg(target_arch = "wasm32")]
mod brand_page;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod js;
#[cfg(target_arch = "wasm32")]
mod mini_program;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod seat;
#[cfg(target_arch = "wasm32")]
pub mod shell;
#[cfg(target_arch = "wasm32")]
pub mod wake_lock;
#[cfg(target_arch = "wasm32")]
mod wechat;

/// Whether the page stands in WeChat itself: what home asks, without a [`Host`].
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn in_wechat() -> bool {
    let user_agent = web_sys::window().map(|window| window.navigator().user_agent());
    user_agent.is_some_and(|text| text.is_ok_and(|text| env::is_wechat_page(&text)))
}

#[cfg(target_arch = "wasm32")]
pub use page::{Asked, Host, Screen, Sign, visible};
#[cfg(target_arch = "wasm32")]
pub use seat::Seat;
#[cfg(target_arch = "wasm32")]
pub use wechat::reminded;

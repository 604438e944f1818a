//! What the card knows of the backend: one [`Remote`] per thing, the lists that have pages, the
//! presses that are on their way, and what a change makes stale.
//!
//! Everything lives at the root of the page and is `Copy`; screens read it and call it, and own
//! nothing that has to outlive them.

pub mod codes;
mod coupon;
mod deed;
mod guest;
mod kept;
pub mod live;
mod months;
mod ordering;
mod others;
pub mod pages;
pub mod paying;
pub mod presses;
pub mod remote;
pub mod shown;
pub mod storage;
mod store;
mod trail;
mod wallet;
mod wallet_pass;

pub use coupon::OneCoupon;
pub use deed::Deed;
pub use guest::{become_guest, leave, way_in};
pub use months::Months;
pub use pages::Pages;
pub use paying::Payment;
pub use presses::{Notice, PressState};
pub use remote::{Phase, Remote, Thing};
pub use store::Store;
pub use trail::Trail;
pub use wallet::{Place, Wallet};
pub use wallet_pass::wallet_pass;

// What a screen says of a failure, and what it asks a list for.
pub use crate::api::{Anything, Api, ApiError, LedgerFilter};

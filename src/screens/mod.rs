//! The screens: each reads state and calls actions. None fetches, parses, decides or holds a text.

mod answers;
mod astray;
mod check_in;
mod code;
mod confirm;
mod context;
mod coupon_face;
mod coupons;
mod endless;
mod frame;
mod home;
mod hosting;
mod me;
mod members;
mod membership;
mod membership_summary;
mod parts;
mod points;
mod points_summary;
mod prompt;
mod sign_in;
mod signed_in;
mod stores;
mod tasks;
mod tier_progress;
mod tiers;
mod wallet;

pub use context::{Card, Context};
pub use frame::frame;
pub use parts::Parts;
pub use prompt::Standing;

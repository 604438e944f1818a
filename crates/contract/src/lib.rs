//! The wire types of the member card's API, v1: what a brand's backend must speak so that the
//! card works, and what the card and the reference backend both compile against.
//!
//! Conventions that hold for every type here:
//!
//! - JSON, UTF-8, `snake_case`; the HTTP status is the truth, never 200 with an error inside.
//! - Ids are opaque strings, since 64-bit integers lose precision in JavaScript hosts.
//! - Points are signed 64-bit integers; money is in minor units with its currency; ratios are
//!   basis points (`discount_bps: 8500` pays 85 %).
//! - Instants are RFC 3339 with an offset; days are `YYYY-MM-DD` in the programme's time zone;
//!   ends are exclusive instants.
//! - Unknown fields are ignored. Unknown enum values become `Unknown`. One bad item of a list
//!   is left out, not the list.
//!
//! Each type is written by serde and read from a JSON tree by [`decode::Decode`]; serde's
//! `Deserialize` goes the same way.

#[macro_use]
mod macros;

pub mod bootstrap;
pub mod changes;
pub mod check_in;
pub mod code;
pub mod coupon;
pub mod decode;
pub mod endpoints;
pub mod envelope;
pub mod ids;
pub mod json;
pub mod lenient;
pub mod member;
pub mod membership;
mod moment;
pub mod money;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod order;
mod parse;
pub mod points;
pub mod problem;
pub mod program;
pub mod prompt;
mod reader;
pub mod session;
pub mod store;
pub mod task;
pub mod ticket;
pub mod tier;
pub mod wallet;
pub mod wechat;
mod words;

/// A moment: RFC 3339 with an offset (RFC 3339, section 5.6). Two instants compare by the moment
/// they name, whatever their offsets.
pub type Instant = chrono::DateTime<chrono::FixedOffset>;

/// A calendar day in the programme's time zone, `YYYY-MM-DD`.
pub type Day = chrono::NaiveDate;

//! Decoding that survives what a newer or a faulty backend sends.
//!
//! A field chooses its way by `#[serde(default, deserialize_with = "lenient::…")]`, which the
//! macro of the wire types reads.

use crate::decode::{Decode, DecodeError};
use crate::json::Json;

/// A list without the items that do not decode, so that one bad coupon hides itself and not the
/// wallet.
///
/// # Errors
/// When the value is not a list at all.
pub fn list<T: Decode>(json: Option<&Json>) -> Result<Vec<T>, DecodeError> {
    match json {
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::List(items)) => Ok(whole_items(items)),
        Some(_) => Err(DecodeError::expected("a list")),
    }
}

/// As [`list`], for a list that is a part of a larger answer: what is no list at all is an empty
/// one. Not for a list that is the whole answer, where an error says more than nothing.
pub fn list_part<T: Decode>(json: Option<&Json>) -> Vec<T> {
    list(json).unwrap_or_default()
}

fn whole_items<T: Decode>(items: &[Json]) -> Vec<T> {
    let mut whole = Vec::with_capacity(items.len());
    for item in items {
        if let Ok(item) = T::decode(item) {
            whole.push(item);
        }
    }
    whole
}

/// An optional part of a larger answer: nothing when that part is broken, so that the rest of the
/// screen still works.
pub fn part<T: Decode>(json: Option<&Json>) -> Option<T> {
    json.and_then(|json| T::decode(json).ok())
}

/// As [`part`], for a part that has a neutral value of its own.
pub fn or_default<T: Decode + Default>(json: Option<&Json>) -> T {
    part(json).unwrap_or_default()
}

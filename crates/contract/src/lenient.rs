//! Decoding that survives what a newer or a faulty backend sends.
//!
//! A field chooses its way by `#[serde(default, deserialize_with = "lenient::…")]`, which the
//! macro of the wire types reads.

use crate::decode::{Decode, DecodeError, Reader};
use crate::json::Json;
use crate::reader::Manner;

/// A list without the items that do not decode, so that one bad coupon hides itself and not the
/// wallet.
///
/// # Errors
/// When the value is not a list at all.
pub fn list<T: Decode>(json: Option<&Json>) -> Result<Vec<T>, DecodeError> {
    list_as(json, core::convert::identity)
}

/// As [`list`], and wrapped at once; see [`crate::decode::required_as`].
///
/// # Errors
/// When the value is not a list at all.
pub fn list_as<T: Decode, U>(
    json: Option<&Json>,
    wrap: impl FnOnce(Vec<T>) -> U,
) -> Result<U, DecodeError> {
    let mut reader = Reader::new(json.unwrap_or(&Json::Null));
    let list = wrap(reader.list(Manner::Whole));
    reader.verdict(list)
}

/// As [`list`], for a list that is a part of a larger answer: what is no list at all is an empty
/// one. Not for a list that is the whole answer, where an error says more than nothing.
pub fn list_part<T: Decode>(json: Option<&Json>) -> Vec<T> {
    list(json).unwrap_or_default()
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

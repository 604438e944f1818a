//! How a wire type takes what it knows from a JSON tree.
//!
//! Serde's derived decoders would compile each type's parsing anew; with sixty types that was
//! most of the card's download. Here a document is parsed once, by one parser, and a type only
//! names its fields. Serde's `Deserialize` is built on the same, so that there is one way of
//! reading for the card, for the reference backend and for the tests.

use crate::json::Json;
pub use crate::moment::day;
use crate::moment::instant;
use crate::reader::Manner;
pub use crate::reader::Reader;
use crate::{Day, Instant};

/// What did not decode, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The path of the value, such as `tiers[2].name`; of the object itself for a field that it
    /// lacks.
    pub path: String,
    /// What was expected.
    pub detail: String,
}

impl DecodeError {
    /// The same error, seen from the object that holds the field, or from the list.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = [place, joint, &self.path].concat();
        self
    }
}

impl core::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.path)?;
        f.write_str(": ")?;
        f.write_str(&self.detail)
    }
}

/// A type that can be read from a JSON tree.
pub trait Decode: Sized {
    /// Whether its field may be missing: then it is read from `null`.
    const OPTIONAL: bool = false;

    /// Reads it where the reader stands. When something is wrong the reader notes it, and a blank
    /// value comes back that nobody may use.
    fn read(reader: &mut Reader<'_>) -> Self;

    /// Reads it.
    ///
    /// # Errors
    /// What was expected, and where.
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(json);
        let value = Self::read(&mut reader);
        reader.verdict(value)
    }
}

/// A field that must be there, unless its type has a value for its absence.
///
/// # Errors
/// When it is missing or of another type.
pub fn required<T: Decode>(object: &Json, name: &'static str) -> Result<T, DecodeError> {
    required_as(object, name, core::convert::identity)
}

/// As [`required`], and wrapped at once: whether the value is sound is then asked of the wrapping,
/// which may be the same for many types, and not compiled anew for each of them.
///
/// # Errors
/// When it is missing or of another type.
pub fn required_as<T: Decode, U>(
    object: &Json,
    name: &'static str,
    wrap: impl FnOnce(T) -> U,
) -> Result<U, DecodeError> {
    let mut reader = Reader::new(object);
    let value = wrap(reader.fields(name).required());
    reader.verdict(value)
}

impl Decode for String {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.text().to_owned()
    }
}

impl Decode for bool {
    fn read(reader: &mut Reader<'_>) -> Self {
        if let Json::Bool(value) = reader.json() {
            return *value;
        }
        reader.expected("true or false");
        false
    }
}

impl Decode for i64 {
    fn read(reader: &mut Reader<'_>) -> Self {
        if let Json::Integer(value) = reader.json() {
            return *value;
        }
        reader.expected("an integer");
        0
    }
}

macro_rules! smaller_integers {
    ($($name:ty)*) => {$(
        impl Decode for $name {
            fn read(reader: &mut Reader<'_>) -> Self {
                i64::read(reader).try_into().unwrap_or_else(|_| {
                    reader.expected("a smaller integer");
                    0
                })
            }
        }
    )*};
}

smaller_integers!(i32 u32 u16 u8);

impl Decode for Instant {
    fn read(reader: &mut Reader<'_>) -> Self {
        instant(reader.text()).unwrap_or_else(|| {
            reader.expected("an instant (RFC 3339)");
            Self::default()
        })
    }
}

impl Decode for Day {
    fn read(reader: &mut Reader<'_>) -> Self {
        day(reader.text()).unwrap_or_else(|| {
            reader.expected("a day (YYYY-MM-DD)");
            Self::default()
        })
    }
}

impl<T: Decode> Decode for Option<T> {
    const OPTIONAL: bool = true;

    fn read(reader: &mut Reader<'_>) -> Self {
        if matches!(reader.json(), Json::Null) { None } else { Some(T::read(reader)) }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Self {
        reader.list(Manner::Strict)
    }
}

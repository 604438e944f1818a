//! How a wire type takes what it knows from a JSON tree.
//!
//! Serde's derived decoders would compile each type's parsing anew; with sixty types that was
//! most of the card's download. Here a document is parsed once, by one parser, and a type only
//! names its fields. Serde's `Deserialize` is built on the same, so that there is one way of
//! reading for the card, for the reference backend and for the tests.

use chrono::{DateTime, NaiveDate};

use crate::json::Json;
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
    /// Something else was expected here.
    #[must_use]
    pub fn expected(what: &str) -> Self {
        Self { path: String::new(), detail: ["expected ", what].concat() }
    }

    fn missing(name: &str) -> Self {
        Self { path: String::new(), detail: ["missing field ", name].concat() }
    }

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
    /// Reads it.
    ///
    /// # Errors
    /// What was expected, and where.
    fn decode(json: &Json) -> Result<Self, DecodeError>;

    /// What stands for a field that is not there; nothing when it must be.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}

/// A field that must be there, unless its type has a value for its absence.
///
/// # Errors
/// When it is missing or of another type.
pub fn required<T: Decode>(object: &Json, name: &'static str) -> Result<T, DecodeError> {
    match object.get(name) {
        Some(json) => T::decode(json).map_err(|error| error.within(name)),
        None => T::absent().ok_or_else(|| DecodeError::missing(name)),
    }
}

/// A field with a neutral value for its absence.
///
/// # Errors
/// When it is of another type.
pub fn defaulted<T: Decode + Default>(object: &Json, name: &'static str) -> Result<T, DecodeError> {
    match object.get(name) {
        Some(json) => T::decode(json).map_err(|error| error.within(name)),
        None => Ok(T::default()),
    }
}

/// The object that a struct is read from.
///
/// # Errors
/// When the value is no object.
pub fn object(json: &Json) -> Result<&Json, DecodeError> {
    match json {
        Json::Object(_) => Ok(json),
        _ => Err(DecodeError::expected("an object")),
    }
}

impl Decode for String {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        text(json).map(str::to_owned)
    }
}

fn text(json: &Json) -> Result<&str, DecodeError> {
    match json {
        Json::Text(text) => Ok(text),
        _ => Err(DecodeError::expected("a string")),
    }
}

/// Reads a string and gives its place among `names`, or nothing when it is not one of them.
pub(crate) fn name_index(json: &Json, names: &[&str]) -> Result<Option<usize>, DecodeError> {
    let text = text(json)?;
    Ok(names.iter().position(|known| *known == text))
}

impl Decode for bool {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        match json {
            Json::Bool(value) => Ok(*value),
            _ => Err(DecodeError::expected("true or false")),
        }
    }
}

impl Decode for i64 {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        match json {
            Json::Integer(value) => Ok(*value),
            _ => Err(DecodeError::expected("an integer")),
        }
    }
}

macro_rules! smaller_integers {
    ($($name:ty)*) => {$(
        impl Decode for $name {
            fn decode(json: &Json) -> Result<Self, DecodeError> {
                let value = i64::decode(json)?;
                Self::try_from(value).map_err(|_| DecodeError::expected("a smaller integer"))
            }
        }
    )*};
}

smaller_integers!(i32 u32 u16 u8);

impl Decode for Instant {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        DateTime::parse_from_rfc3339(text(json)?)
            .map_err(|_| DecodeError::expected("an instant (RFC 3339)"))
    }
}

impl Decode for Day {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        day(text(json)?).ok_or_else(|| DecodeError::expected("a day (YYYY-MM-DD)"))
    }
}

/// Reads `YYYY-MM-DD`.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let mut part = |digits: usize| {
        let part = parts.next().filter(|p| p.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

impl<T: Decode> Decode for Option<T> {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        if *json == Json::Null { Ok(None) } else { T::decode(json).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: &Json) -> Result<Self, DecodeError> {
        let Json::List(items) = json else { return Err(DecodeError::expected("a list")) };
        let mut list = Self::with_capacity(items.len());
        for item in items {
            list.push(T::decode(item).map_err(|error| error.within("[]"))?);
        }
        Ok(list)
    }
}

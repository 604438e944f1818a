//! A JSON document as a tree: what every answer is parsed into, once, before its types take what
//! they know from it.

use core::fmt;

pub use crate::parse::SyntaxError;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value (RFC 8259).
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without a fraction that fits.
    Integer(i64),
    /// Any other number, as it is written: nothing in the contract is one.
    Number(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, in the order in which it was written. Of two fields with one name the first
    /// counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses a document.
    ///
    /// # Errors
    /// Where and why the text is no JSON.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        crate::parse::parse(text)
    }

    /// An object without the fields that are not given.
    #[must_use]
    pub fn object(fields: &[(&str, Option<&str>)]) -> Self {
        let given = |(name, text): &(&str, Option<&str>)| {
            text.map(|text| ((*name).to_owned(), Self::Text(text.to_owned())))
        };
        Self::Object(fields.iter().filter_map(given).collect())
    }

    /// The document as text, without blanks.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Integer(value) => out.push_str(&value.to_string()),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    item.write(out);
                }
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (place, (name, value)) in fields.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    write_text(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    /// A field of an object; nothing for any other value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The same for the same document (FNV-1a, 64 bits): tells one answer from the next without
    /// keeping either.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325;
        self.mix(&mut hash);
        hash
    }

    fn mix(&self, hash: &mut u64) {
        match self {
            Self::Null => mix(hash, 0, &[]),
            Self::Bool(value) => mix(hash, 1, &[u8::from(*value)]),
            Self::Integer(value) => mix(hash, 2, &value.to_le_bytes()),
            Self::Number(text) => mix(hash, 3, text.as_bytes()),
            Self::Text(text) => mix(hash, 4, text.as_bytes()),
            Self::List(items) => {
                mix(hash, 5, &[]);
                for item in items {
                    item.mix(hash);
                }
                mix(hash, 6, &[]);
            }
            Self::Object(fields) => {
                mix(hash, 7, &[]);
                for (name, value) in fields {
                    mix(hash, 4, name.as_bytes());
                    value.mix(hash);
                }
                mix(hash, 8, &[]);
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            // Two digits are enough for every control character.
            '\0'..' ' => {
                let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(digit(u32::from(character) / 16));
                out.push(digit(u32::from(character) % 16));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

fn mix(hash: &mut u64, kind: u8, bytes: &[u8]) {
    for byte in core::iter::once(&kind).chain(bytes) {
        *hash = (*hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or_else(|_| Json::Number(value.to_string()), Json::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        Ok(Json::Object(object))
    }
}

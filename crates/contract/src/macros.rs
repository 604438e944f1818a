//! The two shapes that repeat: an enumeration that survives new values, and an opaque id.

/// Declares a wire enumeration with an `Unknown` variant for every value that this version does
/// not know. Decoding goes through one shared search instead of a derived visitor for each
/// enumeration, which keeps the card's download small.
macro_rules! wire_enum {
    ($(#[$($meta:tt)*])* pub enum $name:ident { $($(#[$($vmeta:tt)*])* $variant:ident = $wire:literal,)+ }) => {
        $(#[$($meta)*])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$($vmeta)*])* $variant,)+
            /// A value that this version does not know: shown without an action.
            Unknown,
        }

        impl $name {
            /// Every known value, in wire order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            const WORDS: &'static str = concat!($($wire, " ",)+ "UNKNOWN ");

            /// The value as it is written on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $crate::words::at(self as usize, Self::WORDS)
            }

            /// Reads a wire name; every name that is not known gives `Unknown`.
            #[must_use]
            pub fn from_wire(name: &str) -> Self {
                Self::at($crate::words::index_of(name, Self::WORDS))
            }

            fn at(index: usize) -> Self {
                $(if index == Self::$variant as usize {
                    return Self::$variant;
                })+
                Self::Unknown
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::macros::by_tree(deserializer)
            }
        }

        impl $crate::decode::Decode for $name {
            fn read(reader: &mut $crate::decode::Reader<'_>) -> Self {
                Self::at(reader.choice(Self::WORDS))
            }
        }

        #[cfg(feature = "openapi")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "description": concat!(
                        $($crate::macros::doc_of!($($meta)*),)*
                        "\n\nMore values may come; a client must not fail on one it does not know.\n\n",
                        $("- `", $wire, "`:", $($crate::macros::doc_of!($($vmeta)*),)* "\n",)+
                    ).trim(),
                    "x-extensible-enum": [$($wire),+],
                })
            }
        }
    };
}

/// The text of a doc attribute, or nothing for any other attribute.
#[cfg(feature = "openapi")]
macro_rules! doc_of {
    (doc = $text:literal) => {
        $text
    };
    ($($other:tt)*) => {
        ""
    };
}
#[cfg(feature = "openapi")]
pub(crate) use doc_of;

/// Declares an opaque identifier: compared and passed on, never taken apart.
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text of an id as the backend wrote it.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text, for a URL or a key.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl $crate::decode::Decode for $name {
            fn read(reader: &mut $crate::decode::Reader<'_>) -> Self {
                Self(String::read(reader))
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// Declares a wire struct: its derives, and the decoder that its fields' attributes describe.
macro_rules! wire {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$($attr:tt)*])* pub $field:ident: $ty:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
        pub struct $name { $($(#[$($attr)*])* pub $field: $ty,)* }

        impl $crate::decode::Decode for $name {
            fn read(reader: &mut $crate::decode::Reader<'_>) -> Self {
                let mut object = reader.object(
                    concat!($($crate::macros::name!(stringify!($field); $(#[$($attr)*])*), " ",)*)
                );
                Self {
                    $($field: $crate::macros::field!(
                        object; $(#[$($attr)*])*
                    ),)*
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::macros::by_tree(deserializer)
            }
        }
    };
}

/// How one field is read, by its serde attribute.
macro_rules! field {
    ($object:ident; #[doc $($text:tt)*] $($rest:tt)*) => {
        $crate::macros::field!($object; $($rest)*)
    };
    ($object:ident;) => {
        $object.required()
    };
    ($object:ident; #[serde(skip_serializing_if = $rule:literal)]) => {
        $object.required()
    };
    ($object:ident; #[serde(default)]) => {
        $object.defaulted()
    };
    ($object:ident; #[serde(rename = $_wire:literal, default)]) => {
        $object.defaulted()
    };
    ($object:ident; #[serde(default, deserialize_with = "lenient::list")]) => {
        $object.list($crate::reader::Manner::Whole)
    };
    ($object:ident; #[serde(default, deserialize_with = "lenient::list_part")]) => {
        $object.list($crate::reader::Manner::Part)
    };
    ($object:ident; #[serde(default, deserialize_with = "lenient::part")]) => {
        $object.part()
    };
    ($object:ident; #[serde(default, deserialize_with = "lenient::or_default")]) => {
        $object.or_default()
    };
}
pub(crate) use field;

/// The name of a field on the wire.
macro_rules! name {
    ($name:expr; #[doc $($text:tt)*] $($rest:tt)*) => { $crate::macros::name!($name; $($rest)*) };
    ($name:expr; #[serde(rename = $wire:literal $($rest:tt)*)]) => { $wire };
    ($name:expr; $($rest:tt)*) => { $name };
}
pub(crate) use name;

/// Serde's way to the same decoders.
pub(crate) fn by_tree<'de, T: crate::decode::Decode, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let json = <crate::json::Json as serde::Deserialize>::deserialize(deserializer)?;
    T::decode(&json).map_err(serde::de::Error::custom)
}

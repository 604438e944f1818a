//! The download in parts: what home needs, the code, and everything else, fetched once home is
//! there (`docs/decisions/0010-two-modules.md`).

/// A part could not be fetched.
#[derive(Debug)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A way into a part: what it gives is fetched with it. Without the feature `split` (in tests, and
/// while the card is developed) there is one module, and everything is there at once.
macro_rules! part {
    ($part:ident, $(#[$doc:meta])* $visible:vis async fn $name:ident() -> $gives:ty $body:block) => {
        $(#[$doc])*
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        $visible fn $name() -> Result<$gives, $crate::part::Missing> {
            Ok($body)
        }

        $(#[$doc])*
        #[cfg(not(feature = "split"))]
        #[allow(clippy::unused_async, reason = "the other one waits for a download")]
        $visible async fn $name() -> Result<$gives, $crate::part::Missing> {
            Ok($body)
        }
    };
}

pub(crate) use part;

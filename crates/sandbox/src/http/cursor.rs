//! Pages: newest first, stable while entries arrive.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::envelope::Page;
use contract::problem::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Failure, Outcome};

/// Where a list goes on: the sort key of the last item of the page before, opaque to the client.
pub struct Cursor;

impl Cursor {
    /// Wraps a sort key.
    pub fn encode(key: &impl Serialize) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(key).unwrap_or_default())
    }

    /// Unwraps a sort key, if there is a cursor.
    ///
    /// # Errors
    /// 400 `CURSOR_INVALID` when it is not one of ours.
    pub fn decode<K: DeserializeOwned>(cursor: Option<&str>) -> Outcome<Option<K>> {
        let Some(text) = cursor.filter(|text| !text.is_empty()) else { return Ok(None) };
        URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .map(Some)
            .ok_or_else(|| Failure::new(ErrorCode::CursorInvalid))
    }
}

/// The size of a page: 20 unless asked otherwise, 1 to 50.
#[must_use]
pub fn limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(20).clamp(1, 50)
}

/// Makes a page of up to `limit + 1` items: the one too many says that there is a next page.
#[must_use]
pub fn page<T>(mut items: Vec<T>, limit: u32, cursor_of: impl Fn(&T) -> String) -> (Vec<T>, Page) {
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > size;
    items.truncate(size);
    let next_cursor = if more { items.last().map(cursor_of) } else { None };
    (items, Page { next_cursor, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        let cursor = Cursor::encode(&(7_i64, "cp_1"));
        assert_eq!(Cursor::decode(Some(&cursor)), Ok(Some((7_i64, "cp_1".to_owned()))));
        assert_eq!(Cursor::decode::<i64>(None), Ok(None));
    }

    #[test]
    fn a_foreign_cursor_is_refused() {
        let refused = Cursor::decode::<i64>(Some("nonsense!")).unwrap_err();
        assert_eq!(refused.code, ErrorCode::CursorInvalid);
    }

    #[test]
    fn the_last_page_has_no_next() {
        assert_eq!(page(vec![3, 2, 1], 3, ToString::to_string).1.next_cursor, None);
        let (items, next) = page(vec![4, 3, 2, 1], 3, ToString::to_string);
        assert_eq!((items, next.next_cursor), (vec![4, 3, 2], Some("2".to_owned())));
    }
}

//! The browser's storage, which may be blocked, full or broken: then nothing is kept, and the
//! card works on.

use contract::ids::{BrandId, Token};
use web_sys::Storage;

use crate::api::{SessionKeeper, StoredSession};

const SESSION: &str = "member-card:session";

/// The storage shared by all tabs.
pub fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The storage of this tab.
pub fn tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Reads a text.
pub fn read(storage: Option<Storage>, key: &str) -> Option<String> {
    storage?.get_item(key).ok().flatten()
}

/// Writes a text, or removes it with `None`.
pub fn write(storage: Option<Storage>, key: &str, value: Option<&str>) {
    if let Some(storage) = storage {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// Keeps the refresh token in the tab, so that a reload stays signed in and another tab or a
/// later visit does not find it.
pub struct TabSession;

impl SessionKeeper for TabSession {
    fn load(&self) -> Option<StoredSession> {
        let kept = read(tab(), SESSION)?;
        let (brand, token) = kept.split_once('\n')?;
        Some(StoredSession { brand_id: BrandId::new(brand), refresh_token: Token::new(token) })
    }

    fn save(&self, session: Option<&StoredSession>) {
        let text =
            session.map(|kept| [kept.brand_id.as_str(), kept.refresh_token.reveal()].join("\n"));
        write(tab(), SESSION, text.as_deref());
    }
}

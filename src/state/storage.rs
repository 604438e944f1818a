//! The browser's storage, which may be blocked, full or broken: then nothing is kept, and the
//! card works on.

use contract::ids::{BrandId, Token};
use web_sys::Storage;

use crate::api::{SessionKeeper, StoredSession};
use crate::host::shell;

const SESSION: &str = "member-card:session";

/// The storage shared by all tabs.
pub fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
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

/// Takes away what is kept of a member beside the session: presses whose result is not known, and
/// which prompts were shown.
pub fn forget_member(member: &str) {
    for kept in ["member-card:presses:", "member-card:shown:"] {
        write(local(), &[kept, member].concat(), None);
    }
}

/// Keeps the refresh token for all tabs and the next visit, until the member leaves. The shell
/// (`public/boot.js`) reads and writes the same.
pub struct KeptSession;

impl SessionKeeper for KeptSession {
    fn load(&self) -> Option<StoredSession> {
        let kept = read(local(), SESSION)?;
        let (brand, token) = kept.split_once('\n')?;
        Some(StoredSession { brand_id: BrandId::new(brand), refresh_token: Token::new(token) })
    }

    fn save(&self, session: Option<&StoredSession>) {
        let text =
            session.map(|kept| [kept.brand_id.as_str(), kept.refresh_token.reveal()].join("\n"));
        write(local(), SESSION, text.as_deref());
    }

    fn forget(&self) {
        write(local(), SESSION, None);
        shell::forget();
    }
}

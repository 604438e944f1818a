//! The presses that wait for their result, in storage: one text per member, a line `key slot` per
//! press, shared by all tabs.

use super::storage;
use super::store::Store;
use crate::api::IntentKey;

/// Where a member's presses are kept.
pub(super) fn owner(store: Store) -> String {
    let member = store.home.peek().and_then(|home| home.member.as_ref().map(|m| m.id.to_string()));
    ["member-card:presses:", member.as_deref().unwrap_or("-")].concat()
}

/// The presses whose result is not known, as slot and key.
pub(super) fn kept(owner: &str) -> Vec<(String, String)> {
    let text = storage::read(storage::local(), owner).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines.map(|(key, slot)| (slot.into(), key.into())).collect()
}

/// Keeps a press and gives its key: the kept one when another tab, or an earlier page, has the
/// same press on its way.
pub(super) fn keep(owner: &str, slot: &str) -> IntentKey {
    let mut presses = kept(owner);
    if let Some((_, key)) = presses.iter().find(|(name, _)| name == slot) {
        return IntentKey::new(key.clone());
    }
    let key = uuid();
    presses.push((slot.into(), key.clone()));
    save(owner, &presses);
    IntentKey::new(key)
}

/// Lets go of a press that is settled.
pub(super) fn forget(owner: &str, slot: &str) {
    let mut presses = kept(owner);
    presses.retain(|(name, _)| name != slot);
    save(owner, &presses);
}

fn save(owner: &str, presses: &[(String, String)]) {
    let mut text = String::new();
    for (slot, key) in presses {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(key);
        text.push(' ');
        text.push_str(slot);
    }
    storage::write(storage::local(), owner, (!text.is_empty()).then_some(text.as_str()));
}

/// A random UUID (RFC 9562, version 4). From `Math.random`, since `crypto.randomUUID` needs a
/// secure context and Safari 15.4: the key has to be unique per member, not secret.
pub(super) fn uuid() -> String {
    let mut text = String::with_capacity(36);
    for place in 0..32_u32 {
        if matches!(place, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        let digit = match place {
            12 => 4,
            16 => 8 + (js_sys::Math::random() * 4.0) as u32,
            _ => (js_sys::Math::random() * 16.0) as u32,
        };
        text.push(char::from_digit(digit.min(15), 16).unwrap_or('0'));
    }
    text
}

//! The card's other tabs. They share one session: when a member leaves in one of them, or somebody
//! else signs in, this one goes on as whoever that is now. Renewals are each tab's own affair.
//!
//! Whose session is kept stands in the shell's snapshot (`public/boot.js`): the member number of the
//! code, or no snapshot at all for a visitor.

use contract::json::Json;

use super::storage;
use super::store::Store;

const SNAPSHOT: &str = "member-card:snapshot";

/// Compares this page with what all tabs share. `kept` is for it to remember whether this browser
/// keeps anything: a full or blocked storage is no member who left.
pub(super) fn compare(store: Store, kept: &core::cell::Cell<bool>) {
    let api = store.api();
    if api.keeps_own() {
        kept.set(true);
        return;
    }
    let home = store.home.peek();
    let card = home.as_ref().and_then(|home| home.card.as_ref());
    let ours = card.map(|card| card.membership_number.clone());
    if kept.get() && ours != theirs() && api.adopt(store.brand().as_ref()) {
        store.reload();
    }
}

fn theirs() -> Option<String> {
    let snapshot = Json::parse(&storage::read(storage::local(), SNAPSHOT)?).ok()?;
    match snapshot.get("code")?.get("membership_number")? {
        Json::Text(number) => Some(number.clone()),
        _ => None,
    }
}

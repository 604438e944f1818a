//! Leaving the card.

use super::store::Store;
use crate::api::Entry;

/// Forgets the session and goes on as a guest of the same brand.
pub fn become_guest(store: Store) {
    let brand = store.brand();
    let api = store.api();
    api.sign_out();
    api.enter(Entry::Guest(brand));
    store.reload();
}

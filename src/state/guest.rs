//! Being nobody, and the ways out of it and into it.

use contract::bootstrap::Bootstrap;
use contract::program::Feature;
use leptos::task::spawn_local;

use super::storage;
use super::store::Store;
use crate::api::{Entry, wechat_sign_in};
use crate::host::in_wechat;
use crate::route::Route;

/// Forgets the session and goes on as a guest of the same brand.
pub fn become_guest(store: Store) {
    let brand = store.brand();
    let api = store.api();
    api.sign_out();
    api.enter(Entry::Guest(brand));
    store.reload();
}

/// Leaves: nothing of the member stays on this device, nor the session at the backend.
pub fn leave(store: Store) {
    let member = store.home.peek().and_then(|home| home.member.as_ref().map(|m| m.id.clone()));
    spawn_local(store.api().leave());
    if let Some(member) = member {
        storage::forget_member(member.as_str());
    }
    become_guest(store);
}

/// Where a visitor signs in, and comes back to `route`; nothing where the brand or the place has no
/// such way.
pub fn way_in(home: &Bootstrap, route: &Route) -> Option<String> {
    let program = &home.program;
    let offers = |feature: Feature| program.features.contains(&feature);
    let here =
        offers(Feature::WechatSignInAnywhere) || offers(Feature::WechatSignIn) && in_wechat();
    here.then(|| wechat_sign_in(&program.brand_id, &route.to_hash()))
}

//! A browser, and every app that is none of the others.

use contract::store::Store;
use futures::FutureExt as _;
use futures::future::ready;
use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::ability::{Abilities, Ability};
use super::env::Env;
use super::outcome::Outcome;
use super::page::{Asked, Host};
use super::share::Share;
use super::{js, map};
use crate::reactive::RwSignal;

/// A browser.
pub struct Browser {
    env: Env,
    abilities: RwSignal<Abilities>,
}

impl Browser {
    pub fn new(env: Env, abilities: RwSignal<Abilities>) -> Self {
        let opened = js::global("opener").is_some();
        let can = Abilities::of(&[Ability::OpenLocation, Ability::Pay])
            .with(Ability::Share, can_share())
            .with(Ability::Close, opened);
        abilities.set(can);
        Self { env, abilities }
    }
}

impl Host for Browser {
    fn environment(&self) -> Env {
        self.env
    }

    fn can(&self, ability: Ability) -> bool {
        self.abilities.get().has(ability)
    }

    fn share(&self, share: &Share) -> Asked {
        self::share(share)
    }

    fn open_location(&self, store: &Store) -> Asked {
        ready(open(&map::link(store))).boxed_local()
    }

    fn close(&self) -> Asked {
        let closed = web_sys::window().and_then(|window| window.close().ok());
        ready(closed.map_or(Outcome::Failed, |()| Outcome::Done)).boxed_local()
    }
}

/// `navigator`, where it shares (W3C Web Share).
fn sharer() -> Option<JsValue> {
    let navigator = js::global("navigator")?;
    js::get(&navigator, "share").map(|_| navigator)
}

/// Whether the browser shares.
pub(super) fn can_share() -> bool {
    sharer().is_some()
}

/// Opens the device's own sheet for sharing.
pub(super) fn share(share: &Share) -> Asked {
    let what = js::object(&[
        ("title", share.title.as_str().into()),
        ("text", share.text.as_str().into()),
        ("url", share.link.as_str().into()),
    ]);
    // At once: it needs the press that this came from.
    let asked = sharer().and_then(|navigator| js::call(&navigator, "share", &[what.into()]));
    async move {
        let Some(asked) = asked.and_then(|asked| asked.dyn_into::<Promise>().ok()) else {
            return Outcome::NotAvailable;
        };
        match JsFuture::from(asked).await {
            Ok(_) => Outcome::Done,
            Err(error) if js::text(&error, "name").as_deref() == Some("AbortError") => {
                Outcome::Cancelled
            }
            Err(_) => Outcome::Failed,
        }
    }
    .boxed_local()
}

/// Opens a page of somebody else beside the card, which learns nothing of where it came from.
pub(super) fn open(url: &str) -> Outcome {
    let open = |window: web_sys::Window| {
        window.open_with_url_and_target_and_features(url, "_blank", "noopener,noreferrer").ok()
    };
    // Without an opener a browser gives no window back, whether it opened one or not.
    web_sys::window().and_then(open).map_or(Outcome::Failed, |_| Outcome::Done)
}

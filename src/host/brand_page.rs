//! A frame in a brand's own page. What is around it belongs to that page: its app is not spoken
//! with, its window is not closed, and it is never led away from.

use contract::order::{PayChannel, Payment};
use contract::store::Store;
use futures::FutureExt as _;
use futures::future::ready;

use super::ability::{Abilities, Ability};
use super::env::Env;
use super::outcome::Outcome;
use super::page::{Asked, Host};
use super::share::Share;
use super::{browser, js, map};
use crate::reactive::RwSignal;
use crate::theme::SafeUrl;

/// A frame.
pub struct BrandPage {
    env: Env,
    abilities: RwSignal<Abilities>,
}

impl BrandPage {
    pub fn new(env: Env, abilities: RwSignal<Abilities>) -> Self {
        let can = Abilities::of(&[Ability::OpenLocation, Ability::Pay]);
        abilities.set(can.with(Ability::Share, may_share()));
        Self { env, abilities }
    }
}

impl Host for BrandPage {
    fn environment(&self) -> Env {
        self.env
    }

    fn can(&self, ability: Ability) -> bool {
        self.abilities.get().has(ability)
    }

    fn share(&self, share: &Share) -> Asked {
        browser::share(share)
    }

    fn pay_channel(&self) -> Option<PayChannel> {
        Some(PayChannel::Redirect)
    }

    /// Beside the frame: cashiers do not let themselves be framed.
    fn pay(&self, payment: &Payment) -> Asked {
        let url = payment.url.as_deref().and_then(SafeUrl::parse);
        let opened = url.map_or(Outcome::NotAvailable, |url| browser::open(url.as_str()));
        ready(opened).boxed_local()
    }

    fn open_location(&self, store: &Store) -> Asked {
        ready(browser::open(&map::link(store))).boxed_local()
    }
}

/// Whether the page around allows the frame to share (W3C Web Share, `web-share`). Where the
/// browser does not say, it is not offered: a refusal would come only after the press.
fn may_share() -> bool {
    // A browser that cannot share complains of the name.
    if !browser::can_share() {
        return false;
    }
    let policy = js::global("document").and_then(|document| js::get(&document, "featurePolicy"));
    let allowed =
        policy.and_then(|policy| js::call(&policy, "allowsFeature", &["web-share".into()]));
    allowed.is_some_and(|allowed| allowed.is_truthy())
}

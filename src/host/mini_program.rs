//! The web-view of a mini-program, where WeChat lets a page do less: it pays and shares on a page
//! of the mini-program, and the backend says what came of it (WeChat, "web-view": `postMessage` is
//! delivered only when the member goes back).

use std::rc::Rc;

use contract::order::{PayChannel, Payment};
use contract::store::Store;
use futures::FutureExt as _;

use super::ability::{Abilities, Ability};
use super::env::Env;
use super::outcome::Outcome;
use super::page::{Asked, Host, Screen, Sign, unavailable};
use super::share::Share;
use super::wechat::{self, Link};
use crate::reactive::RwSignal;
use crate::route::escape;

/// A mini-program's web-view.
pub struct MiniProgram {
    env: Env,
    link: Rc<Link>,
}

impl MiniProgram {
    pub fn new(env: Env, abilities: RwSignal<Abilities>, sign: Sign) -> Self {
        abilities.set(Abilities::of(&[Ability::Pay]));
        Self { env, link: Link::new(env, abilities, sign) }
    }
}

impl Host for MiniProgram {
    fn environment(&self) -> Env {
        self.env
    }

    fn can(&self, ability: Ability) -> bool {
        self.link.can(ability)
    }

    fn show(&self, screen: Screen) {
        self.link.show(screen);
    }

    fn share(&self, share: &Share) -> Asked {
        let Some(mut path) = self.link.share_page() else { return unavailable() };
        path.push_str(if path.contains('?') { "&route=" } else { "?route=" });
        escape(&share.route, &mut path);
        self.navigate_native(&path)
    }

    fn scan(&self) -> Asked<Result<String, Outcome>> {
        self.link.scan()
    }

    fn pay_channel(&self) -> Option<PayChannel> {
        self.can(Ability::Pay).then_some(PayChannel::MiniProgram)
    }

    fn pay(&self, payment: &Payment) -> Asked {
        match &payment.path {
            Some(path) => self.navigate_native(path),
            None => unavailable(),
        }
    }

    fn open_location(&self, store: &Store) -> Asked {
        self.link.open_location(store)
    }

    fn navigate_native(&self, path: &str) -> Asked {
        wechat::navigate(path.to_owned()).boxed_local()
    }
}

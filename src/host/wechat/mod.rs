//! WeChat's web-view.

mod calls;
mod link;
mod sdk;

use std::rc::Rc;

use contract::order::{PayChannel, Payment};
use contract::store::Store;
use futures::FutureExt as _;
use futures::future::ready;
use web_sys::Event;

pub(super) use self::link::Link;
use super::ability::{Abilities, Ability};
use super::env::Env;
use super::outcome::Outcome;
use super::page::{Asked, Host, Screen, Sign, unavailable};
use super::share::Share;
use super::{js, reminder};
use crate::reactive::RwSignal;

/// How long a member may look at the payment, in milliseconds.
const PAY_MS: u32 = 300_000;

/// How long an app's own page may take to open, in milliseconds.
const OPEN_MS: u32 = 8_000;

/// WeChat.
pub struct WeChat {
    env: Env,
    link: Rc<Link>,
}

impl WeChat {
    pub fn new(env: Env, abilities: RwSignal<Abilities>, sign: Sign) -> Self {
        // A payment and a link to a map are there without the SDK; it says more once it is set up.
        abilities.set(Abilities::of(&[Ability::Pay, Ability::OpenLocation]));
        Self { env, link: Link::new(env, abilities, sign) }
    }
}

impl Host for WeChat {
    fn environment(&self) -> Env {
        self.env
    }

    fn can(&self, ability: Ability) -> bool {
        self.link.can(ability)
    }

    fn show(&self, screen: Screen) {
        self.link.show(screen);
    }

    fn share(&self, _share: &Share) -> Asked {
        let can = self.link.can_now(Ability::Share);
        ready(if can { Outcome::ByMenu } else { Outcome::NotAvailable }).boxed_local()
    }

    fn scan(&self) -> Asked<Result<String, Outcome>> {
        self.link.scan()
    }

    fn pay_channel(&self) -> Option<PayChannel> {
        self.can(Ability::Pay).then_some(PayChannel::WechatJsapi)
    }

    fn pay(&self, payment: &Payment) -> Asked {
        let Some(payment) = payment.wechat.clone() else { return unavailable() };
        let link = Rc::clone(&self.link);
        async move {
            if link.is_connected() {
                let outcome = sdk::pay(&payment, PAY_MS).await;
                if outcome != Outcome::NotAllowed {
                    return outcome;
                }
            }
            sdk::pay_by_bridge(&payment, PAY_MS).await
        }
        .boxed_local()
    }

    fn open_location(&self, store: &Store) -> Asked {
        self.link.open_location(store)
    }

    fn close(&self) -> Asked {
        async { sdk::ask("closeWindow", &[], OPEN_MS).await.0 }.boxed_local()
    }

    fn reminder_templates(&self) -> Vec<String> {
        self.link.reminder_templates()
    }
}

/// Whether the member agreed to a message, by the event that the tag for it sends.
#[must_use]
pub fn reminded(event: &Event) -> bool {
    let details = js::get(event, "detail").and_then(|detail| js::text(&detail, "subscribeDetails"));
    details.is_some_and(|details| reminder::accepted(&details))
}

/// Opens a page of the mini-program around the web-view.
pub(super) async fn navigate(path: String) -> Outcome {
    sdk::ask_mini_program("navigateTo", &[("url", path.into())], OPEN_MS).await
}

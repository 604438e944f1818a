//! The connection to WeChat: an address that is signed, an SDK that is set up, and what turned out
//! to be possible.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::json::Json;
use contract::wechat::JsConfig;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::sdk::{self, Setup};
use crate::host::ability::{Abilities, Ability};
use crate::host::env::{App, Env};
use crate::host::outcome::Outcome;
use crate::host::page::{Screen, Sign};
use crate::host::{js, shell, signing};
use crate::reactive::RwSignal;

/// How long a call may take that shows nothing, in milliseconds.
pub(super) const QUIET_MS: u32 = 8_000;

/// How long after the set-up the app may still say that it has no tags, in milliseconds.
const TAGS_MS: u32 = 600_000;

/// What the menu has that hands a page on (JS-SDK, "所有菜单项列表", of which only these kinds can
/// be taken out).
const SHARING: [&str; 8] = [
    "menuItem:share:appMessage",
    "menuItem:share:timeline",
    "menuItem:share:qq",
    "menuItem:share:weiboApp",
    "menuItem:share:QZone",
    "menuItem:favorite",
    "menuItem:copyUrl",
    "menuItem:share:email",
];

/// The connection.
pub struct Link {
    env: Env,
    abilities: RwSignal<Abilities>,
    sign: Sign,
    begun: Cell<bool>,
    connected: Cell<bool>,
    screen: RefCell<Option<Screen>>,
    config: RefCell<Option<JsConfig>>,
}

impl Link {
    /// A connection that is made once a screen is shown.
    pub fn new(env: Env, abilities: RwSignal<Abilities>, sign: Sign) -> Rc<Self> {
        Rc::new(Self {
            env,
            abilities,
            sign,
            begun: Cell::new(false),
            connected: Cell::new(false),
            screen: RefCell::new(None),
            config: RefCell::new(None),
        })
    }

    /// Whether something can be done; follows changes.
    pub fn can(&self, ability: Ability) -> bool {
        self.abilities.get().has(ability)
    }

    /// The same without following it.
    pub fn can_now(&self, ability: Ability) -> bool {
        self.abilities.get_untracked().has(ability)
    }

    fn set(&self, ability: Ability, there: bool) {
        let before = self.abilities.get_untracked();
        let after = before.with(ability, there);
        if after != before {
            self.abilities.set(after);
        }
    }

    /// Whether the SDK is set up.
    pub fn is_connected(&self) -> bool {
        self.connected.get()
    }

    /// The mini-program's page that shares.
    pub fn share_page(&self) -> Option<String> {
        self.config.borrow().as_ref()?.share_page.clone()
    }

    /// Templates of reminders.
    pub fn reminder_templates(&self) -> Vec<String> {
        let config = self.config.borrow();
        config.as_ref().map_or_else(Vec::new, |config| config.reminder_templates.clone())
    }

    /// Which screen is in view: connects first, and sets the app's menu once that is done.
    pub fn show(self: &Rc<Self>, screen: Screen) {
        let same = self.screen.borrow().as_ref() == Some(&screen);
        self.screen.replace(Some(screen));
        let link = Rc::clone(self);
        if !self.begun.replace(true) {
            spawn_local(async move { link.connect().await });
        } else if self.connected.get() && !same {
            spawn_local(async move { link.set_menu().await });
        }
    }

    async fn connect(self: &Rc<Self>) {
        let current = web_sys::window().and_then(|window| window.location().href().ok());
        let current = current.unwrap_or_default();
        let urls = signing::candidates(&shell::entry(), &current, self.env.device);
        let mut setup = Setup::Refused;
        for url in urls {
            // Without the backend's word there is nothing of WeChat.
            let Some(config) = (self.sign)(url).await else { break };
            if !sdk::load(config.sdk_hosted).await {
                break;
            }
            setup = sdk::configure(&config).await;
            self.config.replace(Some(config));
            if setup == Setup::Said {
                setup = self.try_out().await;
            }
            if setup != Setup::Refused {
                break;
            }
        }
        self.connected.set(setup == Setup::Said);
        match setup {
            Setup::Said => {
                self.watch_tags();
                self.set_menu().await;
            }
            // Where only the signature is wrong or missing, a payment goes on: it needs none.
            Setup::Refused => self.set(Ability::Pay, self.in_mini_program() || sdk::has_bridge()),
            Setup::Silent => self.set(Ability::Pay, self.in_mini_program() && sdk::has_bridge()),
        }
    }

    /// Where the app has no tags of its own, it says so in an event of the document.
    fn watch_tags(self: &Rc<Self>) {
        let Some(document) = js::global("document") else { return };
        let link = Rc::clone(self);
        spawn_local(async move {
            let event = JsValue::from("WeixinOpenTagsError");
            let told = js::told(
                |tell| {
                    js::call(&document, "addEventListener", &[event, tell.into()]);
                },
                TAGS_MS,
            );
            if told.await.is_some() {
                link.set(Ability::Remind, false);
            }
        });
    }

    /// Whether it is the web-view of a mini-program.
    pub(super) fn in_mini_program(&self) -> bool {
        matches!(self.env.app, App::WeChat { mini_program: true, .. })
    }

    /// Asks what the app has, and does the first thing that needs its permission: only that tells
    /// a good signature from a bad one everywhere.
    async fn try_out(&self) -> Setup {
        let (outcome, answer) =
            sdk::ask("checkJsApi", &[("jsApiList", js::texts(&sdk::APIS))], QUIET_MS).await;
        if outcome != Outcome::Done {
            return if outcome == Outcome::NotAllowed { Setup::Refused } else { Setup::Silent };
        }
        let has = |name: &str| checked(&answer, name);
        let mut can = self.abilities.get_untracked();
        for (ability, name) in [
            (Ability::Scan, "scanQRCode"),
            (Ability::HideMenu, "hideMenuItems"),
            (Ability::Close, "closeWindow"),
        ] {
            can = can.with(ability, has(name));
        }
        if self.in_mini_program() {
            can = can
                .with(Ability::NativeNavigation, true)
                .with(Ability::OpenLocation, has("openLocation"))
                .with(Ability::Share, self.share_page().is_some())
                .with(Ability::HideMenu, false)
                .with(Ability::Close, false);
        } else {
            let shared = self.set_shared().await;
            if shared == Outcome::NotAllowed {
                return Setup::Refused;
            }
            can = can
                .with(Ability::Share, shared == Outcome::Done)
                .with(Ability::Pay, has("chooseWXPay") || sdk::has_bridge())
                .with(Ability::Remind, !self.reminder_templates().is_empty());
        }
        self.abilities.set(can);
        Setup::Said
    }

    /// Sets what the menu hands on; success means that it is set, and not that it was shared.
    async fn set_shared(&self) -> Outcome {
        let Some(Screen { share, .. }) = self.screen.borrow().clone() else {
            return Outcome::NotAvailable;
        };
        let mut data = vec![
            ("title", share.title.as_str().into()),
            ("link", share.link.as_str().into()),
            ("imgUrl", share.image.as_str().into()),
        ];
        let _ = sdk::ask("updateTimelineShareData", &data, QUIET_MS).await;
        data.push(("desc", share.text.as_str().into()));
        sdk::ask("updateAppMessageShareData", &data, QUIET_MS).await.0
    }

    /// Takes sharing out of the menu where the screen is the member's own, and brings it back.
    async fn set_menu(&self) {
        if !self.can_now(Ability::HideMenu) {
            return;
        }
        let Some(private) = self.screen.borrow().as_ref().map(|screen| screen.private) else {
            return;
        };
        let name = if private { "hideMenuItems" } else { "showMenuItems" };
        let (outcome, _) = sdk::ask(name, &[("menuList", js::texts(&SHARING))], QUIET_MS).await;
        self.heed(Ability::HideMenu, outcome);
        let outcome = self.set_shared().await;
        self.heed(Ability::Share, outcome);
    }

    /// What the app does not allow is not offered again.
    pub(super) fn heed(&self, ability: Ability, outcome: Outcome) {
        if outcome == Outcome::NotAllowed {
            self.set(ability, false);
        }
    }
}

/// What `checkJsApi` says of a function. Some clients give the list as a text, and the SDK reads
/// it for Android alone.
fn checked(answer: &JsValue, name: &str) -> bool {
    let Some(list) = js::get(answer, "checkResult") else { return false };
    match list.as_string() {
        Some(text) => {
            Json::parse(&text).is_ok_and(|list| list.get(name) == Some(&Json::Bool(true)))
        }
        None => js::get(&list, name).is_some_and(|there| there.is_truthy()),
    }
}

//! The place of the page's host: taken once, when something first asks.

use std::rc::Rc;

use super::ability::Abilities;
use super::brand_page::BrandPage;
use super::browser::Browser;
use super::env::{App, Env, Signals};
use super::js;
use super::mini_program::MiniProgram;
use super::page::{Host, Sign};
use super::wechat::WeChat;
use crate::reactive::{LocalValue, RwSignal};

/// Where the host of a page is kept. `Copy`, and alive as long as the page.
#[derive(Clone, Copy)]
pub struct Seat {
    host: LocalValue<Option<Rc<dyn Host>>>,
    abilities: RwSignal<Abilities>,
}

impl Default for Seat {
    fn default() -> Self {
        Self { host: LocalValue::new(None), abilities: RwSignal::new(Abilities::default()) }
    }
}

impl Seat {
    /// The host; chosen now if it was not. `sign` makes what asks the backend.
    pub fn host(self, sign: impl FnOnce() -> Sign) -> Rc<dyn Host> {
        if let Some(Some(host)) = self.host.try_get_value() {
            return host;
        }
        let env = detect();
        let abilities = self.abilities;
        let host: Rc<dyn Host> = match env.app {
            _ if env.framed => Rc::new(BrandPage::new(env, abilities)),
            App::WeChat { mini_program: true, .. } => {
                Rc::new(MiniProgram::new(env, abilities, sign()))
            }
            App::WeChat { .. } => Rc::new(WeChat::new(env, abilities, sign())),
            _ => Rc::new(Browser::new(env, abilities)),
        };
        self.host.set_value(Some(Rc::clone(&host)));
        host
    }
}

fn detect() -> Env {
    let Some(window) = web_sys::window() else { return Env::detect("", Signals::default()) };
    let user_agent = window.navigator().user_agent().unwrap_or_default();
    let told = js::global("__wxjs_environment").and_then(|told| told.as_string());
    let framed = window.parent().ok().flatten().is_some_and(|parent| parent != window);
    Env::detect(&user_agent, Signals { wxjs_environment: told.as_deref(), framed })
}

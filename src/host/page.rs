//! The one trait that every place has.

use std::rc::Rc;

use contract::order::{PayChannel, Payment};
use contract::store::Store;
use contract::wechat::JsConfig;
use futures::FutureExt as _;
use futures::future::{LocalBoxFuture, ready};
use web_sys::VisibilityState;

use super::ability::Ability;
use super::env::Env;
use super::js;
use super::outcome::Outcome;
use super::share::Share;
use super::wake_lock::WakeLock;

/// What was asked of the host, until it has answered.
pub type Asked<T = Outcome> = LocalBoxFuture<'static, T>;

/// Asks the backend to sign an address for WeChat; nothing when it does not.
pub type Sign = Rc<dyn Fn(String) -> Asked<Option<JsConfig>>>;

/// The screen in view, as the host's own menu may hand it on.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// What is shared instead of it.
    pub share: Share,
    /// It is the member's own: the menu shares nothing here.
    pub private: bool,
}

/// Where the card runs.
///
/// Everything that is asked for ends, also where the host never answers: with
/// [`Outcome::NotAvailable`].
pub trait Host {
    /// Where that is.
    fn environment(&self) -> Env;

    /// Whether something can be done here now; follows changes.
    fn can(&self, ability: Ability) -> bool;

    /// Says which screen is in view, in the card's present language.
    fn show(&self, _screen: Screen) {}

    /// Hands a screen on. [`Outcome::ByMenu`] where only the member can, by the host's own menu.
    fn share(&self, _share: &Share) -> Asked {
        unavailable()
    }

    /// Reads a printed code with the camera.
    fn scan(&self) -> Asked<Result<String, Outcome>> {
        ready(Err(Outcome::NotAvailable)).boxed_local()
    }

    /// Where an order is to be paid from here; nothing where it cannot be.
    fn pay_channel(&self) -> Option<PayChannel> {
        Some(PayChannel::Redirect)
    }

    /// Takes a payment. What it ends with is no proof: the backend's order is. Where a payment
    /// leads to another page, it ends as soon as that opens.
    fn pay(&self, payment: &Payment) -> Asked {
        ready(js::redirect(payment.url.as_deref())).boxed_local()
    }

    /// Shows a store on a map.
    fn open_location(&self, _store: &Store) -> Asked {
        unavailable()
    }

    /// Opens a page of the app around the card, by its path with query.
    fn navigate_native(&self, _path: &str) -> Asked {
        unavailable()
    }

    /// Closes the page.
    fn close(&self) -> Asked {
        unavailable()
    }

    /// The templates of messages by which the host could remind the member.
    fn reminder_templates(&self) -> Vec<String> {
        Vec::new()
    }

    /// A wish for a lit screen. No place has a way of its own for a page; a mini-program lights
    /// the screen on its side.
    fn keep_awake(&self) -> WakeLock {
        WakeLock::default()
    }

    /// Whether the page is in view.
    fn visible(&self) -> bool {
        visible()
    }
}

/// What a host answers that cannot do it.
pub(super) fn unavailable() -> Asked {
    ready(Outcome::NotAvailable).boxed_local()
}

/// Whether the page is in view.
#[must_use]
pub fn visible() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

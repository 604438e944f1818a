//! What every screen is given, and what all of them do the same way.

use std::sync::Arc;

use contract::Instant;
use contract::bootstrap::Bootstrap;
use contract::ids::TierId;
use contract::problem::ErrorCode;
use leptos::prelude::*;

use super::parts::Parts;
use super::prompt::Standing;
use crate::host::Seat;
use crate::i18n::format::Formats;
use crate::i18n::{FurtherMessages, Locale, Messages, code, fill};
use crate::reactive::{RwSignal, Signal, StoredValue};
use crate::route::Route;
use crate::state::{Anything, ApiError, Phase, Remote, Store, Thing, Trail};
use crate::theme::Scheme;
use crate::ui::{Back, Child, El, Look, Notice, button, dynamic, el, link_button, notice, top_bar};

/// The card as a screen sees it. A `Copy` reference, since every closure of every screen holds
/// one; made again for another language, and alive as long as the page.
#[derive(Clone, Copy)]
pub struct Card(&'static Context);

/// What a [`Card`] refers to.
pub struct Context {
    /// What is known of the backend.
    pub store: Store,
    /// Where the member is.
    pub route: RwSignal<Route>,
    /// The texts.
    pub texts: &'static Messages,
    /// The language; setting it makes the card again.
    pub locale: RwSignal<Locale>,
    /// The colour scheme that the member chose; `None` follows the system.
    pub scheme: RwSignal<Option<Scheme>>,
    /// The formatters; follows the programme.
    pub formats: Signal<Formats>,
    /// The way taken so far.
    pub trail: Trail,
    /// Which prompts this page has shown and closed.
    pub standing: Standing,
    /// The tier on the face when it was last drawn.
    pub face_tier: StoredValue<Option<Option<TierId>>>,
    /// The modules of the other screens, which are fetched once home is there.
    pub parts: Parts,
    /// Where the card runs, once somebody asked; see [`Card::host`].
    pub seat: Seat,
    /// The device's idea of a tick: changes every second while the page is in view.
    pub tick: RwSignal<u32>,
}

impl core::ops::Deref for Card {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.0
    }
}

impl Card {
    /// The card of a page. There are as many in its life as changes of language.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self(Box::leak(Box::new(context)))
    }

    /// The texts of the further screens; only these may use it, or the texts come with home.
    #[must_use]
    pub fn further(self) -> &'static FurtherMessages {
        self.texts.locale.further()
    }

    /// The texts of the code; only its screens may use it.
    #[must_use]
    pub fn code_texts(self) -> &'static code::Texts {
        self.texts.locale.code()
    }

    /// The formatters; follows the programme.
    #[must_use]
    pub fn formats(self) -> Formats {
        self.formats.get()
    }

    /// The backend's time, or the epoch before its first answer, when there is nothing dated.
    #[must_use]
    pub fn now(self) -> Instant {
        self.store.now().unwrap_or_default()
    }

    /// The home screen's data; follows changes.
    #[must_use]
    pub fn home(self) -> Option<Arc<Bootstrap>> {
        self.store.home.value()
    }

    /// Whether the visitor is a member; follows changes.
    #[must_use]
    pub fn is_member(self) -> bool {
        self.home().is_some_and(|home| home.member.is_some())
    }

    /// Whether the card turns over now: its tier is another than when it was last drawn.
    #[must_use]
    pub fn flipped(self, tier: Option<&TierId>) -> bool {
        let now = tier.cloned();
        let mut flipped = false;
        self.face_tier.update_value(|before| {
            flipped = before.as_ref().is_some_and(|before| *before != now);
            *before = Some(now);
        });
        flipped
    }

    /// Goes to another screen.
    pub fn go(self, route: &Route) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_hash(&route.to_hash());
        }
    }

    /// What a refusal means that can meet a member before anything was pressed.
    #[must_use]
    pub fn refused(self, code: ErrorCode) -> &'static str {
        let words = &self.texts.common.refusal;
        match code {
            ErrorCode::MemberFrozen => words.frozen,
            ErrorCode::FeatureDisabled => words.feature_off,
            ErrorCode::NotFound => words.not_found,
            ErrorCode::RateLimited => words.too_many,
            _ => words.other,
        }
    }

    /// A whole screen, or a part of it, that could not be shown: offline, refused and failed are
    /// three different things.
    #[must_use]
    pub fn failure(self, error: &ApiError, retry: Callback<()>) -> El {
        let words = &self.texts.common;
        if error.code() == Some(ErrorCode::EnrollmentRequired) {
            return self.members_only();
        }
        let again = button(Look::Secondary, words.retry, retry).test_id("retry");
        if error.is_offline() {
            return notice(Notice::Offline, words.offline.to_owned(), Some(again));
        }
        match error {
            ApiError::Problem(problem) if problem.status < 500 => {
                let words = self.parts.refusal(self, error);
                let words = words.unwrap_or_else(|| self.refused(problem.code).to_owned());
                notice(Notice::Refused, words, Some(again))
            }
            ApiError::Problem(problem) if !problem.request_id.is_empty() => {
                let reference = fill(words.failed_reference, &[&problem.request_id]);
                let failed = notice(Notice::Failed, words.failed.to_owned(), Some(again));
                failed.child(el("p", "notice-reference").child(reference))
            }
            _ => notice(Notice::Failed, words.failed.to_owned(), Some(again)),
        }
    }

    /// What a visitor meets on a member's screen.
    #[must_use]
    pub fn members_only(self) -> El {
        let words = &self.texts.common;
        let way_on = self.home().and_then(|home| self.sign_in(&home)).unwrap_or_else(|| {
            link_button(Look::Secondary, words.go_home.to_owned(), Route::Home.to_hash())
        });
        notice(Notice::Refused, words.members_only.to_owned(), Some(way_on))
    }

    /// An empty list, with a way on if there is one.
    #[must_use]
    pub fn empty(self, sentence: &str, way_on: Option<El>) -> El {
        notice(Notice::Empty, sentence.to_owned(), way_on)
    }

    /// The bar above a screen: its title, and the way back to `above`.
    #[must_use]
    pub fn bar(self, title: &'static str, above: &Route) -> El {
        self.bar_with(title, above, Child::Nothing)
    }

    /// The same with something at its end.
    #[must_use]
    pub fn bar_with(self, title: &'static str, above: &Route, end: Child) -> El {
        let back = Callback::new({
            let above = above.clone();
            move |()| self.trail.back(&above)
        });
        let back = Back { name: self.texts.common.back.into(), href: above.to_hash(), press: back };
        top_bar(title, Some(back), end)
    }

    /// A thing of the backend on the screen: its skeleton, its failure with a way on, or what
    /// `ready` makes of it. What was known stays in view while it is asked for again.
    #[must_use]
    pub fn remote<T: Send + Sync + 'static>(
        self,
        remote: Remote<T>,
        skeleton: fn(Card) -> El,
        ready: impl Fn(Card, Arc<T>) -> El + Send + Sync + 'static,
    ) -> AnyView {
        let ready = move |value: Anything| value.downcast().ok().map(|value| ready(self, value));
        self.thing(remote.thing(), skeleton, Box::new(ready))
    }

    /// The same for every type.
    fn thing(
        self,
        thing: Thing,
        skeleton: fn(Card) -> El,
        ready: Box<dyn Fn(Anything) -> Option<El> + Send + Sync>,
    ) -> AnyView {
        let retry = Callback::new(move |()| thing.load());
        dynamic(move || {
            match thing.phase() {
                Phase::Loading => None,
                Phase::Ready(value, _) => ready(value),
                Phase::Failed(error) => Some(self.failure(&error, retry)),
            }
            .unwrap_or_else(|| skeleton(self))
            .view()
        })
    }
}

//! The session: its tokens, where they are kept, and one renewal for all who wait.

use std::sync::Mutex;

use contract::ids::{BrandId, Token};
use contract::member::MemberState;
use contract::session::{Session, SignInOutcome};
use futures::channel::oneshot;

use super::error::ApiError;

/// What outlives the page.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSession {
    /// The brand that the session belongs to.
    pub brand_id: BrandId,
    /// Renews the session.
    pub refresh_token: Token,
}

/// Where a session is kept between loads of the page, for all tabs. The card keeps it in
/// `localStorage`, so that a member who comes back is known; with storage blocked, nowhere.
pub trait SessionKeeper: Send + Sync {
    /// The kept one.
    fn load(&self) -> Option<StoredSession>;
    /// Keeps one, or none where the backend gave nothing to renew it with.
    fn save(&self, session: Option<&StoredSession>);
    /// The member left, or is not let in: forgets the session and whatever else is kept of them.
    fn forget(&self);
}

/// What a session is begun with.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A one-time ticket from the page's fragment.
    Ticket(Token),
    /// A visitor of a brand; without one, of the backend's own.
    Guest(Option<BrandId>),
    /// The refresh token of an earlier session.
    Refresh(Token),
}

/// The session of this page.
pub(super) struct Sessions {
    keeper: Option<Box<dyn SessionKeeper>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    entry: Option<Entry>,
    access: Option<Token>,
    refresh: Option<StoredSession>,
    member_state: Option<MemberState>,
    sign_in: Option<SignInOutcome>,
    renewing: bool,
    failure: Option<ApiError>,
    waiting: Vec<oneshot::Sender<()>>,
}

impl State {
    fn leave(&mut self) {
        self.entry = None;
        self.access = None;
        self.refresh = None;
        self.member_state = None;
    }
}

/// Whose turn it is to renew.
pub(super) enum Turn {
    /// Yours, with this.
    Mine(Entry),
    /// Somebody is at it; wait for the signal.
    Wait(oneshot::Receiver<()>),
    /// There is nothing to renew with.
    Impossible,
}

impl Sessions {
    pub fn new(keeper: Option<Box<dyn SessionKeeper>>) -> Self {
        let refresh = keeper.as_ref().and_then(|keeper| keeper.load());
        Self { keeper, state: Mutex::new(State { refresh, ..State::default() }) }
    }

    fn with<R>(&self, act: impl FnOnce(&mut State) -> R) -> R {
        // A poisoned lock cannot leave half a session: every change below is one assignment.
        act(&mut self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub fn access(&self) -> Option<Token> {
        self.with(|state| state.access.clone())
    }

    pub fn member_state(&self) -> Option<MemberState> {
        self.with(|state| state.member_state)
    }

    pub fn can_begin(&self) -> bool {
        self.with(|state| state.refresh.is_some() || state.entry.is_some())
    }

    /// Begins with `entry` when the next call needs a session. A ticket is somebody's own: an
    /// earlier session is not gone back to, and what was kept of it goes with the answer.
    pub fn enter(&self, entry: Entry) {
        self.with(|state| {
            state.leave();
            state.entry = Some(entry);
        });
    }

    /// Takes a new session.
    pub fn begin(&self, session: Session) {
        let stored = session
            .refresh_token
            .map(|refresh_token| StoredSession { brand_id: session.brand_id, refresh_token });
        if let Some(keeper) = &self.keeper {
            keeper.save(stored.as_ref());
        }
        self.with(|state| {
            state.access = Some(session.access_token);
            state.member_state = Some(session.member_state);
            state.sign_in = session.sign_in;
            state.refresh = stored;
            state.entry = None;
        });
    }

    /// What came of a sign-in through WeChat, once.
    pub fn take_sign_in(&self) -> Option<SignInOutcome> {
        self.with(|state| state.sign_in.take())
    }

    /// The tokens that there are, the newest refresh token of all tabs.
    pub fn tokens(&self) -> (Option<Token>, Option<Token>) {
        let kept = self.kept();
        self.with(|state| {
            let newest = kept.or_else(|| state.refresh.clone());
            (state.access.clone(), newest.map(|kept| kept.refresh_token))
        })
    }

    fn kept(&self) -> Option<StoredSession> {
        self.keeper.as_ref().and_then(|keeper| keeper.load())
    }

    /// Whether what is kept is this page's own session: false once another tab has renewed it, has
    /// left, or is somebody else.
    pub fn keeps_own(&self) -> bool {
        let kept = self.kept();
        self.with(|state| kept == state.refresh)
    }

    /// Goes on with the session that another tab keeps, or as a visitor where it keeps none: true,
    /// unless it is a session of another brand, which is none of this page's business.
    pub fn adopt(&self, brand: Option<&BrandId>) -> bool {
        let kept = self.kept();
        let other = kept.as_ref().is_some_and(|kept| Some(&kept.brand_id) != brand);
        if !other {
            self.with(|state| {
                state.leave();
                if kept.is_none() {
                    state.entry = Some(Entry::Guest(brand.cloned()));
                }
                state.refresh = kept;
            });
        }
        !other
    }

    /// Forgets everything.
    pub fn end(&self) {
        if let Some(keeper) = &self.keeper {
            keeper.forget();
        }
        self.with(State::leave);
    }

    /// Asks for the turn to sign in, or to renew after `failed` was refused. If the session has changed
    /// meanwhile, there is nothing to do but to go on: the receiver is ready at once.
    pub fn turn(&self, failed: Option<&Token>) -> Turn {
        self.with(|state| {
            if state.renewing {
                let (sender, receiver) = oneshot::channel();
                state.waiting.push(sender);
                return Turn::Wait(receiver);
            }
            if state.access.is_some() && state.access.as_ref() != failed {
                let (sender, receiver) = oneshot::channel();
                let _ = sender.send(());
                return Turn::Wait(receiver);
            }
            // Another tab may have renewed the session meanwhile: then ours is used up.
            let newest = self.keeper.as_ref().and_then(|keeper| keeper.load());
            let kept = newest
                .as_ref()
                .or(state.refresh.as_ref())
                .map(|kept| Entry::Refresh(kept.refresh_token.clone()));
            match state.entry.clone().or(kept) {
                Some(entry) => {
                    state.renewing = true;
                    state.failure = None;
                    Turn::Mine(entry)
                }
                None => Turn::Impossible,
            }
        })
    }

    /// Keeps why the turn failed, for those who wait.
    pub fn fail(&self, error: &ApiError) {
        self.with(|state| state.failure = Some(error.clone()));
    }

    /// Why the last turn failed.
    pub fn failure(&self) -> Option<ApiError> {
        self.with(|state| state.failure.clone())
    }

    /// Ends the turn, however it went, and wakes all who waited.
    pub fn done(&self) {
        let waiting = self.with(|state| {
            state.renewing = false;
            core::mem::take(&mut state.waiting)
        });
        for sender in waiting {
            let _ = sender.send(());
        }
    }
}

/// Ends the turn also when the renewing call is dropped half-way.
pub(super) struct TurnGuard<'a>(pub &'a Sessions);

impl Drop for TurnGuard<'_> {
    fn drop(&mut self) {
        self.0.done();
    }
}

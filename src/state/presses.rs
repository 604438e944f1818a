//! Presses that write: each is an intent with one key, kept in storage before the interface says
//! anything, and until its result is known.
//!
//! A double press, a second tab, a repeat after a lost answer and a page that was closed in
//! between all carry the same key, so that the backend gives one effect. A result that is not
//! known shows as 'checking' and is asked for again until it is.
//!
//! The intent is kept and shown at once; what sends it and follows it up comes with the further
//! screens. While that cannot be fetched nothing was sent, which is a lost connection as any other.

use contract::coupon::Coupon;
use contract::money::Reward;
use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use super::deed::{Deed, Outcome, perform};
use super::kept::{forget, keep, kept, owner};
use super::store::Store;
use super::{ordering, paying};
use crate::api::{ApiError, IntentKey};
use crate::part::part;
use crate::reactive::RwSignal;

/// How a press goes.
#[derive(Clone, Debug, PartialEq)]
pub enum PressState {
    /// Not pressed, or settled.
    Idle,
    /// On its way.
    Sending,
    /// No answer came; it is asked for again until there is one.
    Checking,
}

/// What happened, for a toast; the words are the reader's.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A coupon came into the wallet.
    Claimed(Box<Coupon>),
    /// Today was checked in.
    CheckedIn(Reward),
    /// A day was made up.
    MadeUp(Reward),
    /// A reward was taken.
    TaskClaimed(Reward),
    /// Automatic renewal is off.
    AutoRenewalOff,
    /// A plan was paid, and is there.
    Joined,
    /// The result is not known yet.
    Checking,
    /// The backend refused, and why.
    Refused(ApiError),
    /// Something was copied.
    Copied,
    /// What a screen has to say.
    Told(&'static str),
}

/// The presses of this page.
#[derive(Clone, Copy)]
pub struct Presses {
    states: RwSignal<Vec<(String, PressState)>>,
    notices: RwSignal<Option<Notice>>,
    settled: RwSignal<u32>,
}

impl Default for Presses {
    fn default() -> Self {
        Self {
            states: RwSignal::new(Vec::new()),
            notices: RwSignal::new(None),
            settled: RwSignal::new(0),
        }
    }
}

/// The pauses between questions for a result that is not known, in milliseconds; the last one
/// repeats.
const CHECK_PAUSES_MS: [u32; 5] = [1_000, 2_000, 4_000, 8_000, 15_000];

/// The pause between looks at who the page is, in milliseconds.
const CALM_MS: u32 = 500;

impl Presses {
    /// How a deed goes; follows changes.
    pub fn state(self, deed: &Deed) -> PressState {
        let slot = deed.slot();
        self.states.with(|states| {
            let known = states.iter().find(|(name, _)| *name == slot);
            known.map_or(PressState::Idle, |(_, state)| state.clone())
        })
    }

    /// The last thing that happened; follows changes.
    pub fn notice(self) -> Option<Notice> {
        self.notices.get()
    }

    /// Whether anything happened yet; follows changes.
    pub fn noticed(self) -> bool {
        self.notices.with(Option::is_some)
    }

    /// Says something in a toast.
    pub fn say(self, notice: Notice) {
        self.notices.set(Some(notice));
    }

    /// Does what was pressed. Nothing happens while the same press is on its way.
    pub fn press(self, store: Store, deed: Deed) {
        let slot = deed.slot();
        if self.states.with_untracked(|states| states.iter().any(|(name, _)| *name == slot)) {
            return;
        }
        let key = keep(&owner(store), &slot);
        self.set(&slot, PressState::Sending);
        spawn_local(async move {
            let mut round = 0;
            loop {
                if let Ok(Following { settle, .. }) = following().await {
                    return settle(self, store, deed, key).await;
                }
                self.wait(&deed, round).await;
                round += 1;
            }
        });
    }

    /// Goes on with presses whose result was not known when the page was left.
    pub fn resume(self, store: Store) {
        if kept(&owner(store)).is_empty() {
            return;
        }
        spawn_local(async move {
            // A part that is missing now is fetched again when the member comes back to the page.
            if let Ok(Following { resume, .. }) = following().await {
                resume(self, store);
            }
        });
    }

    /// Waits before the result is asked for again, and says so.
    async fn wait(self, deed: &Deed, round: usize) {
        // A report about a prompt is nothing to bother the member with.
        if round == 0 && !matches!(deed, Deed::Prompt(..)) {
            self.say(Notice::Checking);
        }
        self.set(&deed.slot(), PressState::Checking);
        let last = CHECK_PAUSES_MS.len() - 1;
        let pause = CHECK_PAUSES_MS.get(round.min(last)).copied().unwrap_or(15_000);
        TimeoutFuture::new(pause).await;
    }

    fn set(self, slot: &str, state: PressState) {
        self.states.update(|states| match states.iter_mut().find(|(name, _)| *name == slot) {
            Some((_, known)) => *known = state,
            None => states.push((slot.into(), state)),
        });
    }
}

/// What follows presses up.
struct Following {
    settle: fn(Presses, Store, Deed, IntentKey) -> LocalBoxFuture<'static, ()>,
    resume: fn(Presses, Store),
}

part! {
    further,
    async fn following() -> Following {
        Following {
            settle: |presses, store, deed, key| Box::pin(settle(presses, store, deed, key)),
            resume,
        }
    }
}

fn resume(presses: Presses, store: Store) {
    paying::resume(store);
    for (slot, key) in kept(&owner(store)) {
        if ordering::is_ours(&slot) {
            continue;
        }
        let busy = presses.states.with_untracked(|s| s.iter().any(|(name, _)| *name == slot));
        let Some(deed) = Deed::from_slot(&slot) else {
            forget(&owner(store), &slot);
            continue;
        };
        if !busy {
            presses.set(&slot, PressState::Checking);
            spawn_local(settle(presses, store, deed, IntentKey::new(key)));
        }
    }
}

/// Whether the page is still `owner`'s, once that is known: a press is never repeated as somebody
/// else. Theirs waits until they are back.
async fn is_still(store: Store, of: &str) -> bool {
    while store.home.peek().is_none() {
        TimeoutFuture::new(CALM_MS).await;
    }
    owner(store) == of
}

async fn settle(presses: Presses, store: Store, deed: Deed, key: IntentKey) {
    let slot = deed.slot();
    let owner = owner(store);
    let mut round = 0;
    loop {
        match perform(deed.clone(), store.api(), key.clone()).await {
            Ok(Outcome(changed, notice)) => {
                forget(&owner, &slot);
                if let Some(notice) = notice {
                    presses.say(notice);
                }
                store.changed(&changed);
                break;
            }
            Err(error) if error.is_unknown_result() => {
                presses.wait(&deed, round).await;
                round += 1;
                if !is_still(store, &owner).await {
                    break;
                }
            }
            Err(error) => {
                forget(&owner, &slot);
                if !matches!(deed, Deed::Prompt(..)) {
                    presses.say(Notice::Refused(error));
                }
                store.changed(deed.concerns());
                break;
            }
        }
    }
    presses.states.update(|states| states.retain(|(name, _)| *name != slot));
    presses.settled.update(|count| *count += 1);
}

//! Presses that write: each is an intent with one key, kept in storage before the interface says
//! anything, and until its result is known.
//!
//! A double press, a second tab, a repeat after a lost answer and a page that was closed in
//! between all carry the same key, so that the backend gives one effect. A result that is not
//! known shows as 'checking' and is asked for again until it is.

use contract::Day;
use contract::changes::Resource;
use contract::coupon::Coupon;
use contract::ids::{OfferId, PromptId, TaskId};
use contract::money::Reward;
use contract::prompt::PromptEvent;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kept::{forget, keep, kept, owner};
use super::store::Store;
use crate::api::{Api, ApiError, IntentKey};

/// What a press does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Claims an offer.
    Claim(OfferId),
    /// Turns a typed code into a coupon.
    Exchange(String),
    /// Checks in on the programme's today.
    CheckIn(Day),
    /// Makes up a missed day.
    MakeUp(Day),
    /// Takes a task's reward.
    ClaimTask(TaskId),
    /// Switches automatic renewal off.
    CancelAutoRenewal,
    /// Reports what happened to a prompt.
    Prompt(PromptId, PromptEvent),
}

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
    /// The result is not known yet.
    Checking,
    /// The backend refused, and why.
    Refused(ApiError),
    /// Something was copied.
    Copied,
}

impl Deed {
    /// Names the press in storage and in the interface: the same deed is the same press.
    #[must_use]
    pub fn slot(&self) -> String {
        match self {
            Self::Claim(id) => ["claim ", id.as_str()].concat(),
            Self::Exchange(code) => ["exchange ", code].concat(),
            Self::CheckIn(day) => ["check-in ", &day.to_string()].concat(),
            Self::MakeUp(day) => ["make-up ", &day.to_string()].concat(),
            Self::ClaimTask(id) => ["task ", id.as_str()].concat(),
            Self::CancelAutoRenewal => "cancel-auto-renewal ".into(),
            Self::Prompt(id, event) => ["prompt ", event.as_str(), " ", id.as_str()].concat(),
        }
    }

    fn from_slot(slot: &str) -> Option<Self> {
        let (verb, rest) = slot.split_once(' ')?;
        Some(match verb {
            "claim" => Self::Claim(OfferId::new(rest)),
            "exchange" => Self::Exchange(rest.into()),
            "check-in" => Self::CheckIn(contract::decode::day(rest)?),
            "make-up" => Self::MakeUp(contract::decode::day(rest)?),
            "task" => Self::ClaimTask(TaskId::new(rest)),
            "cancel-auto-renewal" => Self::CancelAutoRenewal,
            "prompt" => {
                let (event, id) = rest.split_once(' ')?;
                Self::Prompt(PromptId::new(id), PromptEvent::from_wire(event))
            }
            _ => return None,
        })
    }

    async fn perform(&self, api: &Api, key: &IntentKey) -> Result<Outcome, ApiError> {
        Ok(match self {
            Self::Claim(id) => {
                let answer = api.claim_offer(id, key).await?;
                Outcome(answer.changed, Some(Notice::Claimed(Box::new(answer.data.coupon))))
            }
            Self::Exchange(code) => {
                let answer = api.exchange_code(code, key).await?;
                Outcome(answer.changed, Some(Notice::Claimed(Box::new(answer.data.coupon))))
            }
            Self::CheckIn(day) => {
                let answer = api.check_in(*day).await?;
                Outcome(answer.changed, Some(Notice::CheckedIn(answer.data.reward)))
            }
            Self::MakeUp(day) => {
                let answer = api.make_up(*day).await?;
                Outcome(answer.changed, Some(Notice::MadeUp(answer.data.reward)))
            }
            Self::ClaimTask(id) => {
                let answer = api.claim_task(id, key).await?;
                Outcome(answer.changed, Some(Notice::TaskClaimed(answer.data.reward)))
            }
            Self::CancelAutoRenewal => {
                let answer = api.cancel_auto_renewal(key).await?;
                Outcome(answer.changed, Some(Notice::AutoRenewalOff))
            }
            Self::Prompt(id, event) => {
                Outcome(api.prompt_event(id, *event, key).await?.changed, None)
            }
        })
    }

    /// What to ask for again when the deed was refused: what the screen showed was not true.
    fn concerns(&self) -> &'static [Resource] {
        match self {
            Self::Claim(_) => &[Resource::CouponOffers],
            Self::Exchange(_) => &[],
            Self::CheckIn(_) | Self::MakeUp(_) => &[Resource::CheckIns],
            Self::ClaimTask(_) => &[Resource::Tasks],
            Self::CancelAutoRenewal => &[Resource::Membership],
            Self::Prompt(..) => &[Resource::Prompts],
        }
    }
}

struct Outcome(Vec<Resource>, Option<Notice>);

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
        spawn_local(self.settle(store, deed, key));
    }

    /// Goes on with presses whose result was not known when the page was left.
    pub fn resume(self, store: Store) {
        for (slot, key) in kept(&owner(store)) {
            let busy = self.states.with_untracked(|s| s.iter().any(|(name, _)| *name == slot));
            let Some(deed) = Deed::from_slot(&slot) else {
                forget(&owner(store), &slot);
                continue;
            };
            if !busy {
                self.set(&slot, PressState::Checking);
                spawn_local(self.settle(store, deed, IntentKey::new(key)));
            }
        }
    }

    async fn settle(self, store: Store, deed: Deed, key: IntentKey) {
        let slot = deed.slot();
        let owner = owner(store);
        let mut round = 0;
        loop {
            match deed.perform(&store.api(), &key).await {
                Ok(Outcome(changed, notice)) => {
                    forget(&owner, &slot);
                    if let Some(notice) = notice {
                        self.say(notice);
                    }
                    store.changed(&changed);
                    break;
                }
                Err(error) if error.is_unknown_result() => {
                    // A report about a prompt is nothing to bother the member with.
                    if round == 0 && !matches!(deed, Deed::Prompt(..)) {
                        self.say(Notice::Checking);
                    }
                    self.set(&slot, PressState::Checking);
                    let last = CHECK_PAUSES_MS.len() - 1;
                    let pause = CHECK_PAUSES_MS.get(round.min(last)).copied().unwrap_or(15_000);
                    TimeoutFuture::new(pause).await;
                    round += 1;
                }
                Err(error) => {
                    forget(&owner, &slot);
                    if !matches!(deed, Deed::Prompt(..)) {
                        self.say(Notice::Refused(error));
                    }
                    store.changed(deed.concerns());
                    break;
                }
            }
        }
        self.states.update(|states| states.retain(|(name, _)| *name != slot));
        self.settled.update(|count| *count += 1);
    }

    fn set(self, slot: &str, state: PressState) {
        self.states.update(|states| match states.iter_mut().find(|(name, _)| *name == slot) {
            Some((_, known)) => *known = state,
            None => states.push((slot.into(), state)),
        });
    }
}

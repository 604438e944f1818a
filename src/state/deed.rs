//! What a press does, and the calls that do it.

use contract::Day;
use contract::changes::Resource;
use contract::ids::{OfferId, PromptId, TaskId};
use contract::prompt::PromptEvent;
use futures::future::LocalBoxFuture;

use super::presses::Notice;
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

    /// The deed that a slot names, if it is one of this version.
    pub(super) fn from_slot(slot: &str) -> Option<Self> {
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

    /// What to ask for again when the deed was refused: what the screen showed was not true.
    pub(super) fn concerns(&self) -> &'static [Resource] {
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

/// What a deed made stale, and what to say of it.
pub(super) struct Outcome(pub Vec<Resource>, pub Option<Notice>);

type Performing = LocalBoxFuture<'static, Result<Outcome, ApiError>>;

/// Does a deed with the key of its press.
///
/// # Errors
/// What the backend says.
pub(super) fn perform(deed: Deed, api: Api, key: IntentKey) -> Performing {
    Box::pin(async move {
        Ok(match deed {
            Deed::Claim(id) => {
                let answer = api.claim_offer(&id, &key).await?;
                Outcome(answer.changed, Some(Notice::Claimed(Box::new(answer.data.coupon))))
            }
            Deed::Exchange(code) => {
                let answer = api.exchange_code(&code, &key).await?;
                Outcome(answer.changed, Some(Notice::Claimed(Box::new(answer.data.coupon))))
            }
            Deed::CheckIn(day) => {
                let answer = api.check_in(day).await?;
                Outcome(answer.changed, Some(Notice::CheckedIn(answer.data.reward)))
            }
            Deed::MakeUp(day) => {
                let answer = api.make_up(day).await?;
                Outcome(answer.changed, Some(Notice::MadeUp(answer.data.reward)))
            }
            Deed::ClaimTask(id) => {
                let answer = api.claim_task(&id, &key).await?;
                Outcome(answer.changed, Some(Notice::TaskClaimed(answer.data.reward)))
            }
            Deed::CancelAutoRenewal => {
                let answer = api.cancel_auto_renewal(&key).await?;
                Outcome(answer.changed, Some(Notice::AutoRenewalOff))
            }
            Deed::Prompt(id, event) => {
                Outcome(api.prompt_event(&id, event, &key).await?.changed, None)
            }
        })
    })
}

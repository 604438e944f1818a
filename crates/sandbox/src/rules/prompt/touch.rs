//! What happened to prompts before, and whether one may be on the screen again: the caps that the
//! card has too ([`member_card::domain::cap`]) over what the backend knows of all devices.

use contract::Instant;
use contract::program::CapPolicy;
use contract::prompt::{PromptEvent, PromptKind};
use member_card::domain::cap::{self, Shown};

use super::Candidate;
use crate::clock::day_of;

/// Something that happened to a prompt earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Which prompt.
    pub prompt: String,
    /// Its kind.
    pub kind: PromptKind,
    /// Its content.
    pub fingerprint: String,
    /// What happened.
    pub event: PromptEvent,
    /// When.
    pub at: Instant,
}

/// What the caps count: one showing for each prompt and programme day on which it was seen. A
/// closed one counts from when it was closed, and as closed.
#[must_use]
pub fn shown(touches: &[Touch]) -> Vec<Shown> {
    let mut list: Vec<(&str, Shown)> = Vec::new();
    for touch in touches {
        let dismissed = matches!(touch.event, PromptEvent::Dismiss | PromptEvent::MuteKind);
        if !dismissed && touch.event != PromptEvent::Impression {
            continue;
        }
        let last = list.iter_mut().rev().find(|(prompt, _)| *prompt == touch.prompt);
        match last {
            Some((_, shown)) if dismissed => {
                shown.at = shown.at.max(touch.at);
                shown.dismissed = true;
            }
            Some((_, shown)) if day_of(shown.at) == day_of(touch.at) => {}
            _ => list.push((
                &touch.prompt,
                Shown { at: touch.at, fingerprint: touch.fingerprint.clone(), dismissed },
            )),
        }
    }
    list.into_iter().map(|(_, shown)| shown).collect()
}

/// Whether a prompt may be on the screen now. One that was seen today and left open stays for the
/// rest of the day: it was counted.
#[must_use]
pub fn may_show(
    policy: &CapPolicy,
    touches: &[Touch],
    prompt: &str,
    candidate: &Candidate,
    fingerprint: &str,
    now: Instant,
) -> bool {
    let happened = |event: PromptEvent| {
        touches.iter().any(|touch| touch.prompt == prompt && touch.event == event)
    };
    if happened(PromptEvent::Convert) {
        return false;
    }
    if candidate.statutory() {
        return !happened(PromptEvent::Dismiss);
    }
    let muted =
        |touch: &Touch| touch.kind == candidate.kind && touch.event == PromptEvent::MuteKind;
    if touches.iter().any(muted) {
        return false;
    }
    let history = shown(touches);
    let last = history.iter().filter(|s| s.fingerprint == fingerprint).max_by_key(|s| s.at);
    last.is_some_and(|s| !s.dismissed && day_of(s.at) == day_of(now))
        || cap::allows(policy, &history, fingerprint, now).is_ok()
}

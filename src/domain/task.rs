//! How far a task is, and whether its reward can be taken.

use contract::task::{Task, TaskProgress, TaskState};

use super::fraction::{self, Fraction};

/// Why a task's reward cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not open yet.
    Locked,
    /// Not done yet.
    NotComplete,
    /// Taken before.
    AlreadyClaimed,
    /// Too late.
    Expired,
    /// This card does not know the task's state.
    NotKnown,
}

/// Whether the reward can be taken. The state decides and not the progress: the backend counts.
///
/// # Errors
/// Why not, for the words beside the button.
pub fn can_claim(task: &Task) -> Result<(), Reason> {
    match task.state {
        TaskState::Claimable => Ok(()),
        // 409 TASK_NOT_COMPLETE.
        TaskState::Locked => Err(Reason::Locked),
        TaskState::Available | TaskState::InProgress => Err(Reason::NotComplete),
        // 409 ALREADY_CLAIMED.
        TaskState::Claimed => Err(Reason::AlreadyClaimed),
        // 410 OFFER_ENDED.
        TaskState::Expired => Err(Reason::Expired),
        TaskState::Unknown => Err(Reason::NotKnown),
    }
}

/// How much of the task is done.
#[must_use]
pub fn fraction(progress: &TaskProgress) -> Fraction {
    Fraction::of(progress.value, progress.target)
}

/// What is missing to the goal, in the progress' unit.
#[must_use]
pub fn missing(progress: &TaskProgress) -> i64 {
    fraction::missing(progress.value, progress.target)
}

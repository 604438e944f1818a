//! The way through the tiers, from the first to the top.

use super::badge::{Tone, badge};
use super::el::{El, el};
use super::icon::{Icon, icon};

/// Where a tier stands for this member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Passed,
    /// Here.
    Current,
    /// Ahead.
    Ahead,
}

/// One tier.
pub struct Step {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub need: String,
    /// The state.
    pub state: StepState,
    /// The state's word: 'now', 'next'; empty for none.
    pub word: String,
    /// What it gives, and what is missing.
    pub body: Vec<El>,
}

/// Draws the path.
pub fn tier_path(steps: Vec<Step>) -> El {
    let steps = steps.into_iter().map(|step| {
        let (state, shows) = match step.state {
            StepState::Passed => ("passed", Icon::Check),
            StepState::Current => ("current", Icon::Crown),
            StepState::Ahead => ("ahead", Icon::Lock),
        };
        let current = (step.state == StepState::Current).then_some("step");
        let word = (!step.word.is_empty()).then(|| {
            let tone = if current.is_some() { Tone::Accent } else { Tone::Plain };
            badge(tone, step.word)
        });
        let head = el("div", "step-head").child(el("h3", "step-name").child(step.name)).child(word);
        let need = (!step.need.is_empty()).then(|| el("p", "step-need").child(step.need));
        el("li", "step")
            .attr("data-state", state)
            .attr("aria-current", current)
            .child(el("span", "step-mark").child(icon(shows)))
            .child(el("div", "step-body").child(head).child(need).children(step.body))
    });
    el("ol", "tier-path").children(steps)
}

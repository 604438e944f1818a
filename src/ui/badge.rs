//! A word on a tint: a state, a count, how soon something ends.

use super::el::{Child, El, el};

/// What a badge, a toast or a line of text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// To know.
    Plain,
    /// The brand's own.
    Accent,
    /// Gained, done.
    Good,
    /// Soon over, at risk.
    Warn,
    /// Refused, lost.
    Bad,
}

impl Tone {
    /// The value of `data-tone`, which sets the tint.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A badge.
pub fn badge(tone: Tone, text: impl Into<Child>) -> El {
    el("span", "badge").attr("data-tone", tone.name()).child(text)
}

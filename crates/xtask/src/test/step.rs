//! The steps of a full test, in their order.

use clap::ValueEnum;

use crate::build;

/// The steps in their order: what fails soonest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// rustfmt has nothing to change
    Format,
    /// clippy, natively
    Clippy,
    /// clippy for the browser
    ClippyWasm,
    /// the types of the scripts in public/, and the widget's npm package
    Scripts,
    /// rules, client, contract, sandbox and tools
    Native,
    /// the mini-program's types, compilation, and pages on the sandbox
    MiniProgram,
    /// the card's parts in a headless browser
    Browser,
    /// the finished card and its byte budget
    Build,
    /// journeys through the finished card on the sandbox
    EndToEnd,
    /// the configurations of nginx and Caddy, and what graders say of them
    Serving,
    /// the house rules of this repository
    Repository,
}

impl Step {
    /// What the table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy for the browser",
            Self::Scripts => "types of the scripts",
            Self::Native => "native tests",
            Self::MiniProgram => "mini-program",
            Self::Browser => "browser tests",
            Self::Build => "build within its budget",
            Self::EndToEnd => "end-to-end tests",
            Self::Serving => "serving and its grades",
            Self::Repository => "repository checks",
        }
    }

    /// How long it takes on two processors, for the line above it.
    pub fn usually(self) -> &'static str {
        match self {
            Self::Format | Self::Repository => "2 s",
            Self::Scripts => "20 s, 40 s the first time",
            Self::Clippy => "10 s, 3 min the first time",
            Self::ClippyWasm => "10 s, 2 min the first time",
            Self::Native => "1 min, 5 min the first time",
            Self::MiniProgram => "40 s, 3 min the first time",
            Self::Browser => "1 min, 3 min the first time",
            Self::Build => build::USUALLY,
            Self::EndToEnd => "12 to 16 min",
            Self::Serving => "30 s",
        }
    }

    /// Whether it drives a browser.
    pub fn needs_browser(self) -> bool {
        matches!(self, Self::Browser | Self::EndToEnd | Self::Serving)
    }

    /// Whether it runs tools of [`crate::tools`].
    pub fn needs_tools(self) -> bool {
        self.needs_browser() || self == Self::Build
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fast_means_without_a_browser_and_nothing_else() {
        let left_out: Vec<_> =
            Step::value_variants().iter().filter(|step| step.needs_browser()).collect();
        assert_eq!(left_out, [&Step::Browser, &Step::EndToEnd, &Step::Serving]);
    }
}

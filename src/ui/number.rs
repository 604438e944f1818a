//! A figure whose unit is smaller than its number: ¥**12**, **8.5** 折, **1,280** 点.

use super::el::{Child, El, el};
use crate::reactive::{RwSignal, Signal, follow};

/// How large a figure is, in CSS pixels at normal text size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 16.
    Small,
    /// 20.
    Medium,
    /// 28.
    Large,
    /// 40: one to a screen.
    Huge,
}

impl Size {
    const fn name(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
            Self::Huge => "xl",
        }
    }
}

/// What stands where in a figure; empty parts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Before the number, smaller: a currency.
    pub before: String,
    /// The number, already formatted.
    pub value: String,
    /// After the number, smaller: a unit.
    pub after: String,
}

/// Draws a figure.
pub fn number(size: Size, figure: Figure) -> El {
    parts(size, figure.before, figure.value.into(), figure.after)
}

/// Draws a figure whose number changes while it is looked at: each change rolls in once.
pub fn live_number(size: Size, value: Signal<String>, after: String) -> El {
    let turn = RwSignal::new(0_u8);
    follow(move |before: Option<String>| {
        let value = value.get();
        if before.is_some_and(|before| before != value) {
            turn.update(|turn| *turn = if *turn == 1 { 2 } else { 1 });
        }
        value
    });
    // Two names of one animation: an animation starts again only under another name.
    let roll = Signal::derive(move || match turn.get() {
        0 => String::new(),
        1 => "a".to_owned(),
        _ => "b".to_owned(),
    });
    parts(size, String::new(), value.into(), after).attr("data-roll", roll)
}

fn parts(size: Size, before: String, value: Child, after: String) -> El {
    let unit = |text: String| (!text.is_empty()).then(|| el("span", "number-unit").child(text));
    el("span", "number")
        .attr("data-size", size.name())
        .child(unit(before))
        .child(el("span", "number-value").child(value))
        .child(unit(after))
}

//! One symbol with its digits, and what belongs to it: the ring to the next value, which kind of
//! symbol, and how large. The same for the member's code and a coupon's.

use std::sync::Arc;

use contract::Instant;
use contract::code::{BarcodeFormat, SymbologySpec};
use leptos::prelude::*;

use super::drawing::{Drawing, drawable};
use super::watch::Watch;
use crate::domain::code_room::CodeSize;
use crate::i18n::fill;
use crate::reactive::{Memo, RwSignal, Signal, memo};
use crate::screens::Card;
use crate::state::storage;
use crate::symbol::{groups_of_four, spelled};
use crate::ui::{
    self, El, Icon, StepButton, Tab, countdown, dynamic, el, nothing, step_buttons, tabs,
};

/// Where the device keeps how large a symbol is drawn.
const SIZE: &str = "member-card:code-size";

/// A value that the till may read now.
#[derive(Clone, Debug, PartialEq)]
pub struct Showing {
    /// What the symbol says.
    pub value: String,
    /// When it is replaced or ends; nothing for one that stays.
    pub until: Option<Instant>,
    /// How long each value is the current one, in seconds.
    pub period: u32,
    /// What may be shown, the preferred one first.
    pub symbologies: Vec<SymbologySpec>,
}

/// What draws a code. `Copy`.
#[derive(Clone, Copy)]
pub struct Panel {
    card: Card,
    watch: Watch,
    showing: Memo<Option<Showing>>,
    alt: &'static str,
    until: Signal<Option<Instant>>,
    offered: Memo<Vec<SymbologySpec>>,
    picked: RwSignal<Option<usize>>,
    chosen: Memo<usize>,
    size: RwSignal<CodeSize>,
    drawing: Memo<Option<Arc<Drawing>>>,
    widths: Memo<[f64; 3]>,
}

impl Panel {
    /// Begins to draw; the screen stays lit while there is a value. `alt` says what the symbol is:
    /// `{0}` its digits.
    pub fn new(
        card: Card,
        watch: Watch,
        showing: Memo<Option<Showing>>,
        alt: &'static str,
    ) -> Self {
        let until = Signal::derive(move || showing.with(|s| s.as_ref().and_then(|s| s.until)));
        watch.wake_at(until);
        watch.stay_lit(Signal::derive(move || showing.with(Option::is_some)));
        let offered = memo(move || {
            showing
                .with(|showing| showing.as_ref().map(|s| drawable(&s.symbologies)))
                .unwrap_or_default()
        });
        let picked = RwSignal::new(None);
        let chosen = memo(move || {
            picked.get().unwrap_or_else(|| offered.with(|offered| remembered(card, offered)))
        });
        let size = storage::read(storage::local(), SIZE);
        let size = RwSignal::new(CodeSize::named(size.as_deref()));
        // Only what the till reads: the symbol's nodes change when its value does, and not before.
        let value = memo(move || showing.with(|s| s.as_ref().map(|s| s.value.clone())));
        let drawing = memo(move || {
            let spec = offered.with(|offered| offered.get(chosen.get()).cloned());
            value.get().map(|value| Arc::new(Drawing::new(value, spec.as_ref())))
        });
        let widths = memo(move || {
            let room = watch.room();
            drawing
                .with(|drawing| drawing.as_ref().map_or([0.0; 3], |drawing| drawing.widths(room)))
        });
        Self { card, watch, showing, alt, until, offered, picked, chosen, size, drawing, widths }
    }

    /// The symbol and its digits, not painted while the page is hidden: who comes back sees no
    /// value that ended meanwhile.
    pub fn symbol(self) -> El {
        let drawn = dynamic(move || match self.drawing.get() {
            Some(drawing) => self.drawn(&drawing).view(),
            None => nothing(),
        });
        el("div", "code-symbol")
            .attr("data-hidden", Signal::derive(move || !self.watch.in_view()))
            .child(drawn)
    }

    fn drawn(self, drawing: &Drawing) -> El {
        let digits = groups_of_four(&drawing.value);
        let [small, medium, large] = self.widths.get();
        // With less than a pixel for each module nothing scans it, nor where the window cuts it off.
        let fits = small <= self.watch.room().window.width;
        let Some(symbol) = drawing.symbol.as_ref().filter(|_| fits) else {
            return el("div", "stack centred")
                .child(el("p", "").child(self.card.code_texts().no_symbol))
                .child(el("p", "code-value").test_id("member-code").child(digits));
        };
        let width = match self.size.get() {
            CodeSize::Small => small,
            CodeSize::Medium => medium,
            CodeSize::Large => large,
        };
        let per_module = width / f64::from(symbol.width_modules);
        let drawn = ui::symbol(ui::Symbol {
            modules_wide: symbol.width_modules,
            modules_high: symbol.height_modules,
            width,
            height: per_module * f64::from(symbol.height_modules),
            path: symbol.path.clone(),
            alt: fill(self.alt, &[&spelled(&drawing.value)]),
        })
        .attr("data-format", drawing.format.as_str())
        .created(|_| {
            let _ = window().performance().map(|clock| clock.mark("card:code-visible"));
        });
        let text = drawing.show_text.then(|| {
            // The symbol's name says the same.
            el("p", "code-digits").attr("aria-hidden", true).child(digits)
        });
        el("div", "code-drawn").child(drawn).child(text)
    }

    /// The ring, the switch and the sizes.
    pub fn controls(self) -> Vec<El> {
        let ring = dynamic(move || match self.until.get() {
            Some(until) => self.ring(until).view(),
            None => nothing(),
        });
        let switch = dynamic(move || {
            let offered = self.offered.get();
            if offered.len() < 2 { nothing() } else { self.switch(&offered).view() }
        });
        let sizes = dynamic(move || {
            let there = self.drawing.with(|d| d.as_ref().is_some_and(|d| d.symbol.is_some()));
            if there { self.sizes().view() } else { nothing() }
        });
        vec![
            el("div", "code-ring").child(ring),
            el("div", "code-controls")
                .child(el("div", "code-switch").child(switch))
                .child(el("div", "code-sizes").child(sizes)),
        ]
    }

    fn switch(self, offered: &[SymbologySpec]) -> El {
        let words = self.card.code_texts();
        let choose = Callback::new(move |index: usize| {
            self.picked.set(Some(index));
            let spec = self.offered.with_untracked(|offered| offered.get(index).cloned());
            if let Some(spec) = spec {
                let key = choice_key(self.card);
                storage::write(storage::local(), &key, Some(spec.format.as_str()));
            }
        });
        let choices = offered.iter().map(|spec| {
            let label = if spec.format == BarcodeFormat::Code128 { words.bars } else { words.qr };
            Tab { label: label.into(), count: String::new() }
        });
        tabs(words.switch_name.into(), choices.collect(), self.chosen.into(), choose)
    }

    fn sizes(self) -> El {
        let words = self.card.code_texts();
        let step = |name: &'static str, icon, up| StepButton {
            icon,
            name: name.into(),
            off: Signal::derive(move || self.size.get().step(self.widths.get(), up).is_none()),
            press: Callback::new(move |()| {
                let widths = self.widths.get_untracked();
                if let Some(size) = self.size.get_untracked().step(widths, up) {
                    self.size.set(size);
                    storage::write(storage::local(), SIZE, Some(size.as_str()));
                }
            }),
        };
        step_buttons(
            words.size_name.into(),
            step(words.smaller, Icon::Minus, false),
            step(words.larger, Icon::Plus, true),
        )
    }

    fn ring(self, until: Instant) -> El {
        let Self { card, watch, .. } = self;
        let period = self.showing.with_untracked(|s| s.as_ref().map_or(0, |s| s.period));
        let left = move || until.signed_duration_since(watch.now()).num_milliseconds().max(0);
        let words = Signal::derive(move || {
            let seconds = (left() + 999) / 1_000;
            fill(card.code_texts().countdown, &[&card.formats.get().number(seconds)])
        });
        let rest = untrack(left) as f64 / 1_000.0;
        let whole = f64::from(period).max(rest);
        let key = u64::try_from(until.timestamp_millis()).unwrap_or_default();
        countdown(whole, whole - rest, key, words)
    }
}

fn choice_key(card: Card) -> String {
    let brand = card.store.brand().map(|brand| brand.to_string());
    ["member-card:symbol:", brand.as_deref().unwrap_or_default()].concat()
}

/// The place of what was chosen on this device before.
fn remembered(card: Card, offered: &[SymbologySpec]) -> usize {
    let kept = storage::read(storage::local(), &choice_key(card));
    let place = |kept: String| offered.iter().position(|spec| spec.format.as_str() == kept);
    kept.and_then(place).unwrap_or(0)
}

//! The white panel with one symbol on it, its digits and the ring to the next value: the same for
//! the member's code and a coupon's.

use contract::Instant;
use contract::code::{BarcodeFormat, SymbologySpec};
use leptos::prelude::*;

use super::watch::{Room, Watch};
use crate::i18n::fill;
use crate::reactive::{Memo, RwSignal, Signal, memo};
use crate::screens::Card;
use crate::state::storage;
use crate::symbol::{self, QrSettings, Symbol, SymbolError, Symbology, groups_of_four, spelled};
use crate::ui::{self, El, Tab, code_panel, countdown, dynamic, el, nothing, tabs};

/// The widest that a QR Code gets, in CSS pixels: larger ones do not fit a scanner's window.
const WIDEST_QR: f64 = 300.0;

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

/// The panel while there is a value. `alt` says what the symbol is: `{0}` its digits.
pub fn panel(card: Card, watch: Watch, showing: Memo<Option<Showing>>, alt: &'static str) -> El {
    let until = Signal::derive(move || showing.with(|s| s.as_ref().and_then(|s| s.until)));
    watch.wake_at(until);
    let offered = memo(move || {
        showing
            .with(|showing| showing.as_ref().map(|s| drawable(&s.symbologies)))
            .unwrap_or_default()
    });
    let first = offered.with_untracked(|offered| remembered(card, offered));
    let chosen = RwSignal::new(first);
    let choose = Callback::new(move |index: usize| {
        chosen.set(index);
        if let Some(spec) = offered.with_untracked(|offered| offered.get(index).cloned()) {
            storage::write(storage::local(), &choice_key(card), Some(spec.format.as_str()));
        }
    });
    let switch = dynamic(move || {
        let words = card.code_texts();
        let offered = offered.get();
        if offered.len() < 2 {
            return nothing();
        }
        let label = |spec: &SymbologySpec| match spec.format {
            BarcodeFormat::Code128 => words.bars,
            _ => words.qr,
        };
        let choices =
            offered.iter().map(|spec| Tab { label: label(spec).into(), count: String::new() });
        tabs(words.switch_name.into(), choices.collect(), chosen.into(), choose).view()
    });
    // Only what the till reads: the symbol's nodes change when its value does, and not before.
    let value = memo(move || showing.with(|s| s.as_ref().map(|s| s.value.clone())));
    let symbol = dynamic(move || {
        let Some(value) = value.get() else { return nothing() };
        let spec = offered.with(|offered| offered.get(chosen.get()).cloned());
        drawn(card, watch.room(), &value, spec.as_ref(), alt).view()
    });
    let ring = dynamic(move || {
        let Some(until) = until.get() else { return nothing() };
        let period = showing.with_untracked(|s| s.as_ref().map_or(0, |s| s.period));
        ring(card, watch, until, period).view()
    });
    code_panel(vec![
        el("div", "code-switch").child(switch),
        el("div", "code-symbol").child(symbol),
        el("div", "code-ring").child(ring),
    ])
    .attr("data-hidden", Signal::derive(move || !watch.in_view()))
}

/// What of the offered symbologies the card draws, each once; a QR Code where none is named.
fn drawable(specs: &[SymbologySpec]) -> Vec<SymbologySpec> {
    if specs.is_empty() {
        return vec![SymbologySpec {
            format: BarcodeFormat::QrCode,
            ec_level: None,
            version: None,
            mask: None,
            charset: None,
            show_text: true,
        }];
    }
    let mut drawable: Vec<SymbologySpec> = Vec::new();
    for spec in specs {
        let ours = matches!(spec.format, BarcodeFormat::QrCode | BarcodeFormat::Code128);
        if ours && drawable.iter().all(|known| known.format != spec.format) {
            drawable.push(spec.clone());
        }
    }
    drawable
}

fn choice_key(card: Card) -> String {
    let brand = card.store.peek_program().map(|program| program.brand_id.to_string());
    ["member-card:symbol:", brand.as_deref().unwrap_or_default()].concat()
}

/// The place of what was chosen on this device before.
fn remembered(card: Card, offered: &[SymbologySpec]) -> usize {
    let kept = storage::read(storage::local(), &choice_key(card));
    let place = |kept: String| offered.iter().position(|spec| spec.format.as_str() == kept);
    kept.and_then(place).unwrap_or(0)
}

fn encode(value: &str, spec: &SymbologySpec) -> Result<Symbol, SymbolError> {
    match (spec.format, &spec.ec_level) {
        (BarcodeFormat::Code128, _) => symbol::encode(value, Symbology::Code128),
        (_, Some(level)) => symbol::encode_qr(value, &QrSettings::default().with_ec_level(level)),
        (_, None) => symbol::encode(value, Symbology::QrCode),
    }
}

fn drawn(card: Card, room: Room, value: &str, spec: Option<&SymbologySpec>, alt: &str) -> El {
    let digits = groups_of_four(value);
    let symbol = spec.and_then(|spec| encode(value, spec).ok().map(|symbol| (spec, symbol)));
    let Some((spec, symbol)) = symbol else {
        return el("div", "stack centred")
            .child(el("p", "").child(card.code_texts().no_symbol))
            .child(el("p", "code-value").test_id("member-code").child(digits));
    };
    let square = spec.format == BarcodeFormat::QrCode;
    let most = if square { room.width.min(room.height).min(WIDEST_QR) } else { room.width };
    let width = symbol.fit(most, room.pixel_ratio);
    let per_module = width / f64::from(symbol.width_modules);
    let drawn = ui::symbol(ui::Symbol {
        modules_wide: symbol.width_modules,
        modules_high: symbol.height_modules,
        width,
        height: per_module * f64::from(symbol.height_modules),
        path: symbol.path,
        alt: fill(alt, &[&spelled(value)]),
    })
    .attr("data-format", spec.format.as_str())
    .created(|_| {
        let _ = window().performance().map(|clock| clock.mark("card:code-visible"));
    });
    let text = spec.show_text.then(|| {
        // The symbol's name says the same.
        el("p", "code-digits").attr("aria-hidden", true).child(digits)
    });
    el("div", "code-drawn").child(drawn).child(text)
}

fn ring(card: Card, watch: Watch, until: Instant, period: u32) -> El {
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

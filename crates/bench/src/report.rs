//! The figures as tables, and beside the lines that they should hold.

mod lines;
mod table;

use serde_json::{Value, json};

use crate::condition::{CPU, Condition};
use crate::lighthouse::{AUDITS, Lighthouse};
use crate::stats::Spread;
pub use lines::{Line, lines, lines_table};
use table::table;

/// A figure of a visit.
struct Figure {
    name: &'static str,
    /// Where `visit.js` has it.
    at: &'static str,
    /// How many of its units are one of those shown.
    unit: f64,
    digits: usize,
    /// Whether it is worth its spread: a time in which something appears.
    is_moment: bool,
}

/// Milliseconds from the start of the navigation (`page`: its HTML is there), then weights.
const FIGURES: [Figure; 12] = [
    moment("page", "/page"),
    moment("first paint", "/paint"),
    moment("shell", "/shell"),
    moment("code", "/code"),
    moment("usable", "/usable"),
    Figure { name: "shift", at: "/shift", unit: 1.0, digits: 3, is_moment: false },
    Figure { name: "kB to usable", at: "/files_to_usable/bytes", ..WEIGHT },
    Figure { name: "files", at: "/files/requests", unit: 1.0, ..WEIGHT },
    Figure { name: "kB of files", at: "/files/bytes", ..WEIGHT },
    Figure { name: "calls", at: "/calls/requests", unit: 1.0, ..WEIGHT },
    Figure { name: "kB of calls", at: "/calls/bytes", ..WEIGHT },
    // Always the same loop: how slow the processor was, by our doing and by others'.
    Figure { name: "loop", at: "/work", unit: 1.0, ..WEIGHT },
];

const WEIGHT: Figure = Figure { name: "", at: "", unit: 1_000.0, digits: 0, is_moment: false };

const fn moment(name: &'static str, at: &'static str) -> Figure {
    Figure { name, at, unit: 1.0, digits: 0, is_moment: true }
}

/// By how much the slow quarter of the loops may be slower than the fastest on a machine that has
/// nothing else to do.
const STEADY: f64 = 1.4;

/// The samples of one condition.
#[derive(Debug)]
pub struct Series {
    /// The condition.
    pub condition: Condition,
    /// What `visit.js` returned, round by round.
    pub samples: Vec<Value>,
}

impl Series {
    /// A condition that was not measured yet.
    #[must_use]
    pub fn new(condition: Condition) -> Self {
        Self { condition, samples: Vec::new() }
    }

    /// How a figure spreads; a visit without it does not count.
    #[must_use]
    pub fn spread(&self, at: &str) -> Option<Spread> {
        Spread::of(self.figures(at).collect())
    }

    fn figures(&self, at: &str) -> impl Iterator<Item = f64> {
        self.samples.iter().filter_map(move |one| one.pointer(at)?.as_f64())
    }

    /// For the record.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({ "name": self.condition.to_string(), "samples": self.samples })
    }
}

fn number(value: f64, digits: usize) -> String {
    format!("{value:.digits$}")
}

/// The medians, a condition in each row; a figure that fewer visits had says of how many it is.
#[must_use]
pub fn medians(all: &[Series]) -> String {
    let head = std::iter::once("Medians (ms)").chain(FIGURES.iter().map(|figure| figure.name));
    let mut rows = vec![head.map(str::to_owned).collect::<Vec<_>>()];
    for series in all {
        let cells = FIGURES.iter().map(|figure| {
            series.spread(figure.at).map_or_else(
                || "-".to_owned(),
                |spread| {
                    let text = number(spread.median / figure.unit, figure.digits);
                    let of = series.samples.len();
                    if spread.count < of { format!("{text} ({}/{of})", spread.count) } else { text }
                },
            )
        });
        rows.push(std::iter::once(series.condition.to_string()).chain(cells).collect());
    }
    table(&rows)
}

/// The spread of each moment under each condition.
#[must_use]
pub fn spreads(all: &[Series]) -> String {
    let head = ["Spread (ms)", "", "visits", "min", "quartile", "median", "quartile", "max"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for series in all {
        for figure in FIGURES.iter().filter(|figure| figure.is_moment) {
            let Some(spread) = series.spread(figure.at) else { continue };
            let Spread { count, min, lower, median, upper, max } = spread;
            let values = [min, lower, median, upper, max].map(|value| number(value, 0));
            let name = [series.condition.to_string(), figure.name.to_owned(), count.to_string()];
            rows.push(name.into_iter().chain(values).collect());
        }
    }
    table(&rows)
}

/// How long the loop took that every visit ends with, by the slowing of the processor: a wide
/// spread is the work of others. The second is whether there was much of that.
#[must_use]
pub fn loops(all: &[Series]) -> (String, bool) {
    let head = ["Loop (ms)", "visits", "min", "quartile", "median", "quartile", "max"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut disturbed = false;
    for cpu in CPU {
        let those = all.iter().filter(|series| series.condition.cpu == cpu);
        let samples = those.flat_map(|series| series.figures("/work")).collect();
        let Some(Spread { count, min, lower, median, upper, max }) = Spread::of(samples) else {
            continue;
        };
        disturbed |= upper > min * STEADY;
        let values = [min, lower, median, upper, max].map(|value| number(value, 0));
        let name = [format!("{cpu}x"), count.to_string()];
        rows.push(name.into_iter().chain(values).collect());
    }
    (table(&rows), disturbed)
}

/// WASM memory by persona and screen.
#[must_use]
pub fn memory(memory: &[(String, Option<u64>)]) -> String {
    let mut rows = vec![vec!["WASM memory".to_owned(), "MB".to_owned()]];
    for (name, bytes) in memory {
        let text = bytes.map_or_else(|| "-".to_owned(), |bytes| format!("{:.1}", megabytes(bytes)));
        rows.push(vec![name.clone(), text]);
    }
    table(&rows)
}

/// Of 1,048,576 bytes, as a module counts its pages.
fn megabytes(bytes: u64) -> f64 {
    // A memory has at most 65,536 pages.
    f64::from(u32::try_from(bytes / 65_536).unwrap_or(u32::MAX)) / 16.0
}

/// What Lighthouse found.
#[must_use]
pub fn lighthouse(found: &Lighthouse) -> String {
    let head = [
        &format!("Lighthouse {}", found.version()),
        "",
        "min",
        "quartile",
        "median",
        "quartile",
        "max",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for page in found.pages() {
        for (name, audit, unit) in AUDITS {
            let Some(spread) = found.spread(page, audit) else { continue };
            let Spread { min, lower, median, upper, max, .. } = spread;
            let digits = if unit.is_empty() { 3 } else { 0 };
            let values = [min, lower, median, upper, max].map(|value| number(value, digits));
            let name = [format!("{page}: {name}"), unit.to_owned()];
            rows.push(name.into_iter().chain(values).collect());
        }
    }
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(samples: &[Value]) -> Series {
        Series { condition: Condition::all()[0], samples: samples.to_vec() }
    }

    #[test]
    fn a_figure_that_some_visits_lack_says_so() {
        let text = medians(&[series(&[json!({ "usable": 100.0 }), json!({ "usable": null })])]);
        assert!(text.contains("100 (1/2)"), "{text}");
    }

    #[test]
    fn only_moments_have_their_spread_shown() {
        let text = spreads(&[series(&[json!({ "usable": 100.0, "shift": 0.5 })])]);
        assert!(text.contains("usable") && !text.contains("shift"), "{text}");
    }

    #[test]
    fn a_machine_with_other_work_is_noticed() {
        let loops_of = |times: &[f64]| {
            let samples: Vec<Value> = times.iter().map(|time| json!({ "work": time })).collect();
            loops(&[series(&samples)]).1
        };
        assert!(!loops_of(&[20.0, 21.0, 21.0, 22.0, 90.0]), "one outlier is nobody's work");
        assert!(loops_of(&[20.0, 30.0, 40.0, 50.0]));
    }

    #[test]
    fn memory_is_counted_in_pages() {
        assert_eq!(megabytes(3 * 1_048_576 + 65_536), 3.0625);
    }
}

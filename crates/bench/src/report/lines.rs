//! The lines that the card should hold. A missed one is said; it fails nothing, since a time tells
//! as much of the machine as of the card.

use serde_json::{Value, json};

use super::{Series, megabytes, number, table};
use crate::lighthouse::Lighthouse;

/// A line and what was measured beside it.
#[derive(Debug)]
pub struct Line {
    what: String,
    limit: f64,
    unit: &'static str,
    measured: Option<f64>,
}

impl Line {
    fn new(what: impl Into<String>, limit: f64, unit: &'static str, measured: Option<f64>) -> Self {
        Self { what: what.into(), limit, unit, measured }
    }

    fn verdict(&self) -> &'static str {
        match self.measured {
            None => "not measured",
            Some(value) if value <= self.limit => "held",
            Some(_) => "MISSED",
        }
    }

    /// For the record.
    pub fn json(&self) -> Value {
        json!({
            "what": self.what, "limit": self.limit, "unit": self.unit,
            "measured": self.measured, "verdict": self.verdict(),
        })
    }
}

/// All lines. Times are medians; of layout shifts the greatest of all visits counts.
pub fn lines(
    all: &[Series],
    memory: &[(String, Option<u64>)],
    lighthouse: Option<&Lighthouse>,
) -> Vec<Line> {
    let median = |name: &str, at: &str| {
        let series = all.iter().find(|series| series.condition.to_string() == name)?;
        Some(series.spread(at)?.median)
    };
    let mut lines = Vec::new();
    for page in ["visitor", "member"] {
        let of = |audit| Some(lighthouse?.spread(page, audit)?.median);
        let paint = of("first-contentful-paint");
        lines.push(Line::new(format!("first paint, Lighthouse, {page}"), 900.0, "ms", paint));
    }
    // Lighthouse's mobile preset has a processor four times slower; the plain one stands beside it.
    for cpu in ["1x", "4x"] {
        let name = format!("cold/slow-4g/{cpu}/home");
        let (paint, usable) = (median(&name, "/paint"), median(&name, "/usable"));
        lines.push(Line::new(format!("first paint, {name}"), 900.0, "ms", paint));
        lines.push(Line::new(format!("usable, {name}"), 1_600.0, "ms", usable));
    }
    let name = "warm/dead/4x/code";
    lines.push(Line::new(format!("code visible, {name}"), 150.0, "ms", median(name, "/code")));
    let shifts = all.iter().filter_map(|series| Some(series.spread("/shift")?.max));
    lines.push(Line::new("layout shift, any visit", 0.0, "", shifts.max_by(f64::total_cmp)));
    let heavy = memory.iter().find(|(name, _)| name == "heavy, coupons");
    let heavy = heavy.and_then(|(_, bytes)| bytes.map(megabytes));
    lines.push(Line::new("WASM memory, heavy, coupons", 6.0, "MB", heavy));
    lines
}

/// The lines as a table.
pub fn lines_table(lines: &[Line]) -> String {
    let mut rows = vec![["Lines", "line", "measured", ""].map(str::to_owned).to_vec()];
    for line in lines {
        let digits = match line.unit {
            "ms" => 0,
            "MB" => 1,
            _ => 3,
        };
        let show = |value: f64| format!("{} {}", number(value, digits), line.unit);
        let measured = line.measured.map_or_else(|| "-".to_owned(), show);
        rows.push(vec![
            line.what.clone(),
            show(line.limit),
            measured.trim_end().to_owned(),
            line.verdict().to_owned(),
        ]);
    }
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::Condition;

    fn measured(name: &str, samples: &[Value]) -> Vec<Series> {
        let mut all = Condition::all().into_iter();
        let condition = all.find(|one| one.to_string() == name).unwrap();
        vec![Series { condition, samples: samples.to_vec() }]
    }

    fn verdict(lines: &[Line], what: &str) -> &'static str {
        lines.iter().find(|line| line.what == what).unwrap().verdict()
    }

    #[test]
    fn a_line_is_held_up_to_its_limit_and_what_was_not_measured_is_not_held() {
        let all = measured("cold/slow-4g/4x/home", &[json!({ "paint": 900.0, "usable": 1600.1 })]);
        let lines = lines(&all, &[], None);
        assert_eq!(verdict(&lines, "first paint, cold/slow-4g/4x/home"), "held");
        assert_eq!(verdict(&lines, "usable, cold/slow-4g/4x/home"), "MISSED");
        assert_eq!(verdict(&lines, "usable, cold/slow-4g/1x/home"), "not measured");
    }

    #[test]
    fn one_layout_shift_in_many_visits_is_one() {
        let samples = [json!({ "shift": 0 }), json!({ "shift": 0.01 }), json!({ "shift": 0 })];
        let lines = lines(&measured("warm/dead/4x/code", &samples), &[], None);
        assert_eq!(verdict(&lines, "layout shift, any visit"), "MISSED");
    }
}

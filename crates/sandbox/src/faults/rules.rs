//! The rules that break the network, and when they strike.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::error::{Failure, Outcome};

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Holds the request back for `delay_ms`.
    Delay,
    /// Closes the connection before anything is done.
    DropBefore,
    /// Does everything, then closes the connection without an answer.
    DropAfter,
    /// Refuses with `status`.
    Status,
    /// Breaks off in the middle of the answer.
    Truncate,
    /// Answers 200 with a page of somebody else, as a hotel's network does.
    Garbage,
    /// Delivers the request twice and answers with the second result.
    Duplicate,
    /// Gives the answer's header `name` the value `value`, or takes it away.
    Header,
    /// Puts a script with `source` first into the head of a page, allowed by the page's policy.
    Script,
}

/// A rule as it is posted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// The path, with `*` for anything, such as `/v1/coupon-offers/*/claims`.
    #[serde(rename = "match", default = "everything")]
    pub glob: String,
    /// Only this method.
    pub method: Option<String>,
    /// What happens.
    pub kind: Kind,
    /// How likely, 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// Makes chance repeatable.
    #[serde(default)]
    pub seed: u64,
    /// How many times at most.
    pub limit: Option<u32>,
    /// For `delay`, in milliseconds.
    #[serde(default = "two_seconds")]
    pub delay_ms: u64,
    /// For `status`.
    #[serde(default = "unavailable")]
    pub status: u16,
    /// For `header`: its name.
    #[serde(default)]
    pub name: String,
    /// For `header`: its value; nothing takes it away.
    pub value: Option<String>,
    /// For `script`: what it runs.
    #[serde(default)]
    pub source: String,
}

fn everything() -> String {
    "/v1/*".to_owned()
}

fn always() -> f64 {
    1.0
}

fn two_seconds() -> u64 {
    2000
}

fn unavailable() -> u16 {
    503
}

/// A rule and how often it struck.
#[derive(Clone, Debug, Serialize)]
pub struct Active {
    /// Counts up from 1.
    pub id: u32,
    /// What was posted.
    pub rule: Rule,
    /// How often it struck.
    pub fired: u32,
    #[serde(skip)]
    dice: u64,
}

/// What strikes one request.
#[derive(Debug, Default)]
pub(super) struct Struck {
    /// Every delay together.
    pub delay: Duration,
    /// Every header that is given or taken.
    pub headers: Vec<Override>,
    /// The first rule of any other kind.
    pub other: Option<Rule>,
}

/// A header of an answer, and the value that it gets; without one it is taken away.
pub type Override = (HeaderName, Option<HeaderValue>);

/// The rules in force.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Active>>);

impl Faults {
    /// The rules in force.
    pub fn list(&self) -> Vec<Active> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds a rule.
    ///
    /// # Errors
    /// 422 when its probability or its status is out of range, or when it lacks what its kind
    /// needs.
    pub fn add(&self, rule: Rule) -> Outcome<Active> {
        if !(0.0..=1.0).contains(&rule.probability) {
            return Err(Failure::field("probability", "OUT_OF_RANGE"));
        }
        if !(400..600).contains(&rule.status) {
            return Err(Failure::field("status", "OUT_OF_RANGE"));
        }
        if rule.kind == Kind::Header {
            rule.header()?;
        }
        if rule.kind == Kind::Script {
            rule.check_source()?;
        }
        let mut rules = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = rules.iter().map(|active| active.id).max().unwrap_or(0) + 1;
        let active = Active { id, dice: rule.seed, rule, fired: 0 };
        rules.push(active.clone());
        Ok(active)
    }

    /// Takes every rule away.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// What strikes a request.
    pub(super) fn strike(&self, method: &str, path: &str) -> Struck {
        let mut rules = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut struck = Struck::default();
        for active in rules.iter_mut() {
            let gathers = matches!(active.rule.kind, Kind::Delay | Kind::Header);
            if (gathers || struck.other.is_none()) && active.strikes(method, path) {
                match active.rule.kind {
                    Kind::Delay => struck.delay += Duration::from_millis(active.rule.delay_ms),
                    Kind::Header => struck.headers.extend(active.rule.header()),
                    _ => struck.other = Some(active.rule.clone()),
                }
            }
        }
        struck
    }
}

impl Rule {
    /// The header of a `header` rule.
    fn header(&self) -> Outcome<Override> {
        let name = HeaderName::from_bytes(self.name.as_bytes())
            .map_err(|_| Failure::field("name", "NOT_A_HEADER"))?;
        let value = self.value.as_deref().map(HeaderValue::from_str).transpose();
        Ok((name, value.map_err(|_| Failure::field("value", "NOT_A_HEADER_VALUE"))?))
    }

    /// The source of a `script` rule must not end its own element.
    fn check_source(&self) -> Outcome<()> {
        if self.source.trim().is_empty() {
            return Err(Failure::field("source", "REQUIRED"));
        }
        if self.source.to_ascii_lowercase().contains("</script") {
            return Err(Failure::field("source", "ENDS_THE_SCRIPT"));
        }
        Ok(())
    }
}

impl Active {
    fn strikes(&mut self, method: &str, path: &str) -> bool {
        let rule = &self.rule;
        let meant = rule.method.as_ref().is_none_or(|only| only.eq_ignore_ascii_case(method))
            && rule.limit.is_none_or(|limit| self.fired < limit)
            && matches(&rule.glob, path);
        if !meant {
            return false;
        }
        // SplitMix64: repeatable from the seed, good enough to toss a coin.
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.dice;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let toss = u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(u32::MAX);
        let strikes = f64::from(toss) < rule.probability * 4_294_967_296.0;
        self.fired += u32::from(strikes);
        strikes
    }
}

/// Whether a glob with `*` for any run of characters covers a path.
fn matches(glob: &str, path: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(probability: f64, limit: Option<u32>) -> Rule {
        let text = r#"{"kind":"status","match":"/v1/points*"}"#;
        Rule { probability, limit, ..serde_json::from_str(text).unwrap() }
    }

    #[test]
    fn a_glob_covers_what_stands_between_its_parts() {
        assert!(matches("/v1/*", "/v1/points"));
        assert!(matches("/v1/coupon-offers/*/claims", "/v1/coupon-offers/of_1/claims"));
        assert!(!matches("/v1/coupon-offers/*/claims", "/v1/coupon-offers/of_1"));
        assert!(matches("/v1/points", "/v1/points"));
        assert!(!matches("/v1/points", "/v1/points/transactions"));
        assert!(matches("*", "/anything"));
    }

    #[test]
    fn a_limit_ends_a_rule() {
        let faults = Faults::default();
        faults.add(rule(1.0, Some(2))).unwrap();
        let struck = (0..5).filter(|_| faults.strike("GET", "/v1/points").other.is_some()).count();
        assert_eq!(struck, 2);
    }

    #[test]
    fn chance_is_repeatable_and_near_its_probability() {
        let run = || {
            let faults = Faults::default();
            faults.add(rule(0.3, None)).unwrap();
            (0..1000)
                .map(|_| faults.strike("GET", "/v1/points").other.is_some())
                .collect::<Vec<_>>()
        };
        let struck = run().iter().filter(|struck| **struck).count();
        assert_eq!(run(), run());
        assert!((250..350).contains(&struck), "{struck}");
    }
}

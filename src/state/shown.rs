//! Which prompts this browser has shown, in all its tabs: the card's own half of the contact cap.

use chrono::{DateTime, FixedOffset};
use contract::Instant;

use super::storage;
use crate::domain::cap::{Shown, same_day};

/// How many are remembered; a cap's window holds far fewer.
const MOST: usize = 50;

fn key(member: &str) -> String {
    ["member-card:shown:", member].concat()
}

/// What was shown to a member, oldest first.
#[must_use]
pub fn history(member: &str) -> Vec<Shown> {
    let text = storage::read(storage::local(), &key(member)).unwrap_or_default();
    text.lines().filter_map(line).collect()
}

fn line(line: &str) -> Option<Shown> {
    let mut parts = line.splitn(3, ' ');
    let at = parts.next()?.parse::<i64>().ok()?;
    let dismissed = parts.next()? == "x";
    let at: DateTime<FixedOffset> = DateTime::from_timestamp_millis(at)?.into();
    Some(Shown { at, fingerprint: parts.next()?.to_owned(), dismissed })
}

/// Remembers that the prompt with this fingerprint was shown, or closed.
pub fn remember(member: &str, fingerprint: &str, at: Instant, dismissed: bool) {
    let mut shown = history(member);
    match shown.iter_mut().rev().find(|shown| shown.fingerprint == fingerprint) {
        Some(known) if dismissed => known.dismissed = true,
        // Seen again on the same day, such as after a reload: one contact.
        Some(known) if same_day(known.at, at) => {}
        _ => shown.push(Shown { at, fingerprint: fingerprint.to_owned(), dismissed }),
    }
    let skip = shown.len().saturating_sub(MOST);
    let mut text = String::new();
    for Shown { at, fingerprint, dismissed } in shown.iter().skip(skip) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&at.timestamp_millis().to_string());
        text.push_str(if *dismissed { " x " } else { " - " });
        text.push_str(fingerprint);
    }
    storage::write(storage::local(), &key(member), Some(&text));
}

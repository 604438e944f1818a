//! Texts of the points screen.

mod en;
mod zh_cn;

pub use en::EN;
pub use zh_cn::ZH_CN;

use contract::points::{PointKind, PointReason};

/// See the module.
pub struct Texts {
    /// The screen's title.
    pub title: &'static str,
    /// Points on their way.
    pub pending: &'static str,
    /// Points that an order holds.
    pub locked: &'static str,
    /// All that was ever earned.
    pub lifetime_earned: &'static str,
    /// All that was ever spent.
    pub spent: &'static str,
    /// All that ever expired.
    pub expired: &'static str,
    /// What locked points are.
    pub locked_note: &'static str,
    /// The section of pending points.
    pub coming: &'static str,
    /// `{0}`: when they arrive.
    pub arrives: &'static str,
    /// The section of batches by their ends.
    pub ends: &'static str,
    /// `{0}`: when they end.
    pub ends_at: &'static str,
    /// Points without an end.
    pub never_ends: &'static str,
    /// The batch that ends first.
    pub ends_next: &'static str,
    /// How many earnings a batch is made of: one.
    pub from_one: &'static str,
    /// `{0}` of them, from 2.
    pub from_many: &'static str,
    /// What one earning was: `{0}` when.
    pub earned_at: &'static str,
    /// Nothing ends.
    pub no_ends: &'static str,
    /// Opens the whole list: `{0}` how many ends.
    pub all_ends: &'static str,
    /// The expiry rule, by kind: never.
    pub rule_never: &'static str,
    /// `{0}` months, to the moment.
    pub rule_exact: &'static str,
    /// `{0}` months, to the end of the day.
    pub rule_day: &'static str,
    /// `{0}` months, to the end of the month.
    pub rule_month: &'static str,
    /// `{0}` months, to the end of the year.
    pub rule_year: &'static str,
    /// The section of the ledger.
    pub history: &'static str,
    /// Every entry.
    pub all: &'static str,
    /// What adds.
    pub incoming: &'static str,
    /// What takes.
    pub outgoing: &'static str,
    /// Every month.
    pub all_months: &'static str,
    /// Chooses a month.
    pub choose_month: &'static str,
    /// The ledger is empty.
    pub no_entries: &'static str,
    /// The ledger is empty under the chosen filters.
    pub no_entries_here: &'static str,
    /// The balance after an entry: `{0}`.
    pub balance: &'static str,
    /// An entry that counts later: `{0}` when.
    pub state_pending: &'static str,
    /// The same without a known moment.
    pub state_pending_open: &'static str,
    /// An entry that counts.
    pub state_posted: &'static str,
    /// An entry that was taken back.
    pub state_reversed: &'static str,
    /// An entry whose points have expired.
    pub state_expired: &'static str,
    /// An entry's details: the sheet's title.
    pub details: &'static str,
    /// What it does.
    pub detail_kind: &'static str,
    /// Why.
    pub detail_reason: &'static str,
    /// Whether it counts.
    pub detail_state: &'static str,
    /// When it happened.
    pub detail_when: &'static str,
    /// When its points end.
    pub detail_ends: &'static str,
    /// The balance after it.
    pub detail_balance: &'static str,
    /// The order.
    pub detail_order: &'static str,
    /// The entry that it takes back.
    pub detail_reverses: &'static str,
    /// The rules that made it.
    pub detail_rules: &'static str,
    /// Its number, for support.
    pub detail_id: &'static str,
    kinds: [&'static str; 11],
    reasons: [&'static str; 16],
}

impl Texts {
    /// What an entry does, in a word.
    #[must_use]
    pub fn kind(&self, kind: PointKind) -> &'static str {
        word(&self.kinds, PointKind::ALL.iter().position(|known| *known == kind))
    }

    /// Why there is an entry, in a word or two.
    #[must_use]
    pub fn reason(&self, reason: PointReason) -> &'static str {
        word(&self.reasons, PointReason::ALL.iter().position(|known| *known == reason))
    }
}

/// The last word is for what this version does not know.
fn word(words: &[&'static str], place: Option<usize>) -> &'static str {
    let known = place.and_then(|place| words.get(place));
    known.or(words.last()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_reason_has_a_word_of_its_own_and_a_new_one_is_other() {
        for texts in [&ZH_CN, &EN] {
            let kinds = PointKind::ALL.iter().map(|kind| texts.kind(*kind));
            let mut words: Vec<_> = kinds.collect();
            words.push(texts.kind(PointKind::Unknown));
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), PointKind::ALL.len() + 1);

            let reasons = PointReason::ALL.iter().map(|reason| texts.reason(*reason));
            let mut words: Vec<_> = reasons.collect();
            words.push(texts.reason(PointReason::Unknown));
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), PointReason::ALL.len() + 1);
        }
        assert_eq!(ZH_CN.kind(PointKind::TransferOut), "转出");
        assert_eq!(EN.reason(PointReason::LimitReached), "Limit reached");
    }
}

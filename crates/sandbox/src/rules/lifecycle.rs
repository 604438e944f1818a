//! Where a member is on the way from joining to leaving.

use chrono::TimeDelta;
use contract::Instant;
use contract::member::LifecycleStage;

/// What the stage follows from.
#[derive(Clone, Copy, Debug)]
pub struct History {
    /// When the member joined.
    pub joined_at: Instant,
    /// The last purchase, if there was one.
    pub last_purchase_at: Option<Instant>,
    /// Purchases so far.
    pub purchases: u32,
}

/// Days after joining that count as the introduction.
const INTRODUCTION_DAYS: i64 = 30;

/// Purchases after which a member buys steadily.
const STEADY_PURCHASES: u32 = 10;

/// The stage of a member of a brand whose members usually buy again after `cycle_days`: silent
/// after one cycle without a purchase, as good as gone after three.
#[must_use]
pub fn stage(history: History, cycle_days: u32, now: Instant) -> LifecycleStage {
    let cycle = TimeDelta::days(i64::from(cycle_days));
    let quiet = now - history.last_purchase_at.unwrap_or(history.joined_at);
    let recent = now - history.joined_at < TimeDelta::days(INTRODUCTION_DAYS);
    if recent && history.purchases < 3 {
        LifecycleStage::Introduction
    } else if quiet > cycle * 3 {
        LifecycleStage::Churn
    } else if quiet > cycle {
        LifecycleStage::Silence
    } else if history.purchases >= STEADY_PURCHASES {
        LifecycleStage::Maturity
    } else {
        LifecycleStage::Growth
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::from_millis;

    fn stage_of(joined_days: i64, quiet_days: i64, purchases: u32) -> LifecycleStage {
        let now = from_millis(1_795_000_000_000);
        let history = History {
            joined_at: now - TimeDelta::days(joined_days),
            last_purchase_at: (purchases > 0).then(|| now - TimeDelta::days(quiet_days)),
            purchases,
        };
        stage(history, 30, now)
    }

    #[test]
    fn a_member_is_silent_after_one_cycle_and_gone_after_three() {
        assert_eq!(stage_of(400, 30, 20), LifecycleStage::Maturity);
        assert_eq!(stage_of(400, 31, 20), LifecycleStage::Silence);
        assert_eq!(stage_of(400, 91, 20), LifecycleStage::Churn);
    }

    #[test]
    fn somebody_who_joined_today_is_introduced_and_a_few_orders_are_growth() {
        assert_eq!(stage_of(0, 0, 0), LifecycleStage::Introduction);
        assert_eq!(stage_of(100, 5, 4), LifecycleStage::Growth);
    }
}

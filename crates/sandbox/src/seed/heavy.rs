//! The member with ten thousand ledger entries. Written in one go, with the account kept in
//! memory by the same rules.

use chrono::TimeDelta;
use contract::Instant;
use contract::points::{PointKind, PointReason, PointState};
use contract::tier::TierChangeReason;

use super::story::Story;
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::ledger::{Account, Batch, Due};
use crate::store::members::{self, Holder, Seat};
use crate::store::points::{self, Entry};
use crate::store::purchases::{self, Purchase};
use crate::store::{growth, tiers};
use crate::text::Text;
use crate::till;

/// How many entries there are.
const ENTRIES: i64 = 10_000;

/// How far back they go.
const DAYS: i64 = 900;

static CHECK_IN: Text = Text::new("签到", "Check-in");
static TASK: Text = Text::new("任务奖励", "Task reward");
static REDEEMED: Text = Text::new("积分兑换", "Redeemed");
static EXPIRED: Text = Text::new("到期", "Expired");

struct Writer<'t, 'c> {
    tx: &'t Tx<'c>,
    holder: Holder,
    account: Account,
    written: i64,
    earned: i64,
    spent: i64,
    expired: i64,
}

/// Writes the member of a brand.
pub(super) fn seed(tx: &Tx<'_>, brand: &'static Brand) -> Outcome<()> {
    let story = Story::join(tx, brand, "heavy", u64::try_from(DAYS).unwrap_or(0) + 1)?;
    let holder = story.holder.clone();
    story.end()?;
    let present = tx.now();
    let start = present - TimeDelta::days(DAYS);
    let step = TimeDelta::days(DAYS) / i32::try_from(ENTRIES).unwrap_or(i32::MAX);
    let account = points::load(tx, &holder)?;
    let mut writer = Writer { tx, holder, account, written: 1, earned: 0, spent: 0, expired: 0 };
    let before = writer.account.clone();
    let (mut index, mut since_redeemed) = (0_i32, 0);
    while writer.written < ENTRIES {
        let at = start + step * index;
        tx.relive(at);
        writer.settle(at)?;
        let unit = i64::from(index % 7);
        match index % 10 {
            0 => since_redeemed += writer.order(index, present)?,
            9 => {
                let points = (since_redeemed * 93 / 100).min(writer.account.available());
                writer.redeem(points)?;
                since_redeemed = 0;
            }
            8 => since_redeemed += writer.earn(20, PointReason::Task, &TASK, None)?,
            _ => since_redeemed += writer.earn(5 + unit, PointReason::CheckIn, &CHECK_IN, None)?,
        }
        index += 1;
    }
    writer.settle(present)?;
    let Writer { mut holder, account, earned, spent, expired, .. } = writer;
    points::save(tx, &holder, &before, &account)?;
    points::add_totals(tx, &holder, earned, spent, expired)?;
    top_tier(tx, &mut holder, present - TimeDelta::days(200))?;
    tx.come_back();
    Ok(())
}

fn top_tier(tx: &Tx<'_>, holder: &mut Holder, since: Instant) -> Outcome<()> {
    let Some(tier) = holder.brand.tiers.last() else { return Ok(()) };
    let from = holder.seat.map(|seat| seat.tier.id);
    let until = holder.brand.ladder().standing(tier.rank, since).until;
    members::set_seat(tx, holder, Some(Seat { tier, since, until }))?;
    tiers::log_change(tx, holder, from, Some(tier.id), since, TierChangeReason::Qualified)
}

impl Writer<'_, '_> {
    fn write(
        &mut self,
        (kind, reason, points): (PointKind, PointReason, i64),
        balance: i64,
        at: Instant,
        title: &Text,
        order: Option<&str>,
    ) -> Outcome<i64> {
        self.written += 1;
        let earns = kind == PointKind::Earn;
        let entry = Entry {
            kind,
            reason,
            points,
            balance_after: Some(balance),
            state: PointState::Posted,
            occurred_at: at,
            available_at: None,
            expires_at: earns.then(|| points::end_of_life(&self.holder, at)),
            title,
            order,
            reverses: None,
        };
        points::write_entry(self.tx, &self.holder, &entry)
    }

    fn earn(
        &mut self,
        points: i64,
        reason: PointReason,
        title: &Text,
        order: Option<&str>,
    ) -> Outcome<i64> {
        let at = self.tx.now();
        let balance = self.account.available() + points;
        let entry = self.write((PointKind::Earn, reason, points), balance, at, title, order)?;
        let expires_at = Some(points::end_of_life(&self.holder, at));
        self.account.earn(Batch { entry, points, expires_at });
        self.earned += points;
        Ok(points)
    }

    fn redeem(&mut self, points: i64) -> Outcome<()> {
        if self.account.spend(points).is_err() {
            return Ok(());
        }
        let balance = self.account.available();
        let what = (PointKind::Redeem, PointReason::Redemption, -points);
        self.write(what, balance, self.tx.now(), &REDEEMED, None)?;
        self.spent += points;
        Ok(())
    }

    fn order(&mut self, index: i32, present: Instant) -> Outcome<i64> {
        let at = self.tx.now();
        let initial = self.holder.brand.id.get(..1).unwrap_or_default().to_ascii_uppercase();
        let order = format!("{initial}H{index:06}");
        let units = self.holder.brand.renewal.aov / 100 + i64::from(index % 13);
        let nights = i64::from(self.holder.brand.id == "hotel");
        let purchase = Purchase {
            order: order.clone(),
            member: self.holder.id.clone(),
            paid: units * 100,
            discount: 0,
            nights,
            coupon: None,
            at,
            refunded_at: None,
        };
        if present - at < TimeDelta::days(365) {
            purchases::insert(self.tx, &purchase)?;
            members::set_last_purchase(self.tx, &mut self.holder, Some(at))?;
            for grown in till::grows(&self.holder, &purchase) {
                growth::add(self.tx, &self.holder, grown.kind, grown.value, Some(&order))?;
            }
        }
        let title = till::title(&self.holder, &order);
        self.earn(
            till::points_for(&self.holder, purchase.paid),
            PointReason::Order,
            &title,
            Some(&order),
        )
    }

    fn settle(&mut self, now: Instant) -> Outcome<()> {
        for due in self.account.settle(&mut Vec::new(), now) {
            if let Due::Expired { points, at, balance } = due {
                let what = (PointKind::Expire, PointReason::Expiry, -points);
                self.write(what, balance, at, &EXPIRED, None)?;
                self.expired += points;
            }
        }
        Ok(())
    }
}

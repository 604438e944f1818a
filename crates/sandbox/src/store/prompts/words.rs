//! The words of prompts. They invite and inform; a tasting never leads with renewing.

use chrono::{Datelike as _, Duration, Timelike as _};
use contract::Instant;
use contract::coupon::Coupon;
use contract::prompt::{Framing, PromptKind};
use contract::tier::{Measure, MeasureKind};

use super::facts::Known;
use crate::error::{Failure, Outcome};
use crate::rules::prompt::Candidate;
use crate::store::members::Holder;
use crate::text::Text;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a prompt says.
pub struct Words {
    /// One line.
    pub headline: Text,
    /// One or two sentences.
    pub body: Text,
    /// The button.
    pub button: Text,
}

/// Words a candidate.
///
/// # Errors
/// When a fact is missing without which there would be no such candidate.
pub fn of(
    holder: &Holder,
    known: &Known,
    candidate: &Candidate,
    variant: Option<char>,
) -> Outcome<Words> {
    let found = match candidate.kind {
        PromptKind::Renewal => Some(renewal(holder, known, candidate, variant)),
        PromptKind::AutoRenewalNotice => notice(known),
        PromptKind::InactiveRecall => known.recall.as_ref().map(recall),
        PromptKind::NewMemberPack => known.welcome.as_ref().map(welcome),
        PromptKind::TierNear => tier_near(holder, known),
        PromptKind::TierAtRisk => tier_at_risk(holder, known),
        PromptKind::CouponExpiring => known.ending.as_ref().map(coupon_ending),
        PromptKind::PointsExpiring => points_ending(holder, known),
        _ => None,
    };
    found.ok_or_else(|| Failure::internal(&format!("no words for {}", candidate.kind.as_str())))
}

fn renewal(holder: &Holder, known: &Known, candidate: &Candidate, variant: Option<char>) -> Words {
    let brand = &holder.brand.name;
    if candidate.framing == Framing::NewProductTasting {
        let gift = candidate.extra_coupon.and(known.extra.as_ref()).and_then(|o| o.amount_off);
        let body = match (gift.map(yuan), variant) {
            (Some(off), Some('B')) => Text::made(
                format!("{off} 无门槛券，任选一款新品，到店出示就能用。"),
                format!("{off} off any new arrival, no minimum. Just show it at the counter."),
            ),
            (Some(off), _) => Text::made(
                format!("{} 上了新品。{off} 券不设门槛，先尝一口再说。", brand.zh),
                format!(
                    "{} has something new. {off} is on us, no minimum: try it first.",
                    brand.en
                ),
            ),
            (None, _) => Text::made(
                format!("{} 上了新品，来尝一口。", brand.zh),
                format!("{} has something new. Come and try it.", brand.en),
            ),
        };
        return Words {
            headline: Text::new("新品尝鲜券已为你留好", "A tasting is waiting for you"),
            body,
            button: Text::new("领券尝鲜", "Take the coupon"),
        };
    }
    let until = known.membership.as_ref().and_then(|membership| membership.valid_until);
    let (zh, en) = until.map(last_day).unwrap_or_default();
    let ended = known.membership.as_ref().is_some_and(|m| m.expired_days.is_some());
    Words {
        headline: if ended {
            Text::made("你的礼遇还在等你".to_owned(), "Your benefits are waiting".to_owned())
        } else {
            Text::made(format!("你的会员有效到 {zh}"), format!("Your plan is valid to {en}"))
        },
        body: match known.membership.as_ref().and_then(|m| m.value.as_ref()) {
            Some(value) if value.saved.amount > 0 => Text::made(
                format!("它已为你省下 {}。想继续，可在会员页续上。", yuan(value.saved.amount)),
                format!("It has saved you {}. Renew on the plan's page.", yuan(value.saved.amount)),
            ),
            _ => Text::new("想继续，可在会员页续上。", "To keep it, renew on the plan's page."),
        },
        button: Text::new("看看会员权益", "See the plan"),
    }
}

/// The law asks for the day and the amount, and for an easy way to cancel.
fn notice(known: &Known) -> Option<Words> {
    let auto = known.membership.as_ref()?.auto_renewal.as_ref()?;
    let (zh, en) = day(auto.next_charge_at?);
    let amount = yuan(auto.next_amount.as_ref()?.amount);
    Some(Words {
        headline: Text::made(
            format!("会员将在 {zh}自动续费"),
            format!("Your plan renews itself on {en}"),
        ),
        body: Text::made(
            format!("到时会扣款 {amount}。不想继续，可在会员页随时关闭，不收费用。"),
            format!(
                "{amount} will be charged then. You can cancel on the plan's page at any time, free of charge."
            ),
        ),
        button: Text::new("查看或关闭", "See or cancel"),
    })
}

fn recall(coupon: &Coupon) -> Words {
    let (zh, en) = last_day(coupon.valid_until);
    let off = coupon.face.amount_off.map_or_else(|| coupon.name.clone(), yuan);
    Words {
        headline: Text::new("你的账户里有一张无门槛券", "There is a coupon in your account"),
        body: Text::made(
            format!("{off}，{zh}前有效，到店出示就能用。"),
            format!("{off}, valid to {en}. Show it on your next visit."),
        ),
        button: Text::new("看看这张券", "See the coupon"),
    }
}

fn welcome(coupon: &Coupon) -> Words {
    let (zh, en) = last_day(coupon.valid_until);
    Words {
        headline: Text::new("见面礼已经放进卡包", "Your welcome gift is in the wallet"),
        body: Text::made(
            format!("第一次来就能用，{zh}前有效。"),
            format!("Ready for your first visit, valid to {en}."),
        ),
        button: Text::new("去看看", "Have a look"),
    }
}

fn tier_near(holder: &Holder, known: &Known) -> Option<Words> {
    let next = holder.brand.tier_of_rank(known.tier.next.as_ref()?.rank)?;
    let nearest = |m: &&Measure| m.missing.saturating_mul(10_000) / m.threshold.max(1);
    let measure = known.tier.measures.iter().filter(|m| m.missing > 0).min_by_key(nearest)?;
    let missing = amount(holder, measure.kind, measure.missing);
    let gain = next.benefits.first().map(|benefit| &benefit.title);
    Some(Words {
        headline: Text::made(
            format!("还差 {}，升级{}", missing.zh, next.name.zh),
            format!("{} to {}", missing.en, next.name.en),
        ),
        body: gain.map_or_else(
            || Text::new("", ""),
            |gain| Text::made(format!("升级后：{}", gain.zh), format!("Then: {}", gain.en)),
        ),
        button: Text::new("看看怎么升级", "See the path"),
    })
}

fn tier_at_risk(holder: &Holder, known: &Known) -> Option<Words> {
    let current = holder.brand.tier_of_rank(known.tier.current.as_ref()?.rank)?;
    let (zh, en) = last_day(known.tier.current.as_ref()?.valid_until?);
    let missing = known.tier.projection.as_ref()?.keep_missing.first()?;
    let missing = amount(holder, missing.kind, missing.missing);
    Some(Words {
        headline: Text::made(
            format!("再有 {}，留住{}", missing.zh, current.name.zh),
            format!("{} to keep your {}", missing.en, current.name.en),
        ),
        body: Text::made(
            format!("等级在 {zh}重新评定。"),
            format!("Your tier is reviewed after {en}."),
        ),
        button: Text::new("看看等级", "See the tiers"),
    })
}

fn coupon_ending(coupon: &Coupon) -> Words {
    let (zh, en) = last_day(coupon.valid_until);
    Words {
        headline: Text::new("有一张券快到期了", "One of your coupons ends soon"),
        body: Text::made(
            format!("{}，{zh} {} 到期。", coupon.name, last_minute(coupon.valid_until)),
            format!("{}, until {en}, {}.", coupon.name, last_minute(coupon.valid_until)),
        ),
        button: Text::new("去使用", "Use it"),
    }
}

fn points_ending(holder: &Holder, known: &Known) -> Option<Words> {
    let (points, until) = known.points?;
    let (zh, en) = last_day(until);
    let name = &holder.brand.point_name;
    Some(Words {
        headline: Text::made(
            format!("有 {points} {}快到期了", name.zh),
            format!("{points} {} end soon", name.en),
        ),
        body: Text::made(
            format!("{zh} {} 到期，可以先换一张券。", last_minute(until)),
            format!("Until {en}, {}. You can turn them into a coupon.", last_minute(until)),
        ),
        button: Text::new("看看怎么用", "See how to use them"),
    })
}

/// How much of a measure, with its unit.
fn amount(holder: &Holder, kind: MeasureKind, value: i64) -> Text {
    let growth = &holder.brand.growth_name;
    match kind {
        MeasureKind::Spend => Text::made(yuan(value), yuan(value)),
        MeasureKind::Nights => {
            let nights = if value == 1 { "night" } else { "nights" };
            Text::made(format!("{value} 晚"), format!("{value} {nights}"))
        }
        MeasureKind::GrowthValue => Text::made(
            format!("{value} 点{}", growth.zh),
            format!("{value} {} points", growth.en.to_lowercase()),
        ),
        _ => Text::made(format!("{value} 次"), format!("{value} times")),
    }
}

/// Minor units as people write them: ¥11, ¥10.50, ¥1,999.
fn yuan(amount: i64) -> String {
    let (whole, rest) = (amount / 100, amount % 100);
    let digits = whole.to_string();
    let grouped: String = digits
        .chars()
        .enumerate()
        .flat_map(|(i, digit)| {
            let comma = i > 0 && (digits.len() - i) % 3 == 0;
            comma.then_some(',').into_iter().chain([digit])
        })
        .collect();
    if rest == 0 { format!("¥{grouped}") } else { format!("¥{grouped}.{rest:02}") }
}

/// The last moment before an exclusive end.
fn before(end: Instant) -> Instant {
    end - Duration::minutes(1)
}

fn last_day(end: Instant) -> (String, String) {
    day(before(end))
}

fn last_minute(end: Instant) -> String {
    let at = before(end);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn day(at: Instant) -> (String, String) {
    let month = MONTHS.get(at.month0() as usize).copied().unwrap_or_default();
    (format!("{} 月 {} 日", at.month(), at.day()), format!("{} {month}", at.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_people_write_it() {
        let written = [1_100, 1_050, 199_900, 123_456_700].map(yuan);
        assert_eq!(written, ["¥11", "¥10.50", "¥1,999", "¥1,234,567"]);
    }

    #[test]
    fn an_exclusive_end_is_told_as_the_last_minute_before_it() {
        let end = "2026-12-01T00:00:00+08:00".parse().expect("an instant");
        assert_eq!(last_day(end), ("11 月 30 日".to_owned(), "30 Nov".to_owned()));
        assert_eq!(last_minute(end), "23:59");
    }
}

//! The tasks of both brands, and what the seeded members have done for them.

use contract::task::{ProgressUnit, TaskKind, TaskPeriod};
use rusqlite::params;

use super::offer::day;
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::task::stretch;
use crate::store::members::Holder;
use crate::store::tasks::TaskRow;
use crate::text::Text;

/// Seeds the tasks of a brand.
///
/// # Errors
/// When the database fails.
pub fn define(tx: &Tx<'_>, brand: &Brand) -> Outcome<()> {
    let tea = brand.id == "tea";
    let id = |name: &str| format!("{}-{name}", brand.id);
    // In minor units: about twenty cups, or four nights.
    let goal = if tea { 100_000 } else { 500_000 };
    let spend = |amount: i64| {
        let (thousands, rest) = (amount / 100_000, amount / 100 % 1_000);
        Text::made(
            format!("消费满 ¥{thousands},{rest:03}"),
            format!("Spend ¥{thousands},{rest:03}"),
        )
    };
    let (gift, gift_offer) = if tea {
        (Text::new("山雾茶巾一条", "A Mistleaf tea cloth"), "tea-cloth")
    } else {
        (Text::new("栖岸香薰一盒", "A box of Stillshore scent"), "hotel-scent")
    };
    let plain = |seq, name: &str, kind, title, detail| TaskRow {
        seq: if tea { seq } else { seq + 100 },
        id: id(name),
        kind,
        title,
        detail,
        target: 1,
        unit: ProgressUnit::Count,
        period: TaskPeriod::Once,
        opens_at: day(tx, -1_500),
        deadline: None,
        after_task: None,
        reward_points: None,
        reward_gift: None,
        reward_offer: None,
        action_target: Some("#/code".to_owned()),
    };
    let tasks = [
        TaskRow {
            reward_points: Some(20),
            action_target: Some("#/me".to_owned()),
            ..plain(
                1,
                "profile",
                TaskKind::Profile,
                Text::new("完善资料", "Complete your profile"),
                Text::new("填好称呼和生日就行", "Your name and birthday are enough"),
            )
        },
        TaskRow {
            reward_offer: Some(if tea { "tea-delivery" } else { "hotel-luggage" }.to_owned()),
            ..plain(
                2,
                "first-order",
                TaskKind::FirstOrder,
                Text::new("完成第一单", "Place your first order"),
                Text::new("结账时出示会员码", "Show your code when you pay"),
            )
        },
        TaskRow {
            target: goal,
            unit: ProgressUnit::Money,
            opens_at: day(tx, -60),
            deadline: Some(day(tx, 30)),
            reward_gift: Some(gift),
            reward_offer: Some(gift_offer.to_owned()),
            ..plain(
                3,
                "spend",
                TaskKind::SpendTarget,
                spend(goal),
                Text::new("实付金额累计，退款会扣回", "What you pay counts; refunds go back"),
            )
        },
        TaskRow {
            target: 3,
            period: TaskPeriod::Monthly,
            reward_points: Some(50),
            ..plain(
                4,
                "three-orders",
                TaskKind::OrderCount,
                Text::new("本月下三单", "Three orders this month"),
                Text::new("每月 1 号重新开始", "Begins again on the 1st"),
            )
        },
        TaskRow {
            target: 7,
            unit: ProgressUnit::Days,
            reward_points: Some(30),
            opens_at: day(tx, -7),
            action_target: Some("#/check-in".to_owned()),
            ..plain(
                5,
                "streak",
                TaskKind::CheckInStreak,
                Text::new("连续签到七天", "Check in seven days in a row"),
                Text::new("断了可以补签", "A missed day can be made up"),
            )
        },
        TaskRow {
            period: TaskPeriod::Weekly,
            reward_points: Some(10),
            ..plain(
                6,
                "visit",
                TaskKind::VisitStore,
                Text::new("本周来一次", "Come by this week"),
                Text::new("到店出示会员码", "Show your code in the store"),
            )
        },
        TaskRow {
            target: goal * 3 / 2,
            unit: ProgressUnit::Money,
            opens_at: day(tx, -60),
            deadline: Some(day(tx, 60)),
            after_task: Some(id("spend")),
            reward_points: Some(200),
            ..plain(
                7,
                "spend-more",
                TaskKind::SpendTarget,
                spend(goal * 3 / 2),
                Text::new("领取上一份礼之后开启", "Opens when the gift before was taken"),
            )
        },
        TaskRow {
            opens_at: day(tx, -90),
            deadline: Some(day(tx, -1)),
            reward_points: Some(30),
            action_target: Some("#/me".to_owned()),
            ..plain(
                8,
                "survey",
                TaskKind::Survey,
                Text::new("说说你的口味", "Tell us what you like"),
                Text::new("三个问题", "Three questions"),
            )
        },
    ];
    tasks.iter().try_for_each(|task| task.insert(tx, brand))
}

/// Seeds what is done: the profile of everybody but the newest, and the rewards taken for it.
///
/// # Errors
/// When the database fails.
pub fn progress(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    let claimed: &[TaskKind] = match holder.persona.as_str() {
        "new" => return Ok(()),
        // The first order's reward still waits.
        "growing" => &[TaskKind::Profile],
        _ => &[TaskKind::Profile, TaskKind::FirstOrder],
    };
    for row in TaskRow::all(tx, holder.brand)? {
        let opens = row.opens_at.max(holder.joined_at);
        let done_at = opens.timestamp_millis() + 60_000;
        if row.kind == TaskKind::Profile {
            tx.execute(
                "INSERT INTO task_mark (member, task, at) VALUES (?1, ?2, ?3)",
                params![holder.id.as_str(), row.id, done_at],
            )?;
        }
        if claimed.contains(&row.kind) {
            let key = stretch(row.period, tx.now(), opens, row.deadline).key;
            tx.execute(
                "INSERT INTO task_claim (member, task, stretch, at) VALUES (?1, ?2, ?3, ?4)",
                params![holder.id.as_str(), row.id, key.to_string(), done_at],
            )?;
        }
    }
    Ok(())
}

//! One task as it is stored.

use contract::Instant;
use contract::task::{ProgressUnit, TaskKind, TaskPeriod};
use rusqlite::{OptionalExtension as _, Row, named_params, params};

use crate::brand::Brand;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::text::Text;

/// What a brand asks its members to do.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// The order of equals.
    pub seq: i64,
    /// The task.
    pub id: String,
    /// What it asks for.
    pub kind: TaskKind,
    /// What to do, in a few words.
    pub title: Text,
    /// More, in a sentence.
    pub detail: Text,
    /// The goal, in `unit`.
    pub target: i64,
    /// What progress is counted in.
    pub unit: ProgressUnit,
    /// How often it comes.
    pub period: TaskPeriod,
    /// Counts from; for later members from when they joined.
    pub opens_at: Instant,
    /// Until when (exclusive), of one that comes once.
    pub deadline: Option<Instant>,
    /// The task whose reward must be taken first.
    pub after_task: Option<String>,
    /// Points it brings.
    pub reward_points: Option<i64>,
    /// A gift it brings, in words.
    pub reward_gift: Option<Text>,
    /// The offer of the coupon it brings.
    pub reward_offer: Option<String>,
    /// The screen where it is done; nothing when it is done in the store.
    pub action_target: Option<String>,
}

impl TaskRow {
    /// The tasks of a brand.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all(tx: &Tx<'_>, brand: &Brand) -> Outcome<Vec<Self>> {
        let mut statement =
            tx.prepare_cached("SELECT * FROM task WHERE brand = ?1 ORDER BY seq")?;
        let rows = statement.query_map([brand.id], Self::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One task of a brand.
    ///
    /// # Errors
    /// 404 when there is none of that id.
    pub fn get(tx: &Tx<'_>, brand: &Brand, id: &str) -> Outcome<Self> {
        tx.prepare_cached("SELECT * FROM task WHERE brand = ?1 AND id = ?2")?
            .query_row(params![brand.id, id], Self::read)
            .optional()?
            .ok_or_else(|| Failure::not_found("task"))
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |zh: &str, en: &str| -> rusqlite::Result<Text> {
            Ok(Text::made(row.get::<_, String>(zh)?, row.get::<_, String>(en)?))
        };
        let gift: Option<String> = row.get("reward_gift_zh")?;
        Ok(Self {
            seq: row.get("seq")?,
            id: row.get("id")?,
            kind: TaskKind::from_wire(&row.get::<_, String>("kind")?),
            title: text("title_zh", "title_en")?,
            detail: text("detail_zh", "detail_en")?,
            target: row.get("target")?,
            unit: ProgressUnit::from_wire(&row.get::<_, String>("unit")?),
            period: TaskPeriod::from_wire(&row.get::<_, String>("period")?),
            opens_at: from_millis(row.get("opens_at")?),
            deadline: row.get::<_, Option<i64>>("deadline")?.map(from_millis),
            after_task: row.get("after_task")?,
            reward_points: row.get("reward_points")?,
            reward_gift: gift.map(|_| text("reward_gift_zh", "reward_gift_en")).transpose()?,
            reward_offer: row.get("reward_offer")?,
            action_target: row.get("action_target")?,
        })
    }

    /// Adds it to a brand.
    ///
    /// # Errors
    /// When the database fails.
    pub fn insert(&self, tx: &Tx<'_>, brand: &Brand) -> Outcome<()> {
        let gift = self.reward_gift.as_ref();
        tx.prepare_cached(
            "INSERT INTO task (seq, id, brand, kind, title_zh, title_en, detail_zh, detail_en,
                target, unit, period, opens_at, deadline, after_task, reward_points,
                reward_gift_zh, reward_gift_en, reward_offer, action_target)
             VALUES (:seq, :id, :brand, :kind, :title_zh, :title_en, :detail_zh, :detail_en,
                :target, :unit, :period, :opens_at, :deadline, :after_task, :reward_points,
                :reward_gift_zh, :reward_gift_en, :reward_offer, :action_target)",
        )?
        .execute(named_params! {
            ":seq": self.seq,
            ":id": self.id,
            ":brand": brand.id,
            ":kind": self.kind.as_str(),
            ":title_zh": self.title.zh,
            ":title_en": self.title.en,
            ":detail_zh": self.detail.zh,
            ":detail_en": self.detail.en,
            ":target": self.target,
            ":unit": self.unit.as_str(),
            ":period": self.period.as_str(),
            ":opens_at": self.opens_at.timestamp_millis(),
            ":deadline": self.deadline.map(|at| at.timestamp_millis()),
            ":after_task": self.after_task,
            ":reward_points": self.reward_points,
            ":reward_gift_zh": gift.map(|gift| &gift.zh),
            ":reward_gift_en": gift.map(|gift| &gift.en),
            ":reward_offer": self.reward_offer,
            ":action_target": self.action_target,
        })?;
        Ok(())
    }
}

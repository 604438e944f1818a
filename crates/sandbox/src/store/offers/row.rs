//! One offer as it is stored, and what a claimant sees of it.

use contract::Instant;
use contract::coupon::{
    Channel, CouponFace, CouponKind, CouponOffer, CouponScope, CouponThreshold, Stacking,
    UsableWindow,
};
use contract::ids::{OfferId, TierId};
use contract::tier::TierRef;
use rusqlite::{Row, named_params};
use serde::de::DeserializeOwned;

use crate::brand::Brand;
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::offer::{self, Claimant, Terms};
use crate::text::{Lang, Text};

/// What coupons are issued from.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The order of the list: higher is newer.
    pub seq: i64,
    /// The offer.
    pub id: OfferId,
    /// Its name.
    pub name: Text,
    /// What its coupons give.
    pub kind: CouponKind,
    /// Minor units off.
    pub amount_off: Option<i64>,
    /// What is still paid, in basis points.
    pub discount_bps: Option<u32>,
    /// The most that a discount takes off, in minor units.
    pub max_discount: Option<i64>,
    /// The thing, in words.
    pub item: Option<Text>,
    /// The least an order must cost, in minor units.
    pub threshold: i64,
    /// What for, in words.
    pub scope: Text,
    /// Where; empty is everywhere.
    pub channels: Vec<Channel>,
    /// Days and hours; empty is always.
    pub windows: Vec<UsableWindow>,
    /// Goes with nothing else.
    pub exclusive: bool,
    /// How many of the same in one order.
    pub max_per_order: Option<u32>,
    /// Whether its value is used bit by bit.
    pub divisible: bool,
    /// The brand's notes.
    pub notes: Vec<Text>,
    /// Days that a coupon lives after the day on which it was issued.
    pub valid_days: Option<u32>,
    /// A fixed end of its coupons (exclusive).
    pub valid_until: Option<Instant>,
    /// Points that claiming costs.
    pub cost_points: i64,
    /// How many are left.
    pub stock: Option<i64>,
    /// When the stock is filled again, and to how many.
    pub next_round: Option<(Instant, i64)>,
    /// How often one member may claim.
    pub per_member_limit: u32,
    /// The least tier.
    pub min_tier: Option<TierId>,
    /// For paid members.
    pub paid_only: bool,
    /// Claimable from.
    pub claim_from: Instant,
    /// Claimable until (exclusive).
    pub claim_until: Instant,
    /// Whether it stands in the claim centre.
    pub listed: bool,
    /// Sold out whenever it is claimed, though the list says otherwise.
    pub always_gone: bool,
}

impl Offer {
    /// Reads one from a row with the columns of `offer`.
    ///
    /// # Errors
    /// When a column is missing or holds what no offer holds.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |zh: &str, en: &str| -> rusqlite::Result<Text> {
            Ok(Text::made(row.get::<_, String>(zh)?, row.get::<_, String>(en)?))
        };
        let item: Option<String> = row.get("item_zh")?;
        let notes_zh: Vec<String> = json(row, "notes_zh")?;
        let notes_en: Vec<String> = json(row, "notes_en")?;
        let next_round_at: Option<i64> = row.get("next_round_at")?;
        let round_stock: Option<i64> = row.get("round_stock")?;
        Ok(Self {
            seq: row.get("seq")?,
            id: OfferId::new(row.get::<_, String>("id")?),
            name: text("name_zh", "name_en")?,
            kind: CouponKind::from_wire(&row.get::<_, String>("kind")?),
            amount_off: row.get("amount_off")?,
            discount_bps: row.get("discount_bps")?,
            max_discount: row.get("max_discount")?,
            item: item.map(|_| text("item_zh", "item_en")).transpose()?,
            threshold: row.get("threshold")?,
            scope: text("scope_zh", "scope_en")?,
            channels: json(row, "channels")?,
            windows: json(row, "windows")?,
            exclusive: row.get("exclusive")?,
            max_per_order: row.get("max_per_order")?,
            divisible: row.get("divisible")?,
            notes: notes_zh.into_iter().zip(notes_en).map(|(zh, en)| Text::made(zh, en)).collect(),
            valid_days: row.get("valid_days")?,
            valid_until: row.get::<_, Option<i64>>("valid_until")?.map(from_millis),
            cost_points: row.get("cost_points")?,
            stock: row.get("stock")?,
            next_round: next_round_at.map(from_millis).zip(round_stock),
            per_member_limit: row.get("per_member_limit")?,
            min_tier: row.get::<_, Option<String>>("min_tier")?.map(TierId::new),
            paid_only: row.get("paid_only")?,
            claim_from: from_millis(row.get("claim_from")?),
            claim_until: from_millis(row.get("claim_until")?),
            listed: row.get("listed")?,
            always_gone: row.get("always_gone")?,
        })
    }

    /// Adds it to a brand. `purpose` is the source of the coupons that the programme issues from
    /// it by itself.
    ///
    /// # Errors
    /// When the database fails.
    pub fn insert(&self, tx: &Tx<'_>, brand: &'static Brand, purpose: Option<&str>) -> Outcome<()> {
        let notes = |lang| self.notes.iter().map(|note| note.to(lang)).collect::<Vec<_>>();
        tx.prepare_cached(
            "INSERT INTO offer (seq, id, brand, name_zh, name_en, kind, amount_off, discount_bps,
                max_discount, item_zh, item_en, threshold, scope_zh, scope_en, channels, windows,
                exclusive, max_per_order, divisible, notes_zh, notes_en, valid_days, valid_until,
                cost_points, stock, next_round_at, round_stock, per_member_limit, min_tier,
                paid_only, claim_from, claim_until, listed, always_gone, purpose)
             VALUES (:seq, :id, :brand, :name_zh, :name_en, :kind, :amount_off, :discount_bps,
                :max_discount, :item_zh, :item_en, :threshold, :scope_zh, :scope_en, :channels,
                :windows, :exclusive, :max_per_order, :divisible, :notes_zh, :notes_en,
                :valid_days, :valid_until, :cost_points, :stock, :next_round_at, :round_stock,
                :per_member_limit, :min_tier, :paid_only, :claim_from, :claim_until, :listed,
                :always_gone, :purpose)",
        )?
        .execute(named_params! {
            ":seq": self.seq,
            ":id": self.id.as_str(),
            ":brand": brand.id,
            ":name_zh": self.name.zh,
            ":name_en": self.name.en,
            ":kind": self.kind.as_str(),
            ":amount_off": self.amount_off,
            ":discount_bps": self.discount_bps,
            ":max_discount": self.max_discount,
            ":item_zh": self.item.as_ref().map(|item| &item.zh),
            ":item_en": self.item.as_ref().map(|item| &item.en),
            ":threshold": self.threshold,
            ":scope_zh": self.scope.zh,
            ":scope_en": self.scope.en,
            ":channels": serde_json::to_string(&self.channels)?,
            ":windows": serde_json::to_string(&self.windows)?,
            ":exclusive": self.exclusive,
            ":max_per_order": self.max_per_order,
            ":divisible": self.divisible,
            ":notes_zh": serde_json::to_string(&notes(Lang::Zh))?,
            ":notes_en": serde_json::to_string(&notes(Lang::En))?,
            ":valid_days": self.valid_days,
            ":valid_until": self.valid_until.map(|at| at.timestamp_millis()),
            ":cost_points": self.cost_points,
            ":stock": self.stock,
            ":next_round_at": self.next_round.map(|(at, _)| at.timestamp_millis()),
            ":round_stock": self.next_round.map(|(_, stock)| stock),
            ":per_member_limit": self.per_member_limit,
            ":min_tier": self.min_tier.as_ref().map(TierId::as_str),
            ":paid_only": self.paid_only,
            ":claim_from": self.claim_from.timestamp_millis(),
            ":claim_until": self.claim_until.timestamp_millis(),
            ":listed": self.listed,
            ":always_gone": self.always_gone,
            ":purpose": purpose,
        })?;
        Ok(())
    }

    /// The value of its coupons.
    #[must_use]
    pub fn face(&self, lang: Lang) -> CouponFace {
        CouponFace {
            amount_off: self.amount_off,
            discount_bps: self.discount_bps,
            max_discount: self.max_discount,
            item: self.item.as_ref().map(|item| item.to(lang)),
        }
    }

    /// What its coupons are valid for.
    #[must_use]
    pub fn scope(&self, lang: Lang) -> CouponScope {
        CouponScope { summary: self.scope.to(lang), channels: self.channels.clone() }
    }

    /// What its coupons go together with.
    #[must_use]
    pub fn stacking(&self) -> Stacking {
        Stacking { exclusive: self.exclusive, max_per_order: self.max_per_order }
    }

    /// What decides about claiming it.
    #[must_use]
    pub fn terms(&self, brand: &'static Brand) -> Terms {
        Terms {
            claim_from: self.claim_from,
            claim_until: self.claim_until,
            stock: self.stock,
            next_round: self.next_round,
            per_member_limit: self.per_member_limit,
            min_rank: self.required_tier(brand, Lang::default()).map(|tier| tier.rank),
            paid_only: self.paid_only,
        }
    }

    /// The tier it asks for.
    #[must_use]
    pub fn required_tier(&self, brand: &'static Brand, lang: Lang) -> Option<TierRef> {
        let tier = brand.tier(self.min_tier.as_ref()?.as_str())?;
        Some(TierRef {
            id: TierId::new(tier.id),
            name: tier.name.to(lang),
            rank: tier.rank,
            effective_at: None,
            valid_until: None,
        })
    }

    /// What a claimant sees of it now.
    #[must_use]
    pub fn view(
        &self,
        brand: &'static Brand,
        claimant: Claimant,
        now: Instant,
        lang: Lang,
    ) -> CouponOffer {
        let terms = self.terms(brand);
        let left = offer::remaining(&terms, now).map(|left| left.max(i64::from(self.always_gone)));
        let seen = Terms { stock: left, ..terms };
        CouponOffer {
            id: self.id.clone(),
            name: self.name.to(lang),
            kind: self.kind,
            face: self.face(lang),
            threshold: CouponThreshold { amount: self.threshold },
            scope: self.scope(lang),
            valid_days: self.valid_days,
            valid_until: self.valid_until,
            cost_points: self.cost_points,
            claim_state: offer::claim_state(&seen, claimant, now),
            remaining: left,
            per_member_limit: self.per_member_limit,
            claimed_by_me: match claimant {
                Claimant::Guest => 0,
                Claimant::Member { claimed, .. } => claimed,
            },
            required_tier: self.required_tier(brand, lang),
            claim_from: self.claim_from,
            claim_until: self.claim_until,
            next_round_at: offer::next_round_at(&seen, now),
        }
    }
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

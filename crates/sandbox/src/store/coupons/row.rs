//! One coupon as it is stored, with the offer it came from.

use contract::Instant;
use contract::coupon::{Coupon, CouponAction, CouponSource, CouponState, CouponThreshold};
use contract::ids::{CouponId, MemberId};
use rusqlite::{Row, named_params};

use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::coupon::{Terms, state_at, usable};
use crate::secret;
use crate::store::offers::Offer;
use crate::text::{Lang, Text};

/// The coupon's columns beside those of its offer, under names of their own.
pub const COLUMNS: &str = "c.seq AS c_seq, c.id AS c_id, c.state AS c_state,
    c.reason_zh, c.reason_en, c.valid_from AS c_from, c.valid_until AS c_until, c.remaining,
    c.locked_by, c.used_at, c.used_where_zh, c.used_where_en, c.source";

/// A coupon of a wallet.
#[derive(Clone, Debug)]
pub struct Wallet {
    /// The order of the list: higher is newer.
    pub seq: i64,
    /// The coupon.
    pub id: CouponId,
    /// What it came from.
    pub offer: Offer,
    /// What somebody did to it; what time does is not in it.
    pub state: CouponState,
    reason: Option<Text>,
    valid_from: Instant,
    valid_until: Instant,
    remaining: Option<i64>,
    locked_by: Option<String>,
    used_at: Option<Instant>,
    used_where: Option<Text>,
    source: CouponSource,
}

impl Wallet {
    /// Reads one from a row with the columns of `offer` and [`COLUMNS`].
    ///
    /// # Errors
    /// When a column is missing or holds what no coupon holds.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let text = |zh: &str, en: &str| -> rusqlite::Result<Option<Text>> {
            let (zh, en): (Option<String>, Option<String>) = (row.get(zh)?, row.get(en)?);
            Ok(zh.zip(en).map(|(zh, en)| Text::made(zh, en)))
        };
        Ok(Self {
            seq: row.get("c_seq")?,
            id: CouponId::new(row.get::<_, String>("c_id")?),
            offer: Offer::read(row)?,
            state: CouponState::from_wire(&row.get::<_, String>("c_state")?),
            reason: text("reason_zh", "reason_en")?,
            valid_from: from_millis(row.get("c_from")?),
            valid_until: from_millis(row.get("c_until")?),
            remaining: row.get("remaining")?,
            locked_by: row.get("locked_by")?,
            used_at: row.get::<_, Option<i64>>("used_at")?.map(from_millis),
            used_where: text("used_where_zh", "used_where_en")?,
            source: CouponSource::from_wire(&row.get::<_, String>("source")?),
        })
    }

    /// What decides about using it.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms {
            kind: self.offer.kind,
            face: self.offer.face(Lang::default()),
            threshold: self.offer.threshold,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            windows: self.offer.windows.clone(),
            remaining: self.remaining,
        }
    }

    /// The state that the member sees now.
    #[must_use]
    pub fn state_at(&self, now: Instant) -> CouponState {
        state_at(self.state, self.valid_from, self.valid_until, now)
    }

    /// What the member sees of it now.
    #[must_use]
    pub fn view(&self, now: Instant, lang: Lang) -> Coupon {
        let state = self.state_at(now);
        let pick = |text: &Option<Text>| text.as_ref().map(|text| text.to(lang));
        Coupon {
            id: self.id.clone(),
            offer_id: Some(self.offer.id.clone()),
            name: self.offer.name.to(lang),
            kind: self.offer.kind,
            state,
            state_reason: pick(&self.reason),
            face: self.offer.face(lang),
            threshold: CouponThreshold { amount: self.offer.threshold },
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            usable_windows: self.offer.windows.clone(),
            scope: self.offer.scope(lang),
            stacking: self.offer.stacking(),
            remaining_value: self.remaining,
            locked_by: self.locked_by.clone(),
            used_at: self.used_at,
            used_where: pick(&self.used_where),
            source: self.source,
            actions: if usable(state).is_ok() { vec![CouponAction::ShowCode] } else { Vec::new() },
            notes: self.offer.notes.iter().map(|note| note.to(lang)).collect(),
        }
    }
}

/// A coupon before it is in a wallet.
#[derive(Clone, Debug)]
pub struct NewCoupon {
    /// What it came from.
    pub offer: Offer,
    /// By which way.
    pub source: CouponSource,
    /// What somebody did to it.
    pub state: CouponState,
    /// Why, in words.
    pub reason: Option<Text>,
    /// When it was issued.
    pub issued_at: Instant,
    /// Usable from.
    pub valid_from: Instant,
    /// Usable until (exclusive).
    pub valid_until: Instant,
    /// What is left of one that is used bit by bit.
    pub remaining: Option<i64>,
    /// The order that holds it.
    pub locked_by: Option<String>,
    /// When and where it was used.
    pub used: Option<(Instant, Text)>,
}

impl NewCoupon {
    /// One that can be used from `now` on.
    #[must_use]
    pub fn of(offer: &Offer, source: CouponSource, now: Instant, valid_until: Instant) -> Self {
        Self {
            offer: offer.clone(),
            source,
            state: CouponState::Effective,
            reason: None,
            issued_at: now,
            valid_from: now,
            valid_until,
            remaining: offer.amount_off.filter(|_| offer.divisible),
            locked_by: None,
            used: None,
        }
    }

    /// Puts it into a wallet, as the newest.
    ///
    /// # Errors
    /// When the database fails.
    pub fn insert(&self, tx: &Tx<'_>, member: &MemberId) -> Outcome<CouponId> {
        let id = format!("cp_{}", secret::name()?);
        let place = self.used.as_ref().map(|(_, place)| place);
        let reason = self.reason.as_ref();
        tx.prepare_cached(
            "INSERT INTO coupon (id, member, offer, state, reason_zh, reason_en, valid_from,
                valid_until, remaining, locked_by, used_at, used_where_zh, used_where_en, source,
                issued_at)
             VALUES (:id, :member, :offer, :state, :reason_zh, :reason_en, :valid_from,
                :valid_until, :remaining, :locked_by, :used_at, :used_where_zh, :used_where_en,
                :source, :issued_at)",
        )?
        .execute(named_params! {
            ":id": id,
            ":member": member.as_str(),
            ":offer": self.offer.id.as_str(),
            ":state": self.state.as_str(),
            ":reason_zh": reason.map(|text| &text.zh),
            ":reason_en": reason.map(|text| &text.en),
            ":valid_from": self.valid_from.timestamp_millis(),
            ":valid_until": self.valid_until.timestamp_millis(),
            ":remaining": self.remaining,
            ":locked_by": self.locked_by,
            ":used_at": self.used.as_ref().map(|(at, _)| at.timestamp_millis()),
            ":used_where_zh": place.map(|text| &text.zh),
            ":used_where_en": place.map(|text| &text.en),
            ":source": self.source.as_str(),
            ":issued_at": self.issued_at.timestamp_millis(),
        })?;
        Ok(CouponId::new(id))
    }
}

//! The members: who holds a card.

use contract::Instant;
use contract::ids::MemberId;
use contract::member::MemberState;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::brand::{Brand, TierDef};
use crate::clock::from_millis;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::text::Text;

/// A member as the backend knows one.
#[derive(Clone, Debug)]
pub struct Holder {
    /// `{brand}-{persona}` in the seed data.
    pub id: MemberId,
    /// The brand.
    pub brand: &'static Brand,
    /// Which of the seeded members this is.
    pub persona: String,
    /// The member number, 12 digits.
    pub number: String,
    /// The name to greet with.
    pub name: Text,
    /// Where the member stands.
    pub state: MemberState,
    /// When the member joined.
    pub joined_at: Instant,
    /// The last purchase that was not refunded.
    pub last_purchase_at: Option<Instant>,
    /// The tier; nothing when untiered.
    pub seat: Option<Seat>,
}

/// A tier that is held.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    /// Which.
    pub tier: &'static TierDef,
    /// Since when.
    pub since: Instant,
    /// Until the review (exclusive); nothing when for good.
    pub until: Option<Instant>,
}

impl Holder {
    /// The rank of the tier, 1 the lowest; 0 when untiered.
    #[must_use]
    pub fn rank(&self) -> u32 {
        self.seat.map_or(0, |seat| seat.tier.rank)
    }

    /// The member number in groups of four.
    #[must_use]
    pub fn grouped_number(&self) -> String {
        let digits: Vec<char> = self.number.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The member number with its middle hidden.
    #[must_use]
    pub fn masked_number(&self) -> String {
        let digits: Vec<char> = self.number.chars().collect();
        let end = digits.len().saturating_sub(4);
        let masked: Vec<char> = digits
            .iter()
            .enumerate()
            .map(|(i, digit)| if (4..end).contains(&i) { '•' } else { *digit })
            .collect();
        masked.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// The member of an id, if there is one.
///
/// # Errors
/// When the database fails or names a brand or tier that is gone.
pub fn find(tx: &Tx<'_>, id: &str) -> Outcome<Option<Holder>> {
    let found = tx
        .prepare_cached("SELECT * FROM member WHERE id = ?1")?
        .query_row([id], |row| Ok(holder(row)))
        .optional()?;
    found.transpose()
}

/// The member's id of a persona of a brand; nothing for `guest`, who is no member.
///
/// # Errors
/// 404 when the brand has no such persona.
pub fn of_persona(tx: &Tx<'_>, brand: &Brand, persona: &str) -> Outcome<Option<String>> {
    if persona == "guest" {
        return Ok(None);
    }
    let holder = find(tx, &format!("{}-{persona}", brand.id))?;
    Ok(Some(holder.ok_or_else(|| Failure::not_found("persona"))?.id.to_string()))
}

/// The member of a member number, written without spaces.
///
/// # Errors
/// As [`find`].
pub fn of_number(tx: &Tx<'_>, number: &str) -> Outcome<Option<Holder>> {
    let found = tx
        .prepare_cached("SELECT * FROM member WHERE number = ?1")?
        .query_row([number], |row| Ok(holder(row)))
        .optional()?;
    found.transpose()
}

/// The member of an id.
///
/// # Errors
/// 404 when there is none.
pub fn get(tx: &Tx<'_>, id: &str) -> Outcome<Holder> {
    find(tx, id)?.ok_or_else(|| Failure::not_found("member"))
}

fn holder(row: &Row<'_>) -> Outcome<Holder> {
    let brand_id: String = row.get("brand")?;
    let brand =
        Brand::find(&brand_id).ok_or_else(|| Failure::internal(&format!("brand {brand_id}")))?;
    let tier: Option<String> = row.get("tier")?;
    let seat = match tier {
        None => None,
        Some(id) => Some(Seat {
            tier: brand.tier(&id).ok_or_else(|| Failure::internal(&format!("tier {id}")))?,
            since: from_millis(row.get("tier_since")?),
            until: row.get::<_, Option<i64>>("tier_until")?.map(from_millis),
        }),
    };
    Ok(Holder {
        id: MemberId::new(row.get::<_, String>("id")?),
        brand,
        persona: row.get("persona")?,
        number: row.get("number")?,
        name: Text::made(row.get::<_, String>("name_zh")?, row.get::<_, String>("name_en")?),
        state: MemberState::from_wire(&row.get::<_, String>("state")?),
        joined_at: from_millis(row.get("joined_at")?),
        last_purchase_at: row.get::<_, Option<i64>>("last_purchase_at")?.map(from_millis),
        seat,
    })
}

/// Adds a member.
///
/// # Errors
/// When the database fails.
pub fn insert(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    tx.prepare_cached(
        "INSERT INTO member (id, brand, persona, number, name_zh, name_en, state, joined_at,
                             last_purchase_at, tier, tier_since, tier_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        holder.id.as_str(),
        holder.brand.id,
        holder.persona,
        holder.number,
        holder.name.zh,
        holder.name.en,
        holder.state.as_str(),
        holder.joined_at.timestamp_millis(),
        holder.last_purchase_at.map(|at| at.timestamp_millis()),
        holder.seat.map(|seat| seat.tier.id),
        holder.seat.map(|seat| seat.since.timestamp_millis()),
        holder.seat.and_then(|seat| seat.until).map(|at| at.timestamp_millis()),
    ])?;
    Ok(())
}

/// Writes a member's tier.
///
/// # Errors
/// When the database fails.
pub fn set_seat(tx: &Tx<'_>, holder: &mut Holder, seat: Option<Seat>) -> Outcome<()> {
    tx.prepare_cached(
        "UPDATE member SET tier = ?2, tier_since = ?3, tier_until = ?4 WHERE id = ?1",
    )?
    .execute(params![
        holder.id.as_str(),
        seat.map(|seat| seat.tier.id),
        seat.map(|seat| seat.since.timestamp_millis()),
        seat.and_then(|seat| seat.until).map(|at| at.timestamp_millis()),
    ])?;
    holder.seat = seat;
    Ok(())
}

/// Writes when a member bought last.
///
/// # Errors
/// When the database fails.
pub fn set_last_purchase(tx: &Tx<'_>, holder: &mut Holder, at: Option<Instant>) -> Outcome<()> {
    tx.prepare_cached("UPDATE member SET last_purchase_at = ?2 WHERE id = ?1")?
        .execute(params![holder.id.as_str(), at.map(|at| at.timestamp_millis())])?;
    holder.last_purchase_at = at;
    Ok(())
}

//! The claim centre: offers from which coupons are claimed.

pub mod exchange;
mod row;

use contract::changes::Resource;
use contract::coupon::{ClaimResult, CouponOffer, CouponSource};
use contract::envelope::Page;
use contract::ids::OfferId;
use contract::points::PointReason;
use contract::problem::{ErrorCode, ProblemParams};
use rusqlite::{OptionalExtension as _, params};

pub use row::Offer;

use super::members::Holder;
use super::points::Spending;
use super::sessions::Visitor;
use super::{coupons, memberships, points, prompts};
use crate::brand::Brand;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::http::{Cursor, limit, page};
use crate::rules::offer::{self, Claimant};
use crate::text::Text;

/// An offer of a brand.
///
/// # Errors
/// 404 when the brand has none of that id.
pub fn get(tx: &Tx<'_>, brand: &'static Brand, id: &str) -> Outcome<Offer> {
    tx.prepare_cached("SELECT * FROM offer WHERE brand = ?1 AND id = ?2")?
        .query_row(params![brand.id, id], Offer::read)
        .optional()?
        .ok_or_else(|| Failure::not_found("offer"))
}

/// The offer from which the programme issues coupons of a source by itself.
///
/// # Errors
/// When the database fails.
pub fn issued_for(
    tx: &Tx<'_>,
    brand: &'static Brand,
    source: CouponSource,
) -> Outcome<Option<Offer>> {
    Ok(tx
        .prepare_cached("SELECT * FROM offer WHERE brand = ?1 AND purpose = ?2")?
        .query_row(params![brand.id, source.as_str()], Offer::read)
        .optional()?)
}

/// A page of the claim centre, newest first.
///
/// # Errors
/// 400 `CURSOR_INVALID` for a foreign cursor.
pub fn list(
    tx: &Tx<'_>,
    visitor: &Visitor,
    asked: Option<u32>,
    cursor: Option<&str>,
) -> Outcome<(Vec<CouponOffer>, Page)> {
    let size = limit(asked);
    let before = Cursor::decode::<i64>(cursor)?.unwrap_or(i64::MAX);
    let found = listed(tx, visitor.brand, before, size + 1)?;
    let (offers, next) = page(found, size, |offer| Cursor::encode(&offer.seq));
    let views = offers
        .iter()
        .map(|offer| {
            let claimant = match &visitor.holder {
                Some(holder) => claimant(tx, holder, &offer.id)?,
                None => Claimant::Guest,
            };
            Ok(offer.view(visitor.brand, claimant, tx.now(), tx.lang()))
        })
        .collect::<Outcome<_>>()?;
    Ok((views, next))
}

/// How many offers the member can claim now.
///
/// # Errors
/// When the database fails.
pub fn count_claimable(tx: &Tx<'_>, holder: &Holder) -> Outcome<u32> {
    let mut count = 0;
    for offer in listed(tx, holder.brand, i64::MAX, u32::MAX)? {
        let claimant = claimant(tx, holder, &offer.id)?;
        let state = offer::claim_state(&offer.terms(holder.brand), claimant, tx.now());
        count += u32::from(offer::refusal(state).is_none());
    }
    Ok(count)
}

fn listed(tx: &Tx<'_>, brand: &'static Brand, before: i64, most: u32) -> Outcome<Vec<Offer>> {
    let mut statement = tx.prepare_cached(
        "SELECT * FROM offer WHERE brand = ?1 AND listed AND seq < ?2 ORDER BY seq DESC LIMIT ?3",
    )?;
    let rows = statement.query_map(params![brand.id, before, most], Offer::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What decides about a member's claims of an offer.
fn claimant(tx: &Tx<'_>, holder: &Holder, offer: &OfferId) -> Outcome<Claimant> {
    let claimed: Option<u32> = tx
        .prepare_cached("SELECT times FROM offer_claim WHERE member = ?1 AND offer = ?2")?
        .query_row(params![holder.id.as_str(), offer.as_str()], |row| row.get(0))
        .optional()?;
    Ok(Claimant::Member {
        rank: holder.rank(),
        paid: memberships::is_paid(tx, holder)?,
        claimed: claimed.unwrap_or(0),
    })
}

/// Claims an offer: stock, limit, points and coupon in one transaction. An offer that is not
/// listed can be claimed only while the programme offers it to this member in a prompt.
///
/// # Errors
/// 404 for an offer that is not this member's to claim, or the code of its claim state.
pub fn claim(tx: &Tx<'_>, holder: &Holder, id: &str) -> Outcome<ClaimResult> {
    let offer = get(tx, holder.brand, id)?;
    if !offer.listed && !prompts::offers(tx, holder, &offer.id)? {
        return Err(Failure::not_found("offer"));
    }
    let source = if offer.listed { CouponSource::Claim } else { CouponSource::RenewalExtra };
    take(tx, holder, &offer, source)
}

/// Takes one coupon of an offer by its rules, whichever way it was come to.
fn take(tx: &Tx<'_>, holder: &Holder, offer: &Offer, source: CouponSource) -> Outcome<ClaimResult> {
    let terms = offer.terms(holder.brand);
    let refuse = |code| {
        Failure::new(code).with(ProblemParams {
            offer_id: Some(offer.id.clone()),
            next_round_at: offer::next_round_at(&terms, tx.now())
                .filter(|_| code == ErrorCode::CouponSoldOut),
            required_tier: offer
                .required_tier(holder.brand, tx.lang())
                .map(|tier| tier.name)
                .filter(|_| code == ErrorCode::TierTooLow),
            ..ProblemParams::default()
        })
    };
    let state = offer::claim_state(&terms, claimant(tx, holder, &offer.id)?, tx.now());
    if let Some(code) = offer::refusal(state) {
        return Err(refuse(code));
    }
    if offer.always_gone || !take_from_stock(tx, offer)? {
        return Err(refuse(ErrorCode::CouponSoldOut));
    }
    let counted = tx
        .prepare_cached(
            "INSERT INTO offer_claim (member, offer, times) VALUES (?1, ?2, 1)
             ON CONFLICT (member, offer) DO UPDATE SET times = times + 1 WHERE times < ?3",
        )?
        .execute(params![holder.id.as_str(), offer.id.as_str(), offer.per_member_limit])?;
    if counted == 0 {
        return Err(refuse(ErrorCode::ClaimLimitReached));
    }
    if offer.cost_points > 0 {
        let title = Text::made(
            format!("兑换：{}", offer.name.zh),
            format!("Exchanged for {}", offer.name.en),
        );
        let reason = PointReason::Redemption;
        points::spend(tx, holder, &Spending { points: offer.cost_points, reason, title })?;
    }
    let coupon = coupons::issue(tx, holder, offer, source)?;
    tx.record_change(&holder.id, Resource::CouponOffers)?;
    prompts::on_claim(tx, holder, &offer.id)?;
    let after = get(tx, holder.brand, offer.id.as_str())?;
    let claimant = claimant(tx, holder, &offer.id)?;
    Ok(ClaimResult {
        coupon: coupons::get(tx, holder, coupon.as_str())?,
        offer: Some(after.view(holder.brand, claimant, tx.now(), tx.lang())),
    })
}

/// Takes one from the stock, filling it first when a round has begun. False when none is left.
fn take_from_stock(tx: &Tx<'_>, offer: &Offer) -> Outcome<bool> {
    if offer.stock.is_none() {
        return Ok(true);
    }
    tx.prepare_cached(
        "UPDATE offer SET stock = round_stock,
                next_round_at = next_round_at + ?3 * ((?2 - next_round_at) / ?3 + 1)
         WHERE id = ?1 AND next_round_at <= ?2",
    )?
    .execute(params![offer.id.as_str(), tx.now_ms(), offer::ROUND.num_milliseconds()])?;
    let taken = tx
        .prepare_cached("UPDATE offer SET stock = stock - 1 WHERE id = ?1 AND stock > 0")?
        .execute([offer.id.as_str()])?;
    Ok(taken == 1)
}

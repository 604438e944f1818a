//! The wallets of the seeded members: between them every kind and every state.

use chrono::Duration;
use contract::Instant;
use contract::coupon::{CouponSource, CouponState};

use super::offer::day;
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::store::coupons::NewCoupon;
use crate::store::members::Holder;
use crate::store::offers::{self, Offer};
use crate::text::Text;

/// How many coupons the `heavy` member has.
pub const HEAVY: usize = 1_000;

/// Fills the wallet of a seeded member, oldest first.
///
/// # Errors
/// When the database fails.
pub fn fill(tx: &Tx<'_>, holder: &Holder) -> Outcome<()> {
    let wallet = Wallet::of(tx, holder)?;
    let coupons = match holder.persona.as_str() {
        "new" => wallet.welcome_pack(holder.joined_at),
        "growing" => wallet.growing(),
        "loyal" => wallet.every_state(),
        "silent" => vec![wallet.expired(&wallet.cash, -33), wallet.used(&wallet.discount, -31)],
        "expired" => wallet.lapsed(),
        "renewing" => vec![
            wallet.used(&wallet.pair, -12),
            wallet.live(&wallet.pair, CouponSource::Membership, -3, 25),
            wallet.live(&wallet.discount, CouponSource::Claim, -2, 12),
        ],
        "at-risk" => vec![wallet.live(&wallet.cash, CouponSource::Claim, -2, 12)],
        "debt" => vec![
            wallet.used(&wallet.cash, -9),
            wallet.live(&wallet.discount, CouponSource::Claim, -1, 13),
        ],
        "heavy" => wallet.heavy(),
        _ => Vec::new(),
    };
    coupons.iter().try_for_each(|coupon| coupon.insert(tx, &holder.id).map(|_| ()))
}

/// The brand's offers by what their coupons are.
struct Wallet<'t> {
    tx: &'t Tx<'t>,
    place: Text,
    cash: Offer,
    discount: Offer,
    gift: Offer,
    exchange: Offer,
    delivery: Offer,
    pair: Offer,
    divisible: Offer,
    welcome: Offer,
    streak: Offer,
}

impl<'t> Wallet<'t> {
    fn of(tx: &'t Tx<'t>, holder: &Holder) -> Outcome<Self> {
        let listed =
            |name: &str| offers::get(tx, holder.brand, &format!("{}-{name}", holder.brand.id));
        let issued = |source: CouponSource| {
            offers::issued_for(tx, holder.brand, source)?
                .ok_or_else(|| Failure::not_found(source.as_str()))
        };
        Ok(Self {
            tx,
            place: holder.brand.store.clone(),
            cash: listed("cash")?,
            discount: listed("discount")?,
            gift: issued(CouponSource::Task)?,
            exchange: listed(if holder.brand.id == "tea" { "cup" } else { "upgrade" })?,
            delivery: issued(CouponSource::Tier)?,
            pair: issued(CouponSource::Membership)?,
            divisible: issued(CouponSource::Manual)?,
            welcome: issued(CouponSource::Welcome)?,
            streak: issued(CouponSource::CheckIn)?,
        })
    }

    /// Issued and ending so many days from today, usable.
    fn live(&self, offer: &Offer, source: CouponSource, from: i64, until: i64) -> NewCoupon {
        let issued = day(self.tx, from) + Duration::hours(9);
        NewCoupon::of(offer, source, issued.min(self.tx.now()), day(self.tx, until))
    }

    /// Used at so many days from today.
    fn used(&self, offer: &Offer, at: i64) -> NewCoupon {
        NewCoupon {
            state: CouponState::Used,
            used: Some((day(self.tx, at) + Duration::hours(15), self.place.clone())),
            ..self.live(offer, CouponSource::Claim, at - 3, at + 11)
        }
    }

    /// Ended at so many days from today.
    fn expired(&self, offer: &Offer, at: i64) -> NewCoupon {
        self.live(offer, CouponSource::Claim, at - 14, at)
    }

    fn welcome_pack(&self, joined_at: Instant) -> Vec<NewCoupon> {
        [&self.discount, &self.delivery, &self.welcome]
            .map(|offer| NewCoupon::of(offer, CouponSource::Welcome, joined_at, day(self.tx, 15)))
            .to_vec()
    }

    fn growing(&self) -> Vec<NewCoupon> {
        vec![
            self.used(&self.discount, -6),
            self.live(&self.delivery, CouponSource::Tier, -20, 11),
            self.live(&self.pair, CouponSource::Claim, -8, 6),
            self.live(&self.cash, CouponSource::Claim, -12, 2),
            self.live(&self.discount, CouponSource::Claim, -1, 1),
        ]
    }

    fn lapsed(&self) -> Vec<NewCoupon> {
        let plan = |coupon: NewCoupon| NewCoupon { source: CouponSource::Membership, ..coupon };
        vec![
            plan(self.used(&self.pair, -40)),
            plan(self.used(&self.cash, -21)),
            plan(self.expired(&self.pair, -3)),
            self.live(&self.delivery, CouponSource::Tier, -10, 20),
        ]
    }

    fn every_state(&self) -> Vec<NewCoupon> {
        let tomorrow = day(self.tx, 1);
        let stored =
            |state, offer| NewCoupon { state, ..self.live(offer, CouponSource::Claim, -4, 18) };
        vec![
            NewCoupon {
                state: CouponState::Deactivated,
                reason: Some(Text::new(
                    "活动提前结束，已补一张同额券",
                    "The campaign ended early; you have another of the same value",
                )),
                ..self.live(&self.cash, CouponSource::Manual, -30, 20)
            },
            stored(CouponState::Deleted, &self.cash),
            stored(CouponState::Transferred, &self.pair),
            self.expired(&self.discount, -8),
            self.expired(&self.streak, -2),
            self.used(&self.cash, -5),
            self.used(&self.gift, -1),
            stored(CouponState::Transferring, &self.pair),
            NewCoupon {
                state: CouponState::Locked,
                locked_by: Some("A20260001".to_owned()),
                ..self.live(&self.cash, CouponSource::Claim, -2, 12)
            },
            NewCoupon {
                state: CouponState::PartlyUsed,
                remaining: self.divisible.amount_off.map(|all| all * 2 / 5),
                used: Some((day(self.tx, -3) + Duration::hours(11), self.place.clone())),
                ..self.live(&self.divisible, CouponSource::Manual, -10, 80)
            },
            NewCoupon {
                valid_from: tomorrow + Duration::hours(10),
                ..self.live(&self.discount, CouponSource::Tier, -1, 30)
            },
            self.live(&self.delivery, CouponSource::Tier, -9, 22),
            self.live(&self.gift, CouponSource::Task, -7, 50),
            self.live(&self.exchange, CouponSource::Claim, -6, 9),
            self.live(&self.pair, CouponSource::Membership, -5, 25),
            self.live(&self.discount, CouponSource::Claim, -3, 11),
            self.live(&self.cash, CouponSource::Claim, -1, 13),
            stored(CouponState::Confirming, &self.delivery),
        ]
    }

    fn heavy(&self) -> Vec<NewCoupon> {
        let all = [&self.cash, &self.discount, &self.delivery, &self.pair, &self.exchange];
        (0..HEAVY)
            .filter_map(|n| {
                let offer = *all.get(n % all.len())?;
                // From two years ago to yesterday.
                let age = i64::try_from((HEAVY - n) * 730 / HEAVY).unwrap_or(0) + 1;
                Some(match n % 10 {
                    0..3 => self.live(offer, CouponSource::Claim, -age, 10 + (age % 60)),
                    3..7 => self.used(offer, -age),
                    _ => self.expired(offer, -age),
                })
            })
            .collect()
    }
}

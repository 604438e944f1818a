//! The brands of the sandbox: two programmes as data, so that nothing is built for one.

mod hotel;
mod tea;
mod wire;

pub use wire::money;

use contract::code::BarcodeFormat;
use contract::points::ExpiryRounding;
use contract::program::{CornerStyle, FacePattern, Feature};
use contract::prompt::{Framing, PriceBand, Timing};
use contract::tier::{BenefitKind, DowngradePolicy, QualifyMode};
use contract::wallet::WalletPlatform;

use crate::rules::tier::{Goal, Ladder, Rung};
use crate::text::Text;

/// Every brand, the first one for a visitor who names none.
pub static BRANDS: [&Brand; 2] = [&tea::TEA, &hotel::HOTEL];

/// A brand and its programme.
#[derive(Debug)]
pub struct Brand {
    /// Stable, part of the members' ids.
    pub id: &'static str,
    /// The brand's name.
    pub name: Text,
    /// The programme's name.
    pub program: Text,
    /// What points are called.
    pub point_name: Text,
    /// What the growth value is called.
    pub growth_name: Text,
    /// How to join.
    pub join_hint: Text,
    /// The store of the sandbox's till.
    pub store: Text,
    /// Where that is, in words.
    pub store_address: Text,
    /// Degrees north and east of it (GCJ-02), in millionths.
    pub store_place: (i64, i64),
    /// Changes with the rules.
    pub rules_version: &'static str,
    /// What is switched on.
    pub features: &'static [Feature],
    /// The phone wallets that its card can be kept in.
    pub wallets: &'static [WalletPlatform],
    /// Whose pages may show its card in a frame, until the settings say otherwise.
    pub embed_origins: &'static [&'static str],
    /// The first digits of the member numbers.
    pub number_prefix: &'static str,
    /// The first digits of the codes. With 20 digits that begin with 9 a code never looks like
    /// one of WeChat Pay (18 digits, 10 to 15) or Alipay (16 to 24 digits, 25 to 30).
    pub code_prefix: &'static str,
    /// What may be shown, the preferred one first.
    pub formats: &'static [BarcodeFormat],
    /// How its QR Codes are drawn, frozen: tills were tried with exactly these.
    pub qr: QrDef,
    /// Whether its tills take the member number where no code is left.
    pub number_stands_in: bool,
    /// How it looks.
    pub look: Look,
    /// Points.
    pub points: PointRules,
    /// The tiers, lowest first.
    pub tiers: &'static [TierDef],
    /// The tiers' rules, in the same order.
    pub rungs: &'static [Rung],
    /// How several goals combine.
    pub qualify_mode: QualifyMode,
    /// How far a member can fall at one review.
    pub downgrade_policy: DowngradePolicy,
    /// The tier rules in the brand's words.
    pub tier_notes: &'static [Text],
    /// Renewal.
    pub renewal: RenewalDef,
    /// Caps.
    pub cap: CapDef,
}

/// The encoder's settings of a brand's QR Codes.
#[derive(Debug)]
pub struct QrDef {
    /// Error correction, `L`, `M`, `Q` or `H`; never raised.
    pub ec_level: &'static str,
    /// Version, 1 to 40; a text that it cannot hold takes the next larger one.
    pub version: u8,
    /// Mask, 0 to 7.
    pub mask: u8,
}

/// How a brand looks. Colours are `#rrggbb`.
#[derive(Debug)]
pub struct Look {
    /// For actions.
    pub accent: &'static str,
    /// For small marks.
    pub secondary: &'static str,
    /// Corners.
    pub corners: CornerStyle,
    /// The face without a tier.
    pub face: FaceDef,
}

/// A card's material.
#[derive(Debug)]
pub struct FaceDef {
    /// Gradient start.
    pub from: &'static str,
    /// Gradient end.
    pub to: &'static str,
    /// Text on it.
    pub ink: &'static str,
    /// Pattern.
    pub pattern: FacePattern,
}

/// How points come and go.
#[derive(Debug)]
pub struct PointRules {
    /// Basis points of a point for each whole unit of the currency that is paid: 10000 is one.
    pub per_unit_bps: i64,
    /// Days until earned points are released; 0 is at once.
    pub release_days: i64,
    /// Months that points live.
    pub months: u32,
    /// Where their end falls.
    pub rounding: ExpiryRounding,
}

/// A tier.
#[derive(Debug)]
pub struct TierDef {
    /// Stable.
    pub id: &'static str,
    /// Its name.
    pub name: Text,
    /// 1 is the lowest.
    pub rank: u32,
    /// Points are multiplied by this, in basis points.
    pub multiplier_bps: i64,
    /// Its material.
    pub face: FaceDef,
    /// What it gives.
    pub benefits: &'static [BenefitDef],
}

/// A benefit.
#[derive(Debug)]
pub struct BenefitDef {
    /// What kind.
    pub kind: BenefitKind,
    /// A few words.
    pub title: Text,
    /// One sentence.
    pub detail: Text,
}

/// When and how renewal is asked for.
#[derive(Debug)]
pub struct RenewalDef {
    /// The price band.
    pub price_band: PriceBand,
    /// When.
    pub timing: Timing,
    /// Days before the end.
    pub lead_days: u32,
    /// How it is put.
    pub framing: Framing,
    /// The extra coupon in basis points of the average order.
    pub extra_coupon_bps: u32,
    /// The average order, in minor units.
    pub aov: i64,
    /// Days of notice before an automatic charge.
    pub auto_renewal_notice_days: u32,
    /// Days after which members usually buy again.
    pub repurchase_cycle_days: u32,
}

/// How often the brand may ask.
#[derive(Debug)]
pub struct CapDef {
    /// The window, in days.
    pub window_days: u32,
    /// The most in one window.
    pub max: u32,
    /// The least time between two, in hours.
    pub min_interval_hours: u32,
}

/// The currency of both brands.
pub const CURRENCY: &str = "CNY";

/// How long each code is the current one, in seconds.
pub const CODE_PERIOD_SECONDS: u32 = 30;

/// The pages of this machine, on any port: both brands of the sandbox live here.
const THIS_MACHINE: &[&str] = &["http://127.0.0.1:*", "http://localhost:*"];

/// How many months back the measures of the tiers count.
pub const MEASURE_MONTHS: u32 = 12;

impl Brand {
    /// The brand of an id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        BRANDS.into_iter().find(|brand| brand.id == id)
    }

    /// The tier of an id.
    #[must_use]
    pub fn tier(&self, id: &str) -> Option<&'static TierDef> {
        self.tiers.iter().find(|tier| tier.id == id)
    }

    /// The tier of a rank; nothing for rank 0.
    #[must_use]
    pub fn tier_of_rank(&self, rank: u32) -> Option<&'static TierDef> {
        self.tiers.iter().find(|tier| tier.rank == rank)
    }

    /// What reaches the tier of a rank.
    #[must_use]
    pub fn rung(&self, rank: u32) -> Option<&'static Rung> {
        self.rungs.iter().find(|rung| rung.rank == rank)
    }

    /// The rules of its tiers.
    #[must_use]
    pub fn ladder(&self) -> Ladder<'static> {
        Ladder { rungs: self.rungs, mode: self.qualify_mode, policy: self.downgrade_policy }
    }

    /// What the next tier above a rank needs; at the top what that rank needed.
    #[must_use]
    pub fn goals_above(&self, rank: u32) -> &'static [Goal] {
        self.rung(rank + 1).or_else(|| self.rung(rank)).map_or(&[], |rung| rung.thresholds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_begin_with_nine_and_brands_differ() {
        for brand in BRANDS {
            assert!(brand.code_prefix.starts_with('9') && brand.code_prefix.len() == 2);
        }
        assert_ne!(tea::TEA.code_prefix, hotel::HOTEL.code_prefix);
    }

    #[test]
    fn tiers_and_their_rules_stand_in_the_same_order() {
        for brand in BRANDS {
            let tiers: Vec<u32> = brand.tiers.iter().map(|tier| tier.rank).collect();
            let rungs: Vec<u32> = brand.rungs.iter().map(|rung| rung.rank).collect();
            assert_eq!(tiers, [1, 2, 3, 4]);
            assert_eq!(rungs, tiers);
        }
    }
}

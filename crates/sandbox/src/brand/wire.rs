//! A brand's programme as the contract writes it, in one language.

use contract::code::{BarcodeFormat, SymbologySpec};
use contract::ids::{BrandId, TierId};
use contract::money::Money;
use contract::points::{ExpiryKind, ExpiryRule};
use contract::program::{CapPolicy, CodePolicy, Face, Program, RenewalPolicy, Theme, TierFace};
use contract::store::Store;
use contract::tier::{Benefit, Threshold, Tier, TierPath};
use member_card::symbol::{QrSettings, Symbology, encode_with};

use super::{
    BenefitDef, Brand, CODE_PERIOD_SECONDS, CURRENCY, FaceDef, PointRules, QrDef, TierDef,
};
use crate::error::{Failure, Outcome};
use crate::rules::tier::Goal;
use crate::text::{Lang, Text};

impl Brand {
    /// `GET /program`, with everything that the brand has.
    #[must_use]
    pub fn to_program(&'static self, lang: Lang) -> Program {
        Program {
            brand_id: BrandId::new(self.id),
            brand_name: self.name.to(lang),
            name: self.program.to(lang),
            time_zone: "Asia/Shanghai".to_owned(),
            currency: CURRENCY.to_owned(),
            point_name: self.point_name.to(lang),
            growth_name: self.growth_name.to(lang),
            rules_version: self.rules_version.to_owned(),
            features: self.features.to_vec(),
            theme: self.theme(),
            code_policy: CodePolicy {
                period_seconds: CODE_PERIOD_SECONDS,
                static_fallback_allowed: self.number_stands_in,
                symbologies: self.symbologies(),
            },
            renewal_policy: Some(self.renewal_policy()),
            cap_policy: Some(self.cap_policy()),
            join_hint: self.join_hint.to(lang),
            wallets: self.wallets.to_vec(),
        }
    }

    fn theme(&'static self) -> Theme {
        Theme {
            accent: self.look.accent.to_owned(),
            secondary: Some(self.look.secondary.to_owned()),
            corners: self.look.corners,
            mark_url: Some(format!("/brands/{}/mark.svg", self.id)),
            art_url: Some(format!("/brands/{}/art.svg", self.id)),
            face: self.look.face.to_face(),
            tier_faces: self
                .tiers
                .iter()
                .map(|tier| TierFace { tier_id: TierId::new(tier.id), face: tier.face.to_face() })
                .collect(),
        }
    }

    /// When and how it asks for renewal.
    #[must_use]
    pub fn renewal_policy(&self) -> RenewalPolicy {
        let renewal = &self.renewal;
        RenewalPolicy {
            price_band: renewal.price_band,
            timing: renewal.timing,
            lead_days: renewal.lead_days,
            framing: renewal.framing,
            extra_coupon_bps: renewal.extra_coupon_bps,
            aov: money(renewal.aov),
            auto_renewal_notice_days: renewal.auto_renewal_notice_days,
            repurchase_cycle_days: renewal.repurchase_cycle_days,
        }
    }

    /// How often it may ask.
    #[must_use]
    pub fn cap_policy(&self) -> CapPolicy {
        CapPolicy {
            window_days: self.cap.window_days,
            max: self.cap.max,
            min_interval_hours: self.cap.min_interval_hours,
        }
    }

    /// The symbols that the brand's tills read.
    #[must_use]
    pub fn symbologies(&self) -> Vec<SymbologySpec> {
        self.formats
            .iter()
            .map(|format| {
                let qr = (*format == BarcodeFormat::QrCode).then_some(&self.qr);
                SymbologySpec {
                    format: *format,
                    ec_level: qr.map(|qr| qr.ec_level.to_owned()),
                    version: qr.map(|qr| qr.version),
                    mask: qr.map(|qr| qr.mask),
                    charset: Some("ISO_8859_1".to_owned()),
                    show_text: true,
                }
            })
            .collect()
    }

    /// Draws a value as the brand's QR Code, an SVG document.
    ///
    /// # Errors
    /// 500 when the value cannot be drawn: it was issued wrongly.
    pub fn drawn(&self, value: &str) -> Outcome<String> {
        let QrDef { ec_level, version, mask } = self.qr;
        let settings = QrSettings::frozen(Some(ec_level), Some(version), Some(mask));
        let symbol = encode_with(value, Symbology::QrCode, &settings);
        Ok(symbol.map_err(|error| Failure::internal(&error))?.to_svg())
    }

    /// The store of the till.
    #[must_use]
    pub fn to_store(&self, lang: Lang) -> Store {
        let (latitude_e6, longitude_e6) = self.store_place;
        Store {
            name: self.store.to(lang),
            address: self.store_address.to(lang),
            latitude_e6,
            longitude_e6,
        }
    }

    /// `GET /tiers`.
    #[must_use]
    pub fn to_path(&'static self, lang: Lang) -> TierPath {
        TierPath {
            tiers: self.tiers.iter().map(|tier| self.to_tier(tier, lang)).collect(),
            qualify_mode: self.qualify_mode,
            downgrade_policy: self.downgrade_policy,
            notes: self.tier_notes.iter().map(|note| note.to(lang)).collect(),
        }
    }

    fn to_tier(&self, tier: &TierDef, lang: Lang) -> Tier {
        let rung = self.rung(tier.rank);
        Tier {
            id: TierId::new(tier.id),
            name: tier.name.to(lang),
            rank: tier.rank,
            thresholds: rung.map_or_else(Vec::new, |rung| thresholds(rung.thresholds)),
            keep: rung.map_or_else(Vec::new, |rung| thresholds(rung.keep)),
            valid_months: rung.and_then(|rung| rung.valid_months),
            benefits: tier.to_benefits(lang),
        }
    }
}

impl TierDef {
    /// What the tier gives, in one language.
    #[must_use]
    pub fn to_benefits(&self, lang: Lang) -> Vec<Benefit> {
        self.benefits.iter().map(|benefit| benefit.to_benefit(lang)).collect()
    }
}

impl BenefitDef {
    /// The benefit in one language.
    #[must_use]
    pub fn to_benefit(&self, lang: Lang) -> Benefit {
        let pick = |text: &Text| text.to(lang);
        Benefit { kind: self.kind, title: pick(&self.title), detail: pick(&self.detail) }
    }
}

impl FaceDef {
    fn to_face(&self) -> Face {
        Face {
            from: self.from.to_owned(),
            to: self.to.to_owned(),
            ink: Some(self.ink.to_owned()),
            pattern: self.pattern,
        }
    }
}

impl PointRules {
    /// The expiry rule in force.
    #[must_use]
    pub fn to_expiry_rule(&self) -> ExpiryRule {
        ExpiryRule { kind: ExpiryKind::AfterDuration, months: self.months, rounding: self.rounding }
    }
}

/// Minor units in the brands' currency.
#[must_use]
pub fn money(amount: i64) -> Money {
    Money { amount, currency: CURRENCY.to_owned() }
}

fn thresholds(goals: &[Goal]) -> Vec<Threshold> {
    goals.iter().map(|(kind, value)| Threshold { kind: *kind, value: *value }).collect()
}

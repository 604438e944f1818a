//! Texts of the wallet, of a coupon, and of the claim centre.

mod en;
mod zh_cn;

pub use en::{EN, EN_BRIEF};
pub use zh_cn::{ZH_CN, ZH_CN_BRIEF};

/// See the module.
pub struct Texts {
    /// The wallet's title.
    pub title: &'static str,
    /// The claim centre's title.
    pub offers_title: &'static str,
    /// A coupon's title.
    pub detail_title: &'static str,
    /// What the tabs choose by.
    pub tabs_name: &'static str,
    /// Coupons that can be used now or later.
    pub tab_usable: &'static str,
    /// Coupons that were used.
    pub tab_used: &'static str,
    /// Coupons that are gone.
    pub tab_ended: &'static str,
    /// Leads to the claim centre.
    pub to_offers: &'static str,
    /// Leads to the wallet.
    pub to_wallet: &'static str,
    /// Nothing usable.
    pub empty_usable: &'static str,
    /// Nothing used.
    pub empty_used: &'static str,
    /// Nothing gone.
    pub empty_ended: &'static str,
    /// Nothing to claim.
    pub empty_offers: &'static str,
    /// Opens the sheet for a code, and its title.
    pub exchange: &'static str,
    /// The field's label.
    pub exchange_label: &'static str,
    /// Where codes are found and how they may be typed.
    pub exchange_hint: &'static str,
    /// Takes the code.
    pub exchange_submit: &'static str,
    /// The field is empty.
    pub exchange_empty: &'static str,
    /// What a coupon's detail says.
    pub detail: Detail,
    /// What an offer says.
    pub offer: Offer,
}

/// What home shows too: a coupon as a ticket.
pub struct Brief {
    /// A coupon's face in words.
    pub face: Face,
    /// A coupon's state in a word.
    pub state: States,
    /// Why a coupon cannot be used now.
    pub reason: Reasons,
}

/// A coupon's value, condition and validity.
pub struct Face {
    /// After a discount's number: 折 of what is paid, or per cent off.
    pub discount_unit: &'static str,
    /// A thing for the coupon.
    pub exchange: &'static str,
    /// A gift beside a purchase.
    pub gift: &'static str,
    /// Free delivery.
    pub free_shipping: &'static str,
    /// Buy some, get one.
    pub buy_gift: &'static str,
    /// A kind that this card does not know.
    pub unknown: &'static str,
    /// No least order.
    pub no_threshold: &'static str,
    /// A least order: `{0}`.
    pub threshold: &'static str,
    /// The most that a discount takes off: `{0}`.
    pub max_discount: &'static str,
    /// What is left of a partly used one: `{0}` of `{1}`.
    pub left: &'static str,
    /// Ended: `{0}` when.
    pub ended: &'static str,
}

/// A word for each state that is not plainly usable.
pub struct States {
    /// Being issued.
    pub confirming: &'static str,
    /// Not begun.
    pub pending: &'static str,
    /// Held by an order.
    pub locked: &'static str,
    /// Used.
    pub used: &'static str,
    /// Partly used.
    pub partly_used: &'static str,
    /// Too late.
    pub expired: &'static str,
    /// Withdrawn.
    pub deactivated: &'static str,
    /// Deleted.
    pub deleted: &'static str,
    /// On its way to somebody else.
    pub transferring: &'static str,
    /// Given away.
    pub transferred: &'static str,
    /// A state that this card does not know.
    pub unknown: &'static str,
}

/// A sentence for each reason.
pub struct Reasons {
    /// Being issued.
    pub confirming: &'static str,
    /// Begins: `{0}`.
    pub not_started: &'static str,
    /// Ended: `{0}`.
    pub expired: &'static str,
    /// Used, without a time.
    pub used: &'static str,
    /// Used: `{0}` when.
    pub used_at: &'static str,
    /// Used: `{0}` when, `{1}` where.
    pub used_at_place: &'static str,
    /// Held by an order.
    pub locked: &'static str,
    /// Withdrawn.
    pub deactivated: &'static str,
    /// Deleted.
    pub deleted: &'static str,
    /// On its way to somebody else.
    pub transferring: &'static str,
    /// Given away.
    pub transferred: &'static str,
    /// Not at this hour.
    pub outside_hours: &'static str,
    /// Not at a till.
    pub not_at_till: &'static str,
    /// Not known to this card.
    pub not_known: &'static str,
}

/// A coupon's detail.
pub struct Detail {
    /// Shows the code for the till.
    pub show_code: &'static str,
    /// Beneath the code.
    pub code_hint: &'static str,
    /// Said when the till took it while it was looked at.
    pub used_now: &'static str,
    /// The heading above the rules.
    pub rules: &'static str,
    /// When it is valid.
    pub validity: &'static str,
    /// `{0}` to `{1}`.
    pub span: &'static str,
    /// On which days and hours.
    pub hours: &'static str,
    /// `{0}` weekday to `{1}` weekday.
    pub weekdays: &'static str,
    /// On all days.
    pub every_day: &'static str,
    /// At any time.
    pub any_time: &'static str,
    /// What for.
    pub scope: &'static str,
    /// Where.
    pub channels: &'static str,
    /// In stores.
    pub store: &'static str,
    /// In the mini-program.
    pub mini_program: &'static str,
    /// In the web shop.
    pub web: &'static str,
    /// With delivery.
    pub delivery: &'static str,
    /// Together with what.
    pub stacking: &'static str,
    /// With nothing else.
    pub exclusive: &'static str,
    /// Together with others.
    pub combinable: &'static str,
    /// The most in one order: `{0}`.
    pub per_order: &'static str,
    /// The brand's notes.
    pub notes: &'static str,
    /// Between the parts of a list.
    pub list: &'static str,
}

/// An offer of the claim centre.
pub struct Offer {
    /// Claims it.
    pub claim: &'static str,
    /// Claims it for points: `{0}`.
    pub claim_for: &'static str,
    /// What claiming costs, before it is done: `{0}`.
    pub cost: &'static str,
    /// Claimed before.
    pub claimed: &'static str,
    /// As many as one member may.
    pub limit_reached: &'static str,
    /// None left.
    pub sold_out: &'static str,
    /// More come: `{0}` when.
    pub next_round: &'static str,
    /// Not begun.
    pub not_started: &'static str,
    /// Over.
    pub ended: &'static str,
    /// For higher tiers.
    pub tier_too_low: &'static str,
    /// From a tier on: `{0}`.
    pub from_tier: &'static str,
    /// For paid members.
    pub paid_only: &'static str,
    /// For members.
    pub members_only: &'static str,
    /// See the details elsewhere.
    pub not_known: &'static str,
    /// Few are left: `{0}`.
    pub remaining: &'static str,
    /// Valid for so many days after claiming: `{0}`.
    pub valid_days: &'static str,
    /// Claimable until: `{0}`.
    pub claim_until: &'static str,
}

//! What the home screen shows first, by where a member is between joining and leaving. The face
//! with its code stands above all of it, in every stage.

use contract::member::LifecycleStage;
use contract::program::Feature;

/// A module of the home screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeModule {
    /// What to do first, for a new member.
    Welcome,
    /// The prompt, if there is one.
    Prompt,
    /// The points.
    Points,
    /// The tier.
    Tier,
    /// The coupons worth using.
    Coupons,
    /// The check-in.
    CheckIn,
    /// The tasks.
    Tasks,
    /// The paid membership.
    Membership,
}

/// The modules in order. Each stage has all of them; only the welcome belongs to the first.
#[must_use]
pub fn modules(stage: LifecycleStage) -> &'static [HomeModule] {
    use HomeModule::{CheckIn, Coupons, Membership, Points, Prompt, Tasks, Tier, Welcome};
    match stage {
        // First steps, then what they bring.
        LifecycleStage::Introduction => {
            &[Welcome, Prompt, Tasks, Coupons, CheckIn, Points, Tier, Membership]
        }
        // The next tier and the tasks that lead there.
        LifecycleStage::Growth | LifecycleStage::Unknown => {
            &[Prompt, Tier, Points, Coupons, CheckIn, Tasks, Membership]
        }
        // What they have and what it is worth.
        LifecycleStage::Maturity => &[Prompt, Tier, Membership, Coupons, Points, CheckIn, Tasks],
        // A reason to come back before a number.
        LifecycleStage::Silence => &[Prompt, Coupons, Points, Tier, CheckIn, Tasks, Membership],
        LifecycleStage::Churn => &[Prompt, Coupons, Membership, Points, Tier, Tasks, CheckIn],
    }
}

/// Whether a brand with these features has the module.
#[must_use]
pub fn is_offered(module: HomeModule, features: &[Feature]) -> bool {
    let feature = match module {
        HomeModule::Welcome | HomeModule::Prompt => return true,
        HomeModule::Points => Feature::Points,
        HomeModule::Tier => Feature::Tiers,
        HomeModule::Coupons => Feature::Coupons,
        HomeModule::CheckIn => Feature::CheckIn,
        HomeModule::Tasks => Feature::Tasks,
        HomeModule::Membership => Feature::PaidMembership,
    };
    features.contains(&feature)
}

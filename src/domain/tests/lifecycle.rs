use contract::member::LifecycleStage;
use contract::program::Feature;

use crate::domain::lifecycle::{HomeModule, is_offered, modules};

const EVERYWHERE: [HomeModule; 7] = [
    HomeModule::Prompt,
    HomeModule::Points,
    HomeModule::Tier,
    HomeModule::Coupons,
    HomeModule::CheckIn,
    HomeModule::Tasks,
    HomeModule::Membership,
];

fn stages() -> impl Iterator<Item = LifecycleStage> {
    LifecycleStage::ALL.iter().copied().chain([LifecycleStage::Unknown])
}

#[test]
fn every_stage_has_every_module_once_and_only_the_first_a_welcome() {
    for stage in stages() {
        let modules = modules(stage);
        for module in EVERYWHERE {
            assert_eq!(modules.iter().filter(|m| **m == module).count(), 1, "{stage:?} {module:?}");
        }
        let first = stage == LifecycleStage::Introduction;
        assert_eq!(modules.contains(&HomeModule::Welcome), first, "{stage:?}");
        assert_eq!(modules.len(), EVERYWHERE.len() + usize::from(first));
    }
}

#[test]
fn the_five_stages_begin_differently() {
    let orders: Vec<_> = LifecycleStage::ALL.iter().map(|stage| modules(*stage)).collect();
    for (i, order) in orders.iter().enumerate() {
        assert!(!orders[i + 1..].contains(order));
    }
}

#[test]
fn a_brand_shows_only_what_it_has_switched_on() {
    for module in EVERYWHERE {
        let always = module == HomeModule::Prompt;
        assert_eq!(is_offered(module, &[]), always, "{module:?}");
        assert!(is_offered(module, Feature::ALL), "{module:?}");
    }
    assert!(is_offered(HomeModule::Tier, &[Feature::Tiers]));
    assert!(!is_offered(HomeModule::Tier, &[Feature::Points]));
}

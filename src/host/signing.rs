//! Which address WeChat holds a signature against.
//!
//! It signs a page's address up to the `#`. Many reports agree that the web-view of iOS takes the
//! address at which the page was entered, whatever happened to it since, and Android's the
//! present one; others disagree for single versions. So both are tried, the likelier one first.

use super::env::Device;

/// The addresses to have signed, in order, without fragments; one if both are the same.
#[must_use]
pub fn candidates(entry: &str, current: &str, device: Device) -> Vec<String> {
    let [entry, current] = [entry, current].map(bare);
    let (first, second) = if device == Device::Ios { (entry, current) } else { (current, entry) };
    let mut urls = vec![first.to_owned()];
    if second != first {
        urls.push(second.to_owned());
    }
    urls.retain(|url| !url.is_empty());
    urls
}

/// An address without its fragment, which is never signed.
fn bare(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENTRY: &str = "https://card.brand.example/?code=1#/coupons";
    const CURRENT: &str = "https://card.brand.example/#/me";

    #[test]
    fn ios_holds_it_against_the_address_of_entry_and_all_others_against_the_present_one() {
        let entry = "https://card.brand.example/?code=1";
        let current = "https://card.brand.example/";
        assert_eq!(candidates(ENTRY, CURRENT, Device::Ios), [entry, current]);
        for device in [Device::Android, Device::Harmony, Device::Pc, Device::Other] {
            assert_eq!(candidates(ENTRY, CURRENT, device), [current, entry], "{device:?}");
        }
    }

    #[test]
    fn going_from_screen_to_screen_leaves_one_address() {
        let (one, other) =
            ("https://card.brand.example/?lang=en#/", "https://card.brand.example/?lang=en#/me");
        assert_eq!(candidates(one, other, Device::Ios), ["https://card.brand.example/?lang=en"]);
        assert_eq!(candidates("", other, Device::Ios), ["https://card.brand.example/?lang=en"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_fragment_is_ever_signed(entry in "\\PC{0,30}", current in "\\PC{0,30}", ios: bool) {
            let device = if ios { Device::Ios } else { Device::Android };
            let urls = candidates(&entry, &current, device);
            prop_assert!(urls.len() <= 2);
            for url in urls {
                prop_assert!(!url.contains('#') && !url.is_empty());
                prop_assert!(entry.starts_with(&url) || current.starts_with(&url));
            }
        }
    }
}

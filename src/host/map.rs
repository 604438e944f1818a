//! A store on a map, for hosts that have none of their own.

use contract::store::Store;

use crate::route::escape;

/// A degree from millionths of one, as JavaScript and URLs write it.
#[must_use]
pub fn degrees(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let whole = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
}

/// The address of a map of AMap (高德, "URI API"), which opens its app where there is one.
///
/// Not `geo:`: that is WGS 84 (RFC 5870), some five hundred metres beside GCJ-02 in China, and
/// unknown to iOS.
#[must_use]
pub fn link(store: &Store) -> String {
    let mut link = String::from("https://uri.amap.com/marker?position=");
    link.push_str(&degrees(store.longitude_e6));
    link.push(',');
    link.push_str(&degrees(store.latitude_e6));
    link.push_str("&name=");
    escape(&store.name, &mut link);
    link.push_str("&coordinate=gaode&callnative=1");
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn store(name: &str, latitude_e6: i64, longitude_e6: i64) -> Store {
        Store { name: name.into(), address: String::new(), latitude_e6, longitude_e6 }
    }

    #[test]
    fn a_map_is_asked_for_the_place_by_its_name() {
        assert_eq!(
            link(&store("云栖 18", 30_186_000, 120_084_020)),
            "https://uri.amap.com/marker?position=120.084020,30.186000&name=%E4%BA%91%E6%A0%96%2018&coordinate=gaode&callnative=1"
        );
        assert_eq!(degrees(-500), "-0.000500");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_name_leads_elsewhere(name in "\\PC{0,20}", north: i64, east: i64) {
            let link = link(&store(&name, north, east));
            prop_assert!(link.starts_with("https://uri.amap.com/marker?position="));
            prop_assert_eq!(link.matches('&').count(), 3);
            prop_assert!(!link.contains('#'));
            let read: f64 = degrees(north).parse().unwrap();
            prop_assert!((read - north as f64 / 1e6).abs() <= 1e-6_f64.max(read.abs() * 1e-12));
        }
    }
}

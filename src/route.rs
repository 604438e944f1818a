//! Where the member is: a closed list of screens and the hash that names each.
//!
//! Own routing by hash, since WeChat signs a page's URL without its hash and the card is mounted
//! at any path of a brand's host. `parse(to_hash(r)) == r` for every route.

use contract::ids::CouponId;

/// A screen of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The card.
    Home,
    /// The code for the till.
    Code,
    /// Balance, batches, history.
    Points,
    /// The path of tiers.
    Tiers,
    /// The wallet.
    Coupons,
    /// One coupon.
    Coupon(CouponId),
    /// The claim centre.
    Offers,
    /// The month's calendar.
    CheckIn,
    /// Tasks and challenges.
    Tasks,
    /// Paid membership.
    Membership,
    /// The member's own page.
    Me,
    /// Nothing of ours.
    NotFound,
}

/// What each screen without an argument is called in a hash.
static NAMES: [(Route, &str); 10] = [
    (Route::Home, ""),
    (Route::Code, "code"),
    (Route::Points, "points"),
    (Route::Tiers, "tiers"),
    (Route::Coupons, "coupons"),
    (Route::Offers, "offers"),
    (Route::CheckIn, "check-in"),
    (Route::Tasks, "tasks"),
    (Route::Membership, "membership"),
    (Route::Me, "me"),
];

impl Route {
    /// Reads a location hash, with or without its `#`. An empty one is home.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let path = path.split_once('?').map_or(path, |(before, _)| before);
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        if let Some((route, _)) = NAMES.iter().find(|(_, name)| *name == path) {
            return route.clone();
        }
        match path.strip_prefix("coupons/").and_then(unescape) {
            Some(id) if !id.is_empty() => Self::Coupon(CouponId::new(id)),
            _ => Self::NotFound,
        }
    }

    /// The hash that leads here, for links and for the address bar.
    #[must_use]
    pub fn to_hash(&self) -> String {
        let mut hash = String::from("#/");
        if let Self::Coupon(id) = self {
            hash.push_str("coupons/");
            escape(id.as_str(), &mut hash);
        } else if let Some((_, name)) = NAMES.iter().find(|(route, _)| route == self) {
            hash.push_str(name);
        }
        hash
    }

    /// Whether the code of the till is, or can be, in view: the time to listen for changes.
    #[must_use]
    pub fn shows_code(&self) -> bool {
        matches!(self, Self::Code | Self::Coupon(_))
    }
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends `text` percent-encoded (RFC 3986, section 2.1): all but unreserved characters.
pub fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(nibble)).copied().map_or('0', char::from));
            }
        }
    }
}

/// Undoes [`escape`]; nothing when the text is not well formed.
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn routes() -> Vec<Route> {
        vec![
            Route::Home,
            Route::Code,
            Route::Points,
            Route::Tiers,
            Route::Coupons,
            Route::Offers,
            Route::CheckIn,
            Route::Tasks,
            Route::Membership,
            Route::Me,
        ]
    }

    #[test]
    fn every_route_survives_its_hash() {
        for route in routes() {
            assert_eq!(Route::parse(&route.to_hash()), route);
        }
    }

    #[test]
    fn a_foreign_hash_is_not_found_and_an_empty_one_is_home() {
        assert_eq!(Route::parse("#/nowhere"), Route::NotFound);
        assert_eq!(Route::parse("#/coupons/%zz"), Route::NotFound);
        assert_eq!(Route::parse("#/coupons/"), Route::Coupons);
        assert_eq!(Route::parse(""), Route::Home);
        assert_eq!(Route::parse("#/?from=message"), Route::Home);
    }

    proptest! {
        #[test]
        fn a_coupon_route_carries_any_id(id in "\\PC{1,40}") {
            let route = Route::Coupon(CouponId::new(id));
            prop_assert_eq!(Route::parse(&route.to_hash()), route);
        }

        #[test]
        fn parsing_never_panics(hash in "\\PC*") {
            let _ = Route::parse(&hash);
        }
    }
}

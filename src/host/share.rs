//! What is handed on when a screen is shared: a way to the brand, and nothing of the member.
//!
//! By its type: a [`Share`] is made of the page's place without query and fragment, the brand and
//! one of a few public screens. There is no way in for a code, a token, a coupon's id or a name.

use contract::ids::BrandId;

use crate::route::{Route, escape};

/// The screens that mean something to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicScreen {
    /// The card, which asks a visitor to join.
    Home,
    /// The claim centre.
    Offers,
    /// The path of tiers.
    Tiers,
}

impl PublicScreen {
    /// What stands for a screen when it is shared; home for all that are the member's own.
    #[must_use]
    pub fn of(route: &Route) -> Self {
        match route {
            Route::Offers => Self::Offers,
            Route::Tiers => Self::Tiers,
            _ => Self::Home,
        }
    }

    fn route(self) -> Route {
        match self {
            Self::Home => Route::Home,
            Self::Offers => Route::Offers,
            Self::Tiers => Route::Tiers,
        }
    }
}

/// Whether a screen is the member's own: what the host's menu hands on is taken out of it there.
#[must_use]
pub fn is_private(route: &Route) -> bool {
    matches!(route, Route::Code | Route::Coupon(_) | Route::Me | Route::Points | Route::Membership)
}

/// Where the page stands, without its query and its fragment: these may hold what is the
/// member's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(String);

impl Place {
    /// Reads the page's address.
    #[must_use]
    pub fn of(href: &str) -> Self {
        let end = href.find(['?', '#']).unwrap_or(href.len());
        Self(href.split_at(end).0.to_owned())
    }

    /// The address of a file beside the page.
    fn beside(&self, name: &str) -> String {
        let folder = self.0.rfind('/').map_or("", |end| self.0.split_at(end).0);
        [folder, "/", name].concat()
    }
}

/// What is shared. Its texts are the programme's and the card's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The headline.
    pub title: String,
    /// The line below.
    pub text: String,
    /// Where it leads.
    pub link: String,
    /// The screen at the end of the link as the card's hash names it, without its `#`: a
    /// mini-program leads there by itself.
    pub route: String,
    /// The picture, a bitmap of 300 pixels or less, as WeChat takes it.
    pub image: String,
}

impl Share {
    /// Puts it together.
    #[must_use]
    pub fn new(
        place: &Place,
        brand: &BrandId,
        screen: PublicScreen,
        title: String,
        text: String,
    ) -> Self {
        let mut link = [place.0.as_str(), "?brand="].concat();
        escape(brand.as_str(), &mut link);
        let hash = screen.route().to_hash();
        link.push_str(&hash);
        let route = hash.trim_start_matches('#').to_owned();
        Self { title, text, link, route, image: place.beside("icon-180.png") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ids::CouponId;
    use proptest::prelude::*;

    fn share(href: &str, route: &Route) -> Share {
        let screen = PublicScreen::of(route);
        Share::new(&Place::of(href), &BrandId::new("tea"), screen, "Club".into(), "Join".into())
    }

    #[test]
    fn a_public_screen_is_shared_and_any_other_shares_home() {
        let href = "https://card.brand.example/club/?lang=en#/offers";
        let offers = share(href, &Route::Offers);
        assert_eq!(offers.link, "https://card.brand.example/club/?brand=tea#/offers");
        assert_eq!(offers.route, "/offers");
        assert_eq!(offers.image, "https://card.brand.example/club/icon-180.png");
        assert_eq!(
            share(href, &Route::Tiers).link,
            "https://card.brand.example/club/?brand=tea#/tiers"
        );
        let home = "https://card.brand.example/club/?brand=tea#/";
        for route in [
            Route::Home,
            Route::Code,
            Route::Points,
            Route::Coupons,
            Route::Coupon(CouponId::new("cp_1")),
            Route::CheckIn,
            Route::Tasks,
            Route::Membership,
            Route::Me,
            Route::NotFound,
        ] {
            assert_eq!(share(href, &route).link, home, "{route:?}");
        }
    }

    #[test]
    fn the_code_a_coupon_and_what_is_the_members_own_are_private() {
        for route in [Route::Code, Route::Coupon(CouponId::new("cp_1")), Route::Me] {
            assert!(is_private(&route));
        }
        for route in [Route::Home, Route::Offers, Route::Tiers] {
            assert!(!is_private(&route));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_token_gets_into_what_is_shared(
            secret in "[A-Za-z0-9_-]{16,43}",
            place in 0..5_usize,
            screen in 0..4_usize
        ) {
            let hrefs = [
                format!("https://card.brand.example/#t={secret}"),
                format!("https://card.brand.example/?code={secret}&state={secret}#/me"),
                format!("https://card.brand.example/?{secret}"),
                format!("https://card.brand.example/#/coupons/{secret}"),
                format!("https://card.brand.example/?a#{secret}?{secret}#{secret}"),
            ];
            let routes = [
                Route::Coupon(CouponId::new(secret.clone())),
                Route::Code,
                Route::Offers,
                Route::parse(&format!("#/{secret}")),
            ];
            let made = share(&hrefs[place], &routes[screen]);
            let all = format!("{made:?}");
            prop_assert!(!all.contains(&secret), "{}", all);
        }
    }
}

use contract::wallet::WalletPlatform;

use crate::domain::wallet::{Offer, Place, is_mac_safari, offer};

const NOWHERE: Place = Place { apple: false, android: false, in_app: false, framed: false };
const IPHONE: Place = Place { apple: true, ..NOWHERE };
const ANDROID: Place = Place { android: true, ..NOWHERE };
const BOTH: [WalletPlatform; 2] = [WalletPlatform::Apple, WalletPlatform::Google];

fn in_app(place: Place) -> Place {
    Place { in_app: true, ..place }
}

fn framed(place: Place) -> Place {
    Place { framed: true, ..place }
}

#[test]
fn each_wallet_is_offered_where_it_works_and_explained_where_it_helps() {
    use Offer::{Add, Guide, Hide};
    for (place, apple, google) in [
        (IPHONE, Add, Hide),
        (ANDROID, Hide, Add),
        (NOWHERE, Hide, Hide),
        (in_app(IPHONE), Guide, Hide),
        (in_app(ANDROID), Hide, Hide),
        (in_app(NOWHERE), Hide, Hide),
        (framed(IPHONE), Hide, Hide),
        (framed(ANDROID), Hide, Hide),
        (framed(in_app(IPHONE)), Hide, Hide),
    ] {
        assert_eq!(offer(&BOTH, WalletPlatform::Apple, place), apple, "Apple, {place:?}");
        assert_eq!(offer(&BOTH, WalletPlatform::Google, place), google, "Google, {place:?}");
    }
}

#[test]
fn a_brand_without_a_wallet_offers_none_and_explains_none() {
    for place in [IPHONE, ANDROID, in_app(IPHONE)] {
        for platform in BOTH {
            assert_eq!(offer(&[], platform, place), Offer::Hide);
        }
    }
    assert_eq!(offer(&[WalletPlatform::Google], WalletPlatform::Apple, IPHONE), Offer::Hide);
    let newer = [WalletPlatform::Unknown];
    assert_eq!(offer(&newer, WalletPlatform::Unknown, IPHONE), Offer::Hide);
}

#[test]
fn safari_on_a_mac_is_told_from_its_neighbours() {
    let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/";
    for (rest, safari) in [
        ("605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", true),
        ("537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", false),
        ("537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", false),
        ("605.1.15 (KHTML, like Gecko) MicroMessenger/6.8.0 MacWechat/3.8.7", false),
    ] {
        assert_eq!(is_mac_safari(&format!("{mac}{rest}")), safari, "{rest}");
    }
    assert!(!is_mac_safari("Mozilla/5.0 (X11; Linux x86_64) Version/17.0 Safari/605.1.15"));
}

//! Coupons: the wallet by state, one coupon with its code for the till, and the claim centre.

mod detail;
mod exchange;
mod offers;
mod place;
mod remind;
mod rules;
mod till;
mod wallet;

pub use detail::detail;
pub use offers::offers;
pub use wallet::wallet;

use leptos::prelude::*;

use crate::route::Route;
use crate::screens::Card;

/// The wallet stays as it was left while the member moves between the screens of this area.
fn stay_in_the_area(card: Card) {
    on_cleanup(move || {
        let area = [Route::Coupons, Route::Offers];
        let within =
            card.route.with_untracked(|now| area.contains(now) || matches!(now, Route::Coupon(_)));
        if !within {
            card.store.wallet().forget();
        }
    });
}

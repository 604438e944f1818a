//! The screens beside home and code. They come in a module of their own, which is fetched once
//! home is there, or when one of them is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::Card;
use super::{check_in, coupons, me, membership, points, tasks, tiers};
use crate::part::further;
use crate::route::Route;
use crate::state::ApiError;
use crate::ui::{Shape, dynamic, nothing, page, skeleton};

/// How far the further screens have come.
#[derive(Clone, Copy, Default)]
pub enum Further {
    /// Nobody asked for them.
    #[default]
    Idle,
    /// On their way.
    Coming,
    /// Here: what draws one of them.
    Here(fn(Card, Route) -> AnyView),
    /// They could not be fetched.
    Missing,
}

further! {
    async fn screens() -> fn(Card, Route) -> AnyView {
        draw
    }
}

fn draw(card: Card, route: Route) -> AnyView {
    match route {
        Route::Points => points::view(card),
        Route::Tiers => tiers::view(card),
        Route::Coupons => coupons::wallet(card),
        Route::Coupon(id) => coupons::detail(card, id),
        Route::Offers => coupons::offers(card),
        Route::CheckIn => check_in::view(card),
        Route::Tasks => tasks::view(card),
        Route::Membership => membership::view(card),
        Route::Me => me::view(card),
        Route::Home | Route::Code | Route::NotFound => nothing(),
    }
}

/// Fetches the further screens, unless they are here or on their way.
pub fn fetch(state: RwSignal<Further>) {
    if !matches!(state.get_untracked(), Further::Idle | Further::Missing) {
        return;
    }
    state.set(Further::Coming);
    spawn_local(async move {
        state.set(screens().await.map_or(Further::Missing, Further::Here));
    });
}

/// Draws one of the further screens, once it is here.
pub fn view(card: Card, route: Route) -> AnyView {
    let state = card.screens;
    if let Further::Here(draw) = state.get_untracked() {
        return draw(card, route);
    }
    fetch(state);
    let retry = Callback::new(move |()| fetch(state));
    dynamic(move || match state.get() {
        Further::Here(draw) => draw(card, route.clone()),
        Further::Missing => page("", vec![card.failure(&ApiError::Network, retry)]).view(),
        Further::Idle | Further::Coming => {
            let loading = card.texts.common.loading.to_owned();
            page("", vec![skeleton(loading, Shape::Rows, 4)]).view()
        }
    })
}

//! The screens beside home. They come in modules of their own: the code first, and what is left
//! once home has had the network for itself; or when one of them is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::Card;
use super::{
    answers, astray, check_in, code, coupons, me, membership, points, signed_in, tasks, tiers,
};
use crate::part::{Missing, part};
use crate::reactive::RwSignal;
use crate::route::Route;
use crate::state::ApiError;
use crate::ui::{El, Shape, dynamic, el, nothing, page, skeleton};

/// What draws the screens of a module; `None` is the one for a session that has ended.
type Draw = fn(Card, Option<Route>) -> AnyView;

/// What the further screens' module has beside its screens.
#[derive(Clone, Copy)]
struct Answers {
    toasts: fn(Card) -> AnyView,
    signed_in: fn(Card) -> AnyView,
    refusal: fn(Card, &ApiError) -> String,
}

/// How far a module has come.
#[derive(Clone, Copy)]
enum Part {
    /// Nobody asked for it.
    Idle,
    /// On its way.
    Coming,
    /// Here.
    Here(Draw, Option<Answers>),
    /// It could not be fetched.
    Missing,
}

part! {
    code,
    async fn code_screen() -> Part {
        Part::Here(|card, _| code::view(card), None)
    }
}

part! {
    further,
    async fn further_screens() -> Part {
        let answers = Answers { toasts: answers::toasts, signed_in: signed_in::view, refusal: answers::refusal };
        Part::Here(further, Some(answers))
    }
}

fn further(card: Card, screen: Option<Route>) -> AnyView {
    let Some(route) = screen else { return astray::signed_out(card).view() };
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
        Route::NotFound => astray::not_found(card).view(),
        Route::Home | Route::Code => nothing(),
    }
}

/// The modules of this page.
#[derive(Clone, Copy)]
pub struct Parts {
    code: RwSignal<Part>,
    further: RwSignal<Part>,
}

impl Default for Parts {
    fn default() -> Self {
        Self { code: RwSignal::new(Part::Idle), further: RwSignal::new(Part::Idle) }
    }
}

impl Parts {
    /// Fetches the code, unless it is here or on its way.
    pub fn fetch_code(self) {
        if begin(self.code) {
            spawn_local(async move { end(self.code, code_screen().await) });
        }
    }

    /// Fetches the further screens, unless they are here or on their way.
    pub fn fetch_further(self) {
        if begin(self.further) {
            spawn_local(async move { end(self.further, further_screens().await) });
        }
    }

    /// Draws what just happened, once the further screens are here; follows that.
    pub fn toasts(self, card: Card) -> AnyView {
        match self.further.get() {
            Part::Here(_, Some(answers)) => (answers.toasts)(card),
            _ => nothing(),
        }
    }

    /// Draws what came of a sign-in, once the further screens are here; follows that.
    pub fn signed_in(self, card: Card) -> AnyView {
        match self.further.get() {
            Part::Here(_, Some(answers)) => (answers.signed_in)(card),
            _ => nothing(),
        }
    }

    /// What a refusal means, in a sentence, if the further screens are here to say it.
    pub fn refusal(self, card: Card, error: &ApiError) -> Option<String> {
        match self.further.get_untracked() {
            Part::Here(_, Some(answers)) => Some((answers.refusal)(card, error)),
            _ => None,
        }
    }
}

fn begin(part: RwSignal<Part>) -> bool {
    let wanted = matches!(part.get_untracked(), Part::Idle | Part::Missing);
    if wanted {
        part.set(Part::Coming);
    }
    wanted
}

fn end(part: RwSignal<Part>, came: Result<Part, Missing>) {
    part.set(came.unwrap_or(Part::Missing));
}

/// Draws a screen, once its module is here; `None` is the one for a session that has ended.
pub fn view(card: Card, screen: Option<Route>) -> AnyView {
    let code = screen == Some(Route::Code);
    let (part, fetch): (_, fn(Parts)) = if code {
        (card.parts.code, Parts::fetch_code)
    } else {
        (card.parts.further, Parts::fetch_further)
    };
    if let Part::Here(draw, _) = part.get_untracked() {
        return draw(card, screen);
    }
    fetch(card.parts);
    let retry = Callback::new(move |()| fetch(card.parts));
    dynamic(move || match part.get() {
        Part::Here(draw, _) => draw(card, screen.clone()),
        Part::Missing => place(card, code, card.failure(&ApiError::Network, retry)).view(),
        Part::Idle | Part::Coming => {
            let (shape, count) = if code { (Shape::Symbol, 1) } else { (Shape::Rows, 4) };
            let bones = skeleton(card.texts.common.loading.to_owned(), shape, count);
            place(card, code, bones).view()
        }
    })
}

/// What stands in a screen's place before it is here. The code's has no bar at its foot to leave by.
fn place(card: Card, code: bool, holds: El) -> El {
    if !code {
        return page(el("div", "top-bar"), vec![holds]);
    }
    let stage = el("div", "code-stage").child(holds);
    el("main", "code-screen")
        .child(card.bar(card.texts.common.code, &Route::Home))
        .child(el("div", "code-body").child(stage))
}

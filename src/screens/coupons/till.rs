//! A coupon at the till: its code, with the page to itself while it is asked for, and why there is
//! none. When the till takes the coupon while it is looked at, that is said by itself.

use std::sync::Arc;

use chrono::TimeDelta;
use contract::coupon::{Coupon, CouponState};
use leptos::prelude::*;

use crate::domain::code::{CodeView, current, needs_refresh};
use crate::domain::coupon::{Reason, can_redeem, display_state};
use crate::i18n::fill;
use crate::reactive::{Memo, RwSignal, follow, memo};
use crate::route::Route;
use crate::screens::Card;
use crate::screens::code::full_screen;
use crate::screens::code::panel::{Panel, Showing};
use crate::screens::code::told::SAID_MS;
use crate::screens::code::watch::Watch;
use crate::state::{ApiError, Phase};
use crate::ui::{
    Back, Child, El, Icon, Look, Shape, button, code_layer, confirmation, dynamic, el, icon,
    nothing, skeleton, top_bar,
};

/// A use that lies further back did not happen while the coupon was looked at.
const JUST_NOW_MINUTES: i64 = 5;

/// What stands in the till's place.
#[derive(Clone, PartialEq)]
pub enum Stage {
    /// The button that shows the code.
    Ready,
    /// The code is being asked for.
    Loading,
    /// It could not be asked for.
    Failed(ApiError),
    /// The code.
    Code,
    /// It cannot be used now, and why.
    Not(Reason),
}

/// The coupon's code for the till.
#[derive(Clone, Copy)]
pub struct Till {
    card: Card,
    watch: Watch,
    coupon: Memo<Option<Arc<Coupon>>>,
    /// What stands in its place; nothing before the coupon is there.
    pub stage: Memo<Option<Stage>>,
    /// Whether the member asked for the code.
    asked: RwSignal<bool>,
    /// Whether the till took the coupon while it was looked at.
    taken: RwSignal<bool>,
    /// Whether that is being said in the code's place.
    told: RwSignal<bool>,
}

/// What the layer with the code shows.
#[derive(Clone, PartialEq)]
enum Layer {
    Loading,
    Failed(ApiError),
    Code,
    Told,
}

impl Till {
    /// Begins to follow a coupon.
    pub fn new(card: Card, watch: Watch, coupon: Memo<Option<Arc<Coupon>>>) -> Self {
        let one = card.store.coupon();
        let asked = RwSignal::new(false);
        let taken = RwSignal::new(false);
        let told = RwSignal::new(false);
        follow(move |before: Option<bool>| {
            let coupon = coupon.get();
            if before == Some(true) && coupon.as_ref().is_some_and(|c| used_just_now(card, c)) {
                taken.set(true);
                told.set(asked.get_untracked());
            }
            coupon.is_some_and(|c| display_state(&c, card.now()) != CouponState::Used)
        });
        let stage = memo(move || {
            let now = watch.now();
            let coupon = coupon.get()?;
            if let Err(reason) = can_redeem(&coupon, now) {
                return Some(Stage::Not(reason));
            }
            if !asked.get() {
                return Some(Stage::Ready);
            }
            Some(match one.code() {
                Phase::Loading => Stage::Loading,
                Phase::Failed(error) => Stage::Failed(error),
                Phase::Ready(code, error) => match (current(&code.tokens, now), error) {
                    (CodeView::Active { .. }, _) => Stage::Code,
                    (_, Some(error)) if !one.code_busy() => Stage::Failed(error),
                    _ => Stage::Loading,
                },
            })
        });
        let wanted = move |now| match (stage.get(), one.code()) {
            (Some(Stage::Code | Stage::Loading | Stage::Failed(_)), Phase::Ready(code, _)) => {
                needs_refresh(&code.tokens, code.refresh_after, now)
            }
            (Some(Stage::Loading), Phase::Loading) => true,
            (Some(Stage::Failed(error)), Phase::Failed(_)) => error.is_offline(),
            _ => false,
        };
        watch.refresh(wanted, move || one.code_busy(), move || one.load_code());
        let over = Callback::new(move |()| {
            told.set(false);
            asked.set(false);
        });
        watch.after(SAID_MS, move || told.get(), over);
        Self { card, watch, coupon, stage, asked, taken, told }
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        let Self { card, asked, .. } = self;
        let words = &card.further().coupons.detail;
        let below = dynamic(move || match self.stage.get() {
            None => nothing(),
            Some(Stage::Not(reason)) => self.not(reason).view(),
            Some(_) => {
                let show = Callback::new(move |()| asked.set(true));
                button(Look::Primary, words.show_code, show)
                    .attr("class", "button button-wide")
                    .view()
            }
        });
        let open = memo(move || self.layer().is_some());
        let layer = dynamic(move || if open.get() { self.over().view() } else { nothing() });
        el("div", "").child(below).child(layer).view()
    }

    fn layer(self) -> Option<Layer> {
        if self.told.get() {
            return Some(Layer::Told);
        }
        match self.stage.get()? {
            Stage::Loading => Some(Layer::Loading),
            Stage::Failed(error) => Some(Layer::Failed(error)),
            Stage::Code => Some(Layer::Code),
            Stage::Ready | Stage::Not(_) => None,
        }
    }

    /// The code with the page to itself.
    fn over(self) -> El {
        full_screen::take();
        let Self { card, watch, coupon, asked, told, .. } = self;
        let words = &card.further().coupons.detail;
        let layer = memo(move || self.layer());
        let showing =
            memo(
                move || {
                    if layer.get() == Some(Layer::Code) { showing(card, watch) } else { None }
                },
            );
        let panel = Panel::new(card, watch, showing, card.code_texts().coupon_alt);
        let name = coupon.with_untracked(|coupon| coupon.as_ref().map(|c| c.name.clone()));
        let name = name.unwrap_or_default();
        let close = Callback::new(move |()| {
            told.set(false);
            asked.set(false);
        });
        let said = el("div", "code-said").attr("role", "status").child(dynamic({
            let name = name.clone();
            move || {
                if layer.get() != Some(Layer::Told) {
                    return nothing();
                }
                let which = el("p", "weak").child(name.clone());
                confirmation(words.used_now.into(), vec![which]).view()
            }
        }));
        let shown = dynamic(move || match layer.get() {
            None => nothing(),
            Some(Layer::Loading) => {
                skeleton(card.texts.common.loading.into(), Shape::Symbol, 1).view()
            }
            Some(Layer::Failed(error)) => {
                let retry = Callback::new(move |()| card.store.coupon().load_code());
                card.failure(&error, retry).view()
            }
            Some(Layer::Code) => panel.symbol().view(),
            Some(Layer::Told) => button(Look::Secondary, card.texts.common.close, close).view(),
        });
        let side = dynamic(move || match layer.get() {
            Some(Layer::Code) => el("div", "code-panel")
                .children(panel.controls())
                .child(el("p", "code-hint").child(icon(Icon::Info)).child(words.code_hint))
                .view(),
            _ => nothing(),
        });
        let href = coupon.with_untracked(|coupon| {
            coupon.as_ref().map_or(Route::Coupons, |c| Route::Coupon(c.id.clone())).to_hash()
        });
        let back = Back { name: card.texts.common.back.into(), href, press: close };
        let body = el("div", "code-body")
            .child(el("div", "code-stage").child(said).child(shown))
            .child(el("div", "code-side").child(side));
        code_layer(name.clone(), close, top_bar(name, Some(back), Child::Nothing), body)
    }

    /// Why it cannot be used; said at once where the till just took it.
    fn not(self, reason: Reason) -> El {
        let card = self.card;
        let Some(coupon) = self.coupon.get() else { return el("div", "") };
        let taken = self.taken.get();
        let shows = match reason {
            Reason::Used => Icon::Check,
            Reason::Locked | Reason::Transferring => Icon::Lock,
            Reason::NotStarted | Reason::Confirming | Reason::OutsideHours => Icon::Clock,
            _ => Icon::Info,
        };
        let sentence = if taken {
            card.further().coupons.detail.used_now.to_owned()
        } else {
            why(card, &coupon, reason)
        };
        let more = coupon.state_reason.clone().filter(|more| !more.is_empty());
        let words = el("div", "")
            .child(el("p", "").child(sentence))
            .child(taken.then(|| el("p", "small").child(why(card, &coupon, reason))))
            .child(more.map(|more| el("p", "small").child(more)));
        el("div", "coupon-reason")
            .attr("role", "status")
            .attr("data-tone", if taken { "good" } else { "plain" })
            .child(icon(shows))
            .child(words)
    }
}

fn used_just_now(card: Card, coupon: &Coupon) -> bool {
    let now = card.now();
    let recent = |at| now.signed_duration_since(at) < TimeDelta::minutes(JUST_NOW_MINUTES);
    display_state(coupon, now) == CouponState::Used && coupon.used_at.is_none_or(recent)
}

fn showing(card: Card, watch: Watch) -> Option<Showing> {
    let Phase::Ready(code, _) = card.store.coupon().code() else { return None };
    let CodeView::Active { token, shown_until } = current(&code.tokens, watch.now()) else {
        return None;
    };
    Some(Showing {
        value: token.value.clone(),
        until: Some(shown_until),
        period: code.period_seconds,
        symbologies: code.symbologies.clone(),
    })
}

fn why(card: Card, coupon: &Coupon, reason: Reason) -> String {
    let words = &card.texts.coupons.reason;
    let (formats, now) = (card.formats(), card.now());
    let text = match reason {
        Reason::Confirming => words.confirming,
        Reason::NotStarted => {
            return fill(words.not_started, &[&formats.moment(coupon.valid_from, now)]);
        }
        Reason::Expired => {
            return fill(words.expired, &[&formats.last_moment(coupon.valid_until, now)]);
        }
        Reason::Used => match (coupon.used_at, coupon.used_where.as_deref()) {
            (None, _) => words.used,
            (Some(at), None | Some("")) => {
                return fill(words.used_at, &[&formats.moment(at, now)]);
            }
            (Some(at), Some(place)) => {
                return fill(words.used_at_place, &[&formats.moment(at, now), place]);
            }
        },
        Reason::Locked => words.locked,
        Reason::Deactivated => words.deactivated,
        Reason::Deleted => words.deleted,
        Reason::Transferring => words.transferring,
        Reason::Transferred => words.transferred,
        Reason::OutsideHours => words.outside_hours,
        Reason::NotAtTill => words.not_at_till,
        Reason::NotKnown => words.not_known,
    };
    text.into()
}

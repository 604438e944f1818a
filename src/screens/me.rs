//! The member's own page: who they are, the ways to what is theirs, language and appearance, and
//! the way out.

use std::sync::Arc;

use contract::bootstrap::Bootstrap;
use contract::changes::Resource;
use contract::member::{Member, MemberState};
use contract::program::Feature;
use leptos::prelude::*;

use super::confirm::{Answer, Asked, Question, confirm};
use super::context::Card;
use super::hosting::share_button;
use super::stores::stores;
use super::wallet::wallets;
use crate::i18n::{Locale, fill};
use crate::reactive::{RwSignal, Signal, memo};
use crate::route::Route;
use crate::state::leave;
use crate::theme::Scheme;
use crate::ui::{
    self, Child, El, Icon, Look, Shape, Tab, Tone, badge, busy_button, button, dynamic, el, icon,
    link_row, nothing, rows, section, skeleton, tabs, top_bar,
};

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    let words = &card.further().me;
    let asked: Asked = RwSignal::new(None);
    card.store.home.ensure();
    let account = card.remote(card.store.home, waiting, |card, home| account(card, &home));
    let body = vec![
        el("div", "").child(account),
        el("div", "").child(stores(card)),
        section(words.settings.into(), None, vec![settings(card)]),
        foot(card, asked),
    ];
    let share = share_button(card, Route::Home);
    ui::page(top_bar(words.title, None, share), body).child(confirm(card, asked)).view()
}

fn waiting(card: Card) -> El {
    let loading = || card.texts.common.loading.to_owned();
    el("div", "stack stack-l")
        .child(skeleton(loading(), Shape::Tickets, 1))
        .child(skeleton(loading(), Shape::Rows, 5).attr("aria-hidden", true))
}

fn account(card: Card, home: &Bootstrap) -> El {
    let words = &card.further().me;
    let features = &home.program.features;
    let formats = card.formats();
    let link = |feature: Feature, shows: Icon, label: &str, end: String, route: &Route| {
        let end = (!end.is_empty()).then(|| el("span", "weak small").child(end));
        features
            .contains(&feature)
            .then(|| link_row(Some(shows), label.to_owned(), String::new(), end, route.to_hash()))
    };
    let none = String::new;
    let Some(member) = &home.member else {
        let hint = Some(home.program.join_hint.clone()).filter(|hint| !hint.is_empty());
        let head = el("div", "surface stack stack-s")
            .child(el("h2", "lead").child(words.guest))
            .child(el("p", "weak").child(hint.unwrap_or_else(|| words.join.into())));
        let ways = [
            link(Feature::Coupons, Icon::Ticket, words.offers, none(), &Route::Offers),
            link(Feature::Tiers, Icon::Crown, words.tiers, none(), &Route::Tiers),
        ];
        let ways = rows(ways.into_iter().flatten().collect());
        return el("div", "stack").child(head).child(ways);
    };
    let points = home.points.as_ref().map(|points| formats.number(points.available));
    let tier = home.tier.as_ref().and_then(|tier| tier.current.as_ref()).map(|t| t.name.clone());
    let count = |count: u32| if count > 0 { formats.number(count.into()) } else { none() };
    let coupons = count(home.counts.coupons_usable);
    let tasks = count(home.counts.tasks_claimable);
    let plan = home.membership.as_ref().and_then(|plan| plan.plan_name.clone()).unwrap_or_default();
    let ways = [
        link(Feature::Points, Icon::Coin, words.points, points.unwrap_or_default(), &Route::Points),
        link(Feature::Tiers, Icon::Crown, words.tiers, tier.unwrap_or_default(), &Route::Tiers),
        link(Feature::Coupons, Icon::Ticket, words.coupons, coupons, &Route::Coupons),
        link(Feature::CheckIn, Icon::Calendar, words.check_in, none(), &Route::CheckIn),
        link(Feature::Tasks, Icon::Tasks, words.tasks, tasks, &Route::Tasks),
        link(Feature::PaidMembership, Icon::Star, words.membership, plan, &Route::Membership),
    ];
    let ways = el("nav", "")
        .attr("aria-label", words.mine)
        .child(rows(ways.into_iter().flatten().collect()));
    el("div", "stack")
        .child(person(card, home, member))
        .child(ways)
        .child(wallets(card, &home.program.wallets))
}

/// Name, masked number, tier, and since when; and what is the matter with the account, if
/// anything is.
fn person(card: Card, home: &Bootstrap, member: &Member) -> El {
    let words = &card.further().me;
    let name = member.name.clone().unwrap_or_else(|| words.nameless.into());
    let since = card.formats().day(member.joined_at, card.now());
    let tier = home.tier.as_ref().and_then(|tier| tier.current.as_ref());
    let tier = tier.map(|tier| badge(Tone::Accent, tier.name.clone()));
    let matter = match member.state {
        MemberState::Frozen => words.frozen,
        MemberState::DeletionPending => words.deletion_pending,
        MemberState::Disabled => words.disabled,
        _ => "",
    };
    let matter = (!matter.is_empty()).then(|| badge(Tone::Warn, matter));
    let lines = el("div", "stack stack-s")
        .child(el("div", "line").child(el("h2", "lead").child(name)).child(tier))
        .child(el("p", "hint").child(member.masked_number.clone()))
        .child(el("p", "hint").child(fill(words.since, &[&since])))
        .child(matter);
    el("div", "surface me-person").child(el("span", "me-mark").child(icon(Icon::Me))).child(lines)
}

/// Language and appearance: for everyone, also where nothing else could be loaded.
fn settings(card: Card) -> El {
    let words = &card.further().me;
    let tab = |label: &str| Tab { label: label.to_owned(), count: String::new() };
    let languages = Locale::ALL.iter().map(|locale| tab(locale.own_name())).collect();
    let language = Signal::derive(move || {
        let now = card.locale.get();
        Locale::ALL.iter().position(|locale| *locale == now).unwrap_or_default()
    });
    let speak = Callback::new(move |index: usize| {
        if let Some(locale) = Locale::ALL.get(index).filter(|l| **l != card.locale.get_untracked())
        {
            card.locale.set(*locale);
        }
    });
    let schemes =
        [words.scheme_system, words.scheme_light, words.scheme_dark].map(tab).into_iter().collect();
    let choices = [None, Some(Scheme::Light), Some(Scheme::Dark)];
    let scheme = Signal::derive(move || {
        let now = card.scheme.get();
        choices.iter().position(|scheme| *scheme == now).unwrap_or_default()
    });
    let wear = Callback::new(move |index: usize| {
        card.scheme.set(choices.get(index).copied().flatten());
    });
    let setting = |name: &'static str, tabs: El| {
        el("div", "stack stack-s").child(el("p", "weak small").child(name)).child(tabs)
    };
    el("div", "surface stack me-settings")
        .child(setting(words.language, tabs(words.language.into(), languages, language, speak)))
        .child(setting(words.scheme, tabs(words.scheme.into(), schemes, scheme, wear)))
}

/// Refreshing, leaving, and which version this is.
fn foot(card: Card, asked: Asked) -> El {
    let words = &card.further().me;
    let home = card.store.home;
    let busy = Signal::derive(move || home.busy());
    let refresh = Callback::new(move |()| card.store.changed(Resource::ALL));
    let out = Callback::new(move |()| leave(card.store));
    let ask = Callback::new(move |()| {
        asked.set(Some(Arc::new(Question {
            title: words.sign_out.into(),
            lines: vec![words.sign_out_body.into()],
            label: words.sign_out.into(),
            look: Look::Danger,
            answer: Answer::Run(out),
        })));
    });
    let member = memo(move || card.is_member());
    let out = dynamic(move || {
        if member.get() { button(Look::Quiet, words.sign_out, ask).view() } else { nothing() }
    });
    el("div", "stack centred")
        .child(busy_button(Look::Secondary, words.refresh.into(), busy, refresh))
        .child(Child::View(out))
        .child(el("p", "tiny weak").child(fill(words.version, &[env!("CARGO_PKG_VERSION")])))
}

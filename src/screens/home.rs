//! Home: the card and its code one tap away, then what this member's stage makes worth knowing,
//! in that order.

use std::sync::Arc;

use chrono::Timelike;
use contract::bootstrap::Bootstrap;
use contract::program::{FacePattern, Feature};
use contract::prompt::Placement;
use leptos::prelude::*;

use super::context::Card;
use super::prompt::{Standing, prompts};
use super::tier_progress::tier_progress;
use super::{check_in, coupon_face, membership_summary, points_summary, tasks};
use crate::domain::lifecycle::{HomeModule, is_offered, modules};
use crate::i18n::fill;
use crate::route::Route;
use crate::theme::ThemeTokens;
use crate::ui::{
    El, Face, Icon, Look, Material, More, Pattern, Shape, el, face, link_button, link_row, rows,
    section, skeleton, wide_page,
};

/// Draws the screen.
pub fn view(card: Card) -> AnyView {
    card.store.home.ensure();
    let standing = card.standing;
    check_in::follow_home(card);
    card.remote(card.store.home, waiting, move |card, home| ready(card, standing, &home))
}

fn waiting(card: Card) -> El {
    let loading = || card.texts.common.loading.to_owned();
    let side = vec![skeleton(loading(), Shape::Face, 1)];
    wide_page(title(""), side, vec![skeleton(loading(), Shape::Rows, 4)])
}

fn ready(card: Card, standing: Standing, home: &Arc<Bootstrap>) -> El {
    let Some(member) = &home.member else { return guest(card, home) };
    let side = vec![face_of(card, home), code_entry(card)];
    let features = &home.program.features;
    let mut body = Vec::new();
    for module in modules(member.lifecycle) {
        if is_offered(*module, features) {
            draw(card, standing, home, *module, &mut body);
        }
    }
    wide_page(greeting(card, member.name.as_deref()), side, body)
}

fn draw(card: Card, standing: Standing, home: &Bootstrap, module: HomeModule, body: &mut Vec<El>) {
    let words = &card.texts.home;
    let see_all = |route: &Route| {
        Some(More { label: card.texts.common.see_all.into(), href: route.to_hash() })
    };
    let (title, route, holds) = match module {
        HomeModule::Welcome => {
            let title = fill(words.welcome, &[&home.program.name]);
            let welcome = el("div", "home-welcome")
                .child(el("h2", "home-welcome-title").child(title))
                .child(el("p", "hint").child(words.welcome_body));
            return body.push(welcome);
        }
        HomeModule::Prompt => {
            return body.extend(prompts(card, standing, Placement::Home, &home.prompts));
        }
        HomeModule::Coupons => return body.push(coupons(card, home, see_all(&Route::Coupons))),
        HomeModule::Membership => return body.extend(membership_summary::summary(card, home)),
        HomeModule::Points => {
            let Some(points) = &home.points else { return };
            (words.points, Route::Points, points_summary::summary(card, points))
        }
        HomeModule::Tier => {
            let Some(tier) = &home.tier else { return };
            (words.tier, Route::Tiers, tier_progress(card, tier))
        }
        HomeModule::CheckIn => {
            let Some(days) = &home.check_in else { return };
            let strip = el("div", "surface strip-surface").child(check_in::strip(card, days));
            (words.check_in, Route::CheckIn, strip)
        }
        HomeModule::Tasks if home.tasks.is_empty() => return,
        HomeModule::Tasks => {
            let list = home.tasks.iter().map(|task| tasks::task_row(card, task)).collect();
            (words.tasks, Route::Tasks, rows(list))
        }
    };
    body.push(section(title.into(), see_all(&route), vec![holds]));
}

fn coupons(card: Card, home: &Bootstrap, more: Option<More>) -> El {
    let words = &card.texts.home;
    let mut list: Vec<El> =
        home.coupons.iter().map(|coupon| coupon_face::ticket_for(card, coupon, None)).collect();
    if list.is_empty() {
        list.push(el("p", "hint").child(words.no_coupons));
    }
    let claimable = home.counts.offers_claimable;
    if claimable > 0 {
        let waiting = fill(words.offers_waiting, &[&card.formats().number(claimable.into())]);
        let to_offers = words.to_offers.to_owned();
        list.push(rows(vec![link_row(
            Some(Icon::Gift),
            to_offers,
            waiting,
            crate::ui::Child::Nothing,
            Route::Offers.to_hash(),
        )]));
    }
    section(words.coupons.into(), more, vec![el("div", "stack").children(list)])
}

fn guest(card: Card, home: &Bootstrap) -> El {
    let words = &card.texts.home;
    let program = &home.program;
    let link = |shows, label: &str, route: &Route| {
        link_row(
            Some(shows),
            label.to_owned(),
            String::new(),
            crate::ui::Child::Nothing,
            route.to_hash(),
        )
    };
    let mut ways = Vec::new();
    if program.features.contains(&Feature::Coupons) {
        ways.push(link(Icon::Ticket, words.guest_browse_offers, &Route::Offers));
    }
    if program.features.contains(&Feature::Tiers) {
        ways.push(link(Icon::Crown, words.guest_browse_tiers, &Route::Tiers));
    }
    let hint = (!program.join_hint.is_empty())
        .then(|| el("p", "home-join").child(program.join_hint.clone()));
    let body = vec![el("div", "stack").child(hint).child(rows(ways))];
    let greeting = title(&fill(words.guest_greeting, &[&program.name]));
    let mut side = vec![face_of(card, home)];
    side.extend(card.sign_in(home));
    wide_page(greeting, side, body)
}

fn title(text: &str) -> El {
    el("h1", "home-greeting").attr("tabindex", "-1").child(text.to_owned())
}

fn greeting(card: Card, name: Option<&str>) -> El {
    let words = &card.texts.home;
    // The hour on the programme's clock: the member's own may be wrong.
    let (named, nameless) = match card.now().hour() {
        5..=11 => (words.morning, words.morning_nameless),
        12..=17 => (words.afternoon, words.afternoon_nameless),
        _ => (words.evening, words.evening_nameless),
    };
    match name.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => title(&fill(named, &[name])),
        None => title(nameless),
    }
}

fn face_of(card: Card, home: &Bootstrap) -> El {
    let tokens = ThemeTokens::derive(&home.program.theme);
    let tier = home.tier.as_ref().and_then(|status| status.current.as_ref());
    let material = tokens.face_of(tier.map(|tier| &tier.id));
    let member = home.member.as_ref();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let plate = face(Face {
        brand: home.program.brand_name.clone(),
        mark: tokens.mark_url.as_ref().map(|url| url.as_str().to_owned()),
        tier: text(tier.map(|tier| tier.name.as_str())),
        member: text(member.and_then(|member| member.name.as_deref())),
        number: text(member.map(|member| member.masked_number.as_str())),
        pattern: match material.pattern {
            FacePattern::Contours => Pattern::Contours,
            FacePattern::Waves => Pattern::Waves,
            FacePattern::Lines => Pattern::Lines,
            FacePattern::Dots => Pattern::Dots,
            FacePattern::Rings => Pattern::Rings,
            FacePattern::Weave => Pattern::Weave,
            FacePattern::Plain | FacePattern::Unknown => Pattern::Plain,
        },
        material: Some(Material {
            from: material.from.to_hex(),
            to: material.to.to_hex(),
            ink: material.ink.to_hex(),
        }),
        art: tokens.art_url.as_ref().map(|url| url.as_str().to_owned()),
        glyph: member.is_some(),
    });
    // The card turns over once, when its tier changed while it was looked at.
    let plate = plate.attr("data-flip", card.flipped(tier.map(|tier| &tier.id)));
    if member.is_none() {
        return plate;
    }
    el("a", "home-face")
        .attr("href", Route::Code.to_hash())
        .attr("aria-label", card.texts.home.show_code)
        .child(plate)
}

fn code_entry(card: Card) -> El {
    let label = card.texts.home.show_code.to_owned();
    el("div", "home-code").child(link_button(Look::Primary, label, Route::Code.to_hash()))
}

//! The offer of a message before a coupon ends, where the host can send one.
//!
//! WeChat asks only after a press on a tag of its own, whose inside is a world of its own. So the
//! button is drawn here, and the tag lies over it, unseen.

use std::sync::Arc;

use chrono::TimeDelta;
use contract::coupon::Coupon;
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use crate::domain::coupon::can_redeem;
use crate::host::ability::Ability;
use crate::host::reminded;
use crate::reactive::{Memo, memo};
use crate::screens::Card;
use crate::state::Notice;
use crate::ui::{El, dynamic, el, nothing};

/// A message that would come in less time than this reminds of nothing.
const AHEAD: TimeDelta = TimeDelta::hours(24);

/// The offer; nothing where there is no message to come.
pub fn remind(card: Card, coupon: Memo<Option<Arc<Coupon>>>) -> AnyView {
    let wanted = memo(move || {
        card.can(Ability::Remind)
            && coupon.with(|coupon| {
                coupon.as_ref().is_some_and(|coupon| {
                    let now = card.now();
                    can_redeem(coupon, now).is_ok() && coupon.valid_until - now > AHEAD
                })
            })
    });
    dynamic(move || if wanted.get() { offer(card).view() } else { nothing() })
}

fn offer(card: Card) -> El {
    let words = &card.further().host;
    let drawn = el("span", "button button-wide")
        .attr("data-look", "secondary")
        .attr("aria-hidden", true)
        .child(el("span", "button-label").child(words.remind));
    // Empty it would not show at all. WeChat takes it from a script, too, as frameworks need it; a
    // page that enforces Trusted Types lets nobody write one.
    let inside = el("template", "").created(move |template| {
        let _ = fill(template, words.remind);
    });
    let tag = el("wx-open-subscribe", "remind-tag")
        .test_id("remind")
        .attr("template", card.host().reminder_templates().join(","))
        .on("success", move |event| {
            if reminded(&event) {
                card.store.say(Notice::Told(words.reminded));
            }
        })
        .child(inside);
    el("div", "remind").child(drawn).child(tag)
}

/// Puts a button into a template. What is in one hangs on its `content`, and not below itself.
fn fill(template: &Element, label: &str) -> Option<()> {
    let content = Reflect::get(template, &"content".into()).ok()?.dyn_into::<Node>().ok()?;
    let button = document().create_element("button").ok()?;
    button.set_text_content(Some(label));
    content.append_child(&button).ok().map(|_| ())
}

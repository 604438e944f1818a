//! Where nobody meant to get to: no such page, and a session that has ended. They come with the
//! further screens, since few ever see them.

use leptos::prelude::*;

use super::context::Card;
use crate::route::Route;
use crate::state::become_guest;
use crate::ui::{self, El, Look, button, el, link_button};

/// There is no such page.
pub fn not_found(card: Card) -> El {
    let home = card.texts.common.go_home.to_owned();
    let home = link_button(Look::Secondary, home, Route::Home.to_hash());
    let words = card.further().astray.not_found.to_owned();
    ui::page("", vec![ui::notice(ui::Notice::Empty, words, Some(home))])
}

/// The session has ended, or the ticket was no good.
pub fn signed_out(card: Card) -> El {
    let words = &card.further().astray;
    let look_around = Callback::new(move |()| become_guest(card.store));
    let way_in = card.home().and_then(|home| card.sign_in(&home));
    let notice = ui::notice(ui::Notice::Refused, words.signed_out_body.to_owned(), way_in)
        .child(button(Look::Secondary, words.browse_as_guest, look_around));
    ui::page(el("h1", "sign-in-title").child(words.signed_out), vec![notice])
}

//! The member number, its copy button, and what helps where the symbol does not scan.

use std::sync::Arc;

use contract::code::CardCode;
use leptos::prelude::*;

use super::copy::copy;
use crate::reactive::{Memo, RwSignal, Signal, memo};
use crate::screens::Card;
use crate::state::Notice;
use crate::symbol::spelled;
use crate::ui::{Icon, dynamic, el, icon, icon_button, member_number, nothing, spoken};

/// Draws it, once it is known; `scanning` says whether there is a symbol beside it.
pub fn number(card: Card, code: Memo<Option<Arc<CardCode>>>, scanning: Signal<bool>) -> AnyView {
    let words = card.code_texts();
    let failed = RwSignal::new(false);
    let number =
        memo(move || code.with(|code| code.as_ref().map(|code| code.membership_number.clone())));
    dynamic(move || {
        let Some(number) = number.get() else { return nothing() };
        let done = Callback::new(move |copied: bool| {
            failed.set(!copied);
            if copied {
                card.store.say(Notice::Copied);
            }
        });
        let bare: String = number.split_whitespace().collect();
        let press = Callback::new(move |()| copy(bare.clone(), done));
        let hint = Signal::derive(move || {
            if failed.get() { words.copy_by_hand } else { words.brightness }.to_owned()
        });
        let idle = Signal::derive(move || !failed.get() && !scanning.get());
        let shown = member_number(number.clone()).attr("aria-hidden", true);
        el("div", "code-number")
            .child(el("p", "code-label").child(words.number))
            .child(
                el("div", "code-number-line")
                    .child(shown)
                    .child(spoken(spelled(&number)))
                    .child(icon_button(Icon::Copy, words.copy.into(), press)),
            )
            .child(el("p", "code-hint").attr("data-idle", idle).child(icon(Icon::Info)).child(hint))
            .view()
    })
}

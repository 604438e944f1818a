//! The phone's wallet: a button where the card can be added, a sentence where another place can, and
//! nothing elsewhere.

use contract::wallet::WalletPlatform;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Card;
use crate::domain::wallet::{Offer, Place, is_mac_safari, offer};
use crate::host::env::{App, Device};
use crate::reactive::{RwSignal, Signal};
use crate::state::wallet_pass;
use crate::theme::SafeUrl;
use crate::ui::{El, Look, busy_button, el};

/// The wallets that the brand offers and that have something to say here.
pub fn wallets(card: Card, offered: &[WalletPlatform]) -> Option<El> {
    if offered.is_empty() {
        return None;
    }
    let words = &card.further().plans;
    let place = place(card);
    let mut ways = Vec::new();
    for platform in WalletPlatform::ALL {
        let label = if *platform == WalletPlatform::Apple { words.apple } else { words.google };
        match offer(offered, *platform, place) {
            Offer::Add => ways.push(add(card, *platform, label)),
            Offer::Guide => {
                ways.push(el("p", "hint").test_id("wallet-guide").child(words.apple_guide));
            }
            Offer::Hide => {}
        }
    }
    (!ways.is_empty()).then(|| {
        el("div", "stack stack-s")
            .attr("role", "group")
            .attr("aria-label", words.wallet)
            .children(ways)
    })
}

fn place(card: Card) -> Place {
    let env = card.host().environment();
    let user_agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
    let mac = is_mac_safari(&user_agent.unwrap_or_default());
    Place {
        apple: mac || env.device == Device::Ios,
        android: env.device == Device::Android,
        in_app: env.app != App::Browser,
        framed: env.framed,
    }
}

fn add(card: Card, platform: WalletPlatform, label: &'static str) -> El {
    let busy = RwSignal::new(false);
    let press = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let url = wallet_pass(card.store, platform).await;
            if let Some(url) = url.as_deref().and_then(SafeUrl::parse)
                && let Some(window) = web_sys::window()
            {
                let _ = window.location().assign(url.as_str());
            }
            busy.set(false);
        });
    });
    busy_button(Look::Secondary, label.into(), Signal::from(busy), press)
        .attr("class", "button button-wide")
        .attr("data-wallet", platform.as_str())
        .test_id("wallet")
}

//! A screen for members: a guest is told how to become one, and nothing is asked for.

use leptos::prelude::*;

use super::context::Card;
use crate::reactive::memo;
use crate::ui::{El, dynamic};

/// Draws `body` for everyone but a guest, for whom it says what joining brings. `body` is also
/// drawn while it is not known yet who it is, so that its own request is on its way early.
pub fn members(card: Card, body: impl Fn() -> El + Send + 'static) -> AnyView {
    let guest = memo(move || card.home().is_some_and(|home| home.member.is_none()));
    dynamic(move || if guest.get() { card.members_only().view() } else { body().view() })
}

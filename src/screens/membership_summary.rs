//! The paid plan in one row, as home shows it: nothing for those who never had one.

use contract::bootstrap::Bootstrap;
use contract::membership::{MembershipKind, MembershipState};

use super::context::Card;
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::route::Route;
use crate::ui::{Child, El, Icon, link_row, rows};

/// The row, if there is a plan.
pub fn summary(card: Card, home: &Bootstrap) -> Option<El> {
    let words = &card.texts.home;
    let membership = home.membership.as_ref()?;
    if membership.kind != MembershipKind::Paid || membership.state == MembershipState::None {
        return None;
    }
    let name = membership.plan_name.clone().unwrap_or_else(|| words.membership.to_owned());
    let formats = card.formats();
    let when = membership.valid_until.map(|end| formats.last_moment(end, card.now()));
    let ended = matches!(membership.state, MembershipState::Expired | MembershipState::Refunded);
    let state = if ended {
        words.membership_ended.to_owned()
    } else {
        fill(words.membership_until, &[when.as_deref().unwrap_or_default()])
    };
    let saved = membership
        .value
        .as_ref()
        .filter(|value| value.saved.amount > 0)
        .map(|value| fill(words.membership_saved, &[&plain(&formats.money(&value.saved))]));
    let detail = saved.map_or_else(|| state.clone(), |saved| [&saved, " · ", &state].concat());
    let href = Route::Membership.to_hash();
    Some(rows(vec![link_row(Some(Icon::Star), name, detail, Child::Nothing, href)]))
}

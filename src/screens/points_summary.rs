//! The points in one block: what can be spent, what ends and when, what is on its way; a debt is
//! shown as one.

use contract::points::Points;

use super::context::Card;
use crate::domain::points::{Balance, balance, next_expiration, next_release};
use crate::i18n::fill;
use crate::i18n::format::plain;
use crate::ui::{El, Icon, Size, el, icon, number};

/// Draws the block.
pub fn summary(card: Card, points: &Points) -> El {
    let words = &card.texts.home;
    let formats = card.formats();
    let now = card.now();
    let block = el("div", "points-block");
    let figure = |value: i64| {
        el("p", "points-figure")
            .test_id("points-available")
            .child(number(Size::Huge, formats.points(value)))
    };
    let note = |shows: Icon, text: String| el("p", "points-note").child(icon(shows)).child(text);
    let ending = next_expiration(points, now).map(|batch| {
        let amount = plain(&formats.points(batch.points));
        let when = formats.last_moment(batch.expires_at, now);
        note(Icon::Clock, fill(words.points_ending, &[&amount, &when]))
    });
    let coming = next_release(points, now).map(|release| {
        let amount = plain(&formats.points(release.points));
        let when = formats.moment(release.available_at, now);
        note(Icon::Coin, fill(words.points_coming, &[&amount, &when]))
    });
    match balance(points) {
        Balance::Available(value) => block.child(figure(value)).child(ending).child(coming),
        Balance::Debt(debt) => {
            let owed = plain(&formats.points(i64::try_from(debt).unwrap_or(i64::MAX)));
            block
                .attr("data-state", "debt")
                .child(figure(points.available))
                .child(note(Icon::Info, fill(words.points_debt, &[&owed])))
                .child(coming)
        }
    }
}

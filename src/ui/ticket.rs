//! A coupon as a ticket: the amount at the left of the perforation, what it is at the right.

use super::badge::{Tone, badge};
use super::el::{El, el};
use super::icon::{Icon, icon};

/// Where a coupon stands. Each has its own shape; its word is an argument, its tint comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketState {
    /// Can be used now.
    Usable,
    /// Not yet.
    Upcoming,
    /// Held by an order or a condition.
    Locked,
    /// Used.
    Used,
    /// Expired or withdrawn.
    Ended,
}

impl TicketState {
    /// The value of `data-state`, which sets the shape and the tint.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::Upcoming => "upcoming",
            Self::Locked => "locked",
            Self::Used => "used",
            Self::Ended => "ended",
        }
    }

    const fn icon(self) -> Option<Icon> {
        match self {
            Self::Usable => None,
            Self::Upcoming => Some(Icon::Clock),
            Self::Locked => Some(Icon::Lock),
            Self::Used => Some(Icon::Check),
            Self::Ended => Some(Icon::Minus),
        }
    }
}

/// What stands on a ticket. Empty texts are left out.
pub struct Ticket {
    /// The state.
    pub state: TicketState,
    /// The state's word; a usable ticket needs none.
    pub word: String,
    /// The amount, from [`super::number::number`], or an icon for a gift.
    pub amount: El,
    /// From what amount on, beneath the amount.
    pub condition: String,
    /// What it is called.
    pub title: String,
    /// Where its details are; the title leads there.
    pub href: Option<String>,
    /// Where and for what it can be used.
    pub scope: String,
    /// Until when, with the time.
    pub validity: String,
    /// Whether it ends so soon that its validity is set apart.
    pub urgent: bool,
    /// The one action: a button, or a link.
    pub action: Option<El>,
}

/// Draws a ticket; `coupon` or `offer` is its name for tests, given by the screen.
pub fn ticket(ticket: Ticket) -> El {
    let text =
        |class: &'static str, text: String| (!text.is_empty()).then(|| el("p", class).child(text));
    let title = match ticket.href {
        Some(href) => el("a", "ticket-link").attr("href", href).child(ticket.title),
        None => el("span", "").child(ticket.title),
    };
    let stamp = (!ticket.word.is_empty())
        .then(|| el("span", "stamp").child(ticket.state.icon().map(icon)).child(ticket.word));
    let validity = if ticket.urgent {
        Some(badge(Tone::Warn, ticket.validity))
    } else {
        text("ticket-validity", ticket.validity)
    };
    let stub = el("div", "ticket-stub")
        .child(el("div", "ticket-amount").child(ticket.amount))
        .child(text("ticket-condition", ticket.condition));
    let words = el("div", "ticket-words")
        .child(el("h3", "ticket-title").child(title))
        .child(text("ticket-scope", ticket.scope))
        .child(validity);
    let end = el("div", "ticket-end").child(stamp).child(ticket.action);
    el("article", "ticket")
        .attr("data-state", ticket.state.name())
        .child(stub)
        .child(el("div", "ticket-main").child(words).child(end))
}

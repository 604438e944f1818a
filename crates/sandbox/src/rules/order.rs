//! Where an order of a plan goes, and where it cannot go: what was paid is never lost, and what
//! was not paid never counts as paid.

use contract::Instant;
use contract::order::OrderState;

/// What happens to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody looks at the payment.
    Begun,
    /// The money is there.
    Paid,
    /// The payment was refused for good.
    Refused,
    /// Whoever takes the money does not know yet.
    Doubted,
    /// It was called off.
    Closed,
    /// The membership was given.
    Fulfilled,
    /// The money was given back.
    Refunded,
}

/// The state after an event; nothing where the event changes nothing.
///
/// Money that arrives for an order that was closed or refused meanwhile is taken for what it is: a
/// notification may be late (WeChat Pay repeats one for a day), and nobody pays for nothing.
#[must_use]
pub fn after(state: OrderState, event: Event) -> Option<OrderState> {
    use OrderState as S;
    let open = is_open(state);
    let undecided = open || state == S::UnknownChecking;
    let next = match event {
        Event::Begun if state == S::Created => S::Paying,
        Event::Paid if undecided || matches!(state, S::Failed | S::Closed) => S::Paid,
        Event::Refused if undecided => S::Failed,
        Event::Doubted if open => S::UnknownChecking,
        Event::Closed if open => S::Closed,
        Event::Fulfilled if state == S::Paid => S::Fulfilled,
        Event::Refunded if matches!(state, S::Paid | S::Fulfilled) => S::Refunded,
        _ => return None,
    };
    Some(next)
}

/// The state now: an order that nobody paid closes at its end. One whose payment is being asked
/// about waits for the answer.
#[must_use]
pub fn at(state: OrderState, expires_at: Instant, now: Instant) -> OrderState {
    if now >= expires_at { after(state, Event::Closed).unwrap_or(state) } else { state }
}

/// Whether it can be paid.
#[must_use]
pub fn is_open(state: OrderState) -> bool {
    matches!(state, OrderState::Created | OrderState::Paying)
}

#[cfg(test)]
mod tests;

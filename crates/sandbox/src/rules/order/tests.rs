//! Orders under every sequence of events.

use chrono::Duration;
use proptest::prelude::*;

use super::*;

const EVENTS: [Event; 7] = [
    Event::Begun,
    Event::Paid,
    Event::Refused,
    Event::Doubted,
    Event::Closed,
    Event::Fulfilled,
    Event::Refunded,
];

fn instant(text: &str) -> Instant {
    text.parse().expect("an instant")
}

#[test]
fn an_order_is_made_paid_and_fulfilled() {
    let mut state = OrderState::Created;
    for (event, expected) in [
        (Event::Begun, OrderState::Paying),
        (Event::Paid, OrderState::Paid),
        (Event::Fulfilled, OrderState::Fulfilled),
    ] {
        state = after(state, event).expect("a step");
        assert_eq!(state, expected);
    }
}

#[test]
fn an_order_that_nobody_paid_closes_at_its_end_and_not_before() {
    let end = instant("2026-11-22T16:04:00+08:00");
    let before = end - Duration::milliseconds(1);
    for state in [OrderState::Created, OrderState::Paying] {
        assert_eq!(at(state, end, before), state);
        assert_eq!(at(state, end, end), OrderState::Closed);
    }
    for state in [OrderState::Paid, OrderState::Fulfilled, OrderState::UnknownChecking] {
        assert_eq!(at(state, end, end + Duration::days(2)), state);
    }
}

#[test]
fn money_that_comes_late_is_not_lost() {
    for state in [OrderState::Closed, OrderState::Failed, OrderState::UnknownChecking] {
        assert_eq!(after(state, Event::Paid), Some(OrderState::Paid));
    }
}

#[test]
fn a_second_notification_changes_nothing() {
    for state in [OrderState::Paid, OrderState::Fulfilled, OrderState::Refunded] {
        assert_eq!(after(state, Event::Paid), None);
    }
}

proptest! {
    #[test]
    fn a_membership_is_given_at_most_once_and_only_for_money(
        places in prop::collection::vec(0..EVENTS.len(), 0..40),
    ) {
        let (mut state, mut paid, mut given) = (OrderState::Created, 0, 0);
        for event in places.into_iter().filter_map(|place| EVENTS.get(place)) {
            let Some(next) = after(state, *event) else { continue };
            prop_assert_ne!(next, state);
            paid += u32::from(next == OrderState::Paid);
            given += u32::from(next == OrderState::Fulfilled);
            prop_assert!(given <= paid);
            state = next;
        }
        prop_assert!(paid <= 1 && given <= 1);
        let counts = matches!(state, OrderState::Paid | OrderState::Fulfilled | OrderState::Refunded);
        prop_assert_eq!(counts, paid == 1);
    }
}

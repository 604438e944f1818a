use contract::order::OrderState;
use proptest::prelude::*;

use crate::domain::payment::{
    Act, Event, PAUSES_MS, Said, Step, Why, Word, is_settled, next, word,
};

const SAID: [Said; 4] = [Said::Done, Said::Cancelled, Said::Failed, Said::Nothing];

/// Mostly no word of an end, so that the whole schedule is walked.
fn any_word() -> impl Strategy<Value = Word> {
    prop_oneof![
        6 => Just(Word::Open),
        3 => Just(Word::NotKnown),
        1 => prop::sample::select(OrderState::ALL.to_vec()).prop_map(word),
    ]
}

/// What happens to a payment that was shown, and what happens to any.
fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let shown = prop::sample::select(SAID.to_vec())
        .prop_map(|said| vec![Event::Ordered, Event::Said(said)]);
    let begin = prop_oneof![3 => shown, 1 => Just(vec![])];
    (begin, prop::collection::vec(any_event(), 0..60))
        .prop_map(|(begin, more)| [begin, more].concat())
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        prop::sample::select(vec![
            Event::Ordered,
            Event::NotOrdered,
            Event::Left,
            Event::Waited,
            Event::NoAnswer,
            Event::Back,
            Event::Look,
        ]),
        prop::sample::select(SAID.to_vec()).prop_map(Event::Said),
        any_word().prop_map(Event::Told),
    ]
}

/// The step after events, and what to do there.
fn after(events: &[Event]) -> (Step, Act) {
    let start = (Step::Creating, Act::Rest);
    events.iter().fold(start, |(step, _), event| next(step, *event))
}

/// Goes on from a payment that was just shown, the backend saying the same again and again.
fn settle(said: Said, says: Word) -> (Step, Vec<u32>) {
    let (mut step, mut act) = after(&[Event::Ordered, Event::Said(said)]);
    let mut pauses = Vec::new();
    loop {
        let event = match act {
            Act::Ask => Event::Told(says),
            Act::Wait(pause) => {
                pauses.push(pause);
                assert!(pauses.len() <= PAUSES_MS.len(), "it never ends");
                Event::Waited
            }
            Act::Pay | Act::Rest | Act::End => return (step, pauses),
        };
        (step, act) = next(step, event);
    }
}

#[test]
fn ok_without_the_money_is_never_paid_and_is_asked_for_along_the_schedule() {
    let (step, pauses) = settle(Said::Done, Word::Open);
    assert_eq!(step, Step::Unknown);
    assert_eq!(pauses, [1_000, 2_000, 3_000, 5_000, 8_000]);
    assert_eq!(settle(Said::Done, Word::NotKnown).0, Step::Unknown);
}

#[test]
fn cancel_is_asked_about_once_and_believed_only_then() {
    let (step, pauses) = settle(Said::Cancelled, Word::Open);
    assert_eq!((step, pauses), (Step::Unpaid(Why::Cancelled), vec![]));
    assert_eq!(settle(Said::Cancelled, Word::Paid).0, Step::Paid);
    assert_eq!(settle(Said::Cancelled, Word::NotKnown).0, Step::Unknown);
    assert_eq!(settle(Said::Failed, Word::Open).0, Step::Unpaid(Why::Failed));
}

#[test]
fn whoever_comes_back_without_a_word_has_not_paid_yet_and_may_still_have() {
    let (step, pauses) = settle(Said::Nothing, Word::Open);
    assert_eq!((step, pauses.len()), (Step::Unpaid(Why::NotYet), PAUSES_MS.len()));
    assert_eq!(next(step, Event::Back), (step, Act::Ask));
    assert_eq!(next(step, Event::Told(Word::Open)), (step, Act::Rest));
    assert_eq!(next(step, Event::Told(Word::Paid)), (Step::Paid, Act::End));
    let over = Event::Told(Word::Over(Why::Closed));
    assert_eq!(next(step, over), (Step::Unpaid(Why::Closed), Act::End));
}

#[test]
fn a_page_that_is_in_view_again_asks_at_once() {
    let (away, act) = after(&[Event::Ordered, Event::Left]);
    assert_eq!((away, act), (Step::Away, Act::Rest));
    assert_eq!(next(away, Event::Back).1, Act::Ask);
    let (waiting, _) = after(&[Event::Ordered, Event::Said(Said::Done), Event::NoAnswer]);
    assert_eq!(next(waiting, Event::Back), (waiting, Act::Ask));
    assert_eq!(next(Step::Unknown, Event::Back), (Step::Unknown, Act::Ask));
    // The sheet of WeChat hides the page and shows it again: that says nothing.
    assert_eq!(next(Step::Invoking, Event::Back), (Step::Invoking, Act::Rest));
}

#[test]
fn what_was_not_known_settles_when_the_backend_knows() {
    assert_eq!(next(Step::Unknown, Event::Told(Word::Paid)), (Step::Paid, Act::End));
    assert_eq!(
        next(Step::Unknown, Event::Told(Word::Over(Why::Refused))),
        (Step::Unpaid(Why::Refused), Act::End)
    );
    assert_eq!(next(Step::Unknown, Event::Told(Word::Open)), (Step::Unknown, Act::Rest));
}

#[test]
fn every_state_of_an_order_is_read() {
    for state in OrderState::ALL.iter().chain([&OrderState::Unknown]) {
        let paid = matches!(state, OrderState::Paid | OrderState::Fulfilled);
        assert_eq!(word(*state) == Word::Paid, paid, "{state:?}");
    }
    assert_eq!(word(OrderState::Unknown), Word::NotKnown);
}

proptest! {
    #[test]
    fn nothing_is_paid_without_the_backends_word(events in any_events()) {
        let mut step = Step::Creating;
        let mut word_came = false;
        for event in events {
            word_came |= event == Event::Told(Word::Paid);
            step = next(step, event).0;
            prop_assert!(step != Step::Paid || word_came);
        }
    }

    #[test]
    fn what_is_settled_stays_unless_the_money_comes(events in any_events()) {
        let mut step = Step::Creating;
        for event in events {
            let (after, act) = next(step, event);
            if is_settled(step) && after != step {
                prop_assert_eq!((step != Step::Paid, event), (true, Event::Told(Word::Paid)));
                prop_assert_eq!(after, Step::Paid);
            }
            prop_assert_eq!(act == Act::End, is_settled(after));
            step = after;
        }
    }

    #[test]
    fn nothing_is_unpaid_before_the_backend_was_asked(events in any_events()) {
        let mut step = Step::Creating;
        let mut asked = false;
        for event in events {
            asked |= matches!(event, Event::Told(_) | Event::NotOrdered);
            step = next(step, event).0;
            prop_assert!(asked || !matches!(step, Step::Unpaid(_)));
        }
    }

    #[test]
    fn it_comes_to_rest_by_itself_whatever_happened_and_whatever_the_backend_says(
        events in any_events(),
        answers in prop::collection::vec(prop::option::of(any_word()), 40),
    ) {
        let (mut step, mut act) = after(&events);
        let mut asked = 0;
        for answer in answers {
            let event = match act {
                Act::Ask => {
                    asked += 1;
                    answer.map_or(Event::NoAnswer, Event::Told)
                }
                Act::Wait(pause) => {
                    prop_assert!(PAUSES_MS.contains(&pause));
                    Event::Waited
                }
                Act::Pay => Event::Said(Said::Done),
                Act::Rest | Act::End => break,
            };
            (step, act) = next(step, event);
        }
        prop_assert!(matches!(act, Act::Rest | Act::End), "{:?} {:?}", step, act);
        prop_assert!(asked <= PAUSES_MS.len() + 1);
    }
}

//! Paying, as the card sees it: what to do next, and what may be said.
//!
//! The word of whoever shows the payment (WeChat's sheet, a cashier's page) is no proof: `ok` may
//! come without the money, and `cancel` also stands for a wrong signature (WeChat Pay, JSAPI). So
//! nothing leads to [`Step::Paid`] but the backend's own word, and nothing is said to be unpaid
//! before the backend was asked.

use contract::order::OrderState;

/// The pauses between questions while a payment may be on its way, in milliseconds.
pub const PAUSES_MS: [u32; 5] = [1_000, 2_000, 3_000, 5_000, 8_000];

/// What came back from where the payment was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It says that it was paid.
    Done,
    /// It says that the member thought otherwise.
    Cancelled,
    /// It did not work there.
    Failed,
    /// Nothing: the member is back from another page.
    Nothing,
}

/// Why an order was not paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no order: the backend refused it.
    NotOrdered,
    /// The member thought otherwise.
    Cancelled,
    /// It could not be paid here.
    Failed,
    /// No money has come so far; it may still.
    NotYet,
    /// The payment was refused.
    Refused,
    /// The order ended without a payment.
    Closed,
    /// The money was given back.
    Refunded,
}

/// How far a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The backend is making the order.
    Creating,
    /// The payment is shown over the card.
    Invoking,
    /// The payment is shown on another page.
    Away,
    /// The backend is being asked, for the so many-th time.
    Confirming {
        /// What came back.
        said: Said,
        /// How often it was asked.
        asked: u8,
    },
    /// The backend has the money.
    Paid,
    /// The backend has no money.
    Unpaid(Why),
    /// Not even the backend could say it in time. It will.
    Unknown,
}

/// The backend's word on an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The money is there.
    Paid,
    /// There will be no money.
    Over(Why),
    /// No money so far.
    Open,
    /// The backend does not know.
    NotKnown,
}

/// Reads an order's state. A state that this card does not know is not known.
#[must_use]
pub fn word(state: OrderState) -> Word {
    match state {
        OrderState::Paid | OrderState::Fulfilled => Word::Paid,
        OrderState::Created | OrderState::Paying => Word::Open,
        OrderState::Failed => Word::Over(Why::Refused),
        OrderState::Closed => Word::Over(Why::Closed),
        OrderState::Refunded => Word::Over(Why::Refunded),
        OrderState::UnknownChecking | OrderState::Unknown => Word::NotKnown,
    }
}

/// What happens to a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The backend made the order.
    Ordered,
    /// The backend refused it.
    NotOrdered,
    /// The payment was shown on another page.
    Left,
    /// Something came back.
    Said(Said),
    /// A pause is over.
    Waited,
    /// The backend answered.
    Told(Word),
    /// No answer came.
    NoAnswer,
    /// The page is in view again, or something of the membership changed.
    Back,
    /// The member wants to know.
    Look,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Show the payment.
    Pay,
    /// Ask the backend.
    Ask,
    /// Pause for so many milliseconds.
    Wait(u32),
    /// Nothing, until the page is in view again or the member wants to know.
    Rest,
    /// Nothing more.
    End,
}

/// The next step, and what to do for it. What cannot happen at a step changes nothing.
#[must_use]
pub fn next(step: Step, event: Event) -> (Step, Act) {
    match (step, event) {
        (Step::Creating, Event::Ordered) => (Step::Invoking, Act::Pay),
        (Step::Creating, Event::NotOrdered) => (Step::Unpaid(Why::NotOrdered), Act::End),
        (Step::Invoking, Event::Said(said)) => ask(said),
        (Step::Invoking, Event::Left) => (Step::Away, Act::Rest),
        (Step::Invoking, Event::Look) | (Step::Away, Event::Back | Event::Look) => {
            ask(Said::Nothing)
        }
        (Step::Confirming { .. }, Event::Waited | Event::Back | Event::Look) => (step, Act::Ask),
        (Step::Confirming { said, asked }, Event::Told(word)) => told(said, asked, word),
        (Step::Confirming { said, asked }, Event::NoAnswer) => told(said, asked, Word::NotKnown),
        (Step::Unknown | Step::Unpaid(Why::NotYet), Event::Back | Event::Look) => (step, Act::Ask),
        (Step::Paid | Step::Creating, _) => (step, resting(step)),
        (_, Event::Told(Word::Paid)) => (Step::Paid, Act::End),
        (Step::Unknown | Step::Unpaid(Why::NotYet), Event::Told(Word::Over(why))) => {
            (Step::Unpaid(why), Act::End)
        }
        _ => (step, resting(step)),
    }
}

fn ask(said: Said) -> (Step, Act) {
    (Step::Confirming { said, asked: 0 }, Act::Ask)
}

fn told(said: Said, asked: u8, word: Word) -> (Step, Act) {
    match (word, said) {
        (Word::Paid, _) => return (Step::Paid, Act::End),
        (Word::Over(why), _) => return (Step::Unpaid(why), Act::End),
        (Word::Open, Said::Cancelled) => return (Step::Unpaid(Why::Cancelled), Act::End),
        (Word::Open, Said::Failed) => return (Step::Unpaid(Why::Failed), Act::End),
        (Word::Open | Word::NotKnown, _) => {}
    }
    match PAUSES_MS.get(usize::from(asked)) {
        Some(pause) => (Step::Confirming { said, asked: asked + 1 }, Act::Wait(*pause)),
        None if word == Word::Open && said == Said::Nothing => {
            (Step::Unpaid(Why::NotYet), Act::Rest)
        }
        None => (Step::Unknown, Act::Rest),
    }
}

/// What a step waits for where nothing new happened.
fn resting(step: Step) -> Act {
    if is_settled(step) { Act::End } else { Act::Rest }
}

/// Whether no more can come: the order need not be remembered.
#[must_use]
pub fn is_settled(step: Step) -> bool {
    match step {
        Step::Paid => true,
        Step::Unpaid(why) => why != Why::NotYet,
        _ => false,
    }
}

//! One payment at a time, from the press to the backend's word.
//!
//! The press has its key in storage before anything is sent, as every press has, so that two of it
//! are one order. Then the order's id is kept until nothing more can come: a page that was closed,
//! or that was left for a cashier's, settles it when the card is next open, and says so. What
//! happens at each step is the rule of [`crate::domain::payment`].

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use contract::changes::Resource;
use contract::ids::{OrderId, PlanId};
use contract::order::{MembershipOrder, MembershipOrderRequest, PaymentKind};
use contract::problem::ErrorCode;
use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::task::spawn_local;

use super::kept::owner;
use super::ordering;
use super::presses::Notice;
use super::store::Store;
use crate::domain::payment::{Act, Event, Said, Step, Why, Word, is_settled, next, word};
use crate::host::Host;
use crate::host::outcome::Outcome;
use crate::reactive::effect;
use crate::route::Route;

/// A payment as screens see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// What is bought.
    pub plan: PlanId,
    /// The order, once there is one.
    pub order: Option<MembershipOrder>,
    /// How far it is.
    pub step: Step,
}

impl Payment {
    /// Whether another one may begin.
    #[must_use]
    pub fn is_over(&self) -> bool {
        is_settled(self.step) || self.step == Step::Unpaid(Why::NotYet)
    }
}

thread_local! {
    /// The payment that counts: an earlier one that still runs ends.
    static ROUND: Cell<u32> = const { Cell::new(0) };
    /// Whoever waits for something to happen.
    static WAITING: RefCell<Option<oneshot::Sender<Event>>> = const { RefCell::new(None) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// Buys a plan. Nothing happens while another payment is on its way.
pub fn buy(store: Store, host: Rc<dyn Host>, request: MembershipOrderRequest) {
    let before = store.payment().peek();
    if before.is_some_and(|before| !before.is_over()) {
        return;
    }
    let payment = Payment { plan: request.plan_id.clone(), order: None, step: Step::Creating };
    let run = Run::begin(store, Some(host));
    run.show(&payment);
    listen(store);
    spawn_local(async move {
        match ordering::order(store, &run.owner, &request).await {
            Ok(order) => {
                ordering::remember(&run.owner, &order.id);
                let (step, act) = next(Step::Creating, Event::Ordered);
                run.go_on(Payment { order: Some(order), step, ..payment }, act).await;
            }
            Err(error) => {
                store.say(Notice::Refused(error));
                run.show(&Payment { step: next(Step::Creating, Event::NotOrdered).0, ..payment });
            }
        }
    });
}

/// The member wants to know how it stands.
pub fn look() {
    wake(Event::Look);
}

/// The member has seen how it ended.
pub fn put_away(store: Store) {
    ROUND.set(ROUND.get() + 1);
    store.payment().clear();
}

/// The page was opened, or is in view again: goes on with what is not settled.
pub(super) fn resume(store: Store) {
    listen(store);
    if runs(store) {
        return wake(Event::Back);
    }
    let Some(id) = ordering::unsettled(&owner(store)) else { return };
    spawn_local(async move {
        // Without an answer it stays kept, and is asked for when the page is next in view.
        let answer = store.api().membership_order(&id).await;
        if runs(store) {
            return;
        }
        let run = Run::begin(store, None);
        match answer {
            Ok(answer) => {
                let (step, _) = next(Step::Away, Event::Back);
                let (step, act) = next(step, Event::Told(word(answer.data.state)));
                let plan = answer.data.plan_id.clone();
                run.go_on(Payment { plan, order: Some(answer.data), step }, act).await;
            }
            Err(error) if error.code() == Some(ErrorCode::NotFound) => run.let_go(&id),
            Err(_) => {}
        }
    });
}

fn runs(store: Store) -> bool {
    store.payment().peek().is_some_and(|payment| !is_settled(payment.step))
}

/// Hears when something of the membership changes.
fn listen(store: Store) {
    if !LISTENING.replace(true) {
        effect(move || {
            if store.last_change().contains(&Resource::Membership) {
                wake(Event::Back);
            }
        });
    }
}

/// A payment on its way.
struct Run {
    store: Store,
    host: Option<Rc<dyn Host>>,
    owner: String,
    round: u32,
}

impl Run {
    /// Takes the place of whatever ran before.
    fn begin(store: Store, host: Option<Rc<dyn Host>>) -> Self {
        let round = ROUND.get() + 1;
        ROUND.set(round);
        Self { store, host, owner: owner(store), round }
    }

    /// Whether it still counts: no later one has begun, and the member is the same.
    fn counts(&self) -> bool {
        let same = self.store.home.peek().is_none() || owner(self.store) == self.owner;
        ROUND.get() == self.round && same
    }

    fn show(&self, payment: &Payment) {
        self.store.payment().put(payment.clone());
    }

    fn let_go(&self, id: &OrderId) {
        ordering::let_go(&self.owner, id);
    }

    async fn go_on(self, mut payment: Payment, mut act: Act) {
        while self.counts() {
            self.show(&payment);
            if is_settled(payment.step) {
                return self.end(&payment);
            }
            let Some(event) = self.act(&mut payment, act).await else { return };
            (payment.step, act) = next(payment.step, event);
        }
    }

    /// Does what is to be done, and says what came of it.
    async fn act(&self, payment: &mut Payment, act: Act) -> Option<Event> {
        match act {
            Act::Pay => Some(self.pay(payment).await),
            Act::Ask => Some(self.ask(payment).await),
            Act::Wait(pause) => match select(TimeoutFuture::new(pause), woken()).await {
                Either::Left(_) => Some(Event::Waited),
                Either::Right((event, _)) => event.ok(),
            },
            Act::Rest | Act::End => woken().await.ok(),
        }
    }

    async fn pay(&self, payment: &Payment) -> Event {
        let how = payment.order.as_ref().and_then(|order| order.payment.as_ref());
        let (Some(host), Some(how)) = (&self.host, how) else { return Event::Said(Said::Failed) };
        let mut paying = host.pay(how);
        let outcome = loop {
            match select(paying, woken()).await {
                Either::Left((outcome, _)) => break outcome,
                Either::Right((Ok(Event::Look), _)) => return Event::Look,
                // A sheet hides the page and shows it again: that says nothing.
                Either::Right((_, still)) => paying = still,
            }
        };
        match outcome {
            Outcome::Done if how.kind == PaymentKind::WechatJsapi => Event::Said(Said::Done),
            Outcome::Done => Event::Left,
            Outcome::Cancelled => Event::Said(Said::Cancelled),
            _ => Event::Said(Said::Failed),
        }
    }

    async fn ask(&self, payment: &mut Payment) -> Event {
        let Some(order) = &payment.order else { return Event::NoAnswer };
        match self.store.api().membership_order(&order.id).await {
            Ok(answer) => {
                let word = word(answer.data.state);
                payment.order = Some(answer.data);
                Event::Told(word)
            }
            Err(error) if error.code() == Some(ErrorCode::NotFound) => {
                Event::Told(Word::Over(Why::Closed))
            }
            Err(_) => Event::NoAnswer,
        }
    }

    fn end(&self, payment: &Payment) {
        if let Some(order) = &payment.order {
            self.let_go(&order.id);
        }
        if payment.step == Step::Paid {
            let stale = [Resource::Membership, Resource::Prompts, Resource::CouponOffers];
            self.store.changed(&stale);
            // On its own screen the payment is in view, and says it itself.
            if !here() {
                self.store.say(Notice::Joined);
            }
        }
    }
}

/// Waits until something happens; whoever waited before waits no more.
fn woken() -> oneshot::Receiver<Event> {
    let (sender, receiver) = oneshot::channel();
    WAITING.replace(Some(sender));
    receiver
}

fn wake(event: Event) {
    if let Some(waiting) = WAITING.take() {
        let _ = waiting.send(event);
    }
}

fn here() -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    Route::parse(&hash.unwrap_or_default()) == Route::Membership
}

//! Everything the card knows, in one `Copy` handle from the root of the page.

use std::sync::Arc;

use contract::Instant;
use contract::bootstrap::Bootstrap;
use contract::changes::Resource;
use contract::check_in::CheckIns;
use contract::code::CardCode;
use contract::ids::BrandId;
use contract::membership::Membership;
use contract::order::PlanList;
use contract::points::{PointExpirations, Points};
use contract::prompt::{Placement, PromptList};
use contract::store::StoreList;
use contract::task::TaskList;
use contract::tier::{TierPath, TierStatus};

use super::coupon::OneCoupon;
use super::deed::Deed;
use super::months::Months;
use super::paying::Payment;
use super::presses::{Notice, PressState, Presses};
use super::remote::{Remote, Thing};
use super::wallet::Wallet;
use crate::api::Api;
use crate::reactive::RwSignal;

/// The card's knowledge of the backend. A `Copy` reference to [`Known`], alive as long as the
/// page.
#[derive(Clone, Copy)]
pub struct Store(&'static Known);

impl core::ops::Deref for Store {
    type Target = Known;

    fn deref(&self) -> &Known {
        self.0
    }
}

/// What a [`Store`] refers to.
pub struct Known {
    api: Api,
    /// What the home screen shows.
    pub home: Remote<Bootstrap>,
    /// The code for the till.
    pub code: Remote<CardCode>,
    /// The prompt beside the code.
    pub code_prompts: Remote<PromptList>,
    points: Remote<Points>,
    expirations: Remote<PointExpirations>,
    tiers: Remote<TierPath>,
    tier: Remote<TierStatus>,
    check_ins: Remote<CheckIns>,
    months: Months,
    wallet: Wallet,
    coupon: OneCoupon,
    tasks: Remote<TaskList>,
    membership: Remote<Membership>,
    plans: Remote<PlanList>,
    payment: Remote<Payment>,
    stores: Remote<StoreList>,
    presses: Presses,
    change: RwSignal<Arc<Vec<Resource>>>,
    offline: RwSignal<bool>,
}

impl Store {
    /// A store that asks through `api`. Call it once, at the root.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        use Resource as R;
        Self(Box::leak(Box::new(Known {
            api: api.clone(),
            home: Remote::new(api, R::ALL).asked(Api::bootstrap),
            code: Remote::new(api, &[R::Card]).asked(Api::card_code),
            code_prompts: Remote::new(api, &[R::Prompts])
                .asked(|api| api.prompts(Placement::CodeScreen)),
            points: Remote::new(api, &[R::Points]),
            expirations: Remote::new(api, &[R::Points]),
            tiers: Remote::new(api, &[R::Program]),
            tier: Remote::new(api, &[R::Tier]),
            check_ins: Remote::new(api, &[R::CheckIns]),
            months: Months::new(api),
            wallet: Wallet::new(api),
            coupon: OneCoupon::new(api),
            tasks: Remote::new(api, &[R::Tasks]),
            membership: Remote::new(api, &[R::Membership]),
            plans: Remote::new(api, &[R::Membership]),
            payment: Remote::new(api, &[]),
            stores: Remote::new(api, &[R::Program]),
            presses: Presses::default(),
            change: RwSignal::new(Arc::new(Vec::new())),
            offline: RwSignal::new(false),
        })))
    }

    /// The client.
    pub fn api(self) -> Api {
        self.api.clone()
    }

    // What the further screens look at, each told here how it is asked for.

    /// The points account.
    pub fn points(self) -> Remote<Points> {
        self.0.points.asked(Api::points)
    }

    /// Every batch of points.
    pub fn expirations(self) -> Remote<PointExpirations> {
        self.0.expirations.asked(Api::point_expirations)
    }

    /// The path of tiers.
    pub fn tiers(self) -> Remote<TierPath> {
        self.0.tiers.asked(Api::tiers)
    }

    /// Where the member stands.
    pub fn tier(self) -> Remote<TierStatus> {
        self.0.tier.asked(Api::tier_status)
    }

    /// The present month's calendar.
    pub fn check_ins(self) -> Remote<CheckIns> {
        self.0.check_ins.asked(|api| api.check_ins(None))
    }

    /// The calendar's other months.
    pub fn months(self) -> Months {
        self.0.months.asked()
    }

    /// The lists of coupons.
    pub fn wallet(self) -> Wallet {
        self.0.wallet
    }

    /// The coupon that is looked at.
    pub fn coupon(self) -> OneCoupon {
        self.0.coupon.asked()
    }

    /// Tasks.
    pub fn tasks(self) -> Remote<TaskList> {
        self.0.tasks.asked(Api::tasks)
    }

    /// Paid membership.
    pub fn membership(self) -> Remote<Membership> {
        self.0.membership.asked(Api::membership)
    }

    /// The plans that can be bought.
    pub fn plans(self) -> Remote<PlanList> {
        self.0.plans.asked(Api::membership_plans)
    }

    /// The payment that is on its way, or that just ended; see [`super::paying`].
    pub fn payment(self) -> Remote<Payment> {
        self.0.payment
    }

    /// Where the brand's stores are.
    pub fn stores(self) -> Remote<StoreList> {
        self.0.stores.asked(Api::stores)
    }

    /// Everything that is asked for as a whole, home last.
    fn things(self) -> [Thing; 15] {
        let known = self.0;
        let coupon = known.coupon.things();
        [
            known.code.thing(),
            known.points.thing(),
            known.expirations.thing(),
            known.tiers.thing(),
            known.tier.thing(),
            known.check_ins.thing(),
            known.months.thing(),
            coupon[0],
            coupon[1],
            known.tasks.thing(),
            known.membership.thing(),
            known.plans.thing(),
            known.stores.thing(),
            known.code_prompts.thing(),
            known.home.thing(),
        ]
    }

    /// The backend's time; nothing before its first answer.
    pub fn now(self) -> Option<Instant> {
        self.api.now()
    }

    /// The programme, once the first answer is there; follows changes.
    pub fn program(self) -> Option<Arc<Bootstrap>> {
        self.home.value()
    }

    /// The brand, without following it.
    pub fn brand(self) -> Option<BrandId> {
        self.home.peek().map(|home| home.program.brand_id.clone())
    }

    /// Says that these changed: whatever was shown of them is asked for again.
    pub fn changed(self, changed: &[Resource]) {
        if changed.is_empty() {
            return;
        }
        for thing in self.things() {
            thing.changed(changed);
        }
        self.change.set(Arc::new(changed.to_vec()));
    }

    /// The last change, for lists that a screen owns; follows changes.
    pub fn last_change(self) -> Arc<Vec<Resource>> {
        self.change.get()
    }

    /// Forgets all values, for another language or another member.
    pub fn clear(self) {
        self.0.months.turn(None);
        self.0.wallet.forget();
        for thing in self.things() {
            thing.clear();
        }
    }

    /// Asks for everything again, in another language or as somebody else.
    pub fn reload(self) {
        self.clear();
        self.home.load();
        self.change.set(Arc::new(Resource::ALL.to_vec()));
    }

    /// Does what was pressed.
    pub fn press(self, deed: Deed) {
        self.presses.press(self, deed);
    }

    /// How a press goes; follows changes.
    pub fn press_state(self, deed: &Deed) -> PressState {
        self.presses.state(deed)
    }

    /// Goes on with presses of an earlier page.
    pub fn resume_presses(self) {
        self.presses.resume(self);
    }

    /// The last thing that happened, for the toast; follows changes.
    pub fn notice(self) -> Option<Notice> {
        self.presses.notice()
    }

    /// Whether anything happened yet; follows changes.
    pub fn noticed(self) -> bool {
        self.presses.noticed()
    }

    /// Says something in the toast.
    pub fn say(self, notice: Notice) {
        self.presses.say(notice);
    }

    /// Whether the connection is lost; follows changes.
    pub fn offline(self) -> bool {
        self.offline.get()
    }

    /// Says whether the connection is lost.
    pub fn set_offline(self, offline: bool) {
        if self.offline.get_untracked() != offline {
            self.offline.set(offline);
        }
    }
}

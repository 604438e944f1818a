//! Everything the card knows, in one `Copy` handle from the root of the page.

use std::sync::Arc;

use contract::Instant;
use contract::bootstrap::Bootstrap;
use contract::changes::Resource;
use contract::check_in::CheckIns;
use contract::code::CardCode;
use contract::membership::Membership;
use contract::points::{PointExpirations, Points};
use contract::program::Program;
use contract::prompt::{Placement, PromptList};
use contract::task::TaskList;
use contract::tier::{TierPath, TierStatus};
use leptos::prelude::*;

use super::coupon::OneCoupon;
use super::months::Months;
use super::presses::{Deed, Notice, PressState, Presses};
use super::remote::Remote;
use super::wallet::Wallet;
use crate::api::Api;

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
    /// The points account.
    pub points: Remote<Points>,
    /// Every batch of points.
    pub expirations: Remote<PointExpirations>,
    /// The path of tiers.
    pub tiers: Remote<TierPath>,
    /// Where the member stands.
    pub tier: Remote<TierStatus>,
    /// The present month's calendar.
    pub check_ins: Remote<CheckIns>,
    /// The calendar's other months.
    pub months: Months,
    /// The lists of coupons.
    pub wallet: Wallet,
    /// The coupon that is looked at.
    pub coupon: OneCoupon,
    /// Tasks.
    pub tasks: Remote<TaskList>,
    /// Paid membership.
    pub membership: Remote<Membership>,
    /// The prompt beside the code.
    pub code_prompts: Remote<PromptList>,
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
            home: Remote::new(api, R::ALL, |api| api.bootstrap()),
            code: Remote::new(api, &[R::Card], |api| api.card_code()),
            points: Remote::new(api, &[R::Points], |api| api.points()),
            expirations: Remote::new(api, &[R::Points], |api| api.point_expirations()),
            tiers: Remote::new(api, &[R::Program], |api| api.tiers()),
            tier: Remote::new(api, &[R::Tier], |api| api.tier_status()),
            check_ins: Remote::new(api, &[R::CheckIns], |api| api.check_ins(None)),
            months: Months::new(api),
            wallet: Wallet::new(api),
            coupon: OneCoupon::new(api),
            tasks: Remote::new(api, &[R::Tasks], |api| api.tasks()),
            membership: Remote::new(api, &[R::Membership], |api| api.membership()),
            code_prompts: Remote::new(api, &[R::Prompts], |api| api.prompts(Placement::CodeScreen)),
            presses: Presses::default(),
            change: RwSignal::new(Arc::new(Vec::new())),
            offline: RwSignal::new(false),
        })))
    }

    /// The client.
    pub fn api(self) -> Api {
        self.api.clone()
    }

    /// The backend's time; nothing before its first answer.
    pub fn now(self) -> Option<Instant> {
        self.api.now()
    }

    /// The programme, once the first answer is there; follows changes.
    pub fn program(self) -> Option<Arc<Bootstrap>> {
        self.home.value()
    }

    /// The programme without following it.
    pub fn peek_program(self) -> Option<Program> {
        self.home.peek().map(|home| home.program.clone())
    }

    /// Says that these changed: whatever was shown of them is asked for again.
    pub fn changed(self, changed: &[Resource]) {
        if changed.is_empty() {
            return;
        }
        self.home.changed(changed);
        self.code.changed(changed);
        self.points.changed(changed);
        self.expirations.changed(changed);
        self.tiers.changed(changed);
        self.tier.changed(changed);
        self.check_ins.changed(changed);
        self.months.remote.changed(changed);
        self.coupon.remote.changed(changed);
        self.tasks.changed(changed);
        self.membership.changed(changed);
        self.code_prompts.changed(changed);
        self.change.set(Arc::new(changed.to_vec()));
    }

    /// The last change, for lists that a screen owns; follows changes.
    pub fn last_change(self) -> Arc<Vec<Resource>> {
        self.change.get()
    }

    /// Forgets all values, for another language or another member.
    pub fn clear(self) {
        self.code.clear();
        self.points.clear();
        self.expirations.clear();
        self.tiers.clear();
        self.tier.clear();
        self.check_ins.clear();
        self.months.turn(None);
        self.wallet.forget();
        self.coupon.forget();
        self.tasks.clear();
        self.membership.clear();
        self.code_prompts.clear();
        self.home.clear();
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

//! The one coupon that is looked at, and its code for the till.

use std::sync::Arc;

use contract::changes::Resource;
use contract::coupon::{Coupon, CouponCode};
use contract::ids::CouponId;

use super::kept::uuid;
use super::remote::{Phase, Remote, Thing};
use crate::api::{Api, IntentKey};
use crate::reactive::RwSignal;

/// A coupon that is looked at. `Copy`, and alive as long as the page.
#[derive(Clone, Copy)]
pub struct OneCoupon {
    id: RwSignal<CouponId>,
    /// The coupon; read it through [`Self::phase`], which knows which one is meant.
    pub remote: Remote<Coupon>,
    code: Remote<CouponCode>,
}

impl OneCoupon {
    /// None looked at yet.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        Self {
            id: RwSignal::new(CouponId::new("")),
            remote: Remote::new(api, &[Resource::Coupons]),
            code: Remote::new(api, &[]),
        }
    }

    /// The same, told how a coupon and its code are asked for.
    #[must_use]
    pub fn asked(self) -> Self {
        let id = self.id;
        let remote = self.remote.asked(move |api| api.coupon(&id.get_untracked()));
        // Each batch of tokens is an intent of its own; one that was lost on the way is no loss.
        let code = self
            .code
            .asked(move |api| api.coupon_code(&id.get_untracked(), &IntentKey::new(uuid())));
        Self { id, remote, code }
    }

    /// The coupon and its code.
    pub(super) fn things(self) -> [Thing; 2] {
        [self.remote.thing(), self.code.thing()]
    }

    /// Looks at a coupon: asks for it, and forgets the code of another one.
    pub fn open(self, id: &CouponId) {
        if self.id.get_untracked() == *id {
            self.remote.load();
            return;
        }
        self.id.set(id.clone());
        self.forget();
        self.remote.load();
    }

    /// Forgets what is known, for another member or another language.
    pub fn forget(self) {
        self.remote.clear();
        self.code.clear();
    }

    /// What to show of the coupon; an answer for another one is none. Follows changes.
    pub fn phase(self) -> Phase<Arc<Coupon>> {
        match self.remote.phase() {
            Phase::Ready(coupon, _) if coupon.id != self.id.get() => Phase::Loading,
            phase => phase,
        }
    }

    /// What to show of its code; follows changes.
    pub fn code(self) -> Phase<Arc<CouponCode>> {
        match self.code.phase() {
            Phase::Ready(code, _) if code.coupon_id != self.id.get() => Phase::Loading,
            phase => phase,
        }
    }

    /// Whether tokens are on their way; follows changes.
    pub fn code_busy(self) -> bool {
        self.code.busy()
    }

    /// Asks for tokens for the till.
    pub fn load_code(self) {
        self.code.load();
    }
}

//! The wallet's lists, and where the member left them for one of their coupons.

use std::sync::Arc;

use contract::changes::Resource;
use contract::coupon::Coupon;
use contract::ids::CouponId;
use leptos::prelude::*;

use super::pages::Pages;
use crate::api::{Api, CouponFilter};
use crate::reactive::{RwSignal, StoredValue};

/// The lists, each read when it is looked at first. `Copy`, and alive as long as the page.
#[derive(Clone, Copy)]
pub struct Wallet {
    usable: Pages<Coupon>,
    used: Pages<Coupon>,
    ended: Pages<Coupon>,
    /// Which list is looked at, from 0: usable, used, ended.
    pub chosen: RwSignal<usize>,
    left: StoredValue<Option<(Place, Arc<Vec<Resource>>)>>,
}

/// Where the wallet was left.
#[derive(Clone)]
pub struct Place {
    /// How far the window was scrolled, in CSS pixels.
    pub scrolled: f64,
    /// The coupon that it was left for, and how far below the window's top that stood.
    pub coupon: Option<(CouponId, f64)>,
}

impl Wallet {
    /// Nothing read yet.
    #[must_use]
    pub fn new(api: &Api) -> Self {
        let list = || Pages::new(api, &[Resource::Coupons]);
        Self {
            usable: list(),
            used: list(),
            ended: list(),
            chosen: RwSignal::new(0),
            left: StoredValue::new(None),
        }
    }

    /// A list by its place.
    #[must_use]
    pub fn list(self, place: usize) -> Pages<Coupon> {
        let (list, filter) = match place {
            0 => (self.usable, CouponFilter::Usable),
            1 => (self.used, CouponFilter::Used),
            _ => (self.ended, CouponFilter::Ended),
        };
        list.asked(move |api, cursor| api.coupons(filter, cursor))
    }

    /// Comes back: gives the place that was left, and reads again what may have changed since.
    /// `last_change` is the store's.
    pub fn enter(self, last_change: &Arc<Vec<Resource>>) -> Option<Place> {
        let mut left = None;
        self.left.update_value(|kept| left = kept.take());
        let (place, known) = left?;
        if !Arc::ptr_eq(&known, last_change) {
            for list in [self.usable, self.used, self.ended] {
                list.changed(&[Resource::Coupons]);
            }
        }
        Some(place)
    }

    /// Leaves for a place from which the member comes back.
    pub fn leave(self, place: Place, last_change: Arc<Vec<Resource>>) {
        self.left.set_value(Some((place, last_change)));
    }

    /// In which chunk of the list that is looked at a coupon stands, from 0.
    pub fn chunk_of(self, id: &CouponId) -> Option<usize> {
        let chunks = untrack(|| self.list(self.chosen.get()).chunks());
        chunks.iter().position(|chunk| chunk.items.iter().any(|coupon| coupon.id == *id))
    }

    /// Forgets all: the next visit begins anew.
    pub fn forget(self) {
        self.left.set_value(None);
        self.chosen.set(0);
        for list in [self.usable, self.used, self.ended] {
            list.forget();
        }
    }
}

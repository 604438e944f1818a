//! Making an order, and what is kept of it in storage: the key of its press until it is there, its
//! id until it is settled.

use contract::ids::OrderId;
use contract::order::{MembershipOrder, MembershipOrderRequest};

use super::kept::{forget, keep, kept};
use super::store::Store;
use crate::api::ApiError;

/// An order that is not settled, and a press whose order is not there yet.
const ORDER: &str = "order ";
const BUY: &str = "buy ";

/// Whether a kept press is one of a payment.
pub(super) fn is_ours(slot: &str) -> bool {
    slot.starts_with(ORDER) || slot.starts_with(BUY)
}

/// Keeps an order until it is settled. One of before is closed by the backend.
pub(super) fn remember(owner: &str, id: &OrderId) {
    for (slot, _) in kept(owner) {
        if slot.starts_with(ORDER) {
            forget(owner, &slot);
        }
    }
    keep(owner, &[ORDER, id.as_str()].concat());
}

/// Lets go of an order that is settled.
pub(super) fn let_go(owner: &str, id: &OrderId) {
    forget(owner, &[ORDER, id.as_str()].concat());
}

/// The order that an earlier page left behind. A press without an order is let go: nobody was
/// shown a payment for it.
pub(super) fn unsettled(owner: &str) -> Option<OrderId> {
    let mut unsettled = None;
    for (slot, _) in kept(owner) {
        if let Some(id) = slot.strip_prefix(ORDER) {
            unsettled = Some(OrderId::new(id));
        } else if slot.starts_with(BUY) {
            forget(owner, &slot);
        }
    }
    unsettled
}

/// Makes the order with the key of its press. An order whose time was over when it came back is
/// that of a press long ago: the key goes, and a new one is made.
pub(super) async fn order(
    store: Store,
    owner: &str,
    request: &MembershipOrderRequest,
) -> Result<MembershipOrder, ApiError> {
    let agreed = if request.auto_renewal_accepted { " 1 " } else { " 0 " };
    let slot = [BUY, request.channel.as_str(), agreed, request.plan_id.as_str()].concat();
    let mut last = false;
    loop {
        let key = keep(owner, &slot);
        let made = store.api().order_membership(request, &key).await.map(|answer| answer.data);
        if !made.as_ref().is_err_and(ApiError::is_unknown_result) {
            forget(owner, &slot);
        }
        let made = made?;
        if last || store.now().is_none_or(|now| now < made.expires_at) {
            return Ok(made);
        }
        last = true;
    }
}
